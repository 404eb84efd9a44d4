"""How people call a district besides its name."""


def stem_of(name: str) -> str:
    """A district's name without 区, 县, 旗 or 市; '' where it is not called so."""
    if len(name) > 2 and name[-1] in "区县旗市":
        return name[:-1]
    return ""
