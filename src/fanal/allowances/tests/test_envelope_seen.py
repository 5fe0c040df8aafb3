"""Two people note the envelope at once: the later is told, and overrides nothing that they did not see."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.allowances.models import ImpEnvelope
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.django_db


def year():
    return year_of(today()).label


def page_and_fields(browser, school):
    address = reverse("allowances:envelope", args=[school.uai, year()])
    form = html.fromstring(browser.get(address).text).xpath("//main//form")[0]
    fields = {name: value or "" for name, value in form.fields.items()}
    return address, fields | {"first_month": "10"}


def units(school):
    with scope(school):
        return [envelope.quarters for envelope in ImpEnvelope.objects.for_school(school)]


def test_whoever_opened_the_page_before_overrides_nothing(head, school):
    address, blank = page_and_fields(head, school)
    assert head.post(address, blank | {"units": "9,5", "key": "a" * 24}).status_code == 302
    late = head.post(address, blank | {"units": "3", "key": "b" * 24})
    assert (late.status_code, "Quelqu’un vient de changer" in words_of(late.text)) == (422, True)
    address, first = page_and_fields(head, school)
    _, second = page_and_fields(head, school)
    assert head.post(address, first | {"units": "9,75", "key": "c" * 24}).status_code == 302
    assert head.post(address, second | {"reference": "R1", "key": "d" * 24}).status_code == 422
    assert units(school) == [39]
