"""What a mail brings to a request, cut or refused with a sentence. Foreign mails, November 2026."""

from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.mail import bounded
from fanal.core.mail.models import IncomingMail
from fanal.core.tenancy import scope
from fanal.helpdesk.actions import mail_files
from fanal.helpdesk.actions.mail import ask_by_mail
from fanal.helpdesk.models import HelpRequest, RequestFile

HEAD = b"From: x@ailleurs.invalid\r\nSubject: Panne\r\n"
TEXT = b"--b\r\nContent-Type: text/html\r\n\r\n<p>Voici.\r\n"
LEAD = Actor("7", "Mme Martin", frozenset({Role.DIGITAL_LEAD}))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(made, "JPEG")
    return made.getvalue()


def made_of(school, raw: bytes) -> tuple[HelpRequest, list[str]]:
    """The request that the team makes of this mail, and the names of its files."""
    letter = bounded.read(raw, len(raw))
    assert letter.refusal == ""
    with scope(school):
        mail = IncomingMail.objects.create(
            school=school,
            fingerprint="f",
            size=len(raw),
            received_at=timezone.now(),
            state="to_sort",
            subject=letter.subject,
            text=letter.text,
            whole_text=letter.whole_text,
            attachments=list(letter.attachments),
            raw=raw,
        )
        made = ask_by_mail(mail, PersonFactory(school=school), now=timezone.now(), by=LEAD)
        return made, list(
            RequestFile.objects.for_school(school).order_by("pk").values_list("name", flat=True)
        )


@pytest.mark.parametrize(
    ("headers", "content", "name"),
    [
        (b"Content-Type: image/jpeg", picture(), "image-1.jpg"),
        (b"Content-Type: text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendrier-1.ics"),
    ],
)
def test_a_mail_that_is_only_a_file_becomes_a_request_with_it(db, school, headers, content, name):
    request, files = made_of(school, HEAD + headers + b"\r\n\r\n" + content)
    assert request.text == "Panne\n\n[Ce message n’a pas de texte : il ne contient que des pièces jointes.]"
    assert files == [name]


@pytest.mark.parametrize(("place", "kept"), [(b"", ["image-1.jpg"]), (b"Content-ID: <logo>\r\n", [])])
def test_a_small_picture_is_left_out_only_where_the_html_shows_it(db, school, place, kept):
    raw = (
        HEAD
        + b"Content-Type: multipart/related; boundary=b\r\n\r\n"
        + TEXT
        + b"--b\r\nContent-Type: image/jpeg\r\n"
        + place
        + b"\r\n"
        + picture()
        + b"\r\n--b--"
    )
    assert made_of(school, raw)[1] == kept


def test_a_text_that_is_cut_says_where_it_goes_on_and_hides_no_refusal(db, school):
    raw = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        + b"mot " * 60_000
        + b"fin\r\n--b\r\nContent-Disposition: attachment; filename=pilote.exe\r\n\r\n"
        + b"MZ\x00\x01\r\n--b--"
    )
    request, files = made_of(school, raw)
    assert len(request.text) <= 4000
    assert "[La suite est dans « Tout le message ».]" in request.text
    assert "[« pilote.exe » n’est pas repris" in request.text
    assert files == ["message.txt"]


def test_files_that_cannot_be_read_within_the_limits_are_missed(db, school, monkeypatch):
    monkeypatch.setattr(mail_files, "files", lambda raw: [])
    request, files = made_of(school, HEAD + b"Content-Type: image/jpeg\r\n\r\n" + picture())
    assert files == []
    assert mail_files.NOT_READ in request.text


def test_many_refusals_leave_room_for_the_text(db, school):
    part = b"--b\r\nContent-Disposition: attachment; filename=" + b"x" * 110 + b".exe\r\n\r\nMZ\x00\x01\r\n"
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + TEXT + part * 30 + b"--b--"
    request, _ = made_of(school, raw)
    assert "Voici." in request.text
    assert request.text.endswith("[25 autres fichiers ne sont pas repris.]")
