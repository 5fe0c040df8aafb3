"""When a survey may be opened, answered, published; which questions may stand in it."""

from datetime import date, timedelta

import pytest

from fanal.surveys.rules.codes import MOST_OPEN, MOST_QUESTIONS, QuestionKind, SurveyState
from fanal.surveys.rules.delivered import DELIVERED, US1
from fanal.surveys.rules.running import (
    DraftedQuestion,
    answer_refusals,
    labels_of,
    new_labels,
    open_refusals,
    publish_refusals,
    question_refusals,
    so_far_words,
)

TODAY = date(2026, 11, 26)
ONE = DraftedQuestion("Vous ?", QuestionKind.ONE, ("Oui", "Non"))
PROFILE = DraftedQuestion("Matière ?", QuestionKind.ONE, ("A", "B"), is_profile=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"state": SurveyState.DRAFT}, "pas encore ouvert"),
        ({"state": SurveyState.CLOSED}, "terminé"),
        ({"state": SurveyState.PUBLISHED}, "terminé"),
        ({"closes_on": TODAY - timedelta(days=1)}, "terminé"),
        ({"answers": 40}, "Toutes les réponses attendues"),
    ],
)
def test_why_an_answer_is_not_counted(change, said):
    values = {"state": SurveyState.OPEN, "closes_on": TODAY, "answers": 3, "invited": 40, "today": TODAY}
    reasons = answer_refusals(**values | change)
    assert said in " ".join(reasons)
    assert bool(reasons) is bool(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"kinds": []}, "au moins une question"),
        ({"closes_on": None}, "dernier jour"),
        ({"closes_on": TODAY - timedelta(days=1)}, "pas passé"),
        ({"closes_on": TODAY + timedelta(days=93)}, "Trois mois au plus"),
        ({"opened": MOST_OPEN}, "déjà ouverts"),
    ],
)
def test_why_a_survey_does_not_open(change, said):
    values = {"kinds": [QuestionKind.ONE], "closes_on": TODAY, "opened": 0, "today": TODAY}
    reasons = open_refusals(**values | change)
    assert said in " ".join(reasons)
    assert bool(reasons) is bool(said)


@pytest.mark.parametrize(
    ("drafted", "others", "said"),
    [
        (ONE, [], ""),
        (ONE, [ONE] * MOST_QUESTIONS, "questions au plus"),
        (
            DraftedQuestion("?", QuestionKind.WORDS),
            [DraftedQuestion("?", QuestionKind.WORDS)] * 3,
            "libres au plus",
        ),
        (DraftedQuestion("?", QuestionKind.WORDS, is_profile=True), [], "ne fait pas de groupes"),
        (PROFILE, [PROFILE], "on devinerait"),
        (DraftedQuestion("?", QuestionKind.SEVERAL, ("A", "B"), is_profile=True), [], "Un seul choix"),
        (DraftedQuestion("?", QuestionKind.ONE, ("A",)), [], "de 2 à 10 choix"),
        (DraftedQuestion("?", QuestionKind.ONE, tuple("abcdefghijk")), [], "de 2 à 10 choix"),
        (DraftedQuestion("?", QuestionKind.ONE, ("a" * 81, "b")), [], "trop long"),
        (DraftedQuestion("?", QuestionKind.ONE, ("Sans réponse", "b")), [], "compté sans qu’on l’écrive"),
    ],
)
def test_why_a_question_may_not_stand(drafted, others, said):
    reasons = question_refusals(drafted, others)
    assert said in " ".join(reasons)
    assert bool(reasons) is bool(said)


def test_options_are_typed_one_a_line():
    assert labels_of(" Oui \n\nNon\r\nOui\n  Peut   être") == ("Oui", "Non", "Peut être")


def test_until_the_end_answers_are_counted_by_tens():
    """Two readings of the exact number, one before and one after somebody answered, say that they did."""
    assert [so_far_words(count, 42) for count in (0, 9, 10, 19, 41, 42)] == [
        "moins de 10",
        "moins de 10",
        "au moins 10",
        "au moins 10",
        "au moins 40",
        "toutes",
    ]


def test_four_answers_are_never_published():
    assert "Moins de 5 réponses" in publish_refusals(answers=4, smallest=5)[0]
    assert publish_refusals(answers=5, smallest=5) == []


@pytest.mark.parametrize("code", DELIVERED)
def test_each_questionnaire_of_ours_may_be_opened_as_it_is(code):
    others: list[DraftedQuestion] = []
    for question in DELIVERED[code].questions:
        drafted = DraftedQuestion(question.text, question.kind, question.labels, question.is_profile)
        assert question_refusals(drafted, others) == []
        others.append(drafted)


def test_the_questionnaire_on_uses_measures_us1_by_the_weekly_ones():
    (measured,) = [question for question in DELIVERED["usages"].questions if question.measure]
    assert (measured.measure, measured.counted) == (US1, {"Chaque jour", "Chaque semaine"})


def test_the_only_option_whose_words_are_corrected_stays_what_it_was():
    """« Je n’ai pas d’élèves », corrected by one letter, made a teacher of everybody."""
    before = ["Souvent", "Jamais", "Je n’ai pas d’élèves"]
    assert new_labels(before, ["Souvent", "Jamais", "Je n’ai pas d’élève"]) == {
        "Souvent": "Souvent",
        "Jamais": "Jamais",
        "Je n’ai pas d’élèves": "Je n’ai pas d’élève",
    }
    assert new_labels(before, ["Jamais", "Souvent", "Autre", "Encore"]) == {
        "Souvent": "Souvent",
        "Jamais": "Jamais",
    }
    assert new_labels(before, ["Oui", "Non", "Je n’ai pas d’élèves"]) == {before[2]: before[2]}
    assert new_labels(before, ["Autre", "Souvent", "Jamais"]) == {"Souvent": "Souvent", "Jamais": "Jamais"}
