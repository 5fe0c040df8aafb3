"""The letter signed on paper, joined through its page: what is kept, what is refused, who reads it."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fanal.accounts.models.roles import Role
from fanal.core.files.attached_document import MOST
from fanal.core.journal.models import JournalEntry
from fanal.core.registry import FILES, registered
from fanal.core.stores.testing import path_of
from fanal.core.tenancy import scope
from fanal.core.tests import zoo
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import LetterScan
from fanal.mission_letters.tests.letters import PDF, YEAR, agreed, mission, url

__all__ = ["mission"]
pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def signed(head, lead, school, mission):
    letter = agreed(lead, school)
    head.post(url(school, "letter_sign", letter.number), {"signed_on": "2026-11-25"})
    return letter


def sent(name, data):
    return {"file": SimpleUploadedFile(name, data)}


def photo(colour="navy", kind="JPEG"):
    """A photo that says where and with what it was taken."""
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x010F], exif[0x8298] = "Téléphone de Claire", "48.8566, 2.3522"
    Image.new("RGB", (40, 30), colour).save(drawn, kind, exif=exif)
    return drawn.getvalue()


def joined(browser, school, letter, name, data):
    return browser.post(url(school, "scan_add", letter.number, 1), sent(name, data), follow=True).text


def scans(school):
    with scope(school):
        return list(LetterScan.objects.for_school(school).order_by("pk"))


def read(browser, school, letter, scan):
    answer = browser.get(url(school, "scan_file", letter.number, 1, scan.pk))
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content)


def test_the_paper_is_joined_once_read_by_both_and_taken_away(head, lead, school, signed):
    page = joined(head, school, signed, "signée.pdf", PDF)
    assert "est joint" in page
    assert "signée.pdf" in page
    joined(head, school, signed, "encore.pdf", PDF)
    (scan,) = scans(school)
    with scope(school):
        assert scan.sha256 in set().union(*(claimed(school.pk) for claimed in registered(FILES)))
        entries = JournalEntry.objects.for_school(school).filter(verb="missions.letter_scan_joined")
        assert entries.count() == 1
    for browser in (head, lead):
        answer, body = read(browser, school, signed, scan)
        assert body == PDF
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    removed = head.post(url(school, "scan_remove", signed.number, 1, scan.pk), follow=True)
    assert "est retiré" in removed.text
    assert scans(school) == []


def test_a_photo_loses_what_it_says_of_its_phone_and_place(head, school, signed):
    joined(head, school, signed, "photo.jpg", photo())
    (scan,) = scans(school)
    answer, body = read(head, school, signed, scan)
    assert (answer.headers["Content-Type"], scan.is_picture) == ("image/jpeg", True)
    assert b"Claire" not in body
    assert b"48.8566" not in body
    assert dict(Image.open(io.BytesIO(body)).getexif()) == {}


HOSTILE = {
    "a drawing that runs": ("signée.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "the same under another name": ("signée.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "a page in a PDF’s clothes": ("signée.pdf", b"<!doctype html><script>alert(1)</script>"),
    "a PDF that begins as a page": ("signée.pdf", b"<html><script>alert(1)</script></html>\n" + PDF),
    "a program": ("signée.pdf", b"MZ" + b"\x00" * 200),
    "a shell script": ("signée.pdf", b"#!/bin/sh\nrm -rf /\n"),
    "an archive": ("signée.pdf", zoo.zipped({"a.pdf": PDF})),
    "a bomb": ("signée.ods", zoo.ods_bomb()),
    "a table": ("signée.csv", b"Nom;Note\nA;12\n"),
    "a photo that calls itself a PDF": ("signée.pdf", photo()),
    "a PDF that calls itself a photo": ("signée.jpg", PDF),
    "half a photo": ("photo.jpg", photo()[:200]),
    "a double ending": ("signée.pdf.exe", PDF),
    "no ending": ("signée", PDF),
    "nothing": ("signée.pdf", b""),
}


@pytest.mark.parametrize(("name", "data"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_what_it_says_is_refused_and_nothing_is_kept(head, school, signed, tmp_path, name, data):
    page = joined(head, school, signed, name, data)
    assert "est joint" not in page
    assert scans(school) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_picture_of_a_hundred_thousand_points_a_side_is_refused(head, school, signed):
    drawn = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(drawn, "PNG")
    assert len(drawn.getvalue()) < 1_000_000
    assert "est joint" not in joined(head, school, signed, "plan.png", drawn.getvalue())
    assert scans(school) == []


def test_a_file_too_large_is_refused(head, school, signed, monkeypatch):
    monkeypatch.setattr("fanal.core.files.document_form.LARGEST_FILE", 20)
    assert "dépasse 25\u00a0Mo" in joined(head, school, signed, "signée.pdf", PDF)
    assert scans(school) == []


def test_a_name_leads_nowhere_and_breaks_no_header(head, school, signed):
    joined(head, school, signed, '../../..\\"x\r\nSet-Cookie: a=b;.pdf', PDF)
    for scan in scans(school):
        answer, _ = read(head, school, signed, scan)
        assert "Set-Cookie" not in answer.headers
        assert "/" not in scan.name
        assert "\n" not in scan.name


def test_only_the_management_joins_and_never_to_its_own_nor_before_the_signature(
    client_of, head, lead, school, mission
):
    letter = agreed(lead, school)
    assert head.post(url(school, "scan_add", letter.number, 1), sent("a.pdf", PDF)).status_code == 403
    head.post(url(school, "letter_sign", letter.number), {"signed_on": "2026-11-25"})
    for role, status in ((Role.BURSAR, 404), (Role.TEACHER, 404), (Role.DIGITAL_LEAD, 404)):
        other = client_of(school, role)
        assert other.post(url(school, "scan_add", letter.number, 1), sent("a.pdf", PDF)).status_code == status
    assert lead.post(url(school, "scan_add", letter.number, 1), sent("a.pdf", PDF)).status_code == 403
    with scope(school):
        own = MissionLetter.objects.for_school(school).get()
        own.pk, own.number, own.person = None, 78, head.membership.person
        own.save(force_insert=True)
    assert head.post(url(school, "scan_add", own.number, 1), sent("a.pdf", PDF)).status_code == 403
    assert scans(school) == []


def test_a_scan_opens_under_its_own_letter_alone(client_of, head, lead, school, signed, elsewhere):
    joined(head, school, signed, "signée.pdf", PDF)
    (scan,) = scans(school)
    with scope(school):
        other = MissionLetter.objects.create(
            school=school,
            number=77,
            mission=signed.mission,
            person=lead.membership.person,
            school_year=YEAR,
            starts_on="2026-09-01",
            ends_on="2026-09-30",
        )
    assert head.get(url(school, "scan_file", other.number, 1, scan.pk)).status_code == 404
    assert head.post(url(school, "scan_remove", other.number, 1, scan.pk)).status_code == 404
    for role in (Role.TEACHER, Role.BURSAR, Role.DIGITAL_LEAD):
        stranger = client_of(school, role)
        assert stranger.get(url(school, "scan_file", signed.number, 1, scan.pk)).status_code == 404
        assert stranger.post(url(school, "scan_remove", signed.number, 1, scan.pk)).status_code == 404
    assert lead.post(url(school, "scan_remove", signed.number, 1, scan.pk)).status_code == 403
    neighbour = client_of(elsewhere, Role.HEAD)
    assert neighbour.get(url(school, "scan_file", signed.number, 1, scan.pk)).status_code == 404
    assert neighbour.get(url(elsewhere, "scan_file", signed.number, 1, scan.pk)).status_code == 404
    assert len(scans(school)) == 1
    assert path_of(school.pk, scan.sha256).exists()


def test_no_more_than_twenty(head, school, signed):
    for number in range(MOST + 1):
        page = joined(head, school, signed, f"{number}.pdf", PDF + b"\n%" + bytes([65 + number]))
    assert "a déjà 20 documents" in page
    assert len(scans(school)) == MOST


def test_our_own_unsigned_letter_is_no_signed_letter(head, school, signed):
    """verified.md § 2.14: the same shape as the acts."""
    printed = head.get(url(school, "letter_file", signed.number, 1)).content
    answer = head.post(url(school, "scan_add", signed.number, 1), sent("lettre.pdf", printed), follow=True)
    assert "sans aucune signature" in answer.text
    with scope(school):
        assert not LetterScan.objects.for_school(school).exists()
