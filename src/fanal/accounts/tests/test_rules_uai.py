import csv

import pytest

from fanal.accounts.rules.uai import check_letter, clean, department, doubt, is_consistent, refusals
from fanal.core.tests.samples import SAMPLES, needs_samples

SAMPLE = SAMPLES / "uai/gepi_d012_Aveyron_extract.csv"


@pytest.mark.parametrize(
    ("typed", "is_refused", "is_doubtful"),
    [
        pytest.param("0750001U", False, False, id="letter agrees"),
        pytest.param(" 075 0001-u ", False, False, id="typed with spaces, dash and lower case"),
        pytest.param("0750001A", False, True, id="wrong letter only warns"),
        pytest.param("9999991F", False, False, id="fictional number of the resource manager"),
        pytest.param("750001U", True, False, id="a digit is missing"),
        pytest.param("07500011", True, False, id="no letter"),
        pytest.param("", True, False, id="nothing"),
        pytest.param("٠٧٥٠٠٠١U", True, False, id="digits of another script"),
    ],
)
def test_a_wrong_form_is_refused_and_a_wrong_letter_only_warns(
    typed: str, is_refused: bool, is_doubtful: bool
) -> None:
    assert bool(refusals(typed)) is is_refused
    assert bool(doubt(typed)) is is_doubtful


def test_the_warning_tells_the_expected_number() -> None:
    assert "0750001U" in doubt("0750001A")


def test_a_letter_needs_seven_digits() -> None:
    with pytest.raises(ValueError, match="sept chiffres"):
        check_letter("123")


@pytest.mark.parametrize(
    ("uai", "code"),
    [("0120002M", "12"), ("6200001A", "2A"), ("7200001A", "2B"), ("9740001A", "974"), ("0010001A", "01")],
)
def test_the_number_tells_the_department(uai: str, code: str) -> None:
    assert department(uai) == code


@needs_samples
def test_every_number_of_a_public_extract_is_consistent() -> None:
    with SAMPLE.open(encoding="utf-8") as file:
        numbers = [clean(row[0]) for row in csv.reader(file, delimiter=";") if row]
    assert len(numbers) >= 40
    assert [number for number in numbers if not is_consistent(number)] == []
