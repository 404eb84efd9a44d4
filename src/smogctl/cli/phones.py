"""The telephones of an incident's bodies, from the desk. The ledger itself keeps none."""

from collections.abc import Mapping

from smogctl.cli.desks import desk_of
from smogctl.cli.folders import registries_folder
from smogctl.cli.ledgers import Which
from smogctl.incident.state import BodyKey, State
from smogctl.plan.desks import contact_of
from smogctl.values.findings import Refusal


def phones_of(
    which: Which, state: State
) -> tuple[Mapping[BodyKey, str], tuple[str, ...]]:
    """Whom to call in each body, and what is to be said of the desk: it may be out of order."""
    try:
        desk = desk_of(registries_folder(which.registries).folder, state.district)
    except Refusal as refusal:
        return {}, (str(refusal),)
    if desk is None:
        return {}, ()
    named = [body.named for body in state.bodies.values()]
    for order in state.orders:
        named += order.bodies
    phones: dict[BodyKey, str] = {}
    for body in named:
        contact = contact_of(desk, body.unit_id, body.body)
        if contact is None:
            continue
        phone = " ".join(filter(None, (contact.phone, contact.name)))
        if phone:
            phones[body.key] = phone
    return phones, ()
