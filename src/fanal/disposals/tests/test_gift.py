"""December § 3.6: to whom a public good may be given, and what it may be worth."""

import pytest
from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions.preparing import GoodsInput
from fanal.disposals.reading.papers import NOTES
from fanal.disposals.rules.item import Destination, DisposalReason
from fanal.disposals.tests.conftest import TODAY, prepared
from fanal.equipment.models import Equipment
from fanal.equipment.rules.gift import (
    ADVICE,
    MOST_CENTS,
    OWN_GOODS,
    RecipientKind,
    gift_advice,
    is_public_good,
    pupils_advice,
)
from fanal.equipment.rules.states import decider

pytestmark = pytest.mark.clock(TODAY)


def test_the_article_and_its_amount_are_said_but_for_a_public_body():
    for kind in ("", *(one for one in RecipientKind if one != RecipientKind.PUBLIC)):
        first = gift_advice(kind, None, [])[0]
        assert "L3212-2 et L3212-3" in first
        assert "300,00" in first
    assert MOST_CENTS == 300_00


def test_pupils_stand_in_no_item_so_the_deliberation_is_asked_for():
    said = gift_advice(RecipientKind.FAMILIES, 100_00, [])
    assert "la délibération qui permet ce don" in said[1]


def test_own_staff_are_in_the_list_for_computers_alone():
    """December § 3.6: the item names computers and their software, and nothing else."""
    assert "ceux du propriétaire du bien" in ADVICE[RecipientKind.STAFF]
    assert "seulement du matériel informatique avec ses logiciels" in ADVICE[RecipientKind.STAFF]


def test_what_goes_to_another_public_body_is_no_gift_of_the_list():
    """December § 3.6: the list and its 300 € were said of a transfer between public bodies."""
    (said,) = gift_advice(RecipientKind.PUBLIC, 900_00, [None])
    assert "ce n’est pas la règle des dons" in said
    assert "300" not in said


def test_what_becomes_a_pupil_s_own_follows_the_rule_of_gifts():
    """December § 3.6: « Devient propriété de l’élève » said nothing of it."""
    said = pupils_advice(["authority"], [900_00], is_private=False)
    assert said == gift_advice(RecipientKind.FAMILIES, None, [900_00])
    assert pupils_advice(["school"], [None], is_private=True) == []
    assert OWN_GOODS in pupils_advice(["authority", "school"], [None, 10_00], is_private=False)


@pytest.mark.parametrize(
    ("unit_cents", "cost", "words"),
    [
        pytest.param(301_00, [900_00], "plus que ce que l’article permet", id="dearer than the article"),
        pytest.param(300_00, [900_00], "", id="exactly 300 euros"),
        pytest.param(None, [900_00, 10_00], "Estimez ce que vaut", id="it cost more, its value is asked"),
        pytest.param(None, [None], "Estimez ce que vaut", id="nobody knows what it cost"),
        pytest.param(None, [120_00], "", id="it never cost as much"),
    ],
)
def test_the_value_of_one_good_is_asked_and_compared(unit_cents, cost, words):
    said = gift_advice(RecipientKind.ASSOCIATION, unit_cents, cost)
    assert (words in said[-1]) if words else (len(said) == 2)


def test_the_goods_of_a_private_school_are_not_public():
    assert is_public_good("authority", is_private=True)
    assert is_public_good("school", is_private=False)
    assert not is_public_good("school", is_private=True)


def test_whoever_decides_for_an_authority_may_be_its_executive():
    """It may hold a delegation for movables: neither « l'assemblée » nor « l'exécutif » is said."""
    assert decider("authority", is_private=False) == "l’organe compétent de la collectivité propriétaire"


def test_the_slip_for_waste_replaces_no_tracking():
    """December § 3.6: « que l’organisme établit » was not sure, and stood on a signed paper."""
    (note,) = NOTES[Destination.RECYCLING]
    assert note.endswith("(Trackdéchets).")


def test_goods_of_the_school_that_are_ceded_ask_about_their_use(lead, school, boss, machines):
    """December § 3.6: they are put out of use first; 300 € were said of goods that follow another law."""
    sold = GoodsInput(DisposalReason.WORN, Destination.OTHER, "vente aux enchères")
    with scope(school):
        Equipment.objects.for_school(school).update(owner="school")
        disposal = prepared(school, Equipment.objects.for_school(school), boss, sold)
    page = reverse("disposals:disposal_page", args=[school.uai, disposal.pk])
    change = reverse("disposals:disposal_change", args=[school.uai, disposal.pk])
    assert "désaffectation" in words_of(lead.get(page).text)
    assert "L3212" not in lead.get(page).text
    assert "jusqu’à 300 € par bien" in words_of(lead.get(change).text)
    School.objects.filter(pk=school.pk).update(status="private")
    assert "désaffectation" not in words_of(lead.get(page).text)
    assert "300 €" not in words_of(lead.get(change).text)
