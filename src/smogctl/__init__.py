"""smogctl: a district's plan for heavy air pollution as a checked registry, and answers from it."""

__version__ = "0.1.0"
