"""« Annuler », for the ten seconds after « Déplacer »: each machine in its room of before."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal, undo
from fanal.core.errors import RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.equipment.actions.bulk import MOST, MOVED, BulkOutcome, Moves, each
from fanal.equipment.models import Equipment, Room
from fanal.equipment.policies import equipment as policies

NOTHING_MOVED = "Il n’y a plus rien à annuler : le délai est passé. Déplacez-les de nouveau."
MOVED_SINCE = "Il a été déplacé depuis : il reste où il est."
ROOM_CLOSED = "Sa salle de départ n’est plus utilisée : il reste où il est."


@transaction.atomic
def move_back(moves: Moves, *, school: School, now: datetime, by: Actor) -> BulkOutcome:
    """Each of them goes back; those moved again since, or whose room is closed, stay and are named.

    RuleBroken when this person moved nothing in these lines, or when the seconds are over.
    """
    rows = JournalEntry.objects.for_school(school).filter(verb=MOVED, author=by.reference)
    lately = rows.filter(seq__gte=moves.first, seq__lte=moves.last, at__gte=now - undo.LATE)
    entries = {entry.subject: entry.content for entry in lately.order_by("seq")[:MOST]}
    if not entries:
        raise RuleBroken(NOTHING_MOVED)
    before = {content["before"]["room"] for content in entries.values()} - {None}
    # Held against being closed meanwhile, and before the machines, as whoever moves them does.
    held = Room.objects.for_school(school).filter(pk__in=before).order_by("pk")
    rooms = {room.pk: room for room in held.select_for_update(of=("self",))}

    def back(machine: Equipment) -> None:
        require(policies.move_equipment, by, machine)
        _move_one_back(machine, entries[subject_of(machine)], rooms, by=by)

    keys = [int(subject.rpartition(":")[2]) for subject in entries]
    machines = Equipment.objects.for_school(school).filter(pk__in=keys)
    return each(machines.select_for_update(of=("self",)), back)


def _move_one_back(
    machine: Equipment, content: dict[str, dict[str, int | None]], rooms: dict[int, Room], *, by: Actor
) -> None:
    """Nothing to do where it is back already."""
    key = content["before"]["room"]
    if machine.room_id == key:
        return
    if machine.room_id != content["after"]["room"]:
        raise RuleBroken(MOVED_SINCE)
    room = rooms.get(key) if key else None
    if key and (room is None or room.is_closed):
        raise RuleBroken(ROOM_CLOSED)
    journal.write_changes(machine, {"room": room}, by=by, verb="equipment.moved_back")
