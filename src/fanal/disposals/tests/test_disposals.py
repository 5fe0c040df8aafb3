"""A batch from its first machine to its frozen list."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.disposals.actions import items, leaving, preparing
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.reading.hindrances import facts_of
from fanal.disposals.reading.listed import listed, table_of
from fanal.disposals.rules.item import hindrances
from fanal.disposals.tests.conftest import TODAY, WORN, decided, prepared, wipe
from fanal.disposals.views.listing import proposal_sentence
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules.states import DisposalDecision
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.privacy.tests.papers import let_papers_go

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def here(school):
    with scope(school):
        yield school


def leave(disposal, by):
    return leaving.carry_out(disposal, now=timezone.now(), today=TODAY, by=by)


def states(school):
    return dict(Equipment.objects.for_school(school).values_list("name", "state"))


def test_all_leave_by_the_decision_of_the_owner_and_the_list_is_frozen(here, ready, manager):
    disposal = leave(ready.disposal, manager)
    assert set(states(here).values()) == {"disposed"}
    machine = ready.machines[0]
    Equipment.objects.for_school(here).filter(pk=machine.pk).update(name="Renommé")
    assert [row.name for row in listed(disposal)] == ["PC-A", "PC-B", "PC-C"]
    assert disposal.frozen["figures"] == {"count": 3, "cents": 150_000, "unpriced": 0, "kept": 0}
    assert leave(disposal, manager).closed_on == TODAY, "pressed twice, done once"


def test_a_frozen_list_keeps_codes_and_words_are_made_when_shown(here, ready, manager):
    """Issue: papers were chosen by comparing French labels, which a later version may say otherwise."""
    disposal = leave(ready.disposal, manager)
    codes = ("reason", "destination", "wiping", "outcome")
    assert [disposal.frozen["rows"][0][name] for name in codes] == ["worn", "recycling", "done", "left"]
    headers, rows = table_of(disposal)
    said = dict(zip(headers, rows[0], strict=True))
    assert (said["Motif"], said["Données"], said["Suite"]) == ("Hors d’usage", "Effacement fait", "Sorti")


def test_what_the_owner_refuses_stays_and_may_be_proposed_again(here, machines, boss, manager):
    disposal = decided(here, machines, boss, manager, refused=machines[:1])
    wipe(disposal, boss)
    leave(disposal, manager)
    assert states(here) == {"PC-A": "stock", "PC-B": "disposed", "PC-C": "disposed"}
    assert prepared(here, machines[:1], boss).items.count() == 1


def test_all_refused_ends_the_batch(here, machines, boss, manager):
    disposal = decided(here, machines, boss, manager, refused=machines)
    assert disposal.is_closed
    assert disposal.frozen["figures"]["kept"] == 3
    assert set(states(here).values()) == {"stock"}


def test_one_that_may_not_leave_is_named_and_nothing_leaves(here, ready, manager):
    Equipment.objects.for_school(here).filter(name="PC-B").update(state="service")
    with pytest.raises(RuleBroken, match="« PC-B » est en service"):
        leave(ready.disposal, manager)
    assert "disposed" not in states(here).values()
    items.keep_item(ready.disposal.items.get(equipment__name="PC-B"), today=TODAY, by=manager)
    leave(ready.disposal, manager)
    assert states(here) == {"PC-A": "disposed", "PC-B": "service", "PC-C": "disposed"}


def test_data_are_wiped_before_leaving_but_for_what_is_stolen(here, machines, boss, manager):
    Equipment.objects.for_school(here).filter(name="PC-C").update(state="stolen")
    disposal = decided(here, machines, boss, manager)
    with pytest.raises(RuleBroken) as refusal:
        leave(disposal, manager)
    assert [reason.split(" a ")[0] for reason in refusal.value.reasons] == ["« PC-A »", "« PC-B »"]
    stolen = disposal.items.get(equipment__name="PC-C")
    assert (stolen.reason, stolen.destination) == ("stolen", "")
    wipe(disposal, boss, wiping="no_data")
    leave(disposal, manager)
    assert set(states(here).values()) == {"disposed"}


def test_a_mixture_is_split_by_owner(here, machines, boss):
    own = EquipmentFactory(school=here, name="VP", state="stock", owner="school")
    proposal = preparing.prepare_disposal(here, "Tout", [*machines, own], WORN, today=TODAY, by=boss)
    assert [(row.owner, row.number) for row in proposal.disposals] == [("authority", 1), ("school", 2)]
    assert proposal.disposals[1].items.get().wiping == "no_data"
    with pytest.raises(RuleBroken, match="autre propriétaire"):
        preparing.add_machines(
            proposal.disposals[1], [EquipmentFactory(school=here, state="stock")], WORN, by=boss
        )


def test_a_machine_is_in_one_open_batch_and_the_others_are_kept(here, machines, boss):
    prepared(here, machines[:1], boss)
    gone = EquipmentFactory(school=here, name="PARTI", state="disposed")
    proposal = preparing.prepare_disposal(here, "Deux", [*machines, gone], WORN, today=TODAY, by=boss)
    assert proposal.count == 2
    assert [left.machine for left in proposal.left_out] == ["PC-A", "PARTI"]
    assert "sortie n° 1" in proposal.left_out[0].reason
    with pytest.raises(RuleBroken, match="déjà"):
        preparing.prepare_disposal(here, "Rien", machines[:1], WORN, today=TODAY, by=boss)


def test_each_reason_of_those_left_out_is_said_once(here, machines, boss):
    """A proposal of many machines hid the reasons of all but the first five."""
    prepared(here, machines[:2], boss)
    gone = EquipmentFactory(school=here, name="PARTI", state="disposed")
    proposal = preparing.prepare_disposal(here, "Deux", [*machines, gone], WORN, today=TODAY, by=boss)
    words = proposal_sentence(proposal)
    assert "3 laissés de côté." in words
    assert "« PC-A » : il est déjà dans la sortie n° 1. Et 1 autre pour la même raison." in words
    assert "« PARTI » : " in words


def test_what_hinders_is_found_for_all_at_once(here, machines, boss, count_queries):
    now = timezone.now()
    trolley = EquipmentFactory(school=here, name="Chariot", state="stock")
    inside = EquipmentFactory(school=here, name="T-1", state="stock", kept_in=trolley)
    custody.take(machines[0], now, None, kind=Custody.Kind.LOAN, person=None)
    later = now + timedelta(days=3)
    custody.take(machines[1], later, later + timedelta(hours=1), kind=Custody.Kind.BOOKING, person=None)
    custody.take(trolley, now, None, kind=Custody.Kind.LOAN, person=None)
    Equipment.objects.for_school(here).filter(pk=machines[2].pk).update(
        holder=PersonFactory(school=here), owner="state"
    )
    disposal = prepared(here, [*machines[:2], trolley], boss)
    rows = list(disposal.items.with_machine())
    with count_queries() as queries:
        facts = facts_of(disposal, rows, now)
    assert len(queries) <= 3
    said = {str(row): hindrances(facts[row.pk]) for row in rows}
    assert "est prêté" in said["PC-A"][0]
    assert "29 novembre 2026" in said["PC-B"][0]
    assert "contient 1 équipement" in said["Chariot"][1]
    preparing.add_machines(disposal, [inside], WORN, by=boss)
    rows = list(disposal.items.with_machine())
    facts = facts_of(disposal, rows, now)
    assert [fact.content for fact in facts.values()] == [0, 0, 0, 0]
    assert "est prêté" in hindrances(facts[disposal.items.get(equipment=inside).pk])[0], "with its trolley"


def test_those_in_service_are_put_away_by_one_button(here, machines, boss):
    Equipment.objects.for_school(here).filter(name="PC-A").update(state="service")
    disposal = prepared(here, machines, boss)
    assert items.put_in_stock(disposal, now=timezone.now(), today=TODAY, by=boss).done == 1
    assert set(states(here).values()) == {"stock"}


def test_who_wiped_what_and_how_is_said_or_is_not(here, machines, boss):
    disposal = prepared(here, machines, boss)
    with pytest.raises(RuleBroken, match="Dites comment"):
        wipe(disposal, boss, method=" ")
    wipe(disposal, boss)
    wipe(disposal, boss, wiping="todo")
    item = disposal.items.first()
    assert (item.wiping, item.method, item.wiped_on) == ("todo", "", None)


def test_a_decision_that_was_mistaken_is_taken_back(here, machines, boss, manager):
    """Issue: what was kept stayed kept, what is elsewhere stayed refused, without a word."""
    disposal = decided(here, machines, boss, manager, refused=machines[:2])
    items.keep_item(disposal.items.get(equipment=machines[2]), today=TODAY, by=boss)
    other = prepared(here, machines[:1], boss)
    proposal = leaving.undo_decision(disposal, by=manager)
    disposal = proposal.disposals[0]
    assert (disposal.state, disposal.decision, disposal.decided_on) == ("proposed", "", None)
    assert {str(item) for item in disposal.items.proposed()} == {"PC-B", "PC-C"}
    assert list(map(str, proposal.left_out)) == ["« PC-A » : il est déjà dans la sortie n° 2."]
    preparing.abandon_disposal(other, today=TODAY, by=boss)
    preparing.add_machines(preparing.reopen_disposal(disposal, by=manager), machines[:1], WORN, by=boss)
    assert disposal.items.count() == disposal.items.proposed().count() == 3, "its line serves again"


def test_a_batch_of_which_nothing_is_proposed_is_not_settled(here, machines, boss, manager):
    disposal = decided(here, machines[:1], boss, manager, refused=())
    items.keep_item(disposal.items.get(), today=TODAY, by=boss)
    other = prepared(here, machines[:1], boss)
    disposal = leaving.undo_decision(disposal, by=manager).disposals[0]
    with pytest.raises(RuleBroken, match="Il n’y a rien dans cette sortie"):
        preparing.propose_disposal(preparing.reopen_disposal(disposal, by=manager), today=TODAY, by=manager)
    assert other.items.count() == 1


def test_the_journal_says_which_goods_were_refused_and_which_left(here, machines, boss, manager):
    """Issue: their lines were written without a word; the journal said the batch alone."""
    first, *others = [machine.number for machine in machines]
    disposal = decided(here, machines, boss, manager, refused=machines[:1])
    disposal = leaving.undo_decision(disposal, by=manager).disposals[0]
    decision, keys = DisposalDecision("CP-12", TODAY), {disposal.items.get(equipment=machines[0]).pk}
    disposal = leaving.decide_disposal(disposal, decision, keys, today=TODAY, by=manager)
    wipe(disposal, boss)
    leave(disposal, manager)
    preparing.abandon_disposal(prepared(here, machines[:1], boss), today=TODAY, by=boss)
    entries = JournalEntry.objects.for_school(here).filter(verb__startswith="disposals.").order_by("seq")
    assert [entry.content["reason"] for entry in entries if "reason" in entry.content] == [
        f"Refusé par le propriétaire : n° {first}.",
        f"Proposé : n° {first}.",
        f"Refusé par le propriétaire : n° {first}.",
        f"Sorti : n° {others[0]}, {others[1]}.",
        f"Gardé : n° {first}.",
    ]


def test_a_settled_list_changes_no_more_until_it_is_reopened(here, machines, boss, manager):
    disposal = preparing.propose_disposal(prepared(here, machines, boss), today=TODAY, by=manager)
    extra = EquipmentFactory(school=here, state="stock")
    for act in (
        lambda: preparing.add_machines(disposal, [extra], WORN, by=boss),
        lambda: items.keep_item(disposal.items.first(), today=TODAY, by=boss),
        lambda: items.change_item(disposal.items.first(), {"reason": "worn"}, by=boss),
    ):
        with pytest.raises(NotAllowed):
            act()
    preparing.add_machines(preparing.reopen_disposal(disposal, by=manager), [extra], WORN, by=boss)
    items.keep_item(disposal.items.get(equipment=extra), today=TODAY, by=boss)
    assert disposal.items.count() == 3


def test_abandoned_its_machines_are_free(here, machines, boss):
    disposal = preparing.abandon_disposal(prepared(here, machines, boss), today=TODAY, by=boss)
    assert disposal.state == "abandoned"
    assert prepared(here, machines, boss).items.count() == 3


def test_a_reason_that_is_not_true_is_refused(here, machines, boss):
    item = prepared(here, machines, boss).items.first()
    with pytest.raises(RuleBroken, match="n’est pas noté « perdu »"):
        items.change_item(item, {"reason": "lost", "destination": "", "words": ""}, by=boss)
    with pytest.raises(RuleBroken, match="ni perdu ni volé"):
        items.note_loss(item, {"happened_on": TODAY}, today=TODAY, by=boss)


def test_only_the_management_and_the_bursar_decide(here, ready, machines, boss):
    with pytest.raises(NotAllowed, match="gestionnaire"):
        leave(ready.disposal, boss)
    for role in (Role.TEACHER, Role.STAFF):
        nobody = actor_of(PersonFactory(school=here), role)
        with pytest.raises(NotAllowed):
            preparing.prepare_disposal(here, "Non", machines, WORN, today=TODAY, by=nobody)


def _ended(here, ready, manager, ending):
    if ending == "carried out":
        return leave(ready.disposal, manager)
    proposed = leaving.undo_decision(ready.disposal, by=manager).disposals[0]
    if ending == "abandoned":
        return preparing.abandon_disposal(proposed, today=TODAY, by=manager)
    keys = set(proposed.items.values_list("pk", flat=True))
    return leaving.decide_disposal(proposed, DisposalDecision("CP-12", TODAY), keys, today=TODAY, by=manager)


@pytest.mark.parametrize("ending", ["carried out", "abandoned", "refused"])
def test_five_years_later_nobody_is_named(here, ready, boss, manager, ending):
    """Issue: an abandoned batch had no day of its end, and kept names for ever."""
    person = PersonFactory(school=here)
    ready.disposal.items.update(wiped_by=person, circumstances="Vol de nuit")
    preparing.change_details(ready.disposal, {"recipient": "M. Untel"}, by=manager)
    disposal = _ended(here, ready, manager, ending)
    assert disposal.closed_on == TODAY
    later = timedelta(days=6 * 366)  # the day of its end is frozen with it
    let_papers_go(here, TODAY + later)
    assert keep_no_longer(timezone.now() + later) == []
    disposal.refresh_from_db()
    item = DisposalItem.objects.for_school(here).first()
    assert (item.wiped_by, item.circumstances, disposal.recipient) == (None, "", "")
    assert len(listed(disposal)) == 3


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("disposal_over_on_a_day", {"closed_on": TODAY}),
        ("disposal_over_on_a_day", {"state": "abandoned", "decision": "", "decided_on": None}),
        ("disposal_decided_by_something", {"decision": ""}),
    ],
)
def test_the_database_refuses_a_step_that_does_not_hold_together(here, ready, name, values):
    rows = Disposal.objects.for_school(here).filter(pk=ready.disposal.pk)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**values)


def test_the_database_sends_nowhere_what_is_stolen(here, ready):
    with pytest.raises(IntegrityError, match="disposal_missing_goes_nowhere"), transaction.atomic():
        ready.disposal.items.update(reason="stolen")
