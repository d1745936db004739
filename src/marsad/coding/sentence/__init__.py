"""One sentence as the rules see it, and what of it reports something."""
