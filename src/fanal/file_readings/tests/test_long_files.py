"""A long file is read after the answer, and gives the preview that a short one gives at once.

December § 7, N1: « reading in a job where it is long, with its progress ».
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.clock.testing import today
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import, ImportLine
from fanal.core.people.kinds import ACCOUNT_HOLDERS, GUARDIANS, PUPILS, STAFF, holdings
from fanal.core.queues import Queue
from fanal.core.tenancy import scope
from fanal.core.tests.worst_tables import TABLES
from fanal.file_readings.actions.promising import promise_reading
from fanal.file_readings.models import FileReading
from fanal.file_readings.reading.waiting import READ
from fanal.file_readings.rules import length
from fanal.file_readings.rules.length import is_long, lines_of
from fanal.file_readings.rules.progress import progress_words
from fanal.file_readings.tests.bringing import EQUIPMENT, PEOPLE, TABLE, bring, latest
from fanal.online_services.models import OnlineService
from fanal.people_files.tests.siecle_import import siecle
from fanal.year.rules.years import year_of


def kept(school, imported):
    with scope(school):
        lines = ImportLine.objects.for_school(school).filter(imported=imported).order_by("line")
        cells = list(lines.values_list("line", "cells"))
    return imported.name, imported.sha256, imported.headers, imported.columns, imported.stage, cells


def spaced(page):
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def imports_of(school):
    with scope(school):
        return list(Import.objects.for_school(school).order_by("pk"))


@pytest.mark.usefixtures("transactional_db")
def test_a_long_file_gives_the_preview_that_a_short_one_gives(run_jobs, client_of, school, monkeypatch):
    lead = client_of(school, Role.DIGITAL_LEAD)
    at_once = bring(lead, school)
    monkeypatch.setattr(length, "LONG", 0)
    page = bring(lead, school).url
    assert page == reverse("file_readings:reading_page", args=[school.uai, latest(school).pk])
    assert "attend son tour" in lead.get(page).text
    assert lead.get(reverse(EQUIPMENT, args=[school.uai])).url == page  # left, and found again
    assert ProcrastinateJob.objects.filter(task_name=READ).count() == 1
    run_jobs()
    first, second = imports_of(school)
    assert kept(school, first) == kept(school, second)
    preview = lead.get(page).url
    assert preview == at_once.url.replace(f"/{first.number}/", f"/{second.number}/")
    assert lead.get(page, headers={"HX-Request": "true"}).headers["HX-Redirect"] == preview
    assert lead.get(preview).status_code == 200
    assert latest(school).content is None
    assert lead.get(reverse(EQUIPMENT, args=[school.uai])).status_code == 200


@pytest.mark.usefixtures("transactional_db", "all_are_long")
def test_a_long_export_of_people_leads_to_its_preview(run_jobs, client_of, school):
    head = client_of(school, Role.HEAD)
    export = siecle(school, first_year=year_of(today()).first)
    page = bring(head, school, export, "eleves.xml", PEOPLE).url
    run_jobs()
    preview = head.get(page).url
    assert "/eleves/importer/" in preview
    assert head.get(preview).status_code == 200


@pytest.mark.usefixtures("db", "all_are_long")
def test_a_file_of_another_sort_is_refused_at_once(client_of, school):
    lead, picture = client_of(school, Role.DIGITAL_LEAD), b"\x89PNG\r\n\x1a\n" + bytes(60)
    for name in ("postes.xlsx", "photo.png"):
        answer = bring(lead, school, picture, name)
        assert (answer.status_code, f"« {name} »" in spaced(answer.text)) == (422, True)
    answer = bring(client_of(school, Role.HEAD), school, '{"a": [1]}', "eleves.json", PEOPLE)
    assert (answer.status_code, "du JSON" in answer.text) == (422, True)
    with scope(school):
        assert not FileReading.objects.for_school(school).exists()


@pytest.mark.usefixtures("db")
def test_whoever_has_no_right_leaves_nothing(client_of, school, monkeypatch):
    monkeypatch.setattr(length, "LONG", 0)
    assert bring(client_of(school, Role.TEACHER), school).status_code == 403
    with scope(school):
        assert not FileReading.objects.for_school(school).exists()


@pytest.mark.usefixtures("db")
def test_nobody_has_two_files_read_at_once(client_of, school, monkeypatch):
    lead, other = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.DIGITAL_LEAD)
    with monkeypatch.context() as patch:
        patch.setattr(length, "LONG", 0)
        assert bring(lead, school).status_code == 302
        again = bring(lead, school)
        assert (again.status_code, "Fanal lit encore un fichier" in again.text) == (422, True)
        assert bring(other, school).status_code == 302
    short = bring(lead, school)
    assert (short.status_code, "Fanal lit encore un fichier" in short.text) == (422, True)
    assert not imports_of(school)


def test_the_database_refuses_a_second_file_too(school):
    """Of two sent at the same instant, one is kept."""
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        promise_reading(school, "equipment", TABLE.encode(), name="a.csv", now=timezone.now(), by=by)
        with pytest.raises(RuleBroken, match="Fanal lit encore"):
            promise_reading(school, "equipment", TABLE.encode(), name="b.csv", now=timezone.now(), by=by)


@pytest.mark.usefixtures("transactional_db", "all_are_long")
@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_file_ends_in_a_sentence_that_is_kept(run_jobs, client_of, school, name):
    """The files of N1: refused by the job as they are by a page, and nothing is left of them."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    page = bring(lead, school, TABLES[name](), name.replace(" ", "-")).url
    run_jobs()
    read = latest(school)
    assert (read.state, read.content) == (FileReading.State.STOPPED, None)
    assert any(word in read.reasons[0] for word in ("1 048 576 lignes", "trop long à lire"))
    assert read.reasons[0] in spaced(lead.get(page).text)
    start = reverse(EQUIPMENT, args=[school.uai])
    assert lead.get(start).url == page  # until somebody looked at it
    assert lead.post(reverse("file_readings:reading_stop", args=[school.uai, read.pk])).url == start
    assert lead.get(start).status_code == 200
    assert not imports_of(school)


