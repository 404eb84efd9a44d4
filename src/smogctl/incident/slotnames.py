"""What the reports that a body owes are called: 初报, 日报, 终报, and 续报 for one more."""


def slot_said(slot: str) -> str:
    """A slot as people call it; the first report after a change of level is 改级后初报."""
    head, _, number = slot.partition("-")
    if head == "first":
        return _FIRST.get(number, f"改级后初报{number}")
    if head in _NAMES:
        return _NAMES[head]
    month, day = int(slot[5:7]), int(slot[8:10])
    return f"{month}月{day}日{slot[11:16]}日报"


_FIRST = {"": "初报", "2": "改级后初报"}
_NAMES = {"final": "终报", "extra": "续报"}
