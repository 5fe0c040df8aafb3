"""Who signs: a guardian for a minor, the pupil of age; asked where the age is not known (December § 3.2)."""

from datetime import date, timedelta

import pytest

from fanal.core.errors import RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.people.erasure import PUPIL, Subject, erase
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions import signing
from fanal.loans.actions.lending import cancel_loan, change_guardians
from fanal.loans.actions.returning import prolong
from fanal.loans.models import Loan
from fanal.loans.reading.agreement import agreement_of, missing_signatures
from fanal.loans.reading.papers import agreement_paper
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.agreement_texts import MODELS
from fanal.loans.rules.signer import SignerQuality, SigningParty, is_of_age
from fanal.loans.tests.conftest import (
    ADULT,
    DRAWN,
    DUE,
    MINOR,
    TODAY,
    lend,
    moment,
    prepared,
    pupils,
    sitting,
    url,
)

pytestmark = pytest.mark.clock(TODAY)
HOME = [("Mme Martin", "1 rue du Port"), ("M. Martin", "2 rue du Phare")]


@pytest.mark.parametrize(
    ("born", "day", "answer"),
    [
        pytest.param(None, "2026-11-26", None, id="not known"),
        pytest.param("2008-11-26", "2026-11-26", True, id="the day itself"),
        pytest.param("2008-11-27", "2026-11-26", False, id="tomorrow"),
        pytest.param("2008-02-29", "2026-02-28", False, id="born on a 29 February"),
        pytest.param("2008-02-29", "2026-03-01", True, id="of age on 1 March"),
    ],
)
def test_who_is_of_age(born, day, answer):
    known = date.fromisoformat(born) if born else None
    assert is_of_age(known, date.fromisoformat(day)) is answer


@pytest.mark.parametrize(
    ("of_age", "name", "chosen", "said"),
    [
        pytest.param(False, "Zoé MARTIN", "", "n’a pas 18 ans", id="the pupil of 13"),
        pytest.param(False, "martin zoe", "guardian", "n’a pas 18 ans", id="the pupil, written otherwise"),
        pytest.param(False, "Mme Martin", "", "", id="a guardian who is named"),
        pytest.param(False, "Mme Le Goff", "", "cochez « responsable légal »", id="somebody else"),
        pytest.param(False, "Mme Le Goff", "guardian", "", id="somebody else, who says it"),
        pytest.param(True, "Zoé Martin", "", "", id="the pupil of age"),
        pytest.param(True, "Mme Martin", "", "c’est l’élève qui signe", id="no more a guardian"),
        pytest.param(None, "Zoé Martin", "", "Dites qui signe", id="unknown: asked"),
        pytest.param(None, "Mme Martin", "", "", id="unknown, a guardian who is named"),
        pytest.param(None, "Zoé Martin", "pupil", "", id="unknown, says of age"),
        pytest.param(None, "Zoé Martin", "guardian", "n’a pas 18 ans", id="unknown, minor who signs"),
    ],
)
def test_who_signs(of_age, name, chosen, said):
    party = SigningParty(BorrowerKind.PUPIL, of_age, "Zoé MARTIN", ["Mme Martin"])
    reasons = party.refusals(name, chosen)
    assert bool(reasons) is bool(said)
    assert said in " ".join(reasons)


@pytest.mark.parametrize("kind", list(BorrowerKind))
def test_the_day_stands_under_the_signatures_alone(kind):
    """December § 5: « Fait le … » stood at the end of the text, and again where one signs."""
    assert "Fait le" not in MODELS[kind].body


def test_a_pupil_of_13_does_not_sign_alone(lead, school, boss, pupil, tablets):
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR)
    page = url(school, "sign", loan.number)
    assert "Un responsable légal de Zoé MARTIN" in words_of(lead.get(page).text)
    refused = lead.post(page, {"name": "Zoé MARTIN", "strokes": DRAWN, "seen": _seen(lead, page)})
    assert refused.status_code == 422
    assert "un responsable légal signe" in words_of(refused.text)
    sent = {"name": "Mme Le Goff", "quality": "guardian", "strokes": DRAWN, "seen": _seen(lead, page)}
    assert lead.post(page, sent).status_code == 302
    assert "Mme Le Goff, responsable légal" in words_of(lead.get(url(school, "loan_page", loan.number)).text)


