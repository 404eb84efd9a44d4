"""Walking a draft's open checks with a person: what is shown, what may be chosen, the file then.

A choice changes the registry's models; `rewriting` brings the file's text to say the same, line by
line, so that comments and whatever else a person wrote stay.
"""
