"""The clock of a breach, who must be told, what is missing, what may not be decided."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fanal.privacy.rules.breach_steps import steps
from fanal.privacy.rules.breaches import (
    BreachController,
    Risk,
    TellingChoice,
    clock,
    is_late,
    refusals,
)
from fanal.privacy.tests.breach_facts import FRIDAY, NEW

DONE = replace(
    NEW,
    nature=("secrecy",),
    answers=BreachController.HEAD,
    people=("pupils",),
    people_count=30,
    data=("identity",),
    consequences="Hameçonnage",
    measures="Mots de passe changés",
    risk=Risk.RISK,
    cnil=TellingChoice.YES,
    cnil_reason="Des mineurs",
    cnil_notified_at=FRIDAY + timedelta(hours=20),
    others=TellingChoice.NO,
    others_reason="Le disque est chiffré",
    dpo_notified_at=FRIDAY + timedelta(hours=1),
)


def next_steps(facts, now):
    return [step.words for step in steps(facts, now)]


def test_a_delay_of_months_is_said_in_days():
    assert "dépassé depuis 8 h" in clock(NEW, FRIDAY + timedelta(hours=80)).words
    assert "dépassé depuis 215 jours" in clock(NEW, FRIDAY + timedelta(hours=72 + 5161)).words


@pytest.mark.parametrize(
    ("hours", "left", "late"),
    [(0, 72, False), (0.5, 71, False), (71.5, 0, False), (72, 0, False), (72.1, -1, True), (96, -24, True)],
)
def test_seventy_two_hours_run_through_the_weekend(hours, left, late):
    countdown = clock(NEW, FRIDAY + timedelta(hours=hours))
    assert (countdown.hours, countdown.is_late) == (left, late)
    assert countdown.deadline.isoweekday() == 1
    assert countdown.words


@pytest.mark.parametrize(
    "change",
    [
        {"answers": BreachController.MINISTRY},
        {"answers": BreachController.HEAD, "cnil": TellingChoice.NO, "risk": Risk.UNLIKELY},
        {"answers": BreachController.HEAD, "cnil": TellingChoice.YES, "cnil_notified_at": FRIDAY},
    ],
)
def test_the_clock_stops_when_the_cnil_is_told_or_is_not_ours_to_tell(change):
    countdown = clock(replace(NEW, **change), FRIDAY)
    assert not countdown.is_running
    assert countdown.words == ""


def test_the_first_question_is_who_answers():
    assert len(next_steps(NEW, FRIDAY)) == 1


def test_what_is_ours_asks_for_the_cnil_and_what_is_not_for_its_controller():
    ours = " ".join(next_steps(replace(NEW, answers=BreachController.HEAD), FRIDAY))
    assert "CNIL" in ours
    assert "délégué" in ours
    theirs = " ".join(next_steps(replace(NEW, answers=BreachController.MINISTRY), FRIDAY))
    assert "Prévenez ce responsable" in theirs
    assert "Évaluez le risque" not in theirs


def test_all_done_leaves_nothing_to_do():
    assert next_steps(DONE, FRIDAY + timedelta(hours=30)) == []
    assert refusals(DONE, FRIDAY + timedelta(hours=30)) == []


def test_a_late_notification_gives_its_reason():
    late = replace(DONE, cnil_notified_at=FRIDAY + timedelta(hours=80))
    now = FRIDAY + timedelta(hours=90)
    assert is_late(late, now)
    assert any("dites pourquoi" in step for step in next_steps(late, now))
    assert next_steps(replace(late, late_reason="Connu pendant les vacances"), now) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"description": " "}, "ce qui s’est passé"),
        ({"dpo_notified_at": FRIDAY + timedelta(days=9)}, "été prévenu le » est dans l’avenir"),
        ({"cnil_notified_at": FRIDAY - timedelta(minutes=2)}, "« CNIL notifiée le » est avant « Connue le »"),
        ({"controller_notified_at": datetime(2020, 1, 1, tzinfo=UTC)}, "est avant « Connue le »"),
        ({"known_at": datetime(26, 1, 1, tzinfo=UTC)}, "d’avant 2018"),
        ({"risk": Risk.HIGH, "cnil": TellingChoice.NO}, "risque élevé"),
        ({"risk": Risk.RISK, "cnil": TellingChoice.NO}, "peu probable"),
        ({"risk": Risk.HIGH, "others_reason": ""}, "article 34"),
    ],
)
def test_what_may_not_be_kept(change, words):
    (reason, *_) = refusals(replace(DONE, **change), FRIDAY + timedelta(days=2))
    assert words in reason
