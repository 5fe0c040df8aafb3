"""Photos of the state at the hand-over and at the return: hostile until checked, gone with the loan."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fanal.accounts.models.roles import Role
from fanal.core.retention.removal import keep_no_longer
from fanal.core.stores.testing import path_of
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.models import LoanPhoto
from fanal.loans.rules.photo import PhotoMoment, photo_refusals, removal_refusals
from fanal.loans.tests.conftest import TODAY, lend

pytestmark = pytest.mark.clock(TODAY)


def url(school, loan, name="photo_add", *args):
    return reverse(f"loans:{name}", args=[school.uai, loan.number, *args])


def photo(color="red", kind="JPEG", **more):
    """A picture as a phone makes it: it says where it was taken."""
    drawn, exif = BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "PHONE"
    Image.new("RGB", (2400, 1800), color).save(drawn, kind, exif=exif, **more)
    return SimpleUploadedFile("IMG_1.jpg" if kind == "JPEG" else "IMG_1.png", drawn.getvalue())


@pytest.fixture
def loan(school, boss, pupil, tablets):
    with scope(school):
        return lend(school, pupil, ["T-01", "T-02"], boss)


def photos(school):
    with scope(school):
        return list(LoanPhoto.objects.for_school(school).order_by("pk"))


def test_a_photo_of_the_state_is_small_and_says_nothing_of_the_phone(lead, school, loan):
    """users-ask.md B4: photos of the state at the hand-over."""
    with scope(school):
        item = loan.items.order_by("pk").first()
    sent = {"moment": "out", "item": item.pk, "file": photo()}
    page = lead.post(url(school, loan), sent, follow=True)
    assert "Photo de T-01 : elle est jointe" in words_of(page.text)
    assert "aucun élève, aucune liste" in page.text
    (kept,) = photos(school)
    file = lead.get(url(school, loan, "photo_file", kept.pk))
    drawn = b"".join(file.streaming_content)
    assert file.headers["Content-Type"] == "image/webp"
    assert max(Image.open(BytesIO(drawn)).size) == 1_600
    assert b"PHONE" not in drawn
    assert not Image.open(BytesIO(drawn)).getexif()
    lead.post(url(school, loan), {"moment": "out", "file": photo()})
    assert len(photos(school)) == 1, "the same one twice stands once"
    lead.post(url(school, loan), {"moment": "back", "file": photo("blue", "PNG")})
    paper = lead.get(url(school, loan, "hand_over_file"))
    assert b"/Subtype/Image" in paper.content
    assert b"pdfuaid" in paper.content, "still tagged"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": ""}, "Prenez ou choisissez une photo"),
        ({"file": SimpleUploadedFile("a.jpg", b"MZ\x90 program")}, ""),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, ""),
        ({"moment": "never"}, "Sélectionnez un choix valide"),
        ({"item": "999999999999999999999"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_no_photo_of_this_loan_is_refused(lead, school, loan, change, said):
    answer = lead.post(url(school, loan), {"moment": "out", "file": photo()} | change)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert photos(school) == []


def test_the_return_takes_its_photo_with_it(lead, school, loan):
    with scope(school):
        item = loan.items.order_by("pk").first()
    sent = {"items": item.pk, "outcome": "damaged", "photo": photo()}
    lead.post(url(school, loan, "loan_return"), sent)
    (kept,) = photos(school)
    assert (kept.moment, kept.item_id) == ("back", item.pk)
    page = words_of(lead.get(reverse("loans:loan_page", args=[school.uai, loan.number])).text)
    assert "Au retour" in page
    bad = {"items": item.pk, "outcome": "back", "photo": SimpleUploadedFile("a.jpg", b"no")}
    assert lead.post(url(school, loan, "loan_return"), bad).status_code == 422


def test_a_photo_is_read_and_taken_away_by_those_who_lend_alone(client_of, lead, school, loan):
    lead.post(url(school, loan), {"moment": "out", "file": photo()})
    (kept,) = photos(school)
    teacher = client_of(school, Role.TEACHER)
    assert teacher.get(url(school, loan, "photo_file", kept.pk)).status_code == 403
    assert teacher.post(url(school, loan, "photo_remove", kept.pk)).status_code == 403
    lead.post(url(school, loan, "photo_remove", kept.pk))
    assert photos(school) == []
    assert lead.post(url(school, loan, "photo_remove", kept.pk)).status_code == 404


def test_photos_go_with_the_names_of_the_loan(lead, school, loan, boss):
    lead.post(url(school, loan), {"moment": "out", "file": photo()})
    (kept,) = photos(school)
    assert path_of(school.pk, kept.sha256).exists()
    with scope(school):
        type(loan).objects.update(state="closed", closed_on=TODAY - timedelta(days=400))
    keep_no_longer(timezone.now())
    assert photos(school) == []


@pytest.mark.parametrize(
    ("moment", "state", "is_erased", "is_refused"),
    [
        ("out", "prepared", False, False),
        ("out", "out", False, False),
        ("out", "closed", False, True),
        ("back", "prepared", False, True),
        ("back", "out", False, False),
        ("back", "closed", False, False),
        ("back", "closed", True, True),
        ("out", "cancelled", False, True),
    ],
)
def test_when_a_photo_is_taken(moment, state, is_erased, is_refused):
    assert bool(photo_refusals(PhotoMoment(moment), state, is_erased=is_erased)) == is_refused


@pytest.mark.parametrize(
    ("moment", "state", "outcomes", "is_refused"),
    [
        ("out", "prepared", ["out"], False),
        ("out", "out", ["out", "back"], False),
        ("out", "out", ["out", "damaged"], True),
        ("back", "out", ["out", "damaged"], False),
        ("out", "closed", ["back"], True),
        ("back", "closed", ["damaged"], True),
        ("out", "cancelled", ["cancelled"], True),
    ],
)
def test_when_a_photo_is_taken_away(moment, state, outcomes, is_refused):
    assert bool(removal_refusals(moment, state, outcomes)) == is_refused


def test_the_evidence_of_what_came_back_damaged_cannot_be_taken_away(lead, school, loan):
    lead.post(url(school, loan), {"moment": "out", "file": photo()})
    with scope(school):
        items = [item.pk for item in loan.items.all()]
    damaged = {"items": items[0], "outcome": "damaged", "photo": photo("blue")}
    lead.post(url(school, loan, "loan_return"), damaged)
    out, back = photos(school)
    remove = url(school, loan, "photo_remove", out.pk)
    page = lead.get(reverse("loans:loan_page", args=[school.uai, loan.number])).text
    assert remove not in page
    assert url(school, loan, "photo_remove", back.pk) in page, "the other one was joined just now"
    answer = lead.post(remove)
    assert answer.status_code == 422
    assert "les photos de la remise disent comment il est parti" in words_of(answer.text)
    lead.post(url(school, loan, "loan_return"), {"items": items[1], "outcome": "back"})
    lead.post(url(school, loan, "photo_remove", back.pk))
    assert photos(school) == [out, back]
