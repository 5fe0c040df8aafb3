"""When a reminder leaves, and what it says."""

from datetime import date, timedelta

import pytest

from fanal.agenda.rules.reminder_letters import RemindedTask, reminder
from fanal.agenda.rules.reminders import aside_refusals, is_time_to_remind, refusals

DUE = date(2026, 11, 30)


def days_of_reminders(days_before=7, since=40, until=90):
    """The days, from the term, on which somebody is reminded when the clock runs every day."""
    last, days = None, []
    for shift in range(-since, until):
        today = DUE + timedelta(days=shift)
        if is_time_to_remind(DUE, days_before, today=today, reminded_on=last):
            last = today
            days.append(shift)
    return days


def test_before_on_the_day_then_three_times_late_and_then_silence():
    assert days_of_reminders() == [-7, 0, 7, 14, 28]
    assert days_of_reminders(days_before=0) == [0, 7, 14, 28]


def test_a_day_without_mail_is_caught_up_and_several_steps_make_one_reminder():
    assert is_time_to_remind(DUE, 7, today=DUE + timedelta(days=2), reminded_on=DUE - timedelta(days=7))
    assert is_time_to_remind(DUE, 7, today=DUE + timedelta(days=60), reminded_on=None)
    assert not is_time_to_remind(DUE, 7, today=DUE + timedelta(days=60), reminded_on=DUE + timedelta(days=40))


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (DUE - timedelta(days=3), "pour le lundi 30 novembre"),
        (DUE, "pour aujourd’hui"),
        (DUE + timedelta(days=1), "en retard, c’était pour le lundi 30 novembre"),
    ],
)
def test_one_mail_tells_them_all(today, says):
    words = reminder([RemindedTask("Relire le registre", DUE), RemindedTask("Signer", DUE)], today=today)
    assert words.subject == "L’année numérique : 2 tâches"
    assert f"- Relire le registre : {says}" in words.text
    assert reminder([RemindedTask("Signer", DUE)], today=today).subject == "L’année numérique : Signer"


def test_what_is_refused():
    assert aside_refusals("  ")
    assert refusals(title=" ", days_before=61) != refusals(title="x", days_before=60) == []
