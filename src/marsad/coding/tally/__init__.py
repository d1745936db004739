"""Counts over several incidents or a period."""
