"""What the page of a pupil shows of their loans, and the way to their « quitus »."""

import pytest
from django.urls import reverse

from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.actions import returning
from fanal.loans.actions.returning import ReturnInput
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
        returning.give_back(loan, [loan.items.get().pk], ReturnInput(), **moment(boss))
    shown = lead.get(page).text
    assert "Rien n’est à rendre." in words_of(shown)
    assert f'href="{clearance}"' in shown
    assert lead.get(clearance).content.startswith(b"%PDF"), "of a pupil who is still enrolled"


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
