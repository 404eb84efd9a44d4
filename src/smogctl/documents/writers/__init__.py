"""A document's parts in a format, one file each: `write(paper) -> bytes`. Each is the one door out for its kind."""
