"""Places and equipment for tests; call inside `scope(school)`."""

import factory

from fanal.core.database.numbers import next_number
from fanal.core.testing import letters
from fanal.equipment.models import Building, Equipment, EquipmentType, Room, Site


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    name = factory.Sequence(lambda n: f"Site {letters(n)}")


class BuildingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Building

    site = factory.SubFactory(SiteFactory, school=factory.SelfAttribute("..school"))
    name = factory.Sequence(lambda n: f"Bâtiment {letters(n)}")


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    building = factory.SubFactory(BuildingFactory, school=factory.SelfAttribute("..school"))
    name = factory.Sequence(lambda n: f"Salle {letters(n)}")


class EquipmentTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EquipmentType

    name = factory.Sequence(lambda n: f"Type {letters(n)}")


class EquipmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Equipment

    number = factory.LazyAttribute(lambda made: next_number(made.school.pk, "equipment"))
    name = factory.Sequence(lambda n: f"PC-{letters(n)}")
    type = factory.SubFactory(EquipmentTypeFactory, school=factory.SelfAttribute("..school"))
    room = factory.SubFactory(RoomFactory, school=factory.SelfAttribute("..school"))
    serial = factory.Sequence(lambda n: f"SERIE{n:05d}X")
