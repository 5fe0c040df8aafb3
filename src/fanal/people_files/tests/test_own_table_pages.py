"""The pages that take the people and classes of a school out, and take the same file back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.imports.models import Import
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.people_files.actions.imports import departures_question
from fanal.people_files.rules.own_tables import TABLES
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.own_tables import brought_back, taken_out
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
FORMS = ("csv", "xlsx", "ods")


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_a_colleague_takes_no_list_out(client_of, school, role):
    client = client_of(school, role)
    assert client.get(reverse("people_files:export_page", args=[school.uai])).status_code == 403
    for name in (table.name for table in TABLES):
        address = reverse("people_files:export_table", args=[school.uai, name, "csv"])
        assert client.get(address).status_code == 403


def test_the_pages_take_out_and_bring_back(client_of, school):
    client = client_of(school, Role.HEAD)
    with scope(school):
        made = Pupil.objects.create(school=school, family_name="=cmd", given_name="Zoé")
        year = year_of(today())
        Enrolment.objects.create(school=school, pupil=made, school_year=year.label, class_code="06")
    page = client.get(reverse("people_files:export_page", args=[school.uai]))
    assert page.status_code == 200
    for form in FORMS:
        address = reverse("people_files:export_table", args=[school.uai, "eleves", form])
        assert address in page.text
        content = client.get(address).getvalue()
        assert (b"'=cmd" in content) is (form == "csv")  # a spreadsheet runs nothing
        file = SimpleUploadedFile(f"eleves.{form}", content)
        sent = client.post(reverse("people_files:import_start", args=[school.uai]), {"file": file})
        preview = client.get(sent.url)
        assert "Export de Fanal" in preview.text
    for name, form in (("eleves", "pdf"), ("notes", "csv")):
        address = reverse("people_files:export_table", args=[school.uai, name, form])
        assert client.get(address).status_code == 404
    with scope(school):
        for imported in Import.objects.for_school(school):
            assert (imported.read, imported.unchanged, imported.gone) == (1, 1, 0)
        kept = JournalEntry.objects.for_school(school).filter(verb="directory.table_exported")
        assert [entry.chain for entry in kept] == ["security"] * 3


@pytest.mark.django_db
def test_a_day_of_exit_on_every_line_asks_before_everybody_leaves(importer, school):
    importer.bring(full(school, *(pupil(number) for number in range(1, 9))))
    lines = taken_out(importer, "eleves", "csv").decode("utf-8-sig").splitlines(keepends=True)
    gone = [line.replace('"2013-12-31";""', '"2013-12-31";"2026-09-01"') for line in lines]
    assert gone != lines
    imported = brought_back(importer, "".join(gone).encode(), "csv")
    with scope(school):
        assert departures_question(imported)
    importer.apply(imported, are_departures_true=True)
