"""Who claims it, and who is named."""
