"""« Mes données » tells somebody of the staff what the sources said of them, and what was ticked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.directory.models import ChecklistTick, SourceRecord, StaffYear

pytestmark = pytest.mark.django_db


def test_one_reads_what_the_directory_keeps_of_oneself_alone(client_of, school):
    browser, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    for number, client in enumerate((browser, other)):
        person = client.membership.person
        with scope(school):
            SourceRecord.objects.create(
                school=school,
                source="aaf",
                kind="staff",
                key=f"13-{number}",
                content={"email": f"a{number}@x"},
                school_year="2026-2027",
                seen_on=today(),
                person=person,
            )
            StaffYear.objects.create(school=school, person=person, school_year="2026-2027", classes=["6A"])
            ChecklistTick.objects.create(
                school=school, person=person, sheet="departure", code="handover", done_at=timezone.now()
            )
    own_data = browser.get(reverse("people:own_data", args=[school.uai])).json()
    assert [row["numéro"] for row in own_data["ce que disent les exports"]] == ["13-0"]
    assert own_data["années scolaires"][0]["classes"] == ["6A"]
    assert [row["ligne"] for row in own_data["fiches d’arrivée et de départ"]] == ["handover"]
