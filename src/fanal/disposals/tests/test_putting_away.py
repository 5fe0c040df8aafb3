"""What is put away to leave with a batch: nothing else keeps it here, and what stays serves again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.disposals.actions import items, leaving, preparing
from fanal.disposals.reading.papers import list_paper
from fanal.disposals.tests.conftest import TODAY, decided, prepared, wipe
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules.states import DisposalDecision

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def here(school):
    with scope(school):
        yield school


@pytest.fixture
def serving(here, machines):
    """The same three, in service."""
    Equipment.objects.for_school(here).update(state="service")
    return list(Equipment.objects.for_school(here).order_by("name"))


def put_away(disposal, by):
    return items.put_in_stock(disposal, now=timezone.now(), today=TODAY, by=by)


def states(school):
    return dict(Equipment.objects.for_school(school).order_by("name").values_list("name", "state"))


def test_what_is_lent_or_entrusted_keeps_its_state(here, serving, boss):
    """A newcomer put 98 machines away by one press, one of them in the hands of a colleague."""
    now = timezone.now()
    custody.take(serving[0], now, None, kind=Custody.Kind.LOAN, person=None)
    Equipment.objects.for_school(here).filter(pk=serving[1].pk).update(holder=PersonFactory(school=here))
    disposal = prepared(here, serving, boss)
    assert put_away(disposal, boss).done == 1
    assert states(here) == {"PC-A": "service", "PC-B": "service", "PC-C": "stock"}
    with pytest.raises(RuleBroken, match="retenu par autre chose"):
        put_away(disposal, boss)


def test_an_abandoned_batch_gives_the_states_back(here, serving, boss):
    disposal = prepared(here, serving, boss)
    put_away(disposal, boss)
    preparing.abandon_disposal(disposal, today=TODAY, by=boss)
    assert set(states(here).values()) == {"service"}


def test_what_is_kept_or_refused_serves_again(here, serving, boss, manager):
    disposal = prepared(here, serving, boss)
    put_away(disposal, boss)
    items.keep_item(disposal.items.get(equipment__name="PC-A"), today=TODAY, by=boss)
    disposal = preparing.propose_disposal(disposal, today=TODAY, by=manager)
    refused = [disposal.items.get(equipment__name="PC-B").pk]
    leaving.decide_disposal(disposal, DisposalDecision("CP-12", TODAY), refused, today=TODAY, by=manager)
    assert states(here) == {"PC-A": "service", "PC-B": "service", "PC-C": "stock"}


def test_a_state_that_changed_since_is_not_touched(here, serving, boss):
    disposal = prepared(here, serving, boss)
    put_away(disposal, boss)
    Equipment.objects.for_school(here).filter(name="PC-A").update(state="repair")
    preparing.abandon_disposal(disposal, today=TODAY, by=boss)
    assert states(here)["PC-A"] == "repair"


def test_data_are_not_wiped_before_the_machine_was_bought(here, machines, boss):
    Equipment.objects.for_school(here).filter(name="PC-B").update(bought_on=TODAY - timedelta(days=700))
    disposal = prepared(here, machines, boss)
    with pytest.raises(RuleBroken, match="« PC-B » a été acheté le"):
        wipe(disposal, boss, wiped_on=TODAY - timedelta(days=701))
    Equipment.objects.for_school(here).update(bought_on=None)
    with pytest.raises(RuleBroken, match="plus de 20 ans"):
        wipe(disposal, boss, wiped_on=TODAY.replace(year=1990))


def test_the_list_of_a_decision_names_what_stays(here, machines, boss, manager):
    """Printed again after the decision, it dropped what was refused without a word."""
    paper = list_paper(
        decided(here, machines, boss, manager, refused=machines[:1]), for_board=False, today=TODAY
    )
    assert paper["title"] == "Équipements dont la sortie est décidée"
    assert "Proposés, ils restent à l’inventaire : PC-A." in paper["said"]
    assert [row[0] for row in paper["rows"]] == ["PC-B", "PC-C"]
