"""Keeps captures, articles and every reading of them; a newer reading stands beside the older ones."""
