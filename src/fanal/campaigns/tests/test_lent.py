"""What somebody has on loan is not missing; the next room is the one that follows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.campaigns.actions.campaign import close_campaign
from fanal.campaigns.reading.progress import Totals, room_rows
from fanal.campaigns.tests.conftest import TODAY
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody

pytestmark = pytest.mark.clock(TODAY)


def url(school, name, *more):
    return reverse(f"campaigns:{name}", args=[school.uai, *more])


@pytest.fixture
def lent(school, world):
    """PC-B, lent until somebody gives it back."""
    with scope(school):
        custody.take(world.machines[1], timezone.now(), None, kind=Custody.Kind.LOAN, person=None)
    return world.machines[1]


def test_the_report_says_lent_where_it_said_missing(head, school, world, lent, boss):
    """A newcomer closed a campaign: tablets that pupils had were « Manquants »."""
    room = words_of(head.get(url(school, "room_page", world.campaign.pk, world.room.pk)).text)
    assert "PC-B" in room
    assert "prêté" in room
    with scope(school):
        report = close_campaign(world.campaign, now=timezone.now(), by=boss)
    assert {row[2]: row[6] for row in report.rows} == {
        "PC-A": "Manquant",
        "PC-B": "Prêté",
        "PC-C": "Manquant",
        "PC-D": "Manquant",
    }
    assert (report.figures["missing"], report.figures["lent"], report.figures["expected"]) == (3, 1, 4)
    page = words_of(head.get(url(school, "campaign_page", world.campaign.pk)).text)
    assert "Salle 204 0 sur 3 2 manquants, 1 prêté" in page


def test_what_is_lent_and_seen_elsewhere_is_not_put_away(lead, school, world, lent):
    where = url(school, "scan_add", world.campaign.pk, world.other.pk)
    sent = {"text": "PC-B", "key": "k" * 20, "at": ""}
    page = words_of(lead.post(where, sent, follow=True).text)
    assert "noté « Prêté »" in page
    assert "Le ranger ici" not in page


def test_before_it_is_closed_what_is_not_seen_is_counted(head, school, world, lent):
    page = head.get(url(school, "campaign_page", world.campaign.pk)).text
    assert "0 salle faite sur 2, 3 équipements pas encore vus seront notés manquants" in page
    with scope(school):
        assert Totals(room_rows(world.campaign)).figures["lent"] == 1


def test_the_next_room_follows_this_one(lead, school, world):
    """Kept by a phone, each page led back to the first room, which was done."""
    first = words_of(lead.get(url(school, "room_page", world.campaign.pk, world.room.pk)).text)
    second = words_of(lead.get(url(school, "room_page", world.campaign.pk, world.other.pk)).text)
    assert "Salle suivante : Salle 205" in first
    assert "Salle suivante : Salle 204" in second