@pytest.mark.usefixtures("db", "all_are_long")
def test_a_reading_is_of_whoever_brought_the_file(client_of, school):
    lead, other = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.DIGITAL_LEAD)
    page = bring(lead, school).url
    stop = reverse("file_readings:reading_stop", args=[school.uai, latest(school).pk])
    assert (other.get(page).status_code, other.post(stop).status_code) == (404, 404)
    assert other.get(reverse(EQUIPMENT, args=[school.uai])).status_code == 200


def test_other_work_never_waits_for_a_file():
    """One reading at most at a time, in a lane where no mail waits."""
    assert app.tasks[READ].lock == READ
    assert app.tasks[READ].queue == Queue.LONG


@pytest.mark.parametrize(
    ("size", "head", "expected"),
    [
        (length.LONG, b"Nom;", False),
        (length.LONG + 1, b"Nom;", True),
        (length.LONG // 8, b"PK\x03\x04", False),
        (length.LONG // 8 + 1, b"PK\x03\x04", True),
        (length.LONG // 8 + 1, b"\x1f\x8b\x08\x00", True),
        (0, b"", False),
    ],
)
def test_a_file_is_long_by_what_it_holds_unfolded(size, head, expected):
    assert is_long(size, head) is expected


def test_progress_says_the_whole_where_it_is_known():
    assert lines_of(b"a\nb\nc") == 3
    assert lines_of(b"a\nb\n") == 2
    assert lines_of(b"PK\x03\x04a\n") is None
    assert lines_of("\ufeff <?xml?>\n".encode()) is None
    assert progress_words("reading", 12_000, 50_000) == "12\u202f000 lignes lues sur 50\u202f000"
    assert progress_words("reading", 1, None) == "1 ligne lue"


@pytest.mark.usefixtures("transactional_db", "all_are_long")
def test_a_long_list_of_accounts_comes_back_to_its_service(run_jobs, client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        services = [OnlineService.objects.create(school=school, name=name) for name in ("ENT", "Pix")]
    starts = [reverse("account_lists:list_deposit", args=[school.uai, service.pk]) for service in services]
    file = SimpleUploadedFile("comptes.csv", b"Login;Nom\na;ROY\n")
    page = lead.post(starts[0], {"file": file}).url
    assert lead.get(starts[0]).url == page
    assert lead.get(starts[1]).status_code == 200
    run_jobs()
    assert lead.get(page).url.startswith(starts[0])
    file.seek(0)
    gone = reverse("account_lists:list_deposit", args=[school.uai, services[1].pk + 1])
    assert lead.post(gone, {"file": file}).status_code == 422
    file.seek(0)
    assert client_of(school, Role.STAFF).post(starts[1], {"file": file}).status_code == 403


def test_the_map_says_that_a_file_holds_guardians_and_people_of_no_record():
    """December, architect 5: an AAF holds guardians, a list of accounts people of no record."""
    kinds = {one.kind for one in holdings() if one.model is FileReading and "content" in one.fields}
    assert kinds == {PUPILS, STAFF, GUARDIANS, ACCOUNT_HOLDERS}
