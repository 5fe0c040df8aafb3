"""What an agreement says, to whom, and what it does not know (December, second reading)."""

from datetime import date

import pytest

from fanal.accounts.models import School
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.loans.actions import returning, signing
from fanal.loans.actions.returning import ItemEnding
from fanal.loans.models import Loan
from fanal.loans.reading.agreement import agreement_of
from fanal.loans.reading.agreement_blanks import blanks_of
from fanal.loans.rules.agreement import BorrowerKind, act_words, unsaid_in, without_act
from fanal.loans.rules.agreement_texts import MODELS, proposed_text
from fanal.loans.tests.conftest import ADULT, DRAWN, DUE, MINOR, TODAY, lend, moment, prepared, url

pytestmark = pytest.mark.clock(TODAY)
HOME = [("Mme Martin", "1 rue du Port"), ("M. Martin", "2 rue du Phare")]
BOTH = "L’élève et la personne qui signe comme responsable légal s’engagent à"
ACT = {"act_number": "12", "act_on": date(2026, 11, 3)}


def text_of(loan, *, on_screen=False) -> str:
    agreement = agreement_of(loan, TODAY, on_screen=on_screen)
    return " ".join(run["text"] for block in agreement["blocks"] for run in block["runs"])


def be_private(school) -> None:
    School.objects.filter(pk=school.pk).update(status="private", name="Collège Saint-Exemple")
    school.refresh_from_db()


def test_what_stays_blank_is_listed_before_anybody_signs(lead, school, boss, pupil, tablets):
    """December, second reading J2: nobody was told; it warns on both pages, and blocks nothing."""
    with scope(school):
        Equipment.objects.filter(name="T-02").update(is_owner_known=False)
        loan = lend(school, pupil, ["T-01", "T-02"], boss, until="prepared")
    for page in ("sign", "loan_page"):
        shown = words_of(lead.get(url(school, page, loan.number)).text)
        for words in (
            "l’acte qui autorise ces prêts",
            "le propriétaire de T-02 (la fiche du matériel)",
            "les responsables (la page du prêt)",
            "le délégué à la protection des données (les réglages de l’établissement)",
        ):
            assert words in shown, (page, words)
    assert f"{school.authority.name} (T-01) ; non renseigné (T-02)" in shown
    with scope(school):
        Equipment.objects.filter(name="T-01").update(is_owner_known=False)
    assert "Elle dira propriétaire" not in words_of(lead.get(url(school, "loan_page", loan.number)).text)


def test_nothing_is_listed_of_what_is_known_or_signed(school, boss, pupil, tablets):
    with scope(school):
        School.objects.filter(pk=school.pk).update(dpo_email="dpd@ecole.invalid")
        text = MODELS[BorrowerKind.PUPIL]
        values = {"title": text.title, "body": text.body, "signatures": 1} | ACT
        signing.keep_terms(school, BorrowerKind.PUPIL, values, by=boss)
        loan = prepared(school, boss, pupil, ADULT)
        loan = Loan.objects.get(pk=loan.pk)
        assert blanks_of(loan, TODAY) == [], "a pupil of age needs no guardian"
        School.objects.filter(pk=school.pk).update(dpo_email="")
        loan = Loan.objects.get(pk=loan.pk)
        assert len(blanks_of(loan, TODAY)) == 1
        assert blanks_of(signing.sign_on_screen(loan, "Zoé MARTIN", DRAWN, **moment(boss)), TODAY) == []


def test_the_owner_that_is_said_is_that_of_the_paper(lead, school, boss, pupil, tablets):
    """December, architect 6: a machine that came back named its owner on the page, and not on the paper."""
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss, due_on=None)
        item = loan.items.order_by("pk")[0]
        Equipment.objects.filter(pk=item.equipment_id).update(owner="state")
        returning.give_back(loan, [item.pk], ItemEnding(), **moment(boss))
        returning.prolong(loan, DUE, today=TODAY, by=boss)
    page, said = url(school, "loan_page", loan.number), "Elle dira propriétaire, d’après les fiches"
    shown = words_of(lead.get(page).text)
    assert f"{said} : {school.authority.name} ." in shown
    assert "l’État" not in shown
    own = {"title": "Prêt", "body": "{{élève}} : {{matériel}}", "signatures": "1"}
    lead.post(url(school, "pupil_terms"), own)
    assert said not in words_of(lead.get(page).text), "the text of the school names no owner"


def test_nothing_dotted_is_frozen_by_a_signature_on_the_screen(lead, school, boss, pupil, tablets):
    """December, second reading J2: only a paper can be completed by hand."""
    with scope(school):
        Equipment.objects.filter(name="T-01").update(is_owner_known=False)
        loan = prepared(school, boss, pupil, MINOR)
        assert "acte n° …………… du ……………" in text_of(loan), "on paper, the place to write it"
        assert "Propriétaire du matériel : ……" in text_of(loan), "nobody said that it is the authority’s"
    page = url(school, "sign", loan.number)
    shown = lead.get(page)
    assert "……" not in shown.text
    sent = {"name": "Mme Martin", "quality": "guardian", "strokes": DRAWN, "seen": shown.context["seen"]}
    assert lead.post(page, sent).status_code == 302
    with scope(school):
        frozen = text_of(Loan.objects.get(pk=loan.pk))
    assert "……" not in frozen
    for words in (
        "Autorisation du conseil d’administration : acte non renseigné.",
        "Propriétaire du matériel : non renseigné.",
        "Responsables : aucun n’est noté",
        "délégué à la protection des données (nom et coordonnées non renseignés)",
    ):
        assert words in frozen, words


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [
        pytest.param("12", "3 novembre 2026", "acte n° 12 du 3 novembre 2026", id="known"),
        pytest.param("12", "", "acte n° 12, date non renseignée", id="no day"),
        pytest.param("", "3 novembre 2026", "acte du 3 novembre 2026, numéro non renseigné", id="no number"),
        pytest.param("", "", "acte non renseigné", id="unknown"),
    ],
)
def test_the_act_on_the_screen_says_what_is_not_known(number, day, said):
    """December, second reading J2."""
    words = act_words(number, day, is_private=False, on_screen=True)
    assert words == f"Autorisation du conseil d’administration : {said}"


