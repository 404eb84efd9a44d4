"""The telephones of an incident's bodies, from the desk. The ledger itself keeps none."""

from collections.abc import Mapping

from smogctl.cli.desks import desk_of
from smogctl.cli.folders import registries_folder
from smogctl.cli.ledgers import Which
from smogctl.incident.state import BodyKey, Named, State
from smogctl.plan.desks import contact_of
from smogctl.schema.desk import DeskFile
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
    found = {one.key: _phone(desk, one) for one in _named(state)}
    return {key: phone for key, phone in found.items() if phone}, ()


def _named(state: State) -> list[Named]:
    ordered = [one for order in state.orders for one in order.bodies]
    return [*(body.named for body in state.bodies.values()), *ordered]


def _phone(desk: DeskFile, named: Named) -> str:
    found = contact_of(desk, named.unit_id, named.body)
    return " ".join(word for word in (found.phone, found.name) if word) if found else ""
