"""From a plan's annex to a draft registry: read the file, find the entries, cut the clauses,
suggest the annotation.

Readers give one thing, a `Page`; everything above works on it and does not know the format it came
from.
"""
