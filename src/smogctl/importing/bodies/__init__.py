"""The bodies that an annex may name: its units by all their names, and those that are no unit."""
