"""What the report of a campaign says of what was out of its place, and whose each machine is."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.campaigns.actions.campaign import close_campaign
from fanal.campaigns.actions.scan import Reading, record_scan
from fanal.campaigns.reading.progress import room_rows
from fanal.campaigns.reading.report import HEADERS, report_of
from fanal.campaigns.tests.conftest import TODAY
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.equipment import NewState, change_state
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import DisposalDecision, EquipmentState
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)


def scan(world, text, by):
    now = timezone.now()
    reading = Reading(text, f"{text:k<20}".replace(" ", "k"))
    return record_scan(world.campaign, world.room, reading, now=now, by=by)


def reported(world, name):
    """The row of the report of this machine, by its headers."""
    now, school = timezone.now(), world.campaign.school
    (row,) = (
        row
        for row in report_of(world.campaign, school, room_rows(world.campaign), now).rows
        if row[2] == name
    )
    return dict(zip(HEADERS, row, strict=True))


@pytest.fixture
def given_away(school, boss):
    """VP-101, out of the inventory before the campaign."""
    with scope(school):
        machine = EquipmentFactory(
            school=school,
            name="VP-101",
            serial="VP101S",
            school_number="I-101",
            state="stock",
            owner="school",
        )
        decision = DisposalDecision("CA n° 12", TODAY)
        new = NewState(EquipmentState.DISPOSED, "Donné à une association.", decision)
        return change_state(machine, new, today=TODAY, by=boss)


@pytest.mark.parametrize("typed", ["VP-101", "vp101s", "I-101"])
def test_a_machine_that_had_left_is_named_with_its_decision(lead, school, world, boss, given_away, typed):
    """It was « Étiquette inconnue » by its name, its serial and its number."""
    with scope(school):
        made = scan(world, typed, boss)
        assert made.equipment == given_away
    said = "sorti de l’inventaire le 26 novembre 2026 (décision CA n° 12 du 26/11/2026) : à voir"
    page = lead.get(reverse("campaigns:room_page", args=[school.uai, world.campaign.pk, world.room.pk])).text
    assert said in words_of(page)
    assert "Étiquettes inconnues" not in page
    assert "association" not in page, "what was written freely stays in the record"
    with scope(school):
        row = reported(world, "VP-101")
    assert (row["Résultat"], row["Remarque"]) == ("Sorti de l’inventaire", said)


def test_what_is_there_is_meant_before_what_left_under_the_same_name(school, world, boss, given_away):
    with scope(school):
        successor = EquipmentFactory(school=school, name="VP-101")
        assert scan(world, "VP-101", boss).equipment == successor


def test_a_machine_noted_lost_and_seen_again_says_so(school, world, boss):
    """It was « Venu d’ailleurs, sans salle », as if nobody had looked for it."""
    with scope(school):
        Equipment.objects.for_school(school).filter(name="PC-A").update(state="lost")
        scan(world, "PC-A", boss)
        row = reported(world, "PC-A")
    assert (row["Résultat"], row["Remarque"]) == ("Venu d’ailleurs", "noté « Perdu »")


def test_the_table_says_whose_each_machine_is(lead, school, world, boss):
    with scope(school):
        Equipment.objects.for_school(school).filter(name="PC-A").update(
            owner="state", maker="Epson", model="EB-L200"
        )
        row = reported(world, "PC-A")
        assert (row["Propriétaire"], row["Marque et modèle"]) == ("État", "Epson EB-L200")
        assert row["Type"] == str(world.machines[0].type)
        close_campaign(world.campaign, now=timezone.now(), by=boss)
    table = lead.get(reverse("campaigns:report_table", args=[school.uai, world.campaign.pk, "xlsx"]))
    assert [*read_table(table.getvalue(), "a.xlsx").headers] == [*HEADERS]


def test_the_title_says_once_what_it_is(school, world):
    with scope(school):
        for name, title in (
            ("Juin", "Procès-verbal de récolement : Juin"),
            ("Récolement de juin", "Procès-verbal : récolement de juin"),
        ):
            world.campaign.name = name
            paper = report_of(world.campaign, school, room_rows(world.campaign), timezone.now()).paper
            assert paper["title"] == title


def test_the_table_says_of_which_campaign_it_is(lead, school, world, boss):
    with scope(school):
        close_campaign(world.campaign, now=timezone.now(), by=boss)
    table = lead.get(reverse("campaigns:report_table", args=[school.uai, world.campaign.pk, "ods"]))
    with zipfile.ZipFile(io.BytesIO(table.getvalue())) as archive:
        content = archive.read("content.xml").decode()
    for said in ("À propos", str(school.name), "Juin", "26/11/2026"):
        assert said in content
