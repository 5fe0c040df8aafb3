"""The pure rules of the project: years, states, gaps, stretches, steps, grids, lines of a table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.rules.areas import Area
from fanal.steering.rules import delivered_grid
from fanal.steering.rules.action import ActionKind, ActionState, day_refusals, state_words
from fanal.steering.rules.action_line import ExistingAction, PlanRoom, key_of, plan_lines, read_lines
from fanal.steering.rules.coverage import Gap, ServingAction, counts_of, finding_words, gap_of
from fanal.steering.rules.grid import GridAnswer, GridQuestion, read_grid, results_of, size_refusals
from fanal.steering.rules.timeline import stretch_of
from fanal.steering.rules.version import ends_on, opinion_refusals, period_words, vote_words, year_refusals

DAY = date(2026, 11, 26)
EQUIP = ServingAction(ActionKind.EQUIP, ActionState.PLANNED, None)


def test_a_project_runs_from_september_to_august():
    assert period_words(2025, 3) == "2025-2028"
    assert ends_on(2025, 3) == date(2028, 8, 31)
    assert year_refusals(2026, DAY) == []
    assert year_refusals(20_260, DAY) != []


@pytest.mark.parametrize(
    ("areas", "gap"),
    [
        pytest.param([], Gap.NOTHING, id="an orphan"),
        pytest.param([Area.MONEY], Gap.NO_TRAINING, id="money but no training"),
        pytest.param([Area.MONEY, Area.HELP], Gap.NO_TRAINING, id="help is no training"),
        pytest.param([Area.TRAINING], Gap.NO_EQUIPMENT, id="training without equipment"),
        pytest.param([Area.MONEY, Area.TRAINING], Gap.NONE, id="both"),
        pytest.param([Area.PRACTICE], Gap.NEITHER, id="sheets alone are neither"),
    ],
)
def test_what_an_objective_lacks(areas, gap):
    assert gap_of(areas) is gap


def test_a_budget_is_money_and_what_was_given_up_serves_nothing():
    training = ServingAction(ActionKind.TRAIN, ActionState.DONE, 120_000)
    dropped = ServingAction(ActionKind.EQUIP, ActionState.DROPPED, 900)
    counts = counts_of([training, dropped], {Area.BOOKING: 2})
    assert (counts[Area.MONEY], counts[Area.TRAINING], counts[Area.BOOKING]) == (1, 1, 2)
    assert counts_of([EQUIP], {})[Area.MONEY] == 1


def test_the_map_says_that_nothing_is_missing():
    assert "de l’argent et de la formation" in finding_words([Gap.NONE, Gap.NONE])
    assert "1 n’a ni argent ni formation" in finding_words([Gap.NONE, Gap.NEITHER])


def test_an_action_is_late_once_its_day_has_passed():
    assert state_words(ActionState.RUNNING, date(2026, 11, 25), DAY) == ("En retard", "bad")
    assert state_words(ActionState.RUNNING, DAY, DAY) == ("En cours", "info")
    assert state_words(ActionState.DONE, date(2026, 1, 1), DAY) == ("Faite", "ok")


def test_days_of_an_action_are_in_order_and_possible():
    assert day_refusals(None, None) == []
    assert "avant le début" in day_refusals(DAY, date(2026, 1, 1))[0]
    assert "n’est pas possible" in day_refusals(date(1916, 9, 1), DAY)[0]


FIRST, LAST = date(2025, 9, 1), date(2028, 8, 31)


@given(st.dates(date(2020, 1, 1), date(2032, 1, 1)), st.dates(date(2020, 1, 1), date(2032, 1, 1)))
def test_a_stretch_stays_inside_the_drawing(one, other):
    stretch = stretch_of(min(one, other), max(one, other), FIRST, LAST)
    if stretch is not None:
        assert 0 <= stretch.start < stretch.end <= 1


def test_an_action_without_a_day_is_not_drawn_and_one_day_is_seen():
    assert stretch_of(None, None, FIRST, LAST) is None
    assert stretch_of(date(2024, 1, 1), date(2024, 2, 1), FIRST, LAST) is None
    assert stretch_of(LAST, None, FIRST, LAST).end == 1


def test_votes_are_all_counted_or_none():
    assert vote_words((None, None, None)) == ""
    assert vote_words((12, 0, 2)) == "12 pour, 0 contre, 2 abstentions"
    assert opinion_refusals(DAY, (None, None, None), DAY, first_year=2026) == []


def test_an_opinion_of_long_before_its_project_is_a_wrong_year():
    votes = (None, None, None)
    assert "vérifiez l’année" in opinion_refusals(date(2001, 1, 1), votes, DAY, first_year=2026)[0]
    assert opinion_refusals(date(2024, 9, 1), votes, DAY, first_year=2026) == []
    assert opinion_refusals(DAY, votes, DAY, first_year=1) == []


QUESTIONS = [GridQuestion("A", "Un ?"), GridQuestion("A", "Deux ?"), GridQuestion("B", "Trois ?")]


def test_answers_are_counted_by_section_without_any_mark():
    results = results_of(QUESTIONS, ["yes", "", "partly"])
    assert [(result.section, result.words) for result in results] == [
        ("A", "1 oui, 1 sans réponse"),
        ("B", "1 en partie"),
    ]
    assert results[0].counts[GridAnswer.NO] == 0


def test_a_table_becomes_a_grid():
    lines = [(2, ["Conduire", "Un bilan ?"]), (3, ["", "Une commission ?"]), (4, ["", ""])]
    read = read_grid(["Domaine", "Critère"], lines)
    assert read.reasons == []
    assert [(question.section, question.text) for question in read.questions] == [
        ("Conduire", "Un bilan ?"),
        ("Conduire", "Une commission ?"),
    ]


@pytest.mark.parametrize(
    ("headers", "lines", "reason"),
    [
        (["Nom", "Classe"], [(2, ["a", "b"])], "Il faut deux colonnes"),
        (["Section", "Question"], [], "aucune question"),
        (["Section", "Question"], [(2, ["", "Sans section ?"])], "Ligne 2"),
        (["Section", "Question"], [(2, ["A", "x" * 301])], "trop long"),
        (["Section", "Question"], [(n, ["A", f"Question {n}"]) for n in range(2, 90)], "au plus 80"),
        (["Section", "Question"], [(2, ["A", "Une ?"]), (3, ["A", "une ?"])], "écrite deux fois"),
    ],
)
def test_each_refusal_of_a_grid_says_why(headers, lines, reason):
    assert reason in read_grid(headers, lines).reasons[0]


def test_the_delivered_grid_is_a_grid_and_says_where_it_comes_from():
    """Issue point 1: a grid of our own words, which says that it is not official."""
    assert size_refusals(delivered_grid.QUESTIONS) == []
    assert "n’a rien d’officiel" in delivered_grid.SOURCE
    assert len(delivered_grid.SOURCE) <= 300


CELLS = {"axis": "Équiper", "objective": "Salles", "title": "Acheter douze écrans"}


def test_a_line_is_read_as_schools_write():
    (line,) = read_lines(
        [
            (
                2,
                {
                    **CELLS,
                    "kind": "Achat",
                    "starts_on": "01/09/2026",
                    "budget_cents": "4 800 €",
                    "payer": "Département",
                    "state": "Réalisée",
                    "owner": "Équipe de technologie",
                },
            )
        ],
        {},
    )
    assert line.reasons == []
    assert line.values == {
        "title": "Acheter douze écrans",
        "kind": "equip",
        "starts_on": "2026-09-01",
        "budget_cents": 480_000,
        "payer": "authority",
        "state": "done",
        "owner": None,
        "owner_words": "Équipe de technologie",
    }


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"title": ""}, "Il manque « Action »"),
        ({"starts_on": "au printemps"}, "n’est pas une date"),
        ({"starts_on": "0000"}, "n’est pas une date"),
        ({"starts_on": "2026-09-01", "ends_on": "2026-01-01"}, "avant le début"),
        ({"budget_cents": "beaucoup"}, "n’est pas un prix"),
        ({"state": "peut-être"}, "n’est pas un état"),
        ({"payer": "ma tante"}, "ne dit pas qui paie"),
        ({"title": "x" * 161}, "plus de 160 signes"),
    ],
)
def test_each_refusal_of_a_line_says_why(cells, reason):
    (line,) = read_lines([(2, CELLS | cells)], {})
    assert any(reason in said for said in line.reasons)


def test_the_same_table_twice_changes_nothing_and_an_empty_cell_erases_nothing():
    lines = read_lines([(2, CELLS), (3, {"title": "Poser des prises"})], {"ada hamel": 7})
    first = plan_lines(lines, {}, PlanRoom())
    assert [each.effect for each in first] == ["created", "created"]
    assert first[1].after["objective"] == "Salles", "an empty cell is that of the line above"
    key = key_of("équiper", "salles", "ACHETER DOUZE ÉCRANS")
    existing = {key: ExistingAction(1, {"state": "done", "done_on": "2026-03-01", "owner": 7})}
    again = plan_lines(lines[:1], existing, PlanRoom())
    assert [each.effect for each in again] == ["unchanged"]
    changed = plan_lines(read_lines([(2, CELLS | {"state": "abandonnée"})], {}), existing, PlanRoom())
    assert (changed[0].effect, changed[0].before, changed[0].after) == (
        "changed",
        {"state": "done", "done_on": "2026-03-01"},
        {"state": "dropped"},
    )


def test_a_table_cannot_grow_a_project_without_bound():
    rows = [(n, {"axis": f"Axe {n}", "objective": "o", "title": "a"}) for n in range(2, 12)]
    planned = plan_lines(read_lines(rows, {}), {}, PlanRoom())
    assert [each.effect for each in planned] == ["created"] * 8 + ["refused"] * 2
    twice = plan_lines(read_lines([rows[0], (3, rows[0][1])], {}), {}, PlanRoom())
    assert twice[1].reasons == ["Cette action est déjà plus haut dans le fichier."]
