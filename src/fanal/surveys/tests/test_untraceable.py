"""December § 7, N4: « `xmin` and row order tie a word to its ticket; no job ends a survey »,
and N5: « the page of tickets says the exact number left (12 → 11) ».

A row of PostgreSQL knows the transaction that wrote it (`xmin`) and its place on the disk (`ctid`): each
answer here is a transaction of its own, and whoever attacks reads the tables between two of them.
"""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.surveys import tasks
from fanal.surveys.actions.answering import count_answer, make_tickets
from fanal.surveys.actions.survey import end_overdue
from fanal.surveys.models import Survey, SurveyPublication, SurveyWord
from fanal.surveys.rules.running import is_hour_to_end, is_overdue
from fanal.surveys.tests.conftest import TODAY, answer, ended, given, opened, url

pytestmark = pytest.mark.clock(TODAY)
COUNTERS = ("surveys_surveyoption", "surveys_surveycell")
ROWS = ("surveys_surveyticket", "surveys_surveyword", "surveys_surveysending")


def transactions_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text FROM {table}")
        return {xmin for (xmin,) in cursor.fetchall()}


def words_on_disk() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM surveys_surveyword ORDER BY ctid")
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_nothing_in_the_tables_ties_a_word_to_its_ticket_or_to_what_was_chosen(school, boss):
    """The third ticket, its words and its choices were written by one transaction, which all three named."""
    with scope(school):
        survey = opened(school, boss, access="ticket")
        tickets = make_tickets(survey, 12, by=boss)
        for rank, ticket in enumerate(tickets[:8]):
            mine = given(survey, "Lettres", "Oui", words=f"mot {rank}", sending=f"forme-{rank}")
            count_answer(survey, mine, today=TODAY, ticket=ticket)
        for table in COUNTERS + ROWS:
            assert len(transactions_of(table)) == 1, table


@pytest.mark.django_db(transaction=True)
def test_the_disk_keeps_no_order_of_words_while_a_survey_runs(school, boss):
    """The last of twelve to nineteen words stands anywhere: at the end of all, one time in ten billions."""
    with scope(school):
        survey = opened(school, boss)
        places = []
        for rank in range(19):
            answer(survey, "Lettres", words=f"mot {rank:02}")
            if rank > 10:
                places.append(words_on_disk()[-1] == f"mot {rank:02}")
    assert not all(places)


@pytest.mark.parametrize(
    ("local", "is_over"),
    [
        (datetime(2026, 12, 10, 23, 59), False),
        (datetime(2026, 12, 11, 19, 59), False),
        (datetime(2026, 12, 11, 20, 0), True),
        (datetime(2026, 12, 12, 0, 5), True),
    ],
)
def test_a_survey_ends_the_evening_after_its_last_day(local, is_over):
    assert is_overdue(datetime(2026, 12, 10).date(), local) is is_over
    assert is_hour_to_end(local) is (local.hour == 20)


def after(days: int, hour: int = 21) -> datetime:
    noon = timezone.now().replace(hour=hour, minute=0)
    return noon + timedelta(days=days)


def test_a_job_ends_what_nobody_ended_once_and_its_words_then_meet_their_term(school, boss):
    """December § 7, N4: « no job ends a survey, so its words stay unshuffled and never meet their term »."""
    by = system(System.SCHEDULE)
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", times=6, words="Bien")
        assert end_overdue(school, now=after(14), by=by) == 0, "its last day"
        assert end_overdue(school, now=after(15, hour=12), by=by) == 0, "papers are typed in that day"
        assert [end_overdue(school, now=after(40), by=by) for _ in range(2)] == [1, 0]
        survey.refresh_from_db()
        assert (survey.state, survey.closed_on) == ("closed", survey.closes_on + timedelta(days=1))
        assert survey.publication.published.answers == 6
    keep_no_longer(after(15 + 367))
    with scope(school):
        assert (Survey.objects.for_school(school).count(), SurveyWord.objects.for_school(school).count()) == (
            1,
            0,
        )


def test_the_job_is_of_the_school_and_again_changes_nothing(school, boss, monkeypatch):
    with scope(school):
        survey = opened(school, boss)
        Survey.objects.for_school(school).update(closes_on=TODAY - timedelta(days=2))
    for _ in range(2):
        tasks.end(school_id=school.pk)
        with scope(school):
            survey.refresh_from_db()
            assert survey.closed_on == TODAY - timedelta(days=1)


def test_a_survey_that_ended_before_publications_were_kept_gets_its_own(school, boss):
    with scope(school):
        survey = opened(school, boss)
        Survey.objects.for_school(school).update(state="closed", closed_on=TODAY)
        end_overdue(school, now=timezone.now(), by=system(System.SCHEDULE))
        assert SurveyPublication.objects.for_school(school).filter(survey=survey).exists()


def test_how_many_tickets_are_left_is_said_by_tens(lead, school, boss):
    """« N5 the page of tickets says the exact number left (12 → 11): by tens. »"""
    with scope(school):
        survey = opened(school, boss, access="ticket", invited=40)
        tickets = make_tickets(survey, 12, by=boss)
    page = url(school, "tickets_print", survey.pk)
    seen = []
    for ticket in [None, *tickets[:3]]:
        with scope(school), transaction.atomic():
            if ticket:
                count_answer(survey, given(survey, "Oui"), today=TODAY, ticket=ticket)
        shown = words_of(lead.get(page).text)
        refused = words_of(lead.post(page, {"how_many": "41"}).text)
        seen.append((shown, refused.replace("« 41 »", "")))
    assert len(set(seen[1:])) == 1, "one more answer does not show"
    assert "39" not in seen[1][0]


def test_results_are_made_once_and_counters_are_empty_after(school, boss):
    """December § 7, N2: « a stored, frozen publication »: what is hidden is nowhere."""
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", times=8)
        answer(survey, "Arts", "Non", times=3)
        ended(school, boss, survey)
        assert not survey.cells.exists()
        counts = survey.questions.filter(options__count__gt=0)
        assert not counts.exists()
        kept = survey.publication.content
    assert '"Arts"' in kept
    assert ": 3" not in kept


def test_raising_the_threshold_changes_nothing_of_an_old_survey(lead, school, boss):
    """December § 7, N3: « raising the threshold re-shows old surveys with other cells hidden »."""
    with scope(school):
        survey = opened(school, boss)
        for group, label, times in (
            ("Lettres", "Oui", 8),
            ("Lettres", "Non", 8),
            ("Sciences", "Oui", 6),
            ("Sciences", "Non", 6),
            ("Arts", "Oui", 0),
        ):
            answer(survey, group, label, times=times)
        ended(school, boss, survey)
    pages = [url(school, name, survey.pk) for name in ("survey_results", "survey_crossed")]
    file = url(school, "results_export", survey.pk, "csv")

    def read() -> list[str]:
        lines = b"".join(lead.get(file).streaming_content).decode("utf-8-sig")
        return [words_of(lead.get(page).text) for page in pages] + [lines]

    before = read()
    for smallest in (7, 12, 5):
        school.smallest_group = smallest
        school.save(update_fields=["smallest_group"])
        assert read() == before
    assert "à partir de 5 personnes" in before[0]
