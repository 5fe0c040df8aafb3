"""December § 7, N6: « the plan of needs, read live, tells the last speaker's level: counts and words once a
week, ids drawn »."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.training.actions import catalogue, local_training
from fanal.training.actions.need import declare_need, withdraw_need
from fanal.training.actions.session import note_presence, welcome
from fanal.training.models import TrainingNeed, WeeklyNeeds
from fanal.training.reading.session import opinions_of
from fanal.training.reading.weekly import weekly_needs
from fanal.training.rules.need import week_of
from fanal.training.tests.conftest import (
    NEED,
    TODAY,
    asked,
    held,
    joined,
    person_of,
    planned,
    teacher_actor,
    url,
)

pytestmark = pytest.mark.clock(TODAY)
NEXT_MONDAY = week_of(TODAY) + timedelta(days=7)


def said_now(school, person=None, **about):
    """A need that is said today."""
    person = person or person_of(school)
    return declare_need(school, person, NEED | about, today=TODAY, by=teacher_actor(person))


def six_and_six(school, subject) -> list[TrainingNeed]:
    levels = ("beginner", "used") * 6
    return [asked(school, subject, level=level) for level in levels]


def test_the_week_begins_on_its_monday():
    assert [week_of(date(2026, 11, day)) for day in (22, 23, 29)] == [
        date(2026, 11, 16),
        date(2026, 11, 23),
        date(2026, 11, 23),
    ]


def test_whoever_speaks_withdraws_or_changes_in_a_week_shows_on_monday_alone(lead, school, subject, boss):
    with scope(school):
        needs = six_and_six(school, subject)
        draft = local_training.prepare(subject, {"title": "Évaluer", "wished_on": None}, today=TODAY, by=boss)
    pages = [url(school, "plan"), url(school, "local_training_page", draft.pk)]

    def read() -> list[str]:
        return [words_of(lead.get(page).text) for page in pages]

    before = read()
    assert "6 « Je me débrouille »" in before[1]
    with scope(school):
        said_now(school, subject=subject, level="ahead")
    assert read() == before
    with scope(school):
        withdraw_need(needs[0], today=TODAY, by=teacher_actor(needs[0].person))
        said_now(school, needs[1].person, subject=subject, level="beginner")
        words = said_now(school, subject=None, words="Monter un film")
    assert read() == before, "their words wait too"
    with scope(school):
        now = weekly_needs(school, TODAY)[subject.pk]
        monday = weekly_needs(school, NEXT_MONDAY)[subject.pk]
    assert (now.people, dict(now.levels)) == (12, {"beginner": 6, "used": 6})
    assert monday.people == 12
    assert str(words.pk) not in before[0]


def test_a_need_that_is_met_or_sorted_shows_on_monday_too(lead, school, subject, boss):
    with scope(school):
        needs = six_and_six(school, subject)
        words = asked(school, None, words="Monter un film")
        now = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
        times = {"starts_at": now, "ends_at": now + timedelta(hours=2)}
        session = planned(school, boss, subject=subject, **times)
        row = joined(session, needs[0].person)
    before = words_of(lead.get(url(school, "plan")).text)
    assert "Monter un film" in before
    with scope(school):
        note_presence(session, {row.pk}, now=session.starts_at, by=boss, closes=True)
        catalogue.sort_words(words, subject, today=TODAY, by=boss)
        assert weekly_needs(school, TODAY)[subject.pk].people == 12
    assert "Monter un film" not in words_of(lead.get(url(school, "plan")).text)


def test_a_request_says_what_it_said_as_it_was_sent(school, subject, boss):
    """A need of a sent request whose level changes said who had changed it."""
    about = {"title": "Évaluer", "wished_on": date(2027, 3, 11), "others": 4, "aims": "", "place": ""}
    with scope(school):
        needs = six_and_six(school, subject)
        sent = local_training.prepare(subject, about, today=TODAY, by=boss)
        sent = local_training.send(sent, today=TODAY, by=boss)
        kept = dict(sent.wishes)
        assert subject.pk not in weekly_needs(school, TODAY)
        said_now(school, needs[0].person, subject=subject, level="ahead")
        sent.refresh_from_db()
        assert (sent.people, sent.wishes) == (12, kept)
        local_training.take_back(sent, today=TODAY, by=boss)
        assert weekly_needs(school, TODAY)[subject.pk].people == 12


def test_numbers_of_needs_say_no_order(school, subject):
    """The address under which words are sorted held their number: the next one spoke next."""
    with scope(school):
        keys = [asked(school, subject).pk for _ in range(8)]
    assert keys != sorted(keys), "one time in forty thousand"


def test_opinions_keep_the_threshold_of_the_day_they_were_asked(school, boss):
    """December § 7, N3, elsewhere: a higher threshold hid other answers of an old session."""
    with scope(school):
        made, _ = held(school, boss, 6)
        assert made.smallest_group == 5
        later = made.day + timedelta(days=30)
        assert opinions_of(made, later, 5) == opinions_of(made, later, 12)


@pytest.mark.parametrize("act", ["send", "take back", "refuse", "presence", "welcome"])
def test_who_changes_a_need_holds_the_school_first(school, subject, boss, act):
    """Two orders are a deadlock, at the first change of each week."""
    about = {"title": "Évaluer", "wished_on": date(2027, 3, 11), "others": 4, "aims": "", "place": ""}
    now = datetime(2026, 11, 27, 15, tzinfo=UTC)
    with scope(school):
        six_and_six(school, subject)
        request = local_training.prepare(subject, about, today=TODAY, by=boss)
        session = planned(school, boss, subject=subject, starts_at=now, ends_at=now + timedelta(hours=2))
        if act in {"take back", "refuse"}:
            request = local_training.send(request, today=TODAY, by=boss)
        WeeklyNeeds.objects.for_school(school).delete()
        answer = {"state": "refused", "answered_on": TODAY, "reason": "Pas de formateur"}
        acts = {
            "send": partial(local_training.send, request, today=TODAY, by=boss),
            "take back": partial(local_training.take_back, request, today=TODAY, by=boss),
            "refuse": partial(local_training.note_answer, request, answer, today=TODAY, by=boss),
            "presence": partial(note_presence, session, set(), now=now, by=boss, closes=True),
            "welcome": partial(welcome, session, person_of(school), now=now, by=boss),
        }
        with CaptureQueriesContext(connection) as asked_for:
            acts[act]()
    held_rows = [query["sql"] for query in asked_for if " FOR " in query["sql"] and "UPDATE" in query["sql"]]
    assert 'FROM "accounts_school"' in held_rows[0]
