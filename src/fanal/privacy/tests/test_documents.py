"""The proofs of a sheet of the register: joined, read by those who read it, taken away."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.files.attached_document import MOST
from fanal.core.registry import FILES, registered
from fanal.core.tenancy import scope
from fanal.privacy.models import Processing, ProcessingDocument

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sheet(school):
    with scope(school):
        return Processing.objects.create(
            school=school, number=1, name="ENT", made_on=today(), changed_on=today(), state="draft"
        )


def picture(name="aipd.png", colour="navy") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


def documents(school):
    with scope(school):
        return list(ProcessingDocument.objects.for_school(school).order_by("pk"))


def test_a_document_is_joined_once_read_and_taken_away(client_of, school, sheet):
    lead, add = client_of(school, Role.DIGITAL_LEAD), url("document_add", school, sheet.number)
    assert "est joint" in lead.post(add, {"file": picture()}, follow=True).text
    lead.post(add, {"file": picture()})
    (kept,) = documents(school)
    with scope(school):
        assert kept.sha256 in set().union(*(claimed(school.pk) for claimed in registered(FILES)))
    file = url("document_file", school, sheet.number, kept.sha256)
    assert file in lead.get(url("processing_page", school, sheet.number)).text
    answer = lead.get(file)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(answer.streaming_content)[:4] == b"\x89PNG"
    removed = lead.post(url("document_remove", school, sheet.number, kept.sha256), follow=True)
    assert "est retiré" in removed.text
    assert documents(school) == []


def test_a_teacher_reads_no_document_and_joins_none(client_of, school, sheet):
    client_of(school, Role.HEAD).post(url("document_add", school, sheet.number), {"file": picture()})
    teacher, (kept,) = client_of(school, Role.TEACHER), documents(school)
    assert teacher.get(url("document_file", school, sheet.number, kept.sha256)).status_code == 403
    assert teacher.post(url("document_add", school, sheet.number), {"file": picture()}).status_code == 403
    assert teacher.post(url("document_remove", school, sheet.number, kept.sha256)).status_code == 403
    assert len(documents(school)) == 1


def test_a_file_that_is_none_is_refused_with_its_sentence(client_of, school, sheet):
    head, add = client_of(school, Role.HEAD), url("document_add", school, sheet.number)
    assert "Choisissez un document" in head.post(add, {}, follow=True).text
    program = SimpleUploadedFile("aipd.pdf", b"MZ\x90\x00 programme")
    head.post(add, {"file": program})
    assert documents(school) == []


def test_there_are_twenty_at_most_and_an_ended_sheet_takes_none(client_of, school, sheet):
    head, add = client_of(school, Role.HEAD), url("document_add", school, sheet.number)
    for number in range(MOST + 1):
        answer = head.post(add, {"file": picture(colour=(number, 0, 0))}, follow=True)
    assert "retirez-en un d’abord" in answer.text
    assert len(documents(school)) == MOST
    head.post(url("processing_end", school, sheet.number))
    assert head.post(add, {"file": picture()}).status_code == 403
