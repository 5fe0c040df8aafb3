"""A photo from the phone: harmless, kept once, seen only by whoever may read the request."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.helpdesk.models import HelpRequest, RequestFile


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(name="salle.jpg") -> SimpleUploadedFile:
    """A picture that tells where it was taken."""
    drawn, metadata = io.BytesIO(), Image.Exif()
    metadata[0x010E] = "position secrète"
    Image.new("RGB", (64, 48), "navy").save(drawn, "JPEG", exif=metadata)
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def ask(browser, school, upload):
    given = {
        "text": "Écran fendu",
        "kind": "other",
        "guessed": "other",
        "urgency": "annoying",
        "photo": upload,
    }
    return browser.post(reverse("helpdesk:request_ask", args=[school.uai]), given)


def address_of_the_file(school) -> str:
    with scope(school):
        row = RequestFile.objects.for_school(school).select_related("help_request").get()
    return reverse("helpdesk:request_file", args=[school.uai, row.help_request.number, row.sha256])


def test_a_photo_is_shown_without_its_metadata(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    page = teacher.get(ask(teacher, school, photo()).url)
    address = address_of_the_file(school)
    assert address in page.text
    answer = teacher.get(address)
    body = b"".join(answer.streaming_content)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "position secrète".encode() not in body


def test_a_colleague_and_a_neighbour_do_not_get_it(client_of, school, elsewhere):
    ask(client_of(school, Role.TEACHER), school, photo())
    address = address_of_the_file(school)
    assert client_of(school, Role.TEACHER).get(address).status_code == 404
    assert client_of(elsewhere, Role.HEAD).get(address).status_code == 404
    moved = address.replace(school.uai, elsewhere.uai)
    assert client_of(elsewhere, Role.HEAD).get(moved).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param(
            "dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", id="svg"
        ),
        pytest.param("photo.jpg", b"<html><script>alert(1)</script></html>", id="html that says jpg"),
        pytest.param("photo.png", photo().read(), id="jpeg that says png"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_is_lost(client_of, school, name, data):
    answer = ask(client_of(school, Role.TEACHER), school, SimpleUploadedFile(name, data))
    assert answer.status_code == 422
    assert "Écran fendu" in answer.text
    with scope(school):
        assert not HelpRequest.objects.for_school(school).exists()
