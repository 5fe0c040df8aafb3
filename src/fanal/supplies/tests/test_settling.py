"""What ended is late until somebody says what follows: renewed, or let go; counted the same everywhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.online_services.models import OnlineService
from fanal.supplies.actions import purchase as actions
from fanal.supplies.models import Licence
from fanal.supplies.tests.conftest import LICENCE, TODAY, bought, signed, url

pytestmark = pytest.mark.clock(TODAY)


def count_late(who, school) -> tuple[int, int]:
    """Those of « Échéances », and those of the tab of licences."""
    late = who.get(url(school, "ending_list")).context["late"]
    tab = who.get(url(school, "licence_list") + "?vue=noter").context["things"].page.paginator.count
    return len(late), tab


def test_a_licence_that_ended_undecided_is_late_everywhere(client_of, school, boss):
    """The antivirus of May: in July only « Terminées » had it."""
    bursar = client_of(school, Role.BURSAR)
    with scope(school):
        bought(school, boss, name="Antivirus", ends_on=TODAY - timedelta(days=60))
        bought(school, boss, name="Ancien", ends_on=TODAY - timedelta(days=366), starts_on=date(2024, 1, 1))
    assert count_late(bursar, school) == (1, 1)
    home = words_of(bursar.get(reverse("web:home", args=[school.uai])).text)
    assert "1 licence finie sans que la suite soit notée" in home
    over = bursar.get(url(school, "licence_list") + "?vue=finies").context["rows"]
    assert [row.purchase.name for row in over] == ["Ancien"]


def test_let_go_it_is_over_and_stays_so_when_its_record_is_corrected(lead, school, boss):
    with scope(school):
        row = bought(school, boss, ends_on=TODAY - timedelta(days=60))
    page = html.fromstring(lead.get(url(school, "licence_page", row.pk)).text)
    (address,) = page.xpath("//form[.//button[contains(., 'Laisser finir')]]/@action")
    assert "plus personne n’a à en décider" in words_of(lead.post(address, follow=True).text)
    with scope(school):
        row.refresh_from_db()
        values = {name: getattr(row, name) for name in LICENCE} | {"note": "Remplacé"}
        actions.change_purchase(row, values, by=boss)
    assert count_late(lead, school) == (0, 0)
    rows = lead.get(url(school, "licence_list") + "?vue=finies").context["rows"]
    assert [row.state for row in rows] == ["Fin passée"]
    assert "Laisser finir" not in lead.get(url(school, "licence_page", row.pk)).text


def test_let_go_before_its_end_it_is_no_longer_to_decide_and_renewed_it_is_again(lead, school, boss):
    with scope(school):
        row = bought(school, boss)
        actions.let_end(row, by=boss)
    tab = f"{url(school, 'licence_list')}?vue=decider"
    assert not lead.get(tab).context["rows"]
    assert "Se termine" in words_of(lead.get(url(school, "licence_page", row.pk)).text)
    months = lead.get(url(school, "ending_list")).context["months"]
    assert [each.detail for month in months for each in month.purchases] == ["Licence · Se termine"]
    with scope(school):
        actions.renew_purchase(row, {"ends_on": TODAY + timedelta(days=80), "price_cents": None}, by=boss)
        assert Licence.objects.for_school(school).to_decide(TODAY).count() == 1


def test_what_renews_by_itself_is_not_let_go_by_a_press(lead, school, boss):
    with scope(school):
        row = signed(school, boss)
    page = lead.get(url(school, "contract_page", row.pk)).text
    assert "Laisser finir" not in page
    answer = lead.post(url(school, "contract_let_end", row.pk))
    assert (answer.status_code, "décochez" in words_of(answer.text)) == (422, True)


def test_the_contracts_of_services_stand_among_the_endings(lead, client_of, school):
    """« Pronote · Finit dans 53 jours » stood in the list of services alone."""
    with scope(school):
        for name, days in (("Pronote", 53), ("Fini", -3), ("Sans fin", None)):
            ends_on = None if days is None else TODAY + timedelta(days=days)
            OnlineService.objects.create(school=school, name=name, contract_ends_on=ends_on)
        OnlineService.objects.create(school=school, name="Archivé", contract_ends_on=TODAY, archived_on=TODAY)
    for who in (lead, client_of(school, Role.BURSAR)):
        answer = who.get(url(school, "ending_list"))
        assert [each.purchase.name for each in answer.context["late"]] == ["Fini"]
        page = words_of(answer.text)
        assert "Pronote Service en ligne · Finit dans 53 jours" in page
        assert "Archivé" not in page
