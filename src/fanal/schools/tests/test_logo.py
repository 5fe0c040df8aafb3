"""The logo at the head of papers: a picture of the school, checked, kept small, taken away."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.letterhead import letterhead_of, number_of
from fanal.core.documents.paper import typeset_whole
from fanal.core.documents.pdf import OURS
from fanal.core.registry import FILES, registered
from fanal.core.stores.testing import path_of
from fanal.core.tenancy import scope

PAGE = OURS / "allowances/documents/substitution.typ"


def url(name: str, school: School) -> str:
    return reverse(f"settings:{name}", args=[school.uai])


def picture(kind: str = "PNG", size: tuple[int, int] = (1200, 800)) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB" if kind == "JPEG" else "RGBA", size, "navy").save(drawn, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", drawn.getvalue())


def files_kept(school: School) -> set[str]:
    return {file.name for file in path_of(school.pk, "xx").parents[1].glob("??/*")}


@pytest.fixture
def head(client_of, school):
    return client_of(school, Role.HEAD)


def paper(school: School) -> bytes:
    words = dict.fromkeys(["opening", "said", "signer", "quality", "today", "year"], "…")
    content = words | {"title": "Attestation", "number": 4, "facts": []}
    return typeset_whole(PAGE, content | {"letterhead": letterhead_of(school, number_of("2026-2027", 4))})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_stands_small_at_the_head_of_papers_until_it_is_taken_away(head, school, kind):
    """verified.md § 5, issue 14: one official head for every paper, logo of the school if given."""
    bare = paper(school)
    assert head.post(url("logo", school), {"file": picture(kind)}).url == url("settings_page", school)
    school.refresh_from_db()
    with Image.open(path_of(school.pk, school.logo)) as kept:
        assert (kept.format, max(kept.size)) == ("WEBP", 500)
    made = paper(school)
    assert made.count(b"/Subtype/Image") > bare.count(b"/Subtype/Image") == 0
    assert b"pdfuaid" in made
    shown = head.get(url("logo_picture", school))
    assert shown.headers["Content-Type"] == "image/webp"
    assert b"".join(shown.streaming_content) == path_of(school.pk, school.logo).read_bytes()
    assert url("logo_picture", school) in head.get(url("settings_page", school)).text
    with scope(school):
        assert school.logo in set().union(*(claimed(school.pk) for claimed in registered(FILES)))

    head.post(url("logo_remove", school))
    school.refresh_from_db()
    assert (school.logo, paper(school)) == ("", bare)
    assert head.get(url("logo_picture", school)).status_code == 404


@pytest.mark.parametrize("spoilt", [None, b"", b"RIFF....WEBP", b"not a picture"])
def test_a_logo_that_the_disk_has_lost_or_spoilt_stops_no_paper_and_is_sent_again(head, school, spoilt):
    head.post(url("logo", school), {"file": picture()})
    school.refresh_from_db()
    kept = path_of(school.pk, school.logo)
    whole = kept.read_bytes()
    kept.unlink() if spoilt is None else kept.write_bytes(spoilt)
    assert letterhead_of(school)["logo"] == []
    assert paper(school).startswith(b"%PDF")
    head.post(url("logo", school), {"file": picture()})
    assert kept.read_bytes() == whole
    assert letterhead_of(school)["logo"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "svg"),
        (b"%PDF-1.7 rien", ""),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "endommag"),
        (b"", "vide"),
    ],
    ids=["svg", "pdf", "broken", "empty"],
)
def test_what_is_no_picture_is_refused_and_the_logo_stays(head, school, content, said):
    head.post(url("logo", school), {"file": picture()})
    kept = School.objects.get(pk=school.pk).logo
    answer = head.post(url("logo", school), {"file": SimpleUploadedFile("logo.png", content)})
    assert answer.status_code == 422
    assert said in answer.text
    assert School.objects.get(pk=school.pk).logo == kept


def test_only_who_changes_the_settings_changes_or_reads_the_logo(client_of, head, school, elsewhere):
    head.post(url("logo", school), {"file": picture()})
    teacher, neighbour = client_of(school, Role.TEACHER), client_of(elsewhere, Role.HEAD)
    before = files_kept(school)
    for client, status in ((teacher, 403), (neighbour, 404)):
        assert client.post(url("logo", school), {"file": picture("JPEG")}).status_code == status
        assert files_kept(school) == before, "nothing is read for whoever may not"
        assert client.post(url("logo_remove", school)).status_code == status
        assert client.get(url("logo_picture", school)).status_code == status
    assert School.objects.get(pk=school.pk).logo
