"""Dates in Arabic text: the calendar, readers of each kind of date, and the finding of them in a sentence."""
