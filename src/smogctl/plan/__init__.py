"""A district loaded: its registry and references, the catalogue, names, levels."""
