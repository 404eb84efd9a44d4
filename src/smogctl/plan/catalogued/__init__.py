"""The catalogue as values, a module a file of it: made by tools/generate.py, held fresh by a test."""
