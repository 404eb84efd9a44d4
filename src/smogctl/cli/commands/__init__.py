"""One file, one command: arguments in, answer out. The file's name is the command's.

Nothing here prints.
"""
