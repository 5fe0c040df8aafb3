"""A moment typed in a form: the hour that is twice, the one that is missing."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone

from fanal.core.text.moments import IMPOSSIBLE, MISSING, WHEN, MomentField

pytestmark = pytest.mark.clock("2027-10-31T02:30+01:00")


class Form(forms.Form):
    at = MomentField("Connue le")


def read(text: str, zone: str = "Europe/Paris") -> Form:
    with timezone.override(ZoneInfo(zone)):
        form = Form({"at": text})
        form.full_clean()
    return form


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2027-10-31T01:59", 23), ("2027-10-31T02:30", 0), ("2027-10-31T03:00", 2), ("2027-03-28T03:00", 1)],
)
def test_each_hour_that_a_clock_shows_is_read(text, hour):
    """Issue 12: an hour that is twice was refused, so that what happened in it could not be kept."""
    assert read(text).cleaned_data["at"].astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2027-03-28T02:30", MISSING),
        ("", WHEN),
        ("hier", WHEN),
        ("2027-13-01T10:00", WHEN),
        ("0001-01-01T00:00", IMPOSSIBLE),
    ],
)
def test_an_hour_that_no_clock_shows_is_refused_with_its_reason(text, says):
    assert read(text).errors == {"at": [says]}


def test_the_same_moment_kept_and_typed_again_is_equal():
    """`make clock`, 31 October at 02:30: a form sent twice was taken for the change of another person."""
    assert read("2027-10-31T02:30").cleaned_data["at"] == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_elsewhere_no_hour_is_missing():
    assert read("2027-03-28T02:30", "Indian/Reunion").cleaned_data["at"].astimezone(UTC).hour == 22


def test_what_is_shown_is_read_back():
    """In the second of the two hours, the form proposes 02:30."""
    with timezone.override(ZoneInfo("Europe/Paris")):
        field = Form(initial={"at": datetime(2027, 10, 31, 1, 30, tzinfo=UTC)})["at"]
        assert 'value="2027-10-31T02:30"' in str(field)
    assert read("2027-10-31T02:30").is_valid()
