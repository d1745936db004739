"""Places that a user adds: country dumps, gazetteers, boundaries and points, checked whole and kept in sets."""
