"""Who held a point on a day, by a control map that the user brings."""
