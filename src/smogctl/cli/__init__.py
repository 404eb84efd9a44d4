"""The command line: everything that prints, reads options, the environment and the clock."""
