"""What the page of a pupil shows of their loans, and the way to their « quitus »."""

import pytest
from django.urls import reverse

from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.actions import returning
from fanal.loans.actions.returning import ItemEnding
from fanal.loans.reading.clearance import clearance_paper
from fanal.loans.rules.loan import Outcome
from fanal.loans.tests.conftest import TODAY, lend, moment, pupils, url

pytestmark = pytest.mark.clock(TODAY)


def page_of(school, pupil):
    return reverse("directory:pupil_page", args=[school.uai, pupil.pk])


def test_a_pupil_s_page_says_what_is_lent_and_leads_to_the_quitus(lead, school, boss, pupil, tablets):
    """A newcomer, November 2026: nothing there said a word of loans, and no page led to the quitus."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
    page, clearance = page_of(school, pupil), url(school, "pupil_clearance", pupil.pk)
    shown = lead.get(page).text
    assert "T-01 · jusqu’au 30 juin 2027" in words_of(shown)
    assert f'href="{url(school)}?eleve={pupil.pk}"' in shown
    assert clearance not in shown
    with scope(school):
        returning.give_back(loan, [loan.items.get().pk], ItemEnding(), **moment(boss))
    shown = lead.get(page).text
    assert "Rien n’est à rendre." in words_of(shown)
    assert f'href="{clearance}"' in shown
    assert lead.get(clearance).content.startswith(b"%PDF"), "of a pupil who is still enrolled"


def test_what_is_lost_is_said_where_nothing_else_is_due(lead, school, boss, pupil, tablets):
    """« n’a plus rien à rendre » stood above « Appareil non rendu : T-01, Perdu »."""
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss)
        first, second = loan.items.order_by("pk")
        lost = ItemEnding(Outcome.LOST, decision="La direction : rien à payer")
        returning.give_back(loan, [first.pk], lost, **moment(boss))
    shown = words_of(lead.get(page_of(school, pupil)).text)
    assert "T-02 · jusqu’au 30 juin 2027" in shown
    assert "T-01 · Perdu le 26 novembre" in shown
    with scope(school):
        returning.give_back(loan, [second.pk], ItemEnding(), **moment(boss))
        paper = clearance_paper(pupil, TODAY)
    shown = words_of(lead.get(page_of(school, pupil)).text)
    assert "Rien n’est à rendre" not in shown
    assert "Rien d’autre n’est à rendre que ce qui est perdu ou volé." in shown
    said = " ".join(run["text"] for block in paper["blocks"] for run in block["runs"])
    assert "plus rien à rendre" not in said
    assert "a rendu le matériel que l’établissement lui avait prêté" in said
    assert "sauf ce qui suit, noté perdu ou volé" in said
    assert paper["rows"] == [["T-01", "Perdu", "26 novembre 2026", "La direction : rien à payer"]]
    assert lead.get(url(school, "pupil_clearance", pupil.pk)).content.startswith(b"%PDF")
    with scope(school):
        loan.items.filter(pk=second.pk).update(outcome="lost")
        paper = clearance_paper(pupil, TODAY)
    said = " ".join(run["text"] for block in paper["blocks"] for run in block["runs"])
    assert "n’a pas rendu ce qui suit" in said


def test_the_page_costs_the_same_for_1_and_20_machines(lead, school, boss, count_queries):
    one, many = pupils(school, 2)
    with scope(school):
        for who, count in ((one, 1), (many, 20)):
            lend(school, who, [row.name for row in EquipmentFactory.create_batch(count, school=school)], boss)
    lead.get(page_of(school, one))
    with count_queries() as few:
        lead.get(page_of(school, one))
    with count_queries() as twenty:
        lead.get(page_of(school, many))
    assert len(few) == len(twenty) <= MOST_QUERIES
