"""The order of the questions, and what an answer proposes for the next."""

import pytest

from fanal.web.setup.rules import NAMES, after, before, closings_of, proposed_zone
from fanal.year.rules.years import SchoolYear


def test_five_questions_one_after_the_other():
    assert [after(name) for name in NAMES] == [*NAMES[1:], ""]
    assert [before(name) for name in NAMES] == ["", *NAMES[:-1]]


@pytest.mark.parametrize(
    ("academy", "zone"),
    [("Toulouse", "C"), ("académie de nancy-metz", "B"), ("Orleans-Tours", "B"), ("Corse", ""), ("", "")],
)
def test_an_academie_proposes_its_zone(academy, zone):
    assert proposed_zone(academy) == zone


def test_the_holidays_of_a_year_one_line_a_name():
    closings = {closing.name: closing for closing in closings_of(SchoolYear(2026))}
    assert len(closings["Vacances de Noël"].cells) == 1
    assert [cell.label for cell in closings["Vacances d’hiver"].cells] == ["Zone A", "Zone B", "Zone C"]
    assert all(cell.is_doubtful for closing in closings.values() for cell in closing.cells)


def test_a_year_without_published_dates_has_no_line():
    assert closings_of(SchoolYear(2030)) == []
