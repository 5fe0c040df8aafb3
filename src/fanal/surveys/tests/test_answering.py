"""An answer is counts, not a row: once a ticket, once a form, never after the end, and tied to nobody."""

from datetime import timedelta

import pytest
from django.db import models

from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.models import IdempotencyKey
from fanal.core.tenancy import scope
from fanal.surveys import models as kept
from fanal.surveys.actions import answering
from fanal.surveys.actions import survey as actions
from fanal.surveys.models import Survey, SurveyCell, SurveyTicket, SurveyWord
from fanal.surveys.tests.conftest import TODAY, answer, counts, ended, given, opened

pytestmark = pytest.mark.clock(TODAY)


def test_an_answer_adds_to_counters_and_whoever_skips_is_counted_too(school, boss):
    with scope(school):
        survey = opened(school, boss)
        answer(survey, "Lettres", "Oui", words="Du son")
        answer(survey, "Sciences")
        survey.refresh_from_db()
        assert survey.answers == 2
        assert counts(survey) == {
            "Votre matière ? Lettres": 1,
            "Votre matière ? Sciences": 1,
            "Votre matière ? Arts": 0,
            "Votre matière ? Sans réponse": 0,
            "Chaque semaine ? Oui": 1,
            "Chaque semaine ? Non": 0,
            "Chaque semaine ? Sans réponse": 1,
        }
        cells = SurveyCell.objects.for_school(school).filter(count__gt=0)
        crossed = {
            (cell.profile.label, cell.option.label) for cell in cells.select_related("profile", "option")
        }
        assert crossed == {("Lettres", "Oui"), ("Sciences", "Sans réponse")}


def test_no_row_of_a_survey_names_somebody_nor_a_moment(school, boss):
    """users-ask, anonymous by construction: no person, no account, no address, no hour in any column."""
    tables = [getattr(kept, name) for name in kept.__all__]
    fields = [field for table in tables for field in table._meta.concrete_fields]
    linked = {field.related_model.__name__ for field in fields if field.is_relation}
    assert linked == {"School", "Survey", "SurveyQuestion", "SurveyOption"}
    assert not [field for field in fields if isinstance(field, models.DateTimeField | models.TimeField)]
    days = {field.name for field in fields if isinstance(field, models.DateField)}
    assert days == {"closes_on", "opened_on", "closed_on", "published_on"}


def test_an_answer_writes_no_journal_and_its_rows_say_no_order(school, boss):
    with scope(school):
        survey = opened(school, boss)
        before = JournalEntry.objects.for_school(school).count()
        for rank in range(8):
            answer(survey, "Lettres", words=f"mot {rank}")
        assert JournalEntry.objects.for_school(school).count() == before
        assert not IdempotencyKey.objects.exists()
        keys = list(SurveyWord.objects.for_school(school).order_by("pk").values_list("text", flat=True))
        assert keys != [f"mot {rank}" for rank in range(8)], "one time in forty thousand"
        ended(school, boss, survey)
        entries = JournalEntry.objects.for_school(school)
        assert not [entry for entry in entries if "answers" in str(entry.payload)]


def test_words_that_nobody_sees_are_no_answer(school, boss):
    """A lone U+200B counted as an answer, and stood among the free words."""
    with scope(school):
        survey = opened(school, boss)
        with pytest.raises(RuleBroken, match="au moins à une question"):
            answer(survey, "", words="\u200b \u200d")
        answer(survey, "Lettres", words="\u200b")
        survey.refresh_from_db()
        assert (survey.answers, SurveyWord.objects.for_school(school).count()) == (1, 0)


def test_a_form_pressed_twice_counts_once(school, boss):
    with scope(school):
        survey = opened(school, boss)
        for _ in range(2):
            answering.count_answer(survey, given(survey, "Lettres", sending="a" * 20), today=TODAY)
        survey.refresh_from_db()
        assert survey.answers == 1


