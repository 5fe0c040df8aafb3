"""What the journal says of a link that changed: the name of the thing, never its number."""

import pytest

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core import journal
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.schools.reading.journal import NamedThing, lines_of

pytestmark = pytest.mark.django_db


def _said(row, field: str, after) -> list[tuple[str, str, str]]:
    before = getattr(row, field)
    setattr(row, field, after)
    row.save()
    old, new = (thing and thing.pk for thing in (before, after))
    journal.noted(row, by=system(System.SETUP), verb="test.moved", before={field: old}, after={field: new})
    entries = JournalEntry.objects.for_school(row.school).order_by("-pk")[:1]
    return lines_of(entries, row.school)[0].changes


def test_a_colleague_who_was_replaced_is_named(school):
    """Seen in November 2026: « Remplace : 64 → rien »."""
    with scope(school):
        away, arrived = PersonFactory(school=school, family_name="Costa"), member_of(school, Role.TEACHER)
        arrived.replaces = away
        (change,) = _said(arrived, "replaces", None)
    assert change == ("remplace", str(away), "rien")


def test_a_room_is_named_once(school):
    with scope(school):
        rooms = [RoomFactory(school=school, name=name) for name in ("Salle 204", "CDI")]
        machine: Equipment = EquipmentFactory(school=school, room=rooms[0])
        (change,) = _said(machine, "room", rooms[1])
    assert change[1:] == ("Salle 204", "CDI")


@pytest.mark.parametrize(
    ("noun", "name", "said"),
    [
        ("Fiche", "Mme Costa", "Fiche : Mme Costa"),
        ("Demande", "n° 12", "Demande n° 12"),
        ("Enveloppe", "2026-2027", "Enveloppe 2026-2027"),
        ("Salle", "Salle 204", "Salle 204"),
        ("Note de transmission", "note de transmission", "Note de transmission"),
        ("Écart", "", "Écart"),
        ("", "", ""),
    ],
)
def test_a_thing_is_said_as_one_would(noun, name, said):
    assert NamedThing(noun, name, "").in_full == said
