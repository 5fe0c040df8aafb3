"""Five lines, one point a week, three words to answer."""

from datetime import date

import pytest

from fanal.missions.rules import point, point_letters

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


def test_a_line_is_one_line_of_160_letters():
    assert point.plain("  Deux\n lignes ") == "Deux lignes"
    assert point.line_refusals("x" * 160, others=[]) == []
    assert "161" in point.line_refusals("x" * 161, others=[])[0]
    assert point.line_refusals("", others=[]) == ["Écrivez la ligne à proposer."]


def test_a_point_holds_five_lines():
    assert point.line_refusals("x", others=["a"] * 4) == []
    assert "déjà 5 lignes" in point.line_refusals("x", others=["a"] * 5)[0]


def test_one_point_leaves_a_week_and_an_empty_one_never():
    assert "vide" in point.sending_refusals(0, sent_on=None, today=FRIDAY)[0]
    assert point.sending_refusals(1, sent_on=None, today=FRIDAY) == []
    (said,) = point.sending_refusals(1, sent_on=THURSDAY, today=FRIDAY)
    assert "à partir du lundi 30 novembre" in said
    assert point.sending_refusals(1, sent_on=FRIDAY, today=date(2026, 11, 30)) == []


@pytest.mark.parametrize(
    ("answer", "word", "is_refused"),
    [
        ("agreed", "", False),
        ("no", "x" * 300, False),
        ("talk", "x" * 301, True),
        ("peut-être", "", True),
        ("", "", True),
    ],
)
def test_an_answer_is_one_of_three_words(answer, word, is_refused):
    assert bool(point.answer_refusals(answer, word)) == is_refused


def test_a_week_says_its_monday():
    assert point.week_words(point.monday_of(FRIDAY)) == "semaine du 23 novembre 2026"
    assert point.monday_of(date(2026, 11, 23)) == date(2026, 11, 23)


def test_one_mail_says_all_the_lines_and_one_the_answers():
    sent = point_letters.sent("semaine du 23 novembre 2026", ["Un", "Deux"], "Ada Roux")
    assert sent.subject == "Point de la semaine : 2 lignes vous attendent"
    assert "1. Un\n2. Deux" in sent.text
    back = point_letters.answered("semaine du 23 novembre 2026", [("Un", "no", "Trop cher")], 1)
    assert "- Un : Non (Trop cher)" in back.text
    assert "Sans réponse encore : 1 ligne." in back.text
