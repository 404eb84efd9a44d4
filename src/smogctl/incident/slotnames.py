"""What the reports that a body owes are called."""


def slot_said(slot: str) -> str:
    """A slot as people call it."""
    head, _, number = slot.partition("-")
    if head == "first":
        return f"首次{number}"
    if head == "final":
        return "解除后"
    if head == "extra":
        return "续报"
    return f"{int(slot[5:7])}月{int(slot[8:10])}日{slot[11:16]}日报"
