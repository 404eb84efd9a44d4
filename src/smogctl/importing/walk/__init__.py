"""One walk down the rows of a page, to its outline: facts first, then row by row.

`walking` decides row by row; `heads`, `frame` and `rows` know one kind of row each; `here` is where
the walk is, `facts` what is known of the page before it begins. At the end `demoting` looks at the
entries once more.
"""
