"""Codes that nobody confuses, and layouts that fit a sheet."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.equipment.rules.label_sheets import MOST, USUAL, LabelLayout, refusals, refused_print
from fanal.equipment.rules.labels import ALPHABET, as_printed, check_character, code_in, code_read, new_code

DRAWN = st.text(alphabet=ALPHABET, min_size=8, max_size=8)


def test_a_new_code_is_one_of_ours_and_looks_like_it():
    code = new_code(secrets.choice)
    assert code_in(code) == code
    assert code_in(as_printed(code)) == code
    assert code_in(as_printed(code).lower()) == code


@given(DRAWN, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(drawn, place, letter):
    code = drawn + check_character(drawn)
    wrong = code[:place] + letter + code[place + 1 :]
    assert (code_in(wrong) == wrong) is (wrong == code)


@given(DRAWN, st.integers(0, 7))
def test_two_neighbours_swapped_are_caught_but_for_the_first_and_the_last_letter(drawn, place):
    code = drawn + check_character(drawn)
    pair = code[place : place + 2]
    swapped = code[:place] + pair[::-1] + code[place + 2 :]
    if swapped != code and set(pair) != {"0", "Z"}:
        assert code_in(swapped) == ""


@pytest.mark.parametrize(
    "typed", ["", "7K3", "7K3-D9Q-XM", "ÀÀÀÀÀÀÀÀÀ", "7K3D9QXM\x00", "UUUUUUUUU", "9" * 400]
)
def test_what_is_no_code_of_ours_is_nothing(typed):
    assert code_in(typed) == ""


def test_letters_that_look_like_digits_are_read_as_digits():
    code = "00000011" + check_character("00000011")
    assert code_in("OoOoOoIl" + code[-1]) == code


@pytest.mark.parametrize("sheet", USUAL, ids=lambda sheet: sheet.name)
def test_the_usual_sheets_fit(sheet):
    assert refusals(sheet) == []


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (LabelLayout("", 3, 8, 700, 370), "nom"),
        (LabelLayout("x", 3, 8, 700, 100), "au moins"),
        (LabelLayout("x", 4, 8, 700, 370), "largeur"),
        (LabelLayout("x", 3, 8, 700, 370, top=20), "hauteur"),
        (LabelLayout("x", 3, 7, 635, 381, left=200, gap_x=25), "largeur"),
    ],
)
def test_a_layout_that_does_not_fit_says_why(sheet, why):
    assert any(why in reason for reason in refusals(sheet))


@pytest.mark.parametrize(
    ("count", "first", "refused"), [(0, 1, True), (MOST, 1, False), (MOST + 1, 1, True), (1, 25, True)]
)
def test_what_cannot_be_printed(count, first, refused):
    assert bool(refused_print(count, USUAL[0], first)) is refused


CODE = "7K3D9QXM" + check_character("7K3D9QXM")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (CODE, CODE),
        (f" {as_printed(CODE)} ".lower(), CODE),
        (f"https://fanal.example/q/{CODE}", CODE),
        (f"https://fanal.example/q/{CODE}/", CODE),
        (f"https://elsewhere.example/q/{CODE}", CODE),  # the code alone is read: no address is followed
        ("PC-204", ""),
        ("https://elsewhere.example/q/", ""),
        ("x" * 5000, ""),
    ],
)
def test_a_scan_is_a_code_or_the_address_of_one(typed, code):
    assert code_read(typed) == code
