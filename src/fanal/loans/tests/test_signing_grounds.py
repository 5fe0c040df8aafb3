"""Who signs otherwise than usual, by what right: kept with the signature, printed (December § 3.2)."""

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions import signing
from fanal.loans.reading.agreement import missing_signatures
from fanal.loans.reading.papers import agreement_paper
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.signer import SignerQuality, SigningParty
from fanal.loans.tests.conftest import ADULT, DRAWN, MINOR, TODAY, moment, prepared, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.parametrize(
    ("of_age", "name", "chosen", "grounds", "said"),
    [
        pytest.param(True, "M. Curateur", "", "", "cochez-le et dites à quel titre", id="anybody"),
        pytest.param(
            True, "M. Curateur", "pupil", "", "n’est pas le nom de l’élève", id="ticked as the pupil"
        ),
        pytest.param(
            True, "Mme Martin", "pupil", "x", "parmi les responsables", id="a guardian as the pupil"
        ),
        pytest.param(True, "Zoé Durand", "pupil", "nom d’usage", "", id="the pupil, by another name"),
        pytest.param(
            True, "M. Curateur", "protector", "", "Dites à quel titre", id="a protector, no grounds"
        ),
        pytest.param(True, "M. Curateur", "protector", "curateur", "", id="a protector"),
        pytest.param(True, "Zoé Martin", "protector", "x", "Écrivez le nom de qui", id="their own protector"),
        pytest.param(None, "M. Curateur", "pupil", "", "n’est pas le nom de l’élève", id="unknown, ticked"),
        pytest.param(None, "M. Curateur", "protector", "tuteur", "", id="unknown, a protector"),
        pytest.param(
            False, "Zoé Martin", "emancipated", "", "Dites à quel titre", id="emancipated, no grounds"
        ),
        pytest.param(False, "Zoé Martin", "emancipated", "jugement du 3 mars", "", id="emancipated"),
        pytest.param(
            False, "M. Voisin", "emancipated", "x", "celle de l’élève", id="emancipated, somebody else"
        ),
        pytest.param(False, "Zoé Martin", "pupil", "", "n’a pas 18 ans", id="a minor who says of age"),
        pytest.param(
            False, "Zoé Martin", "protector", "x", "n’a pas 18 ans", id="what the page never offered"
        ),
    ],
)
def test_who_signs_otherwise_says_on_what_grounds(of_age, name, chosen, grounds, said):
    """December § 3.2: « M. Curateur » was recorded as « élève majeur »; the emancipated could not sign."""
    party = SigningParty(BorrowerKind.PUPIL, of_age, "Zoé MARTIN", ["Mme Martin"])
    reasons = party.refusals(name, chosen, grounds)
    assert bool(reasons) is bool(said), reasons
    assert said in " ".join(reasons)


def test_who_protects_an_adult_signs_and_the_paper_says_it(lead, school, boss, pupil, tablets):
    """December § 3.2: an adult under protection; what is said stays with the signature, on the paper too."""
    with scope(school):
        loan = prepared(school, boss, pupil, ADULT)
    page = url(school, "sign", loan.number)
    assert "Qui assiste ou représente Zoé MARTIN, par une mesure de protection" in words_of(
        lead.get(page).text
    )
    sent = {"name": "M. Curateur", "strokes": DRAWN, "seen": lead.get(page).context["seen"]}
    refused = lead.post(page, sent)
    assert refused.status_code == 422
    assert "Zoé MARTIN a 18 ans ou plus : c’est l’élève qui signe" in words_of(refused.text)
    sent |= {"quality": "protector", "grounds": "curateur, avec l’élève"}
    assert lead.post(page, sent).status_code == 302
    with scope(school):
        loan.refresh_from_db()
        drawn = agreement_paper(loan, TODAY)["signatures"][0]["who"]
    words = "M. Curateur, au titre d’une mesure de protection de l’élève (curateur, avec l’élève)"
    assert (loan.signed_on, drawn) == (TODAY, words)
    assert words in words_of(lead.get(url(school, "loan_page", loan.number)).text)


