"""Who repairs, who pays, who decides: the rule, what may be done to the lines, and where they are read."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import Authority, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.equipment.actions import convention as actions
from fanal.equipment.models import ConventionLine
from fanal.equipment.rules.convention import LYCEES, Thing, line_for, refusals, starting_lines
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory

TODAY = date(2026, 11, 25)
LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
BURSAR = Actor("person:2", "Gestionnaire", frozenset({Role.BURSAR}))
pytestmark = pytest.mark.clock(TODAY)


@dataclass(frozen=True)
class Line:
    owner: str = "authority"
    type_id: int | None = None
    payer: str = ""
    use: str = ""


GENERAL, FOR_TYPE, FOR_PAYER, FOR_USE = (
    Line(),
    Line(type_id=7),
    Line(payer="school"),
    Line(use="administrative"),
)
ALL = (GENERAL, FOR_TYPE, FOR_PAYER, FOR_USE)


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        pytest.param(Thing("authority", "authority", 1, True), GENERAL, id="nothing more precise"),
        pytest.param(Thing("authority", "school", 7, False), FOR_TYPE, id="the type beats payer and use"),
        pytest.param(Thing("authority", "school", 1, False), FOR_PAYER, id="the payer beats the use"),
        pytest.param(Thing("authority", "authority", 1, False), FOR_USE, id="the use beats the general line"),
        pytest.param(Thing("state", "state", 7, True), None, id="nothing is said of this owner"),
    ],
)
def test_the_most_precise_line_decides(thing, expected):
    assert line_for(ALL, thing) is expected
    assert line_for(reversed(ALL), thing) is expected


def test_the_article_is_named_only_for_a_lycee_of_a_region():
    assert [start.source for start in starting_lines("region", is_private=False)] == [LYCEES, "", ""]
    assert [start.source for start in starting_lines("department", is_private=False)] == ["", "", ""]


@pytest.mark.parametrize("kind", ["region", "department", ""])
def test_a_private_school_is_proposed_no_line_of_an_authority(kind):
    """December, second reading J14: « la Région répare, paie, décide », L214-6, in a private lycée."""
    assert [(start.owner, start.source) for start in starting_lines(kind, is_private=True)] == [
        ("school", "")
    ]


def test_a_line_that_says_nothing_is_refused():
    assert refusals(owner="school", repairs="unknown", pays="unknown", decides="unknown")
    assert refusals(owner="elsewhere", repairs="school", pays="school", decides="school")
    assert not refusals(owner="state", repairs="unknown", pays="state", decides="state")


@pytest.fixture
def here(school):
    with scope(school):
        yield school


def values(**changed):
    return {
        "owner": "authority",
        "repairs": "authority",
        "pays": "authority",
        "decides": "authority",
    } | changed


def test_starting_twice_adds_nothing(here):
    assert actions.start_convention(here, by=LEAD) == 3
    assert actions.start_convention(here, by=LEAD) == 0
    assert not ConventionLine.objects.for_school(here).filter(confirmed_on__isnull=False).exists()


def test_a_private_lycee_of_a_region_starts_from_its_own_line(here):
    """December, second reading J14: each machine’s page said that the région repairs, pays and decides."""
    here.status = School.Status.PRIVATE
    here.authority = Authority.objects.create(name="Région", kind="region")
    here.save(update_fields=["status", "authority"])
    assert actions.start_convention(here, by=LEAD) == 1
    assert ConventionLine.objects.get().owner == "school"


def test_two_lines_never_speak_of_the_same_equipment(here):
    actions.add_line(here, by=LEAD, **values())
    with pytest.raises(RuleBroken, match="déjà"):
        actions.add_line(here, by=LEAD, **values(repairs="school"))
    actions.add_line(here, by=LEAD, **values(payer="school"))


def test_the_management_confirms_and_a_correction_asks_again(here):
    line = actions.add_line(here, by=LEAD, **values())
    with pytest.raises(NotAllowed):
        actions.confirm_line(line, today=TODAY, by=LEAD)
    assert actions.confirm_line(line, today=TODAY, by=BURSAR).confirmed_on == TODAY
    assert actions.change_line(line, by=LEAD, repairs="school").confirmed_on is None


def test_what_a_removed_line_said_stays_in_the_journal(here):
    line = actions.add_line(here, by=LEAD, **values(how="Appeler le guichet"))
    actions.remove_line(line, by=LEAD)
    entry = JournalEntry.objects.for_school(here).get(verb="equipment.convention_line_removed")
    assert "Appeler le guichet" in entry.payload


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


def test_the_record_says_who_repairs(client_of, school):
    bursar = client_of(school, Role.BURSAR)
    with scope(school):
        machine = EquipmentFactory(school=school, owner="school")
    page = bursar.get(url("equipment_page", school, machine.number)).text
    assert "La convention ne dit rien de ce matériel" in page
    bursar.post(url("convention_start", school))
    page = bursar.get(url("equipment_page", school, machine.number)).text
    assert "Point de départ, à vérifier" in page
    assert "Demander un devis" in page


def test_a_line_is_written_corrected_confirmed_and_removed_by_hand(client_of, school):
    bursar = client_of(school, Role.BURSAR)
    with scope(school):
        kind = EquipmentTypeFactory(school=school, name="Copieur")
    sent = values(type=kind.pk, repairs="school", how="Appeler le loueur")
    assert bursar.post(url("line_add", school), sent).status_code == 302
    with scope(school):
        line = ConventionLine.objects.for_school(school).get()
    assert bursar.get(url("line_change", school, line.pk)).status_code == 200
    bursar.post(url("line_change", school, line.pk), sent | {"how": "Appeler le fournisseur"})
    bursar.post(url("line_confirm", school, line.pk))
    page = bursar.get(url("convention", school)).text
    assert "Appeler le fournisseur" in page
    assert "Copieur" in page
    assert "à vérifier</span>" not in page
    bursar.post(url("line_remove", school, line.pk))
    assert "Rien n’est encore écrit" in bursar.get(url("convention", school)).text


def test_a_line_refused_keeps_what_was_typed(client_of, school):
    bursar = client_of(school, Role.BURSAR)
    bursar.post(url("line_add", school), values())
    answer = bursar.post(url("line_add", school), values(how="Appeler Mme Roux"))
    assert answer.status_code == 422
    assert "Une ligne parle déjà" in answer.text
    assert "Appeler Mme Roux" in answer.text


def test_a_teacher_does_not_read_the_convention(client_of, school):
    assert client_of(school, Role.TEACHER).get(url("convention", school)).status_code == 403


def test_the_page_costs_the_same_for_1_and_20_lines(client_of, school, count_queries):
    bursar = client_of(school, Role.BURSAR)
    with scope(school):
        actions.start_convention(school, by=BURSAR)
    with count_queries() as few:
        bursar.get(url("convention", school))
    with scope(school):
        for kind in EquipmentTypeFactory.create_batch(20, school=school):
            actions.add_line(school, by=BURSAR, **values(type=kind))
    with count_queries() as many:
        bursar.get(url("convention", school))
    assert len(few) == len(many) <= MOST_QUERIES
