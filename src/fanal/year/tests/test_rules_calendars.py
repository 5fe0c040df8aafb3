import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.year.rules.calendars import (
    HOLIDAYS,
    DateCertainty,
    Region,
    easter,
    public_holidays,
)
from fanal.year.tests.holidays import holidays_of

SAMPLE = SAMPLES / "calendar/fr-en-calendrier-scolaire_zoneC_2025-2027.json"


@pytest.mark.parametrize(
    "day", [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)]
)
def test_easter_is_computed(day: date) -> None:
    assert easter(day.year) == day


@pytest.mark.parametrize(
    ("day", "region", "name"),
    [
        pytest.param(date(2027, 5, 6), Region.MAINLAND, "Ascension", id="Ascension 2027"),
        pytest.param(date(2027, 5, 17), Region.MAINLAND, "Lundi de Pentecôte", id="Whit Monday"),
        pytest.param(date(2026, 11, 11), Region.MAINLAND, "Armistice de 1918", id="fixed day"),
        pytest.param(date(2026, 12, 26), Region.MAINLAND, None, id="26 December is a working day"),
        pytest.param(date(2026, 12, 26), Region.ALSACE_MOSELLE, "Saint-Étienne", id="not in Strasbourg"),
        pytest.param(date(2027, 3, 26), Region.ALSACE_MOSELLE, "Vendredi saint", id="nor Good Friday"),
        pytest.param(date(2026, 12, 20), Region.REUNION, "Abolition de l’esclavage", id="La Réunion"),
    ],
)
def test_public_holidays_depend_on_the_region(day: date, region: Region, name: str | None) -> None:
    assert public_holidays(day.year, region).get(day) == name


@pytest.mark.parametrize("region", [Region.MARTINIQUE, Region.GUADELOUPE, Region.SAINT_MARTIN])
def test_the_day_of_schoelcher_is_custom_and_in_no_calendar(region: Region) -> None:
    """21 July: L3422-2 of the Code du travail names one day a territory, that of the abolition."""
    days = public_holidays(2027, region)
    assert date(2027, 7, 21) not in days
    assert [*days.values()].count("Abolition de l’esclavage") == 1
    assert len(days) == 12


def test_the_mainland_has_eleven_public_holidays() -> None:
    assert len(public_holidays(2026)) == 11


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        pytest.param(date(2027, 2, 8), "C", id="only zone C is on winter holiday"),
        pytest.param(date(2027, 2, 15), "AC", id="zones A and C overlap"),
        pytest.param(date(2027, 2, 22), "AB", id="zone C is back on the day of return"),
        pytest.param(date(2027, 5, 7), "ABC", id="bridge of Ascension"),
        pytest.param(date(2027, 5, 10), "", id="back after the bridge"),
        pytest.param(date(2026, 7, 14), "ABC", id="summer"),
        pytest.param(date(2026, 9, 1), "", id="first day of school"),
    ],
)
def test_zones_are_closed_on_their_own_days(day: date, closed: str) -> None:
    assert "".join(zone for zone in "ABC" if any(day in holiday for holiday in holidays_of(zone))) == closed


@pytest.mark.parametrize("zone", list("ABC"))
@pytest.mark.parametrize("label", ["2025-2026", "2026-2027"])
def test_each_zone_has_its_five_closings_and_its_summer(zone: str, label: str) -> None:
    names = [holiday.name for holiday in holidays_of(zone) if holiday.year.label == label]
    assert len(names) == 6


def test_what_is_not_yet_in_the_official_journal_is_never_called_certain() -> None:
    drafted = [holiday for holiday in HOLIDAYS if holiday.year.label == "2026-2027"]
    assert drafted
    assert all(holiday.certainty is not DateCertainty.CERTAIN for holiday in drafted)
    assert all(holiday.first_day < holiday.back_on and holiday.source for holiday in HOLIDAYS)


def test_no_zone_means_no_holiday_is_guessed() -> None:
    assert holidays_of("") == ()


@needs_samples
def test_zone_c_agrees_with_the_public_extract() -> None:
    paris = ZoneInfo("Europe/Paris")
    spans = {
        tuple(datetime.fromisoformat(row[key]).astimezone(paris).date() for key in ("start_date", "end_date"))
        for row in json.loads(SAMPLE.read_text(encoding="utf-8"))
        if row["description"] != "Pont de l'Ascension" and row["population"] != "Enseignants"
    }
    ours = {(holiday.first_day, holiday.back_on) for holiday in holidays_of("C")}
    assert {span for span in spans if span[0] != span[1]} <= ours
