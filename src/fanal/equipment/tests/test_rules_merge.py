"""Which two records may be of one machine? Pure."""

import pytest

from fanal.equipment.rules.merge import APART, SERIAL, WEAK, IdentitySign, RecordFacts, likely_twins

BLANK = {"model": "", "serial": "", "authority_number": "", "school_number": "", "room": None}


def records(*said):
    """Records of these facts, numbered from 1, each with its own name."""
    return [
        RecordFacts(pk=rank + 100, number=rank, **({"name": f"PC-{rank}"} | BLANK | facts))
        for rank, facts in enumerate(said, 1)
    ]


def pairs(rows, signs=()):
    return [(pair.numbers, pair.is_weak) for pair in likely_twins(rows, signs)]


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("serial", "5CG-12 34X", "5cg1234x"),
        ("authority_number", "0612/45", "0612 45"),
        ("school_number", "12", "12"),
    ],
)
def test_one_number_in_two_spellings_is_a_sign(field, first, second):
    assert pairs(records({field: first}, {field: second})) == [((1, 2), False)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("serial", "To be filled by O.E.M."),
        ("serial", "0000000"),
        ("serial", "123456789"),
        ("authority_number", "inconnu"),
        ("authority_number", "-"),
        ("school_number", "000"),
    ],
)
def test_a_placeholder_brings_nothing_together(field, value):
    """glpi-agent#1042: machines that share « System Serial Number » were merged."""
    assert pairs(records({field: value}, {field: value})) == []


def test_a_name_alone_proves_nothing():
    here = {"name": "PC-prof", "room": 7}
    assert pairs(records(here, here)) == []
    assert pairs(records(here | {"model": "M70"}, here | {"model": "M70", "room": 8})) == []


def test_one_name_one_model_and_one_room_is_a_weak_sign_shown_apart():
    here = {"name": "PC-prof", "model": "M70", "room": 7}
    (pair,) = likely_twins(records(here, here | {"serial": "AB12CD"}), [])
    assert (pair.is_weak, pair.why) == (True, (WEAK,))
    assert pairs(records(here | {"serial": "ZZ98XY"}, here | {"serial": "AB12CD"})) == []


def test_a_sign_that_many_share_is_nobodys():
    """The address of a dock; a name given to a whole trolley."""
    rows = records(*[{"name": "Tablette", "model": "Tab", "room": 7}] * 4)
    assert pairs(rows, [IdentitySign("même adresse réseau", "a", row.pk) for row in rows]) == []


def test_two_serials_that_differ_make_any_sign_weak():
    rows = records({"serial": "AB12CD"}, {"serial": "ZZ98XY"})
    (pair,) = likely_twins(rows, [IdentitySign("même adresse réseau", "a", row.pk) for row in rows])
    assert (pair.is_weak, pair.why) == (True, ("même adresse réseau (a)", APART))


def test_what_a_machine_reports_meets_what_another_record_says():
    rows = records({}, {"serial": "AB-12-CD"})
    assert pairs(rows, [IdentitySign(SERIAL, "AB12CD", rows[0].pk)]) == [((1, 2), False)]
