"""`python -m smogctl`, the same as the command `smogctl`."""

from smogctl.cli.main import main

main()
