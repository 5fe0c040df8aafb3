"""The hand-over sheet that is printed: what is not known yet is left blank, nothing leaves the page."""

import json
from io import BytesIO

import pytest
import typst
from PIL import Image

from fanal.core.documents import OURS
from fanal.core.paper import bound, breakable
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.actions import lending, returning
from fanal.loans.actions.returning import ReturnInput
from fanal.loans.reading.papers import TEMPLATE, hand_over_paper, printed
from fanal.loans.rules.loan import Outcome
from fanal.loans.tests.conftest import TODAY, lend, moment

pytestmark = pytest.mark.clock(TODAY)


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
        given = ReturnInput(Outcome.DAMAGED)
        returning.exchange(loan, broken.pk, "T-04", given, **moment(boss))
        returning.give_back(loan, [back.pk], ReturnInput(), **moment(boss))
        assert [row[0] for row in hand_over_paper(loan)["rows"]] == ["T-03", "T-04"]
        assert sentences(loan)[2:] == [
            "T-04 remplace T-01 depuis le 26 novembre 2026.",
            "N’est plus à rendre : T-02.",
        ]
        loan = returning.give_back(
            loan, [item.pk for item in loan.items.out()], ReturnInput(), **moment(boss)
        )
        assert [row[0] for row in hand_over_paper(loan)["rows"]] == ["T-02", "T-03", "T-04"]
