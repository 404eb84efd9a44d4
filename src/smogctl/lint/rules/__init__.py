"""Lint rules, one file each, found by folder: CODE, SEVERITY, `check(subject)`.

The docstring is the documentation. A file's name begins with its rule's code, so that the codes are
known without importing the rules.

The docstring is in Chinese because `smogctl explain` prints it. Its fenced blocks are run by the
tests: ```bad must have the finding, at the line that ends in `# <-` where there is one, ```good
must not; ```source is the plan's text.
"""
