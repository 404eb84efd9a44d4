"""What the reports that a body owes are called: 初报, 日报, 终报, and 续报 for one more."""


def slot_said(slot: str) -> str:
    """A slot as people call it; the first report after a change of level is 改级后初报."""
    head, _, number = slot.partition("-")
    if head == "first":
        return f"改级后初报{number if number != '2' else ''}" if number else "初报"
    if head in _NAMES:
        return _NAMES[head]
    return f"{int(slot[5:7])}月{int(slot[8:10])}日{slot[11:16]}日报"


_NAMES = {"final": "终报", "extra": "续报"}
