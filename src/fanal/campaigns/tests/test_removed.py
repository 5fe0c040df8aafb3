"""A mistyped label is taken back for good; the page of a campaign that a browser keeps names nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.campaigns.actions.campaign import close_campaign
from fanal.campaigns.models import Scan
from fanal.campaigns.reading.progress import Totals, room_rows
from fanal.campaigns.tests.conftest import TODAY
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment

pytestmark = pytest.mark.clock(TODAY)
KEY = "k" * 20


def url(school, name, *args):
    return reverse(f"campaigns:{name}", args=[school.uai, *args])


def scan(who, world, text, key=KEY):
    page = url(world.campaign.school, "scan_add", world.campaign.pk, world.room.pk)
    return who.post(page, {"text": text, "key": key})


def unknown(world):
    with scope(world.campaign.school):
        return Totals(room_rows(world.campaign)).unknown


@pytest.fixture
def mistyped(lead, school, world):
    """Noted twice, in two cases, by the référent."""
    scan(lead, world, "ABC-I23")
    scan(lead, world, "abc-i23", key="z" * 20)
    with scope(school):
        return Scan.objects.for_school(school).order_by("pk").first()


@pytest.mark.parametrize("is_author", [True, False])
def test_who_scanned_it_or_leads_the_campaign_takes_it_back(
    lead, client_of, school, world, mistyped, is_author
):
    who = lead if is_author else client_of(school, Role.DEPUTY)
    answer = who.post(url(school, "scan_remove", mistyped.pk), follow=True)
    assert "« ABC-I23 » est retiré" in words_of(answer.text)
    assert unknown(world) == 0
    assert "Étiquettes inconnues" not in answer.text
    with scope(school):
        assert JournalEntry.objects.filter(verb="campaigns.scan_removed").count() == 1
    assert who.post(url(school, "scan_remove", mistyped.pk)).status_code == 302, "pressed twice"


def test_a_phone_that_sends_it_again_brings_nothing_back(lead, school, world, mistyped):
    lead.post(url(school, "scan_remove", mistyped.pk))
    assert scan(lead, world, "ABC-I23").status_code == 302
    assert unknown(world) == 0
    scan(lead, world, "ABC-I23", key="y" * 20)
    assert unknown(world) == 1, "somebody reads it anew"


def test_what_is_closed_or_known_stays(lead, school, world, mistyped, boss):
    scan(lead, world, "PC-A", key="x" * 20)
    with scope(school):
        known = Scan.objects.get(key="x" * 20)
    answer = lead.post(url(school, "scan_remove", known.pk))
    assert answer.status_code == 422
    assert "désigne un appareil" in words_of(answer.text)
    with scope(school):
        close_campaign(world.campaign, now=timezone.now(), by=boss)
    assert lead.post(url(school, "scan_remove", mistyped.pk)).status_code == 403
    with scope(school):
        assert not Scan.objects.filter(removed_at__isnull=False).exists()


def test_others_take_nothing_back(teacher, technician, client_of, elsewhere, school, mistyped):
    assert teacher.post(url(school, "scan_remove", mistyped.pk)).status_code == 404
    assert technician.post(url(school, "scan_remove", mistyped.pk)).status_code == 403
    stranger = client_of(elsewhere, Role.DIGITAL_LEAD)
    assert stranger.post(url(elsewhere, "scan_remove", mistyped.pk)).status_code == 404


def test_the_campaign_that_a_browser_keeps_names_nobody(lead, client_of, school, world):
    scan(bursar := client_of(school, Role.BURSAR), world, "inconnu")
    page = url(school, "campaign_page", world.campaign.pk)
    shown, kept = (lead.get(page, headers=more).text for more in ({}, {"X-Fanal-Carry": "1"}))
    assert lead.membership.person.family_name in shown
    for who in (lead.membership, bursar.membership):
        assert who.person.family_name not in kept
        assert who.user.email not in kept
    assert "Salle 204" in kept
    assert "Clore la campagne" in shown
    assert "Clore la campagne" not in kept


def test_what_left_while_the_campaign_is_open_stands_apart(lead, school, world, boss):
    """Issue: it was « Trouvé ailleurs que prévu », with a button that answered 403."""
    scan(lead, world, "PC-A")
    with scope(school):
        Equipment.objects.filter(name="PC-A").update(state="disposed")
        shown = Totals(room_rows(world.campaign))
        assert (shown.expected, shown.found, shown.elsewhere) == (3, 0, 0)
        assert shown.rows[0].surprises == "1 sorti de l’inventaire"
    page = words_of(lead.get(url(school, "room_page", world.campaign.pk, world.room.pk)).text)
    assert "Sortis de l’inventaire" in page
    assert "Trouvés ailleurs que prévu" not in page
    assert "Changer son état" not in page
    with scope(school):
        report = close_campaign(world.campaign, now=timezone.now(), by=boss)
        assert [row[6] for row in report.rows if row[2] == "PC-A"] == ["Sorti de l’inventaire"]
        assert report.figures["elsewhere"] == 0
    page = words_of(lead.get(url(school, "campaign_page", world.campaign.pk)).text)
    assert "1 sorti de l’inventaire" in page
