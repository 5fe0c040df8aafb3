"""What proves a signature: a paper that somebody signed, in the name of the head, and words that are true."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.documents.pdf import is_unsigned_paper
from fanal.core.tenancy import scope
from fanal.designations.models import Designation
from fanal.designations.rules.signing import in_force_words, signer_refusals
from fanal.designations.testing import TODAY, prepared
from fanal.designations.tests.act_pages import photo, seals, url

pytestmark = pytest.mark.clock(TODAY)

IN_THREE_WEEKS = TODAY + timedelta(days=21)


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def waiting(school, head, teacher, **more):
    """An act at the parapheur, and what the page of signing sends for it."""
    with scope(school):
        person = head.membership.person
        prepared(school, teacher.membership.person, actor_of(person, Role.HEAD), **more)
    return {
        "acte": ["1"],
        "signed_on": "2026-11-26",
        "signer": f"{person.given_name} {person.family_name}",
        "quality": "Principale",
        "lu": seals(head.get(url("sign", school))),
    }


def step(school):
    with scope(school):
        return Designation.objects.for_school(school).get(number=1).step


def test_an_act_that_begins_in_three_weeks_is_not_said_in_force(school, head, teacher):
    """verified.md § 2.14: « 1 acte signé et en vigueur » was said of it."""
    fields = waiting(school, head, teacher, starts_on=IN_THREE_WEEKS)
    text = head.post(url("sign", school), fields | {"scans": photo("a.png")}, follow=True).text
    assert "signé et en vigueur" not in text
    assert "1 acte signé, qui entrera en vigueur le 17" in text
    assert step(school) == "signed"


@pytest.mark.parametrize(
    ("in_force", "upcoming", "words"),
    [
        (4, [], "4 actes signés et en vigueur."),
        (0, [date(2026, 12, 17)], "1 acte signé, qui entrera en vigueur le 17 décembre 2026."),
        (
            1,
            [date(2026, 12, 17), date(2026, 12, 17)],
            "1 acte signé et en vigueur ; 2 actes signés, qui entreront en vigueur le 17 décembre 2026.",
        ),
    ],
)
def test_what_is_said_of_a_signed_batch(in_force, upcoming, words):
    assert in_force_words(in_force, upcoming) == words


@pytest.mark.parametrize("name", ["act_file", "batch_file"])
def test_our_own_unsigned_paper_is_no_signature(school, head, teacher, name):
    """verified.md § 2.14: the file that Fanal prints came back as the scan, and was accepted."""
    fields = waiting(school, head, teacher)
    printed = head.get(url(name, school, *([1] if name == "act_file" else []))).content
    scan = SimpleUploadedFile("actes-signes.pdf", printed, "application/pdf")
    answer = head.post(url("sign", school), fields | {"scans": scan})
    assert answer.status_code == 422
    assert "sans aucune signature" in answer.text
    assert step(school) == "awaiting"


def test_our_paper_with_an_electronic_signature_is_not_refused(school, head, teacher):
    waiting(school, head, teacher)
    printed = head.get(url("act_file", school, 1)).content
    assert is_unsigned_paper(printed)
    assert not is_unsigned_paper(printed + b"\n9 0 obj<</Type/Sig/ByteRange[0 1 2 3]>>endobj")


def test_the_act_is_signed_in_the_name_of_the_head(school, head, teacher):
    """verified.md § 2.14: anybody's name was accepted."""
    fields = waiting(school, head, teacher) | {"signer": "Jean Quelconque", "scans": photo("a.png")}
    answer = head.post(url("sign", school), fields)
    assert answer.status_code == 422
    assert "n’est pas le nom du chef d’établissement" in answer.text
    assert step(school) == "awaiting"


def test_a_name_is_compared_without_accents_and_any_head_of_the_days_may_sign():
    assert signer_refusals("ANNE LE BRAS", "Principale", ["Le Bras"]) == []
    assert signer_refusals("Zoe Hemon", "Proviseure", ["Hémon", "Roy"]) == []
    assert signer_refusals("Paul Roy", "Principal", []) == []
    assert signer_refusals("Paul Roy", "Principal", ["Hémon"]) != []


def test_a_deputy_who_signs_by_delegation_is_asked_to_say_so_and_not_refused(school, head, teacher):
    """December § 3.13: « lui seul signe une désignation », though R421-13 lets a head delegate signature."""
    fields = waiting(school, head, teacher) | {"signer": "Paul Roy", "quality": "Principal adjoint"}
    asked = head.post(url("sign", school), fields | {"scans": photo("a.png")})
    assert (asked.status_code, "écrivez-le dans sa qualité" in asked.text) == (422, True)
    assert "lui seul" not in asked.text
    fields["quality"] = "Principal adjoint, par délégation"
    assert head.post(url("sign", school), fields | {"scans": photo("a.png")}).status_code == 302
    assert step(school) == "signed"


def test_a_page_sent_with_nothing_ticked_comes_back_with_nothing_ticked(school, head, teacher):
    """It came back with every act ticked: the next press would have signed them all."""
    fields = waiting(school, head, teacher) | {"acte": [], "scans": photo("a.png")}
    answer = head.post(url("sign", school), fields)
    assert "Cochez au moins un acte" in answer.text
    assert [ticked for _, ticked, *_ in answer.context["acts"]] == [False]
    assert step(school) != "signed"
