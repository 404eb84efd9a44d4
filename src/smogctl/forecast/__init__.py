"""A forecast and the warning level that a grading scheme gives it."""
