"""« Vérifier un document »: which paper, of which day, unchanged or not (December § 7, N7)."""

import hashlib
import re
import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.documents.paper import typeset_whole
from fanal.core.frozen import open_doors
from fanal.core.frozen.fingerprint import PRINTED, fingerprint_of_sum, in_fours, marks_in
from fanal.core.frozen.models import FrozenPaper
from fanal.core.frozen.papers import keep_paper
from fanal.core.frozen.testing import assert_frozen
from fanal.core.journal import erasing
from fanal.core.keys.installation_key import FOLDER
from fanal.core.retention.removal import ByClock
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.models import Loan
from fanal.loans.reading.papers import TEMPLATE, agreement_paper, printed
from fanal.loans.tests.conftest import TODAY, lend, pupil, tablets
from fanal.schools.rules import verification as rules
from fanal.schools.views import verification

__all__ = ["pupil", "tablets"]
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def boss(lead):
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def loan(school, boss, pupil, tablets):
    with scope(school):
        return lend(school, pupil, ["T-01"], boss)


def page(school):
    return reverse("verification:verification_page", args=[school.uai])


def fingerprint_of(school, loan) -> str:
    with scope(school):
        return FrozenPaper.objects.get(kind="loans.agreement", row=loan.pk).fingerprint


def paper_of(school, loan) -> bytes:
    with scope(school):
        made = agreement_paper(Loan.objects.get(pk=loan.pk), TODAY)
        return typeset_whole(TEMPLATE, printed(made["title"], school, [made]))


def verified(client, school, typed="", file=None, status=200) -> str:
    answer = client.post(page(school), {"fingerprint": typed} | ({"file": file} if file else {}))
    assert answer.status_code == status
    return words_of(answer.text)


def pdf(content: bytes, name="convention.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_a_signed_paper_bears_its_fingerprint_and_is_the_same_bytes_twice(school, loan):
    whole = fingerprint_of(school, loan)
    with scope(school):
        line = agreement_paper(Loan.objects.get(pk=loan.pk), TODAY)["proof"]["line"]
    assert re.fullmatch(
        rf"Empreinte {in_fours(whole[:PRINTED])} · À vérifier sur https?://\S+/e/{school.uai}/verifier/", line
    )
    assert paper_of(school, loan) == (made := paper_of(school, loan))
    assert marks_in(made) == [whole]


def test_a_paper_that_nobody_signed_bears_none(school, boss, pupil, tablets):
    with scope(school):
        made = agreement_paper(lend(school, pupil, ["T-02"], boss, until="prepared"), TODAY)
    assert made["proof"] is None


def test_whoever_reads_loans_is_told_which_one_and_led_to_it(lead, school, loan):
    answer = lead.post(page(school), {"fingerprint": in_fours(fingerprint_of(school, loan)[:PRINTED])})
    said = "C’est la convention du prêt n° 1, document figé le 26 novembre 2026. Ce qu’il dit n’a pas changé"
    assert said in words_of(answer.text)
    assert reverse("loans:loan_page", args=[school.uai, loan.number]) in answer.text


def test_a_colleague_who_may_not_read_it_learns_nothing_of_what_it_says(client_of, school, loan):
    teacher = client_of(school, Role.TEACHER)
    for sent in (
        {"typed": fingerprint_of(school, loan)},
        {"file": pdf(paper_of(school, loan))},
    ):
        said = verified(teacher, school, **sent)
        assert (
            "Cette empreinte est celle d’un document de cet établissement, figé le 26 novembre 2026." in said
        )
        assert "prêt n°" not in said
        assert "MARTIN" not in said
        assert "Ouvrir le document" not in said


def test_the_file_itself_is_known_and_one_that_only_bears_the_signs_is_not_taken_for_it(lead, school, loan):
    made = paper_of(school, loan)
    assert "octet pour octet" in verified(lead, school, file=pdf(made))
    forged = b"%PDF-1.7 Convention changee fanal-empreinte-" + fingerprint_of(school, loan).encode()
    assert "ce fichier n’est pas celui que Fanal ferait" in verified(lead, school, file=pdf(forged))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"%PDF-1.7 rien", "n’est aucun de ceux que Fanal garde", id="another file"),
        pytest.param(b"", "n’est aucun de ceux que Fanal garde", id="an empty file"),
        pytest.param(b"\x00" * 50_000, "n’est aucun de ceux que Fanal garde", id="nothing but zeros"),
        pytest.param(b"fanal-empreinte-" * 20_000, "n’est aucun de ceux que Fanal garde", id="signs alone"),
        pytest.param(
            b"".join(b"fanal-empreinte-%064x" % rank for rank in range(500)),
            "n’est aucun de ceux que Fanal garde",
            id="five hundred fingerprints",
        ),
    ],
)
def test_a_hostile_file_is_read_as_bytes_and_said_unknown(lead, school, content, said):
    assert said in verified(lead, school, file=pdf(content, "x.pdf"))


