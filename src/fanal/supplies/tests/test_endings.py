"""« Échéances »: each thing in the month in which somebody must decide, what is late first."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.supplies.tests.conftest import TODAY, bought, signed, url

pytestmark = pytest.mark.clock(TODAY)


def filed(context) -> dict[str, list[str]]:
    return {month.code: [each.purchase.name for each in month.purchases] for month in context["months"]}


def test_what_must_be_decided_stands_in_the_month_of_its_decision(lead, school, boss):
    """A contract of August with three months of notice is decided in May, else it stands in August."""
    with scope(school):
        signed(school, boss)
        signed(school, boss, name="Se reconduit", ends_on=TODAY + timedelta(days=60))
        bought(school, boss, name="Tacite", is_tacit=True, notice_months=1, ends_on=date(2027, 3, 31))
        signed(school, boss, name="Plus loin", ends_on=date(2027, 12, 31))
    answer = lead.get(url(school, "ending_list"))
    months = filed(answer.context)
    assert (months["2027-05"], months["2027-08"]) == (["Photocopieurs"], [])
    assert (months["2027-02"], months["2027-03"]) == (["Tacite"], [])
    assert (months["2027-01"], months["2027-09"]) == (["Se reconduit"], ["Plus loin"])
    page = words_of(answer.text)
    assert "Contrat · Bureautique · En cours · fin le 31 août 2027" in page
    assert "fin le 31 mars 2027" in page, "a licence says both days too"


def test_what_renewed_by_itself_stands_first_and_home_counts_the_same(lead, school, boss):
    ended = TODAY - timedelta(days=150)
    with scope(school):
        for name in ("Ascenseur", "Baies"):
            signed(school, boss, name=name, ends_on=ended, starts_on=ended - timedelta(days=364))
        bought(school, boss)
        bought(school, boss, name="Tableur", ends_on=TODAY + timedelta(days=90))
        bought(school, boss, name="Lointaine", ends_on=TODAY + timedelta(days=91))
    answer = lead.get(url(school, "ending_list"))
    assert [each.purchase.name for each in answer.context["late"]] == ["Ascenseur", "Baies"]
    assert words_of(answer.text).index("En retard") < words_of(answer.text).index("Décembre 2026")
    shown = [each for month in answer.context["months"] for each in month.purchases]
    decided = [each for each in shown if "Finit dans" in each.detail]
    home = words_of(lead.get(reverse("web:home", args=[school.uai])).text)
    assert f"{len(decided)} licences à renouveler" in home
    assert f"{len(answer.context['late'])} contrats finis" in home