@pytest.mark.parametrize(("born", "chosen"), [(MINOR, "emancipated"), (None, "pupil"), (None, "protector")])
def test_whoever_needs_no_guardian_is_enough_where_the_school_asks_for_two(
    school, boss, pupil, tablets, born, chosen
):
    """December § 3.2: a second guardian was waited for that nobody needs."""
    name = "M. Tuteur" if chosen == "protector" else "Zoé MARTIN"
    with scope(school):
        values = {"title": "Prêt", "body": "{{élève}} : {{matériel}}.", "signatures": 2}
        signing.keep_terms(school, BorrowerKind.PUPIL, values, by=boss)
        loan = prepared(school, boss, pupil, born)
        given = {"quality": chosen, "grounds": "jugement du 3 mars 2026"}
        loan = signing.sign_on_screen(loan, name, DRAWN, **given, **moment(boss))
        assert (loan.signed_on, missing_signatures(loan, TODAY)) == (TODAY, 0)


def test_a_paper_says_on_what_grounds_too(lead, school, boss, pupil, tablets):
    """December § 3.2, on paper."""
    with scope(school):
        loan = prepared(school, boss, pupil, ADULT)
    page = url(school, "sign_paper", loan.number)
    assert lead.post(page, {"name": "M. Curateur", "quality": "pupil"}).status_code == 422
    sent = {"name": "M. Curateur", "quality": "protector", "grounds": "curateur"}
    assert lead.post(page, sent).status_code == 302
    with scope(school):
        signature = loan.signatures.get()
    assert (signature.quality, signature.grounds) == (SignerQuality.PROTECTOR, "curateur")


@pytest.mark.parametrize(
    ("kind", "name", "grounds", "said"),
    [
        pytest.param("staff", "hamel ada", "", "", id="the borrower"),
        pytest.param("staff", "M. Voisin", "", "n’est pas le nom de qui emprunte, Ada Hamel", id="anybody"),
        pytest.param("staff", "M. Voisin", "par procuration", "", id="somebody for them"),
        pytest.param("family", "Mme Martin", "", "", id="a guardian who is named"),
        pytest.param("family", "M. Voisin", "", "qui emprunte, Mme Martin", id="anybody for a family"),
    ],
)
def test_who_borrows_for_themself_signs_or_somebody_says_why(kind, name, grounds, said):
    """December § 3.2, elsewhere: anybody was recorded as « emprunteur » or « responsable légal »."""
    who, guardians = ("Ada Hamel", []) if kind == "staff" else ("Zoé MARTIN", ["Mme Martin"])
    reasons = SigningParty(BorrowerKind(kind), None, who, guardians).refusals(name, "", grounds)
    assert bool(reasons) is bool(said)
    assert said in " ".join(reasons)


@pytest.mark.parametrize(
    ("kind", "name", "quality"),
    [
        pytest.param("family", "Mme Martin", SignerQuality.GUARDIAN, id="a guardian who is named"),
        pytest.param("family", "Mme Rose", SignerQuality.OTHER, id="the grandmother"),
        pytest.param("staff", "Hamel Ada", SignerQuality.BORROWER, id="the borrower"),
        pytest.param("staff", "M. Voisin", SignerQuality.OTHER, id="somebody for them"),
    ],
)
def test_whoever_signs_on_other_grounds_is_no_guardian_nor_borrower(kind, name, quality):
    """December, second reading J17: « responsable légal (grand-mère) », « emprunteur (…) »."""
    who, guardians = ("Ada Hamel", []) if kind == "staff" else ("Zoé MARTIN", ["Mme Martin"])
    assert SigningParty(BorrowerKind(kind), None, who, guardians).quality(name, "") == quality


def test_the_paper_says_on_what_other_grounds(school, boss, pupil, tablets):
    """December, second reading J17, as it is printed."""
    home = [("Mme Martin", "1 rue du Port")]
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR, guardians=home, is_for_family=True)
        loan = signing.sign_on_screen(loan, "Mme Rose", DRAWN, grounds="grand-mère", **moment(boss))
        place = agreement_paper(loan, TODAY)["signatures"][0]
    assert place["who"] == "Mme Rose, à un autre titre (grand-mère)"
