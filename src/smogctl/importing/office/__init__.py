"""What Office files have in common: a zip of XML parts, opened within limits and read as events."""
