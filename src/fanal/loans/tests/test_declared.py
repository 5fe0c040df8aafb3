"""A paper says who signed it: Fanal says what somebody noted, and no more (December, second reading J1)."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fanal.core.documents.paper import bound, breakable
from fanal.core.documents.pdf import OURS
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions import signing
from fanal.loans.actions.classes import papers_came_back
from fanal.loans.models import Loan
from fanal.loans.reading.agreement import agreement_of, missing_signatures
from fanal.loans.reading.papers import TEMPLATE, agreement_paper, printed
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.tests.conftest import MINOR, TODAY, lend, moment, prepared, sitting, url

pytestmark = pytest.mark.clock(TODAY)
HOME = [("Mme Martin", "1 rue du Port"), ("M. Martin", "2 rue du Phare")]
UNREAD = "Signataire à lire sur l’original"


def first_words(loan) -> str:
    return "".join(run["text"] for run in agreement_of(loan, TODAY)["blocks"][0]["runs"])


def two_asked(school, boss):
    values = {"title": "Prêt", "body": "{{élève}} : {{matériel}}.", "signatures": 2}
    signing.keep_terms(school, BorrowerKind.PUPIL, values, by=boss)


def test_a_paper_that_came_back_names_no_parent_whom_nobody_named(lead, school, boss, pupil, tablets):
    """December, second reading J1: the first parent named was recorded as having signed, whichever did."""
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR, guardians=HOME)
        papers_came_back(school, [loan.number], TODAY, **moment(boss))
        loan = Loan.objects.get(pk=loan.pk)
        assert loan.signatures.get().name == ""
        place = agreement_paper(loan, TODAY)["signatures"][0]
        assert JournalEntry.objects.filter(school=school, verb="loans.declared_signed").count() == 1
        assert first_words(loan).startswith("Cette convention est signée sur papier : le texte ci-dessous")
    assert place["who"] == UNREAD
    assert place["note"].startswith("déclaré signé sur papier, noté le 26 novembre 2026")
    page = words_of(lead.get(url(school, "loan_page", loan.number)).text)
    assert f"{UNREAD} déclaré signé sur papier, noté le" in page
    signed = words_of(lead.get(url(school, "sign", loan.number)).text)
    assert "La convention est déclarée signée sur papier le 26 novembre 2026" in signed


def test_both_signatures_that_are_asked_for_are_read_on_the_paper(lead, school, boss, pupil, tablets):
    """December, second reading J1: two were asked for, one was printed, the agreement counted as whole."""
    with scope(school):
        two_asked(school, boss)
        loan = prepared(school, boss, pupil, MINOR, guardians=HOME)
        loan = signing.sign_on_paper(loan, "Mme Martin", None, quality="", **moment(boss))
        assert (loan.signed_on, missing_signatures(loan, TODAY)) == (TODAY, 0)
        place = agreement_paper(loan, TODAY)["signatures"][0]
    assert place["who"] == "Mme Martin, responsable légal", "somebody typed it"
    said = "2 signatures sont demandées : lisez-les sur l’original"
    assert said in place["note"]
    assert said in words_of(lead.get(url(school, "loan_page", loan.number)).text)


def test_a_loan_made_after_its_paper_claims_nothing_of_what_the_paper_says(lead, school, pupil, tablets):
    """December, second reading J1: the frozen text named a machine that was scanned after the signature."""
    lead.post(url(school, "sitting_lend", pupil.pk), sitting(school, typed="T-01"))
    with scope(school):
        loan = Loan.objects.get()
        said = first_words(loan)
        who = agreement_paper(loan, TODAY)["signatures"][0]["who"]
    assert said.startswith("Le papier a été signé avant que ce prêt soit noté")
    assert "ce qui est signé, et par qui, se lit sur l’original" in said
    assert "……" not in str(loan.agreement), "no paper has this text: nobody completes it by hand"
    assert who == UNREAD, "not « Un responsable légal, signé sur papier »"


def test_nobody_signs_the_print_of_a_signed_paper_once_more(school, boss, pupil, tablets):
    """December, second reading J1, elsewhere: « Signature : » stood under who had signed."""
    with scope(school):
        loan = signing.sign_on_paper(prepared(school, boss, pupil, MINOR), "", None, **moment(boss))
        paper = agreement_paper(loan, TODAY)
        given, of_school = paper["signatures"]
        assert (given["is_given"], of_school["is_given"]) == (True, False)
        again = paper | {"signatures": [given | {"is_given": False}, of_school]}
        assert ink(school, paper) < ink(school, again), "no lines to fill in under it"


def ink(school, paper) -> int:
    """How many points of the last page are not white."""
    data = json.dumps(breakable(bound(printed("Convention", school, [paper]))))
    sent = {"data": data, "unsigned": ""}
    pages = typst.compile(TEMPLATE, root=OURS, format="png", ppi=50.0, sys_inputs=sent)
    last = pages[-1] if isinstance(pages, list) else pages
    return sum(Image.open(BytesIO(last)).convert("L").histogram()[:200])


def test_it_is_declared_until_a_scan_is_joined(lead, school, boss, pupil, tablets):
    """December, second reading J1: page and paper said « signé » of what somebody noted alone."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
    page = url(school, "sign_paper", loan.number)
    lead.post(page, {"name": "Mme Martin", "quality": "guardian"})
    assert "Joindre le scan" in words_of(lead.get(page).text)
    drawn = BytesIO()
    Image.new("RGB", (60, 40)).save(drawn, "PNG")
    lead.post(page, {"scan": SimpleUploadedFile("signe.png", drawn.getvalue())})
    with scope(school):
        loan = Loan.objects.get(pk=loan.pk)
        assert not loan.is_declared
        note = agreement_paper(loan, TODAY)["signatures"][0]["note"]
    assert note.startswith("signé sur papier, scan joint, noté le 26 novembre 2026")
    said = words_of(lead.get(url(school, "sign", loan.number)).text)
    assert "La convention est signée le 26 novembre 2026" in said


def test_no_parent_is_proposed_where_either_may_sign(lead, school, boss, pupil, tablets):
    """December, second reading J1, elsewhere: one press recorded the first of two parents."""
    with scope(school):
        both = prepared(school, boss, pupil, MINOR, guardians=HOME)
        alone = lend(school, pupil, ["T-02"], boss, until="prepared", guardians=HOME[:1])
    for name in ("sign", "sign_paper"):
        assert 'value="Mme Martin"' not in lead.get(url(school, name, both.number)).text, name
        assert 'value="Mme Martin"' in lead.get(url(school, name, alone.number)).text, name


def test_a_day_of_the_paper_is_that_of_the_paper(school, boss, pupil, tablets):
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR)
        Loan.objects.filter(pk=loan.pk).update(made_at=loan.made_at - timedelta(days=5))
        papers_came_back(school, [loan.number], TODAY - timedelta(days=3), **moment(boss))
        loan.refresh_from_db()
    assert loan.signed_on == TODAY - timedelta(days=3)