def test_where_the_age_is_not_known_it_is_asked(lead, school, boss, pupil, tablets):
    with scope(school):
        loan = prepared(school, boss, pupil, None)
        assert agreement_paper(loan, TODAY)["signatures"][0]["who"] == (
            "Un responsable légal, ou l’élève s’il est majeur"
        )
    page = url(school, "sign", loan.number)
    assert "Zoé MARTIN, qui a 18 ans ou plus" in words_of(lead.get(page).text)
    refused = lead.post(page, {"name": "Zoé MARTIN", "strokes": DRAWN, "seen": _seen(lead, page)})
    assert "Dites qui signe" in words_of(refused.text)
    sent = {"name": "Zoé MARTIN", "quality": "pupil", "strokes": DRAWN, "seen": _seen(lead, page)}
    assert lead.post(page, sent).status_code == 302
    with scope(school):
        assert loan.signatures.get().quality == SignerQuality.PUPIL


def test_who_is_of_age_signs_alone_whatever_the_school_asks(lead, school, boss, pupil, tablets):
    with scope(school):
        values = {"title": "Prêt", "body": "{{élève}} : {{matériel}}.", "signatures": 2}
        signing.keep_terms(school, BorrowerKind.PUPIL, values, by=boss)
        loan = prepared(school, boss, pupil, ADULT)
        assert missing_signatures(loan, TODAY) == 1
        assert agreement_paper(loan, TODAY)["signatures"][0]["who"] == "Zoé MARTIN, élève de 18 ans ou plus"
    page = url(school, "sign", loan.number)
    assert 'value="Zoé MARTIN"' in lead.get(page).text
    sent = {"name": "Zoé MARTIN", "strokes": DRAWN, "seen": _seen(lead, page)}
    assert lead.post(page, sent).status_code == 302


def test_the_names_of_guardians_stand_where_one_signs(school, boss, pupil, tablets):
    """December § 3.10: guardians' names printed."""
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR, guardians=HOME)
        place = agreement_paper(loan, TODAY)["signatures"][0]
    assert place["who"] == "Mme Martin et M. Martin, responsables légaux"


def test_a_class_whose_papers_came_back_names_nobody(lead, school, tablets):
    """December, second reading J1: whom the age tells was written as who signed, and nobody had said so."""
    minor, adult, unknown = pupils(school, 3)
    with scope(school):
        for pupil, born in ((minor, MINOR), (adult, ADULT)):
            pupil.born = born
            pupil.save(update_fields=["born"])
    for pupil, label in ((minor, "T-01"), (adult, "T-02"), (unknown, "T-03")):
        lead.post(url(school, "sitting_lend", pupil.pk), sitting(school, typed=label))
    with scope(school):
        given = [loan.signatures.get() for loan in Loan.objects.for_school(school).order_by("pk")]
    assert [(one.name, one.words) for one in given] == [("", "Signataire à lire sur l’original")] * 3


def test_a_guardian_of_two_pupils_one_of_whom_is_erased(school, boss, tablets):
    """Bad input: the guardian of the other one still signs for them, and only for them."""
    first, second = pupils(school, 2)
    with scope(school):
        for rank, pupil in enumerate((first, second), 1):
            lend(school, pupil, [f"T-0{rank}"], boss, until="prepared", guardians=HOME[:1])
        one, other = Loan.objects.for_school(school).order_by("pk")
        cancel_loan(one, **moment(boss))
        erase(Subject(PUPIL, school.pk, first.pk, first.given_name, first.family_name, TODAY))
        one.refresh_from_db()
        assert list(one.guardians.all()) == []
        assert party_of(one, TODAY).of_age is None
        signed = signing.sign_on_screen(other, "Mme Martin", DRAWN, **moment(boss))
        assert signed.signatures.get().quality == SignerQuality.GUARDIAN


