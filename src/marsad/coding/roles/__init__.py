"""Who did what to whom in one stretch of a sentence."""
