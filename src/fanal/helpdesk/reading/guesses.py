"""What do the words of somebody who asks for help say of the kind, the room and the machine?"""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.text.words import is_id
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.custody import in_the_hands_of
from fanal.helpdesk.rules.codes import OF_SERVICES, RequestKind
from fanal.helpdesk.rules.kinds import guess, speaks_of
from fanal.helpdesk.rules.places import NamedRooms, place_named, room_of_own, speaks_of_loan, things_named
from fanal.online_services.models import OnlineService

MOST_READ = 600  # letters: enough to guess from


def with_guess(data: Any, member: Member) -> Any:
    """Fill the typed form (changed): what its words say anew, unless the person chose it by hand.

    The kind, then the room, then the machine: what is lent to them, or the only one of that kind in the room
    (« vp 204 »). What is lent to them takes the room along: its own, unless the words name another.
    """
    text = data.get("text", "")[:MOST_READ]
    if data.get("kind", "") == data.get("guessed", ""):
        kind = guess(text)
        data["kind"] = data["guessed"] = _kind_of_machine(member, data) if kind is RequestKind.OTHER else kind
    rooms = Room.objects.for_school(member.school).in_use().values_list("pk", "name")
    place = place_named(text, rooms)
    if data.get("room", "") == data.get("guessed_room", ""):
        guess_room(data, place)
    _guess_service(data, member, text)
    own = _own_machines(member)
    if data.get("equipment", "") == data.get("guessed_machine", ""):
        data["equipment"] = data["guessed_machine"] = _machine_meant(member, data, text, own)
    own_machine = next((machine for machine in own if str(machine.pk) == data.get("equipment")), None)
    if own_machine is not None and not place.rooms and not place.unknown:
        room = room_of_own(own_machine.room_id, data.get("room", ""), data.get("guessed_room", ""))
        data["room"], data["guessed_room"] = room, str(own_machine.room_id or "")
    return data


def guess_room(data: Any, place: NamedRooms) -> None:
    """Guess the room that the words name; none when they name one and nobody can say which."""
    if place.only is not None:
        data["room"] = data["guessed_room"] = str(place.only)
    elif place.is_unsure:
        data["room"] = data["guessed_room"] = ""


def _guess_service(data: Any, member: Member, text: str) -> None:
    """Guess the service that « Mot de passe Pronote » names, unless the person chose it by hand."""
    if data.get("kind", "") in OF_SERVICES and data.get("service", "") == data.get("guessed_service", ""):
        service = service_named(member, text)
        data["service"] = data["guessed_service"] = str(service or data.get("guessed_service", ""))


def service_named(member: Member, text: str) -> int | None:
    """Find the service in use that these words name, if there is one alone."""
    services = OnlineService.objects.for_school(member.school).in_use().values_list("pk", "name")
    named = [pk for pk, name in services if speaks_of(text, name)]
    return named[0] if len(named) == 1 else None


def _own_machines(member: Member) -> list[Equipment]:
    if member.person is None:
        return []
    rows = Equipment.objects.for_school(member.school).present().filter(in_the_hands_of(member.person))
    return list(rows.select_related("type").only("name", "room", "type__kind"))


def _machine_meant(member: Member, data: Any, text: str, own: list[Equipment]) -> str:
    """Find what is lent to them, when the words name it or say « prêté »; else the only one here."""
    kind = data.get("kind", "")
    meant = things_named(text, ((machine.pk, machine.name) for machine in own))
    if not meant and own and speaks_of_loan(text):
        every_kind = kind == RequestKind.OTHER
        meant = [machine.pk for machine in own if every_kind or machine.type.kind == kind]
        return str(meant[0]) if len(meant) == 1 else ""
    return str(meant[0]) if len(meant) == 1 else _only_one_here(member, data.get("room", ""), kind)


def _only_one_here(member: Member, room: str, kind: str) -> str:
    """Find the machine of this kind in this room, if there is one alone."""
    if not is_id(room) or kind == RequestKind.OTHER:
        return ""
    here = Equipment.objects.for_school(member.school).present()
    machines = list(here.filter(room=room, type__kind=kind).values_list("pk", flat=True)[:2])
    return str(machines[0]) if len(machines) == 1 else ""


def _kind_of_machine(member: Member, data: Any) -> str:
    """Guess what the chosen machine suffers from, or that it is a service, when the words do not say."""
    machine = data.get("equipment", "")
    if not is_id(machine):
        return RequestKind.ENT if data.get("service") else RequestKind.OTHER
    machines = Equipment.objects.for_school(member.school).filter(pk=machine)
    return machines.values_list("type__kind", flat=True).first() or RequestKind.OTHER
