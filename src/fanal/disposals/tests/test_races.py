"""Two people press at the same second: a machine is in one batch, a batch is decided of and leaves once."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, at_once
from fanal.disposals.actions import leaving, preparing
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.tests.conftest import TODAY, WORN, prepared, wipe
from fanal.equipment.rules.states import DisposalDecision
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)


def test_one_machine_in_one_batch_decided_once_gone_once(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.BURSAR).person, Role.BURSAR)
        machine = EquipmentFactory(school=school, state="stock")
    assert at_once(school, lambda _: prepared(school, [machine], by)) == 1
    with scope(school):
        disposal = Disposal.objects.for_school(school).get()
        preparing.propose_disposal(disposal, today=TODAY, by=by)

    def decide(_):
        leaving.decide_disposal(disposal, DisposalDecision("CP-12", TODAY), [], today=TODAY, by=by)

    assert at_once(school, decide) == 1
    with scope(school):
        wipe(disposal, by)

    def leave(_):
        leaving.carry_out(disposal, now=timezone.now(), today=TODAY, by=by)

    assert at_once(school, leave) == AT_ONCE, "whoever comes second finds it done"
    with scope(school):
        verbs = JournalEntry.objects.for_school(school).filter(verb="disposals.carried_out")
        assert verbs.count() == 1


def test_two_batches_of_one_machine_are_refused_by_the_database(school, machines, boss):
    with scope(school):
        first = prepared(school, machines[:1], boss)
        other = prepared(school, machines[1:], boss, WORN)
        with pytest.raises(IntegrityError, match="disposal_item_once"), transaction.atomic():
            DisposalItem.objects.create(
                school=school, disposal=other, equipment=machines[0], reason=first.items.get().reason
            )
