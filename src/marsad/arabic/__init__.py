"""Knows Arabic, nothing of conflict: folding, clitics, inflection, numbers, dates, sentences, quotations."""
