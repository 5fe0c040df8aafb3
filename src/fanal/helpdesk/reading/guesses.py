"""What do the words of somebody who asks for help say of the kind, the room and the machine?"""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.words import is_id
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.custody import in_the_hands_of
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.kinds import guess
from fanal.helpdesk.rules.places import names_said, room_of_own, rooms_named, speaks_of_loan

MOST_READ = 600  # letters: enough to guess from


def with_guess(data: Any, member: Member) -> Any:
    """The typed form (changed): what its words say anew, unless the person chose it by hand.

    The kind, then the room, then the machine: what is lent to them, or the only one of that kind in the room
    (« vp 204 »). What is lent to them takes the room along: its own, unless the words name another.
    """
    text = data.get("text", "")[:MOST_READ]
    if data.get("kind", "") == data.get("guessed", ""):
        said = guess(text)
        data["kind"] = data["guessed"] = _kind_of_machine(member, data) if said is RequestKind.OTHER else said
    rooms = Room.objects.for_school(member.school).in_use().values_list("pk", "name")
    named = rooms_named(text, rooms)
    if named and data.get("room", "") == data.get("guessed_room", ""):
        data["room"] = data["guessed_room"] = str(named[0])
    own = _own_machines(member)
    if data.get("equipment", "") == data.get("guessed_machine", ""):
        data["equipment"] = data["guessed_machine"] = _machine_meant(member, data, text, own)
    chosen = next((machine for machine in own if str(machine.pk) == data.get("equipment")), None)
    if chosen is not None and not named:
        room = room_of_own(chosen.room_id, data.get("room", ""), data.get("guessed_room", ""))
        data["room"], data["guessed_room"] = room, str(chosen.room_id or "")
    return data


def _own_machines(member: Member) -> list[Equipment]:
    if member.person is None:
        return []
    rows = Equipment.objects.for_school(member.school).present().filter(in_the_hands_of(member.person))
    return list(rows.select_related("type").only("name", "room", "type__kind"))


def _machine_meant(member: Member, data: Any, text: str, own: list[Equipment]) -> str:
    """What is lent to them, when the words name it or say « prêté »; else the only one of this kind here."""
    kind = data.get("kind", "")
    meant = names_said(text, ((machine.pk, machine.name) for machine in own))
    if not meant and own and speaks_of_loan(text):
        every_kind = kind == RequestKind.OTHER
        meant = [machine.pk for machine in own if every_kind or machine.type.kind == kind]
        return str(meant[0]) if len(meant) == 1 else ""
    return str(meant[0]) if len(meant) == 1 else _only_one_here(member, data.get("room", ""), kind)


def _only_one_here(member: Member, room: str, kind: str) -> str:
    """The machine of this kind in this room, if there is one alone."""
    if not is_id(room) or kind == RequestKind.OTHER:
        return ""
    here = Equipment.objects.for_school(member.school).present()
    machines = list(here.filter(room=room, type__kind=kind).values_list("pk", flat=True)[:2])
    return str(machines[0]) if len(machines) == 1 else ""


def _kind_of_machine(member: Member, data: Any) -> str:
    """What the chosen machine suffers from, or that it is a service, when the words do not say."""
    chosen = data.get("equipment", "")
    if not is_id(chosen):
        return RequestKind.ENT if data.get("service") else RequestKind.OTHER
    machines = Equipment.objects.for_school(member.school).filter(pk=chosen)
    return machines.values_list("type__kind", flat=True).first() or RequestKind.OTHER
