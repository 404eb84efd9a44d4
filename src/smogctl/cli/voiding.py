"""Striking an event through."""

from smogctl.cli.recorders import Session
from smogctl.incident.event import Event
from smogctl.incident.recording import Draft
from smogctl.text.plain import clip
from smogctl.wording.status import told_safe


def voided(session: Session, event: Event, reason: str) -> Draft:
    """The correction of an event."""
    return session.draft(
        "corrected", event=event.hash, what=clip(told_safe(event), 500), reason=reason
    )