def test_a_ticket_serves_once_and_leads_to_no_answer(school, boss):
    """issue: answered twice; the token is marked used, and nothing else is known of it."""
    with scope(school):
        survey = opened(school, boss, access="ticket")
        first, second = answering.make_tickets(survey, 2, by=boss)
        answering.count_answer(survey, given(survey, "Lettres"), today=TODAY, ticket=first)
        with pytest.raises(RuleBroken, match="déjà servi"):
            answering.count_answer(survey, given(survey, "Sciences"), today=TODAY, ticket=first)
        answering.count_answer(survey, given(survey, "Sciences"), today=TODAY, ticket=second)
        survey.refresh_from_db()
        assert (survey.answers, SurveyTicket.objects.for_school(school).filter(is_used=True).count()) == (
            2,
            2,
        )
        names = {field.name for field in SurveyTicket._meta.concrete_fields}
        assert names == {"id", "school", "survey", "digest", "is_used"}
        assert first not in str(list(SurveyTicket.objects.for_school(school).values()))


def test_tickets_printed_again_replace_those_that_nobody_used(school, boss):
    with scope(school):
        survey = opened(school, boss, access="ticket", invited=10)
        old, lost = answering.make_tickets(survey, 2, by=boss)
        answering.count_answer(survey, given(survey, "Lettres"), today=TODAY, ticket=old)
        answering.make_tickets(survey, 9, by=boss)
        with pytest.raises(RuleBroken, match="déjà servi"):
            answering.count_answer(survey, given(survey, "Lettres"), today=TODAY, ticket=lost)
        with pytest.raises(RuleBroken, match="plus que de personnes invitées"):
            answering.make_tickets(survey, 11, by=boss)


def test_never_more_answers_than_people_invited(school, boss):
    """issue: answered by a script."""
    with scope(school):
        survey = opened(school, boss, invited=5)
        answer(survey, "Lettres", times=5)
        with pytest.raises(RuleBroken, match="Toutes les réponses attendues"):
            answer(survey, "Lettres")


def test_nothing_is_counted_before_the_beginning_nor_after_the_end(school, boss):
    """issue: answered after its end."""
    with scope(school):
        survey = opened(school, boss)
        with pytest.raises(RuleBroken, match="terminé"):
            answering.count_answer(survey, given(survey, "Oui"), today=TODAY + timedelta(days=15))
        late = TODAY + timedelta(days=15)
        answering.count_paper(survey, given(survey, "Oui"), today=late, by=boss)
        ended(school, boss, survey)
        with pytest.raises(RuleBroken, match="terminé"):
            answer(survey, "Oui")
        with pytest.raises(NotAllowed):
            answering.count_paper(survey, given(survey, "Oui"), today=late, by=boss)
        survey.refresh_from_db()
        assert survey.answers == 1


def test_an_empty_answer_is_refused(school, boss):
    with scope(school):
        survey = opened(school, boss)
        with pytest.raises(RuleBroken, match="au moins à une question"):
            answer(survey)


def test_options_of_another_survey_are_not_counted(school, boss):
    with scope(school):
        survey, other = opened(school, boss), opened(school, boss, title="Autre")
        mixed = given(other, "Lettres", "Oui")
        with pytest.raises(RuleBroken):
            answering.count_answer(survey, answering.GivenAnswer(), today=TODAY)
        answering.count_answer(survey, mixed, today=TODAY)
        assert counts(other)["Chaque semaine ? Oui"] == counts(survey)["Chaque semaine ? Oui"] == 0


def test_ended_for_good_the_marks_of_forms_go_and_words_change_places(school, boss):
    with scope(school):
        survey = opened(school, boss)
        answering.count_answer(survey, given(survey, "Oui", words="Bien", sending="k" * 20), today=TODAY)
        key = SurveyWord.objects.for_school(school).get().pk
        survey = ended(school, boss, survey)
        assert survey.sendings.count() == 0
        assert SurveyWord.objects.for_school(school).get().pk != key
        with pytest.raises(NotAllowed):
            actions.open_survey(survey, today=TODAY, by=boss)
        assert Survey.objects.for_school(school).opened().count() == 0
