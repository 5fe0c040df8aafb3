"""The tests that a change touches: those of the room, then those that import or name what changed."""

import pytest

from tests.running.changed import (
    Choice,
    _suite,
    choose,
    lines,
    main,
    steps_from,
    touches_everything,
    who_names,
)

MODEL = "src/fanal/loans/models/loan.py"
PAGE = "src/fanal/loans/templates/loans/page.html"
OF_ROOM = "src/fanal/loans/tests/test_x.py"
NEAR = "src/fanal/reports/tests/test_y.py"
FAR = "src/fanal/visits/tests/test_z.py"
TEXTS = {
    MODEL: "",
    "src/fanal/loans/models/__init__.py": "from .loan import Loan",
    "src/fanal/loans/views/loan.py": 'template = "loans/page.html#rows"',
    PAGE: '{% extends "base.html" %}{% include "loans/row.html" %}',
    "src/fanal/loans/templates/loans/row.html": "<c-chips />",
    "src/fanal/templates/base.html": "",
    "src/fanal/templates/cotton/chips.html": "",
    "src/fanal/loans/tests/conftest.py": "",
    OF_ROOM: "",
    NEAR: "def test():\n    from fanal.loans.models import Loan",
    FAR: "import fanal.visits",
}


def test_an_import_is_followed_to_the_test_that_it_reaches() -> None:
    steps = steps_from([MODEL], who_names(TEXTS))
    assert steps[NEAR] == 2
    assert FAR not in steps
    assert steps_from(["src/fanal/loans/models/__init__.py"], who_names(TEXTS))[NEAR] == 1


def test_a_template_is_touched_by_who_includes_extends_draws_or_shows_it() -> None:
    naming = who_names(TEXTS)
    assert naming["src/fanal/templates/base.html"] == {PAGE}
    assert steps_from(["src/fanal/templates/cotton/chips.html"], naming) == {
        "src/fanal/templates/cotton/chips.html": 0,
        "src/fanal/loans/templates/loans/row.html": 1,
        PAGE: 2,
        "src/fanal/loans/views/loan.py": 3,
    }


def test_a_conftest_touches_the_tests_below_it() -> None:
    assert who_names(TEXTS)["src/fanal/loans/tests/conftest.py"] == {OF_ROOM}


def test_the_room_comes_first_and_what_is_far_is_left_out() -> None:
    choice = choose({MODEL}, TEXTS, {})
    assert choice.chosen == {OF_ROOM: "of the room", NEAR: "2 steps away"}
    assert choice.over_limit == []


def test_what_the_limit_leaves_out_is_said() -> None:
    choice = choose({MODEL}, TEXTS, {OF_ROOM: 10, NEAR: 30}, limit=20)
    assert list(choice.chosen) == [OF_ROOM]
    assert choice.over_limit == [NEAR]
    said = "\n".join(lines({MODEL}, choice, every_test=3))
    assert f"{OF_ROOM}: of the room" in said
    assert "src/fanal/reports/tests: 1" in said
    assert "reached by address alone: 1 files" in said
    assert said.endswith("make test is the whole.")


def test_a_test_that_changed_runs_first_and_alone() -> None:
    assert choose({OF_ROOM}, TEXTS, {}).chosen == {OF_ROOM: "changed"}


def test_a_file_that_was_deleted_still_touches_who_imports_it() -> None:
    texts = {file: text for file, text in TEXTS.items() if file != MODEL}
    assert NEAR in choose({MODEL}, texts, {}).chosen


def test_a_room_has_its_journey_too() -> None:
    texts = {**TEXTS, "tests/e2e/test_loans.py": "", "tests/e2e/test_visits.py": ""}
    chosen = choose({MODEL}, texts, {}).chosen
    assert "tests/e2e/test_loans.py" in chosen
    assert "tests/e2e/test_visits.py" not in chosen


def test_what_touches_everything_is_said_in_a_sentence() -> None:
    everything = ["conftest.py", "src/fanal/core/jobs.py", "src/fanal/config/settings.py"]
    everything += ["src/fanal/templates/base.html", "src/fanal/core/files/images.py", "pyproject.toml"]
    assert all(map(touches_everything, everything))
    assert not any(map(touches_everything, [MODEL, PAGE, "src/fanal/core/tests/test_jobs.py"]))
    said = list(lines({MODEL, "src/fanal/core/jobs.py"}, Choice({}, [], 0), every_test=0))
    assert said[0] == "This touches everything; run make test (src/fanal/core/jobs.py)."


def test_no_test_chosen_is_not_the_whole_suite() -> None:
    assert _suite(Choice({}, [], 0)) == ["true"]
    assert _suite(Choice({OF_ROOM: ""}, [], 2))[-1] == OF_ROOM


def test_a_revision_that_git_does_not_know_is_said_and_nothing_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main("no-such-revision") == 2
    assert "CHANGED=no-such-revision: git cannot compare with no-such-revision." in capsys.readouterr().out
