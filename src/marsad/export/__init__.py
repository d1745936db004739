"""Files for the tools of others: one small module a format, all fed with incidents one at a time."""