def test_a_parent_does_not_read_where_the_other_one_lives(school, boss, pupil, tablets):
    """December, second reading J7: addresses serve letters, the agreement names."""
    with scope(school):
        text = text_of(prepared(school, boss, pupil, MINOR, guardians=HOME))
    assert "Responsables : Mme Martin ; M. Martin" in text
    assert "rue du" not in text


def test_a_private_school_lends_through_its_managing_body(school, boss, pupil, tablets):
    """December, second reading J5: « le collège Saint-X » lent and owned, and is no legal person."""
    be_private(school)
    with scope(school):
        Equipment.objects.filter(name="T-01").update(owner="school")
        loan = Loan.objects.get(pk=prepared(school, boss, pupil, MINOR).pk)
        text = text_of(loan)
        blanks = blanks_of(loan, TODAY)
    assert text.startswith("L’organisme de gestion du collège Saint-Exemple prête à")
    assert "Propriétaire du matériel : l’organisme de gestion du collège Saint-Exemple." in text
    assert "le chef d’établissement du collège Saint-Exemple en est responsable" in text
    for words in (
        "mission d’intérêt public",
        "voté",
        "Décision",
        "conseil d’administration",
        "délégué",
        " .",
    ):
        assert words not in text, words
    assert blanks == ["les responsables (la page du prêt)"], "neither act nor delegate is asked of it"


def test_a_private_school_that_noted_an_act_prints_it(school, boss, pupil, tablets):
    """December, second reading J5: what it typed, and nothing of who decides."""
    be_private(school)
    text = proposed_text(BorrowerKind.PUPIL, is_private=True)
    values = {"title": text.title, "body": text.body, "signatures": 1} | ACT
    with scope(school):
        signing.keep_terms(school, BorrowerKind.PUPIL, values, by=boss)
        loan = prepared(school, boss, pupil, MINOR)
        assert "Décision qui autorise ces prêts n° 12 du 3 novembre 2026." in text_of(loan)


def test_the_page_of_a_private_school_asks_for_no_act(lead, school):
    be_private(school)
    lead.post(
        url(school, "pupil_terms"), {"title": "Prêt", "body": "{{élève}} {{matériel}}", "signatures": "1"}
    )
    shown = words_of(lead.get(url(school, "pupil_terms")).text)
    assert "à qui est le matériel" in shown
    assert "l’acte qui autorise ces prêts" not in shown.split("Complétez-le")[0]
    assert "organisme de gestion" not in shown, "who decides there was read nowhere"


def test_the_line_of_the_act_alone_leaves():
    body = "Un.\n\n{{ Autorisation }}.\n\nPar {{autorisation}}, prêté."
    assert without_act(body) == "Un.\n\nPar {{autorisation}}, prêté."


@pytest.mark.parametrize("kind", [BorrowerKind.PUPIL, BorrowerKind.FAMILY])
@pytest.mark.parametrize("is_private", [True, False])
def test_a_sum_is_asked_for_a_wilful_act_or_gross_negligence_alone(kind, is_private):
    """December, second reading J9: the condition that the circular gives was missing; the owner may claim."""
    body = proposed_text(kind, is_private=is_private).body
    assert "une somme n’est demandée qu’après un acte volontaire ou une négligence grave" in body
    assert "elle répare le préjudice réel, usure comptée" in body
    assert "le propriétaire du matériel peut la demander lui-même" in body
    assert ("aucun tarif qui n’ait été voté" in body) is not is_private


def test_the_staff_answers_to_the_employer(school):
    """December, second reading J9: no clause of pupils for an agent, and no sum that a convention adds."""
    body = MODELS[BorrowerKind.STAFF].body
    assert "relève de son employeur : cette convention n’y ajoute rien" in body
    assert "une somme" not in body


def test_a_school_whose_own_text_lacks_the_condition_is_told():
    """December, second reading J9, elsewhere: a text that was saved before keeps its words."""
    body = "{{élève}} {{matériel}}. Perdu : une somme répare le préjudice réel."
    said = "qu’une somme n’est demandée qu’après un acte volontaire ou une négligence grave"
    assert said in unsaid_in("Prêt", body, is_private=False)
    assert said not in unsaid_in("Prêt", f"{body} En cas de faute lourde.", is_private=False)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        pytest.param(ADULT, "L’élève s’engage à", id="of age, alone"),
        pytest.param(
            MINOR, "L’élève et la personne qui signe comme responsable légal s’engagent à", id="a minor"
        ),
        pytest.param(
            None, "L’élève et la personne qui signe comme responsable légal s’engagent à", id="not known"
        ),
    ],
)
def test_no_family_is_bound_that_does_not_sign(school, boss, pupil, tablets, born, said):
    """December, second reading J19: « L’élève et sa famille s’engagent à », signed by one of age alone."""
    with scope(school):
        text = text_of(prepared(school, boss, pupil, born))
    assert said in text
    assert "sa famille" not in text