def test_a_file_that_is_too_large_is_refused(lead, school, monkeypatch):
    monkeypatch.setattr("fanal.schools.forms.verification.LARGEST", 10)
    assert "dépasse 10 Mo" in verified(lead, school, file=pdf(b"x" * 11), status=422)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", rules.NOTHING), ("bonjour", rules.NOT_ONE), ("a" * 300, "200 caractères")],
)
def test_what_is_no_fingerprint_is_refused_with_what_to_do(lead, school, typed, said):
    assert said in verified(lead, school, typed, status=422)


def test_an_unknown_fingerprint_says_what_it_means_and_what_to_do(lead, school):
    assert rules.UNKNOWN in verified(lead, school, "0000 1111 2222 3333 4444")


def test_another_school_s_paper_is_unknown_here(client_of, school, loan):
    other = SchoolFactory()
    neighbour = client_of(other, Role.HEAD)
    assert rules.UNKNOWN in verified(neighbour, other, fingerprint_of(school, loan))


def test_attempts_are_counted_for_each_person(lead, client_of, school, monkeypatch):
    monkeypatch.setattr(verification, "TRIES", 2)
    for _ in range(2):
        verified(lead, school, "0000 1111 2222 3333 4444")
    assert rules.TOO_MANY in verified(lead, school, "0000 1111 2222 3333 4444", status=429)
    assert rules.UNKNOWN in verified(client_of(school, Role.HEAD), school, "0000 1111 2222 3333 4444")


def test_what_is_kept_is_compared_and_what_was_erased_is_said(lead, school, loan):
    """A sum that what is kept no longer gives is an alarm; a loan of before keeps no name: it is no alarm."""
    whole = fingerprint_of(school, loan)
    with scope(school):
        altered = keep_paper("loans.agreement", loan, "f" * 64, on=TODAY).fingerprint
    assert "n’est plus ce qui a été figé" in verified(lead, school, altered)
    with scope(school):
        with erasing(by=ByClock(), why="un an après"):
            open_doors(school.pk, [Loan])
        Loan.objects.filter(pk=loan.pk).update(borrower="", agreement={})
    assert "selon sa durée de conservation" in verified(lead, school, whole)


def test_a_paper_that_the_installation_did_not_sign_is_unknown(lead, school, loan):
    """Whoever has the password of the database adds what it forged; the key is not in the database."""
    with scope(school):
        true = FrozenPaper.objects.get(row=loan.pk)
        forged = FrozenPaper.objects.create(
            school=school,
            kind="loans.agreement",
            row=loan.pk,
            sha256="f" * 64,
            fingerprint="f" * 64,
            files=[hashlib.sha256(b"%PDF-1.7 faux").hexdigest()],
            frozen_on=TODAY,
            signature=true.signature,
        )
        line = agreement_paper(Loan.objects.get(pk=loan.pk), TODAY)["proof"]["line"]
    assert rules.UNKNOWN in verified(lead, school, forged.fingerprint)
    assert rules.UNKNOWN_FILE in verified(lead, school, file=pdf(b"%PDF-1.7 faux"))
    assert in_fours(true.fingerprint[:PRINTED]) in line


