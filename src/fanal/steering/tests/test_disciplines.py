"""The disciplines of an action: read from a table, typed, copied, and counted by US2."""

from datetime import date
from decimal import Decimal

import pytest

from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.measures.reading.indicators import INDICATOR_SOURCE
from fanal.steering.actions import action
from fanal.steering.models import ProjectAction
from fanal.steering.rules.discipline import BEGINNINGS, Discipline, counts_by_discipline, read_disciplines
from fanal.steering.tests.conftest import TODAY, acted, adopted, applied, begun, brought, planned, url
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)


def measured(school):
    (source,) = [source for source in registered(INDICATOR_SOURCE) if source.code == "US2"]
    return source.measure(school, YEAR)


def test_us2_counts_projects_by_discipline(school, boss):
    """`domain.md` § 3.4, US2: « count, and per discipline »: four under way, one of them in two."""
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former")
        acted(objective, boss, title="Sciences", disciplines=["life", "maths"])
        acted(objective, boss, title="Calcul", disciplines=["maths"])
        acted(objective, boss, title="Pour tous")
        acted(objective, boss, title="Chœur", disciplines=["music"])
        acted(
            objective, boss, title="Finie", disciplines=["sport"], starts_on=None, ends_on=date(2026, 6, 30)
        )
        dropped = acted(objective, boss, title="Abandonnée", disciplines=["maths"])
        adopted(draft, boss)
        action.advance_action(dropped, "dropped", "", today=TODAY, by=boss)
        measure = measured(school)
    assert (measure.numerator, measure.rows) == (Decimal(4), 4)
    assert measure.parts == (
        ("Mathématiques", 2),
        ("SVT", 1),
        ("Éducation musicale", 1),
        ("Sans discipline", 1),
    )


def test_without_any_discipline_nothing_is_divided():
    assert counts_by_discipline([[], []]) == []
    assert counts_by_discipline([]) == []


def test_a_cell_says_disciplines_as_schools_write_them():
    """Several, in any order, by abbreviations and by the words of the list themselves."""
    assert read_disciplines("SVT, Maths") == (["maths", "life"], [])
    assert read_disciplines("anglais / espagnol; Lettres classiques") == (["letters", "language"], [])
    assert read_disciplines("Éducation physique et sportive + ÉCONOMIE") == (["economy", "sport"], [])
    assert read_disciplines("École inclusive")[0] == []
    assert read_disciplines("Maths, Poterie") == (["maths"], ["Poterie"])
    for discipline in Discipline:
        assert read_disciplines(discipline.label) == ([discipline.value], []), discipline
    begun_before = [
        (first, begin)
        for rank, begin in enumerate(BEGINNINGS)
        for first in list(BEGINNINGS)[:rank]
        if begin.startswith(first) and BEGINNINGS[first] != BEGINNINGS[begin]
    ]
    assert begun_before == [], "a shorter beginning would hide a longer one"


def test_disciplines_are_typed_shown_and_copied_to_the_next_version(lead, school, boss, digital_lead):
    with scope(school):
        draft = begun(school, digital_lead)
        (objective,) = planned(draft, digital_lead, "Former")
    sent = {"title": "Programmer", "kind": "practice", "payer": "school", "disciplines": ["techno", "maths"]}
    page = lead.post(url(school, "action_add", objective.pk), sent, follow=True)
    assert "Changer les pratiques · Mathématiques, Technologie" in words_of(page.text)
    refused = lead.post(url(school, "action_add", objective.pk), sent | {"disciplines": ["poterie"]})
    assert refused.status_code == 422
    with scope(school):
        row = ProjectAction.objects.for_school(school).get()
    page = lead.get(url(school, "action_change", row.pk)).text
    assert page.count("checked") == 2
    lead.post(url(school, "action_change", row.pk), sent | {"disciplines": ["arts"]})
    with scope(school):
        adopted(draft, boss)
        copy = begun(school, digital_lead)
        (copied,) = ProjectAction.objects.for_school(school).of_version(copy.pk)
    assert copied.disciplines == ["arts"]


def test_a_column_of_disciplines_is_imported_and_undone(lead, school, digital_lead):
    """An unknown one refuses its line and says how to write it; what was there before comes back."""
    with scope(school):
        draft = begun(school, digital_lead)
        (objective,) = planned(draft, digital_lead, "Salles", axis="Équiper")
        acted(objective, digital_lead, title="Projeter", disciplines=["arts"])
    table = (
        "Axe;Objectif;Action;Disciplines\n"
        'Équiper;Salles;Projeter;"SVT, maths"\n'
        ";;Filmer;EPS\n"
        ";;Tourner;Poterie\n"
    )
    imported = brought(lead, school, table)
    page = words_of(lead.get(url(school, "import_page", imported.number)).text)
    assert "Disciplines : Arts plastiques → Mathématiques, SVT" in page
    assert "« Poterie » n’est pas une discipline de la liste" in page
    applied(lead, school, imported)
    with scope(school):
        rows = ProjectAction.objects.for_school(school).order_by("title")
        assert [(row.title, row.disciplines) for row in rows] == [
            ("Filmer", ["sport"]),
            ("Projeter", ["maths", "life"]),
        ]
    again = brought(lead, school, table)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    lead.post(url(school, "import_undo", imported.number))
    with scope(school):
        assert ProjectAction.objects.for_school(school).get().disciplines == ["arts"]
