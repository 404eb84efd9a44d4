"""One file, one command: arguments in, answer out. The file's name is the command's.

A group of commands is a folder. Nothing here prints.
"""

GROUPS = {
    "问": ("duties", "units", "activate", "measures", "levels"),
    "查": ("gaps", "compare", "board", "export"),
    "写公文": ("checklist", "notice", "templates", "desk"),
    "值班": ("assess", "incident"),
    "登记册": ("init", "lint", "explain", "diff", "import", "review", "schema", "lsp"),
}
"""How the help lists them, the commonest first; one that stands nowhere here comes last, apart."""
