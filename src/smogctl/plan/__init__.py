"""A district loaded: its registry, the catalogue, names, levels, and where such files lie."""
