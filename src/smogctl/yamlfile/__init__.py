"""YAML: bytes to a tree with line and column, and trees to text."""
