"""The language of annexes: heads, bodies, roles, relations, phases, levels, measures.

Lint and import read it alike.
"""
