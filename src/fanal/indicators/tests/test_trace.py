"""From a figure down to the rows that make it, in at most four clicks (users' ask C2 1)."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.actions import measuring
from fanal.indicators.tests.conftest import TODAY

pytestmark = pytest.mark.clock(TODAY)


def solve(school, count: int, boss) -> None:
    """So many requests of November, each solved two hours after it was asked; then counted."""
    with scope(school):
        asked = datetime(2026, 11, 16, 9, tzinfo=school.zone_info)
        HelpRequestFactory.create_batch(
            count,
            school=school,
            asked_at=asked,
            solved_at=asked + timedelta(hours=2),
            due_at=asked + timedelta(days=1),
            state="solved",
        )
        measuring.measure_school(school, now=timezone.now(), by=boss)


def link(page: str, pattern: str) -> str:
    """The first link of a page whose address is of this form."""
    match = re.search(rf'href="({pattern})"', page)
    assert match, pattern
    return match[1]


def row_of(page: str, words: str) -> str:
    return next(row for row in page.split("<tr") if words in words_of(row))


def test_from_the_home_page_to_the_requests_in_four_clicks(client_of, school, followed, boss):
    """Home, « L’année », « Indicateurs », the figure, a request."""
    solve(school, 3, boss)
    client, home = client_of(school, Role.HEAD), f"/e/{school.uai}"
    year = client.get(link(client.get(f"{home}/").text, rf"{home}/annee/[^\"]*"))
    dashboard = client.get(link(year.text, rf"{home}/indicateurs/"))
    row = row_of(dashboard.text, "Demandes résolues dans le délai")
    assert "3 sur 3" in words_of(row)
    rows = client.get(link(row, rf"{home}/indicateurs/valeurs/\d+/"))
    assert "3 lignes" in words_of(rows.text)
    request = client.get(link(rows.text, rf"{home}/demandes/\d+/"))
    assert request.status_code == 200


def test_the_rows_of_a_delay_say_theirs(lead, school, followed, boss):
    """A median of four requests could not be made again from its rows; and it is never typed."""
    solve(school, 2, boss)
    with scope(school):
        value = followed["TK3"].values.get(period="2026-month-2")
    rows = words_of(lead.get(f"/e/{school.uai}/indicateurs/valeurs/{value.pk}/").text)
    assert "Délai ouvré" in rows
    assert rows.count("2 h") > 2
    page = lead.get(f"/e/{school.uai}/indicateurs/{followed['TK3'].pk}/")
    assert "Saisir une valeur" not in words_of(page.text)


@pytest.mark.parametrize("code", ["TK4", "TK3"])
def test_the_rows_are_paged_and_cost_the_same_for_1_and_60(lead, school, followed, boss, count_queries, code):
    solve(school, 1, boss)
    with scope(school):
        value = followed[code].values.get(period="2026-month-2")
    page = f"/e/{school.uai}/indicateurs/valeurs/{value.pk}/"
    with count_queries() as few:
        lead.get(page)
    with scope(school):
        asked = datetime(2026, 11, 17, 9, tzinfo=school.zone_info)
        more = {"asked_at": asked, "solved_at": asked, "due_at": asked, "state": "solved"}
        HelpRequestFactory.create_batch(60, school=school, **more)
    with count_queries() as many:
        text = lead.get(page).text
    assert len(few) == len(many) <= MOST_QUERIES
    assert text.count("Demande n°") <= 50
    assert "1 ligne" in words_of(text), "as many as on the day of the measure"