def test_what_was_drawn_for_other_guardians_is_not_signed(lead, school, boss, pupil, tablets):
    """Bad input: a signature drawn for a text that changed."""
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR, guardians=HOME[:1])
    page = url(school, "sign", loan.number)
    seen = _seen(lead, page)
    with scope(school):
        change_guardians(loan, HOME, by=boss)
    answer = lead.post(page, {"name": "Mme Martin", "strokes": DRAWN, "seen": seen})
    assert answer.status_code == 422
    assert "La convention a changé" in words_of(answer.text)


def _seen(lead, page) -> str:
    return lead.get(page).context["seen"]


def test_an_earlier_end_asks_for_another_signature(lead, school, boss, pupil, tablets):
    """December § 3.10: a date shortened after signature was kept under the signature of the later one."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        loan = prolong(loan, DUE + timedelta(days=9), today=TODAY, by=boss)
        assert loan.signed_on == TODAY, "a later end takes nothing from anybody"
        loan = prolong(loan, DUE - timedelta(days=9), today=TODAY, by=boss)
        assert JournalEntry.objects.filter(school=school, verb="loans.to_sign_anew").count() == 1
        loan.refresh_from_db()
        assert (loan.signed_on, loan.agreement, missing_signatures(loan, TODAY)) == (None, {}, 1)
        assert loan.given_signatures == []
        (former,) = loan.every_signature
        assert "30 juin 2027" in str(former.former_agreement)
    page = words_of(lead.get(url(school, "loan_page", loan.number)).text)
    assert "remplacée le 26 novembre 2026" in page
    with scope(school):
        loan = signing.sign_on_screen(loan, "Mme Martin", DRAWN, quality="guardian", **moment(boss))
        assert loan.signed_on == TODAY
        assert len(agreement_paper(loan, TODAY)["signatures"]) == 2, "the guardian and the school"


def test_an_end_given_to_a_loan_without_one_is_earlier_too(school, boss, pupil, tablets):
    with scope(school):
        loan = prolong(lend(school, pupil, ["T-01"], boss, due_on=None), DUE, today=TODAY, by=boss)
        assert loan.signed_on is None
        with pytest.raises(RuleBroken, match="Dites qui signe"):
            signing.sign_on_screen(loan, "Zoé MARTIN", DRAWN, **moment(boss))


def text_of_agreement(loan) -> str:
    return " ".join(run["text"] for block in agreement_of(loan, TODAY)["blocks"] for run in block["runs"])


def test_the_agreement_says_whose_it_is_and_which_act_allows_it(school, boss, pupil, tablets):
    """December § 3.10: owner named, the board's act left blank where it is not known, what a loss entails."""
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR)
        text = text_of_agreement(loan)
        assert f"Propriétaire du matériel : {school.authority.name}" in text
        assert "Autorisation du conseil d’administration : acte n° …………… du ……………" in text
        assert "aucun tarif qui n’ait été voté" in text
        values = {"title": "Prêt", "body": "{{élève}} {{matériel}} {{autorisation}}", "signatures": 1}
        act = {"act_number": "12", "act_on": date(2026, 11, 3)}
        signing.keep_terms(school, BorrowerKind.PUPIL, values | act, by=boss)
        assert "acte n° 12 du 3 novembre 2026" in text_of_agreement(loan)


def test_each_agreement_ends_with_what_becomes_of_the_data(lead, school, boss, pupil, tablets):
    """December § 3.1: no agreement had a line of information (RGPD 13); a school's own text has it too."""
    with scope(school):
        values = {"title": "Prêt", "body": "{{élève}} {{matériel}}", "signatures": 1}
        signing.keep_terms(school, BorrowerKind.PUPIL, values, by=boss)
        text = text_of_agreement(prepared(school, boss, pupil, MINOR))
    for words in (
        "Vos données",
        "mission d’intérêt public",
        "1 an après la fin du prêt",
        "perte ou un vol",
        "délégué",
        "CNIL",
    ):
        assert words in text
    page = words_of(lead.get(url(school, "pupil_terms")).text)
    assert "à qui est le matériel" in page
    assert "ce qui se passe en cas de perte, de vol ou de casse" in page
    assert "Votre texte ne dit pas tout" not in words_of(lead.get(url(school, "staff_terms")).text)
