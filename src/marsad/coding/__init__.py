"""Turns an article into its coded record: events, tallies, claims, people, and what was seen and not coded."""
