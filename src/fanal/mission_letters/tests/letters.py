"""A mission letter at each of its steps."""

import pytest
from django.urls import reverse

from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.tenancy import scope
from fanal.mission_letters.models import MissionLetter

YEAR = "2026-2027"
TEXT = {
    "starts_on": "2026-11-26",
    "ends_on": "2027-06-30",
    "pay": "none",
    "main_missions": "Conseiller\nFormer",
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture
def mission(school):
    with scope(school):
        return MissionFactory(school=school, school_year=YEAR)


def url(school, name="letter_list", *args):
    return reverse(f"letters:{name}", args=[school.uai, *args])


def rows(school, **where):
    with scope(school):
        return list(MissionLetter.objects.for_school(school).filter(**where).order_by("number", "version"))


def state(school, version=1):
    return rows(school, version=version)[0].state


def proposed(lead, school):
    assert lead.post(url(school, "letter_add"), TEXT).status_code == 302
    return rows(school)[0]


def agreed(lead, school):
    letter = proposed(lead, school)
    lead.post(url(school, "letter_share", letter.number))
    lead.post(url(school, "letter_agree", letter.number), {"revision": letter.revision})
    assert state(school) == "agreed"
    return letter
