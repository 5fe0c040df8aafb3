"""What home says of supplies: what is to decide, how soon, what is to note, what is to order."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.supplies.tests.conftest import TODAY, bought, followed, signed, url

pytestmark = pytest.mark.clock(TODAY)


def test_home_says_what_is_to_decide_and_to_order(lead, client_of, school, boss):
    with scope(school):
        bought(school, boss)
        followed(school, boss, level=1)
    for reader, is_told in ((lead, True), (client_of(school, Role.TEACHER), False)):
        page = words_of(reader.get(reverse("web:home", args=[school.uai])).text)
        assert ("1 licence à renouveler ou à laisser finir, dans 35 jours" in page) is is_told
        assert ("1 consommable à commander" in page) is is_told


@pytest.mark.parametrize(
    ("left", "tone", "is_first"),
    [(91, "ok", None), (90, "info", False), (61, "info", False), (60, "warn", False), (30, "bad", True)],
)
def test_the_alert_grows_at_90_60_and_30_days(lead, school, boss, left, tone, is_first):
    """On the list by its tone, at home by its days, and before the other tasks in the last thirty."""
    with scope(school):
        bought(school, boss, ends_on=TODAY + timedelta(days=left))
    (row,) = lead.get(url(school, "licence_list")).context["rows"]
    assert row.tone == tone
    home = lead.get(reverse("web:home", args=[school.uai])).context
    said = f"1 licence à renouveler ou à laisser finir, dans {left} jours"
    assert (said in [task.what for task in home["alerts"]]) is bool(is_first)
    assert (said in [task.what for task in home["tasks"]]) is (is_first is False)


def test_what_renewed_months_ago_is_to_note_and_not_to_decide(lead, school, boss):
    """Each count of home is that of the list it opens."""
    ended = TODAY - timedelta(days=150)
    with scope(school):
        signed(school, boss, name="Ascenseur", ends_on=ended, starts_on=ended - timedelta(days=364))
        for name in ("Photocopieurs", "Baies"):
            signed(school, boss, name=name, ends_on=TODAY + timedelta(days=120))
    page = lead.get(reverse("web:home", args=[school.uai]))
    shown = words_of(page.text)
    assert "1 contrat fini sans que la suite soit notée La fin notée est passée" in shown
    assert "2 contrats à renouveler ou à résilier, d’abord dans 30 jours" in shown
    for tab, count in (("noter", 1), ("decider", 2)):
        address = f"{url(school, 'contract_list')}?vue={tab}"
        assert address in page.text
        assert lead.get(address).context["things"].page.paginator.count == count
