"""Two records of one machine become one, and come back as they were."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import ForeignKey
from django.db.models.fields.related import OneToOneField

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import Gone, NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import SchoolOwned, scope
from fanal.equipment.actions import custody
from fanal.equipment.actions import merge as actions
from fanal.equipment.actions.equipment import NewState, change_equipment, change_state
from fanal.equipment.actions.following import columns_of
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import Custody, DistinctMachines, Equipment, EquipmentMerge, Label
from fanal.equipment.reading.links import links_to
from fanal.equipment.reading.merge import pairs_of
from fanal.equipment.reading.scanned import labelled, machines_called
from fanal.equipment.rules.merge import FIELDS
from fanal.equipment.rules.states import EquipmentState
from fanal.equipment.tests.factories import EquipmentFactory

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TODAY = NOON.date()
LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def here(school):
    with scope(school):
        yield school


@pytest.fixture
def kept(here):
    return EquipmentFactory(school=here, serial="5CG1234X", maker="HP", authority_number="")


@pytest.fixture
def gone(here):
    return EquipmentFactory(school=here, serial="5CG-12-34X", authority_number="0612", note="au fond")


def merge(kept, gone, taken=(), by=LEAD):
    seal = actions.seal_of_records(kept, gone)
    return actions.merge_equipment(kept, gone, taken, seal=seal, today=TODAY, now=NOON, by=by)


def separate(made, by=LEAD):
    return actions.separate_equipment(made, now=NOON + DAY, by=by)


def take(what, starts, ends, kind=Custody.Kind.BOOKING):
    return custody.take(what, starts, ends, kind=kind, person=None)


def photograph(*rows):
    """All columns of the two records, and which rows point to each."""
    return {
        row.pk: (
            columns_of(Equipment.objects.get(pk=row.pk)),
            {
                str(link): sorted(
                    link.model.objects.filter(**{link.attname: row.pk}).values_list("pk", flat=True)
                )
                for link in links_to(Equipment)
                if link.model is not EquipmentMerge
            },
        )
        for row in rows
    }


def test_what_is_chosen_is_kept_and_all_comes_back(here, kept, gone):
    inside = EquipmentFactory(school=here, kept_in=gone)
    past = take(gone, NOON - 2 * DAY, NOON - DAY)
    codes = give_labels([kept, gone], school=here, by=LEAD)
    before = photograph(kept, gone)
    made = merge(kept, gone, ["serial", "authority_number", "note"])
    after = Equipment.objects.get(pk=kept.pk)
    assert (after.serial, after.authority_number, after.note, after.maker) == (
        "5CG-12-34X",
        "0612",
        "au fond",
        "HP",
    )
    assert not Equipment.objects.filter(pk=gone.pk).exists()
    inside.refresh_from_db()
    past.refresh_from_db()
    assert (inside.kept_in_id, past.equipment_id) == (kept.pk, kept.pk)
    assert [labelled(here, code) for code in codes.values()] == [kept, kept]
    assert machines_called(here, str(gone.number)) == [kept]
    assert give_labels([kept], school=here, by=LEAD) == {kept: codes[kept]}, "one label is printed"
    back = separate(made)
    assert back == gone
    assert photograph(kept, gone) == before
    assert machines_called(here, str(gone.number)) == [gone]
    subjects = JournalEntry.objects.for_school(here).order_by("seq").values_list("verb", flat=True)
    assert [verb for verb in subjects if verb != "equipment.labels_given"] == [
        "equipment.merged_into",
        "equipment.merged",
        "equipment.separated",
        "equipment.came_back",
    ]


def test_every_link_to_a_machine_follows_it(here):
    """A room to come is taken along by itself: what points to a machine is a key of a row of the school."""
    for link in links_to(Equipment):
        assert isinstance(link, ForeignKey | OneToOneField), link
        assert issubclass(link.model, SchoolOwned), f"{link}: not moved by merging"
        assert link.model.JOURNAL_NAME
    assert {field.name for field in Equipment._meta.concrete_fields} - {*FIELDS} == {"id", "school", "number"}


@pytest.mark.parametrize("number", [0, 1])
def test_a_machine_lent_is_merged_with_its_loan(here, kept, gone, number):
    lent = take((kept, gone)[number], NOON - HOUR, None, Custody.Kind.LOAN)
    made = merge(kept, gone)
    lent.refresh_from_db()
    assert lent.equipment_id == kept.pk
    separate(made)
    lent.refresh_from_db()
    assert lent.equipment_id == (kept, gone)[number].pk


def test_two_lent_at_one_time_are_refused_with_the_day(kept, gone):
    for machine in (kept, gone):
        take(machine, NOON + DAY, NOON + 2 * DAY)
    with pytest.raises(RuleBroken, match="en même temps, à partir du 01/12/2026"):
        merge(kept, gone)
    assert Equipment.objects.count() == 2


def test_what_is_over_yields_and_is_held_again_once_separated(kept, gone):
    first, second = (take(machine, NOON - 2 * DAY, NOON - DAY) for machine in (kept, gone))
    made = merge(kept, gone)
    assert set(Custody.objects.values_list("pk", "equipment", "is_held")) == {
        (first.pk, kept.pk, True),
        (second.pk, kept.pk, False),
    }
    separate(made)
    second.refresh_from_db()
    assert (second.equipment_id, second.is_held) == (gone.pk, True)


@pytest.mark.parametrize("taken", [(), ("kept_in",)])
def test_it_leaves_with_the_trolley_that_it_stays_in(here, kept, gone, taken):
    trolleys = EquipmentFactory.create_batch(2, school=here)
    for trolley, machine in zip(trolleys, (kept, gone), strict=True):
        custody.keep_in(trolley, [machine], now=NOON)
        take(trolley, NOON + DAY, NOON + 2 * DAY)
        machine.refresh_from_db()
    before = photograph(kept, gone)
    made = merge(kept, gone, taken)
    whole = Custody.objects.get(equipment=kept, is_held=True).within
    assert whole.equipment == trolleys[bool(taken)]
    separate(made)
    assert photograph(kept, gone) == before
    assert Custody.objects.filter(is_held=True, within__isnull=False).count() == 2


def test_a_thing_is_not_of_one_with_what_holds_it(here, kept, gone):
    custody.keep_in(kept, [gone], now=NOON)
    gone.refresh_from_db()
    with pytest.raises(RuleBroken, match="ce sont donc deux choses"):
        merge(kept, gone)


def test_nobody_holds_a_trolley_in_a_trolley(here, kept, gone):
    outer = EquipmentFactory(school=here)
    custody.keep_in(outer, [kept], now=NOON)
    custody.keep_in(gone, [EquipmentFactory(school=here)], now=NOON)
    kept.refresh_from_db()
    with pytest.raises(RuleBroken, match="contient des équipements"):
        merge(kept, gone)


def test_merged_twice_or_changed_since_it_was_shown_is_refused(here, kept, gone):
    seal = actions.seal_of_records(kept, gone)
    change_equipment(gone, {"note": "autre"}, today=TODAY, by=LEAD)
    with pytest.raises(RuleBroken, match="a changé depuis cet affichage"):
        actions.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=NOON, by=LEAD)
    merge(kept, Equipment.objects.get(pk=gone.pk))
    with pytest.raises(Gone):
        merge(kept, gone)
    with pytest.raises(RuleBroken, match="deux fiches différentes"):
        merge(kept, kept)
    with pytest.raises(Gone):
        take(gone, NOON + DAY, NOON + 2 * DAY)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.TECHNICIAN])
def test_only_who_acts_on_several_merges(kept, gone, role):
    by = Actor("person:2", "", frozenset({role}))
    with pytest.raises(NotAllowed):
        merge(kept, gone, by=by)
    made = merge(kept, gone)
    with pytest.raises(NotAllowed):
        separate(made, by=by)


def test_what_left_the_inventory_is_not_merged(kept, gone):
    gone.state = "disposed"
    gone.save()
    with pytest.raises(NotAllowed):
        merge(kept, gone)


def test_separating_says_what_collides(here, kept, gone):
    made = merge(kept, gone, ["note"])
    change_equipment(kept, {"note": "autre chose"}, today=TODAY, by=LEAD)
    with pytest.raises(RuleBroken, match=r"modifiée depuis .*remarque"):
        separate(made)
    change_equipment(kept, {"note": "au fond"}, today=TODAY, by=LEAD)
    EquipmentFactory(school=here, serial=gone.serial)
    with pytest.raises(RuleBroken, match="n’est plus libre"):
        separate(made)
    Equipment.objects.filter(serial=gone.serial).update(serial="")
    change_state(kept, NewState(EquipmentState.BROKEN), today=TODAY, by=LEAD)
    assert separate(made).state == "service", "what merging did not write may have changed"
    kept.refresh_from_db()
    assert kept.state == "broken"
    with pytest.raises(RuleBroken, match="déjà séparées"):
        separate(made)


def test_the_latest_is_separated_first_and_old_numbers_lead_on(here, kept, gone):
    last = EquipmentFactory(school=here)
    first = merge(kept, gone)
    second = merge(last, kept)
    assert machines_called(here, str(gone.number)) == [last]
    first.refresh_from_db()
    with pytest.raises(RuleBroken, match="la plus récente"):
        separate(first)
    separate(second)
    first.refresh_from_db()
    assert separate(first) == gone


def test_whoever_held_it_and_was_erased_since_is_named_no_more(here, kept, gone):
    gone.holder = PersonFactory(school=here)
    gone.save()
    made = merge(kept, gone)
    gone.holder.delete()
    assert separate(made).holder is None


def test_after_92_days_the_memory_goes_and_the_number_still_leads(here, kept, gone):
    made = merge(kept, gone)
    keep_no_longer(NOON + 91 * DAY)
    made.refresh_from_db()
    assert made.memory
    keep_no_longer(NOON + 93 * DAY)
    with pytest.raises(RuleBroken, match="92 jours"):
        separate(made)
    assert machines_called(here, str(gone.number)) == [kept]


def test_two_machines_are_not_proposed_again(here, kept, gone):
    assert [pair.numbers for pair in pairs_of(here)] == [(kept.number, gone.number)]
    for _ in range(2):
        actions.keep_distinct(gone, kept, today=TODAY, by=LEAD)
    assert pairs_of(here) == []
    assert DistinctMachines.objects.for_school(here).count() == 1
    other = EquipmentFactory(school=here, serial="")
    with time_machine.travel(NOON):
        merge(other, gone, ["serial"])
    assert pairs_of(here) == [], "what was said of the record that went is true of the one kept"


def test_a_label_that_the_kept_one_lacks_becomes_its_own(here, kept, gone):
    code = give_labels([gone], school=here, by=LEAD)[gone]
    merge(kept, gone)
    assert not Label.objects.get(code=code).is_former
    assert give_labels([kept], school=here, by=LEAD) == {kept: code}
