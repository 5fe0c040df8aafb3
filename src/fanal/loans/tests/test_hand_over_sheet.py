"""The hand-over sheet that is printed: what is not known yet is left blank, nothing leaves the page."""

import json
from io import BytesIO

import pytest
import typst
from PIL import Image

from fanal.core.documents.paper import bound, breakable
from fanal.core.documents.pdf import OURS
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.actions import lending, returning
from fanal.loans.actions.returning import ItemEnding
from fanal.loans.reading.clearance import clearance_paper
from fanal.loans.reading.papers import TEMPLATE, hand_over_paper, printed
from fanal.loans.rules.loan import Outcome
from fanal.loans.tests.conftest import ADULT, MINOR, TODAY, lend, moment, prepared, url

pytestmark = pytest.mark.clock(TODAY)


HOME = [("Mme Martin", "1 rue du Port"), ("M. Martin", "2 rue du Phare")]


def sentences(loan):
    return [run["text"] for block in hand_over_paper(loan)["blocks"] for run in block["runs"]]


def test_the_day_is_a_blank_line_until_the_machine_is_handed_over(school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="signed")
        assert sentences(loan)[1].startswith("Remis le ……")
        assert "2026" not in sentences(loan)[1]
        assert sentences(lending.hand_over(loan, today=TODAY, by=boss))[1] == "Remis le 26 novembre 2026."


def test_long_accessories_and_states_stay_within_the_sheet(school, boss, pupil):
    name, margin = (
        "ORDINATEUR_PORTABLE_DE_PRET_NUMERO_" * 2,
        80,
    )  # pixels of 22 mm at 100 per inch, less a hair
    long = {"accessories": "Chargeur-USB-C-65W/" * 8, "state_out": "É" * 150}
    with scope(school):
        EquipmentFactory(school=school, name=name, serial="S" * 60)
        data = printed("Fiche", school, [hand_over_paper(lend(school, pupil, [name], boss, **long))])
    sent = {"data": json.dumps(breakable(bound(data)))}
    drawn = typst.compile(TEMPLATE, root=OURS, format="png", ppi=100.0, sys_inputs=sent | {"unsigned": ""})
    page = Image.open(BytesIO(drawn)).convert("L")
    right = page.crop((page.width - margin, 0, page.width, page.height))
    assert right.getextrema() == (255, 255), "nothing is printed in the right margin"


def test_the_sheet_names_what_they_have_after_an_exchange_and_a_return(school, boss, pupil, tablets):
    """A newcomer, November 2026: the machine that came back stood on the sheet to be signed."""
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02", "T-03"], boss)
        broken, back, _ = loan.items.order_by("pk")
        given = ItemEnding(Outcome.DAMAGED)
        returning.exchange(loan, broken.pk, "T-04", given, **moment(boss))
        returning.give_back(loan, [back.pk], ItemEnding(), **moment(boss))
        assert [row[0] for row in hand_over_paper(loan)["rows"]] == ["T-03", "T-04"]
        assert sentences(loan)[2:] == [
            "T-04 remplace T-01 depuis le 26 novembre 2026.",
            "N’est plus à rendre : T-02.",
        ]
        loan = returning.give_back(loan, [item.pk for item in loan.items.out()], ItemEnding(), **moment(boss))
        assert [row[0] for row in hand_over_paper(loan)["rows"]] == ["T-02", "T-03", "T-04"]


def places(paper) -> list[tuple[str, str]]:
    """Of whoever signs beside the school."""
    return [(one["who"], one["name"]) for one in paper["signatures"][:-1]]


def test_a_guardian_signs_the_sheet_and_the_quitus_of_a_minor(school, boss, pupil, tablets):
    """December, second reading J6: one of 13 signed « Qui emprunte / Vu ensemble », « Qui a emprunté »."""
    beside = ("En présence de l’élève, si l’élève est là", "Zoé MARTIN")
    with scope(school):
        loan = prepared(school, boss, pupil, MINOR, guardians=HOME)
        sheet = [("Mme Martin et M. Martin, responsables légaux", ""), beside]
        assert places(hand_over_paper(loan)) == sheet
        lending.cancel_loan(loan, **moment(boss))
        assert places(clearance_paper(pupil, TODAY)) == sheet


def test_a_pupil_of_age_and_the_staff_sign_for_themselves(school, boss, pupil, colleague, tablets):
    """December, second reading J6: whoever borrows for themself."""
    with scope(school):
        loan = prepared(school, boss, pupil, ADULT)
        assert places(hand_over_paper(loan)) == [("Zoé MARTIN, élève de 18 ans ou plus", "")]
        staff = lend(school, colleague, ["T-02"], boss, until="prepared")
        assert places(hand_over_paper(staff)) == [("La personne qui emprunte", "Ada Hamel")]
        lending.cancel_loan(staff, **moment(boss))
        assert places(clearance_paper(colleague, TODAY)) == [("Qui a emprunté", str(colleague))]


def test_the_sheet_of_what_was_exchanged_is_to_be_signed(lead, school, boss, pupil, tablets):
    """December, second reading J18: nothing said that a guardian signs for the machine that came instead."""
    said = "à faire signer"
    with scope(school):
        pupil.born = MINOR
        pupil.save(update_fields=["born"])
        loan = lend(school, pupil, ["T-01"], boss, guardians=HOME[:1])
        item = loan.items.get()
    page = url(school, "loan_page", loan.number)
    assert said not in words_of(lead.get(page).text)
    sent = {"machine": "T-02", "outcome": "damaged", "remark": ""}
    answer = words_of(lead.post(url(school, "exchange", loan.number, item.pk), sent, follow=True).text)
    assert "Imprimez la fiche de remise, à faire signer : Mme Martin, responsable légal." in answer
    assert "la fiche de remise est à imprimer et à faire signer (Mme Martin, responsable légal)" in answer
