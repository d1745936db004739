"""Measures the coder on gold data that lies beside the checkout; nothing of that data is part of the project."""
