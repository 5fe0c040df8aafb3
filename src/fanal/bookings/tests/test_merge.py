"""Two records of one machine that are both booked become one thing to book, and two again."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.bookings.models import Approver, Bookable
from fanal.core.tenancy import scope
from fanal.equipment.actions import merge as actions
from fanal.equipment.tests.factories import EquipmentFactory

LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))


def test_what_is_booked_follows_into_the_thing_that_stays(school):
    """Its limits stay; who grants both grants once; separating puts each back with its own."""
    with scope(school):
        rows = EquipmentFactory.create_batch(2, school=school)
        kept, gone = [Bookable.objects.create(school=school, equipment=row, quota=3) for row in rows]
        both, one = PersonFactory.create_batch(2, school=school)
        for thing, person in ((kept, both), (gone, both), (gone, one)):
            Approver.objects.create(school=school, bookable=thing, person=person)
        before = list(Approver.objects.order_by("pk").values_list())
        now = timezone.now()
        made = actions.merge_equipment(
            *rows, (), seal=actions.seal_of_records(*rows), today=now.date(), now=now, by=LEAD
        )
        assert list(Bookable.objects.values_list("pk", "equipment")) == [(kept.pk, rows[0].pk)]
        assert set(Approver.objects.values_list("bookable", "person")) == {
            (kept.pk, both.pk),
            (kept.pk, one.pk),
        }
        actions.separate_equipment(made, now=now + timedelta(days=1), by=LEAD)
        assert list(Approver.objects.order_by("pk").values_list()) == before
        assert Bookable.objects.get(equipment=rows[1]).pk == gone.pk
