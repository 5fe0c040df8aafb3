"""Which two records may be one person: a question for somebody, never an answer."""

from datetime import date, timedelta

import pytest

from fanal.core.testing import working_less_than
from fanal.directory.rules import duplicates, record_merge
from fanal.directory.rules.duplicates import Record, likely_pupils, likely_staff

BORN = date(2013, 12, 31)


def record(pk: int, family: str = "martin", given: str = "zoe", born: date | None = BORN, **more) -> Record:
    return Record(pk, family, given, born, **more)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        pytest.param(record(2), duplicates.SAME, id="all the same"),
        pytest.param(record(2, "mar tin"), duplicates.SAME, id="a space"),
        pytest.param(record(2, "zoe", "martin"), duplicates.SAME, id="names exchanged"),
        pytest.param(record(2, born=None), duplicates.UNDATED, id="a date is missing"),
        pytest.param(record(2, born=date(2013, 12, 30)), duplicates.MISTYPED, id="one digit"),
        pytest.param(record(2, "martin durand"), duplicates.NEAR_NAMES, id="a second family name"),
        pytest.param(record(2, "martain"), duplicates.NEAR_NAMES, id="a letter too many"),
        pytest.param(record(2, born=date(2012, 3, 4)), "", id="a namesake"),
        pytest.param(record(2, given="leo"), "", id="a twin"),
        pytest.param(record(2, "dupont"), "", id="another family"),
    ],
)
def test_a_pair_is_proposed_with_its_reason_or_not_at_all(other, why):
    assert [pair.why for pair in likely_pupils([record(1), other])] == ([why] if why else [])


def test_day_and_month_exchanged_look_mistyped():
    assert duplicates.look_mistyped(date(2013, 5, 11), date(2013, 11, 5))
    assert not duplicates.look_mistyped(date(2013, 5, 11), date(2012, 11, 5))


def test_two_who_left_are_not_asked_about():
    assert likely_pupils([record(1, has_left=True), record(2, has_left=True)]) == []
    assert len(likely_pupils([record(1), record(2, has_left=True)])) == 1


def test_colleagues_are_compared_by_name_alone():
    pairs = likely_staff([record(1, born=None), record(2, born=None), record(3, "martain", born=None)])
    assert [(pair.key, pair.why) for pair in pairs] == [
        ((1, 2), duplicates.NAMESAKES),
        ((1, 3), duplicates.NEAR_NAMESAKES),
        ((2, 3), duplicates.NEAR_NAMESAKES),
    ]


def test_twenty_thousand_pupils_are_compared_in_a_bounded_time():
    first = date(2008, 1, 1)
    many = [
        record(pk, f"nom{pk % 7001}", f"prenom{pk % 97}", first + timedelta(days=pk * 37 % 2600))
        for pk in range(19_000)
    ]
    many += [record(pk, f"nom{pk}", "zoe", first) for pk in range(19_000, 20_000)]  # a default date
    with working_less_than(5):  # measured: under 0.5 s
        likely_pupils(many)


def state(**fields):
    return {
        "fields": {"family_name": "A", "left_on": None} | fields,
        "years": [],
        "known": {"1": ["x", None]},
    }


def test_the_record_that_stays_keeps_what_it_says_and_is_present_when_one_of_them_is():
    kept = {"family_name": "A", "born": None, "left_on": "2026-09-01"}
    gone = {"family_name": "B", "born": "2013-12-31", "left_on": None}
    assert record_merge.united(kept, gone) == {"family_name": "A", "born": "2013-12-31", "left_on": None}
    assert record_merge.united(kept, gone | {"left_on": "2026-10-01"})["left_on"] == "2026-10-01"


def test_what_changed_since_is_said():
    left = state()
    assert record_merge.change_words(left, state()) == []
    (words,) = record_merge.change_words(left, state(family_name="B"))
    assert "le nom" in words
    year = {"id": 1, "school_year": "2026-2027", "class_code": "6A"}
    (words,) = record_merge.change_words(left, left | {"years": [year]})
    assert "l’année 2026-2027" in words
    (words,) = record_merge.change_words(left, left | {"known": {"1": ["y", None]}})
    assert "ce qu’en dit une source" in words