def test_whoever_writes_a_text_cannot_tell_its_fingerprint(school, loan, settings, tmp_path):
    """It is summed under a secret: two texts that begin alike are not looked for at home."""
    with scope(school):
        paper = FrozenPaper.objects.get(row=loan.pk)
    assert paper.fingerprint[:PRINTED] != paper.sha256[:PRINTED]
    assert paper.fingerprint == fingerprint_of_sum(paper.sha256)
    settings.FANAL_HOME = tmp_path
    assert paper.fingerprint != fingerprint_of_sum(paper.sha256), "another secret, another fingerprint"


def test_a_forged_row_with_the_true_sum_does_not_keep_a_paper_from_being_kept(lead, school, loan):
    """December, architect 10: whoever has the password computes the sum of what waits for a signature."""
    of_it = {"school": school, "kind": "loans.agreement", "row": loan.pk, "sha256": "e" * 64}
    with scope(school):
        FrozenPaper.objects.create(**of_it, fingerprint="e" * 64, frozen_on=TODAY, signature=bytes(64))
        kept = keep_paper("loans.agreement", loan, "e" * 64, on=TODAY)
    assert kept.fingerprint == fingerprint_of_sum("e" * 64)
    assert "n’est plus ce qui a été figé" in verified(lead, school, kept.fingerprint)


def test_a_file_of_several_papers_is_answered_for_each_and_says_what_is_strange(lead, school, loan):
    """December, architect 11: unknown fingerprints beside known ones were passed over in silence."""
    marks = [fingerprint_of(school, loan), "1" * 64, "2" * 64]
    said = verified(lead, school, file=pdf(b" ".join(b"fanal-empreinte-" + mark.encode() for mark in marks)))
    assert "C’est la convention du prêt n° 1" in said
    assert rules.strange_words(2) in said
    assert rules.SEVERAL_MARKS in said


def test_a_second_true_mark_does_not_hide_that_a_file_was_changed(lead, school, loan):
    """An attacker, December 2026: beside the mark of another paper, a changed file was answered in green."""
    changed = paper_of(school, loan) + b"change"
    with scope(school):
        other = keep_paper("loans.agreement", loan, "d" * 64, on=TODAY).fingerprint
    said = verified(lead, school, file=pdf(changed + b" fanal-empreinte-" + other.encode()))
    assert rules.SEVERAL_MARKS in said
    found = rules.FoundPaper(TODAY, rules.Content.INTACT, rules.SameFile.SEVERAL)
    assert rules.answer_of(found).tone == "warn"


def test_marks_beyond_a_batch_are_not_passed_over(lead, school, loan):
    marks = [fingerprint_of(school, loan), *(f"{rank:064x}" for rank in range(1, 150))]
    said = verified(lead, school, file=pdf(b" ".join(b"fanal-empreinte-" + mark.encode() for mark in marks)))
    assert rules.TOO_MANY_MARKS in said


def test_without_the_keys_a_restored_installation_still_knows_its_papers(
    lead, school, loan, settings, tmp_path
):
    """A backup without its secrets holds the public keys: they say whose a paper is."""
    whole = fingerprint_of(school, loan)
    shutil.copytree(settings.FANAL_HOME / FOLDER, tmp_path / FOLDER)
    settings.FANAL_HOME = tmp_path
    assert "C’est la convention du prêt n° 1" in verified(lead, school, whole)


def test_a_kept_sum_is_frozen_itself(school, loan):
    with scope(school):
        assert_frozen(FrozenPaper.objects.get(row=loan.pk))


def test_the_page_is_found_from_the_search_box(client_of, school):
    for role in (Role.TEACHER, Role.DIGITAL_LEAD, Role.TECHNICIAN):
        browser = client_of(school, role)
        found = browser.get(reverse("web:search", args=[school.uai]), {"q": "verifier document"})
        assert page(school) in found.text
        assert browser.get(page(school)).status_code == 200
