"""Reading equipment. `visible_to` is the only door for pages, mails and exports."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat

from fanal.accounts.models.roles import TEAM, Role
from fanal.core.database.french_order import sort_key
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.core.text.words import fold, number_of
from fanal.equipment.models.equipment_type import EquipmentType
from fanal.equipment.models.place import Room
from fanal.equipment.rules.fleet import Age, FleetGroup, bought_between
from fanal.equipment.rules.listing import TO_CONFIRM, EquipmentFilter, SortOrder, Warranty
from fanal.equipment.rules.warranty import SOON_DAYS

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

MOST_WORDS = 6
SEARCHED = (
    "name",
    "serial",
    "authority_number",
    "school_number",
    "maker",
    "model",
    "room__name",
    "type__name",
)


def _searched_text() -> Func:
    parts = [piece for name in SEARCHED for piece in (F(name), Value(" "))]
    return sort_key(Concat(*parts, output_field=TextField()))


class EquipmentQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "EquipmentQuerySet":
        """The team and the authority's technicians see all of the school; others what they hold."""
        here = self.for_school(member.school)
        if member.has(*TEAM, Role.TECHNICIAN):
            return here
        return here.filter(holder=member.person) if member.person else here.none()

    def present(self) -> "EquipmentQuerySet":
        """Still to be found in the school."""
        return self.exclude(state__in=["disposed", "lost", "stolen"])

    def matching(self, words: str) -> "EquipmentQuerySet":
        """Those where each word is found in a name, a number, a serial, a maker, a room or a type.

        The number of a record that went into another finds the one that was kept.
        """
        rows = self.alias(searched=_searched_text()) if words else self
        for word in words.split()[:MOST_WORDS]:
            held = Q(searched__contains=fold(word))
            if (number := number_of(word)) is not None:
                merges = apps.get_model("equipment", "EquipmentMerge").objects
                merged = merges.for_school(OuterRef("school_id")).numbered(number)
                held |= Q(number=number) | Q(Exists(merged.filter(kept=OuterRef("pk"))))
            rows = rows.filter(held)
        return rows

    def with_warranty(self, warranty: Warranty | None, today: date) -> "EquipmentQuerySet":
        match warranty:
            case Warranty.COVERED:
                return self.filter(warranty_until__gte=today)
            case Warranty.ENDING:
                return self.filter(
                    warranty_until__gte=today, warranty_until__lt=today + timedelta(days=SOON_DAYS)
                )
            case Warranty.OVER:
                return self.filter(warranty_until__lt=today)
            case Warranty.UNKNOWN:
                return self.filter(warranty_until__isnull=True)
        return self

    def aged(self, age: Age | None, today: date) -> "EquipmentQuerySet":
        """Those bought within this bracket of age."""
        if age is None:
            return self
        if age is Age.UNKNOWN:
            return self.filter(bought_on__isnull=True)
        after, until = bought_between(age, today)
        # A purchase dated in the future, by mistake, is new.
        rows = self if age is Age.NEW else self.filter(bought_on__lte=until)
        return rows.filter(bought_on__gt=after) if after else rows

    def worn(self, today: date) -> "EquipmentQuerySet":
        """Those bought longer ago than the life of their type (`rules.fleet.end_of_life`)."""
        life = Func(
            F("type__life_years"),
            function="make_interval",
            template="%(function)s(years => %(expressions)s::int)",
            output_field=DurationField(),
        )
        # From the purchase on, as the rule counts: back from today, 29 February would end a day late.
        ends_on = ExpressionWrapper(F("bought_on") + life, output_field=DateField())
        return self.alias(life_ends_on=ends_on).filter(life_ends_on__lte=today)

    def narrowed(self, chosen_filter: EquipmentFilter, today: date) -> "EquipmentQuerySet":
        """The rows of a filter, its state aside, so that the chips can count each state."""
        is_to_confirm = chosen_filter.owner == TO_CONFIRM
        equal = {
            "type_id": chosen_filter.type,
            "room_id": chosen_filter.room,
            "holder_id": chosen_filter.holder,
            "owner": None if is_to_confirm else chosen_filter.owner or None,
            "is_owner_known": False if is_to_confirm else None,
            "payer": chosen_filter.payer or None,
        }
        rows = self.filter(**{name: value for name, value in equal.items() if value is not None})
        rows = rows.worn(today) if chosen_filter.is_worn else rows
        rows = rows if chosen_filter.keys is None else rows.filter(pk__in=chosen_filter.keys)
        return (
            rows.with_warranty(chosen_filter.warranty, today)
            .aged(chosen_filter.age, today)
            .matching(chosen_filter.words)
        )

    def in_order(self, chosen_filter: EquipmentFilter) -> "EquipmentQuerySet":
        """By its order, then by name; what says nothing of it comes last, both ways."""
        columns: dict[SortOrder, Any] = {
            SortOrder.NAME: sort_key("name"),
            SortOrder.ROOM: sort_key("room__name"),
            SortOrder.TYPE: sort_key("type__name"),
            SortOrder.NEWEST: F("number"),
            SortOrder.OLDEST: F("bought_on"),
            SortOrder.WARRANTY: F("warranty_until"),
            SortOrder.STATE: F("state"),
        }
        column = columns[chosen_filter.sort]
        descends = chosen_filter.is_descending != (chosen_filter.sort is SortOrder.NEWEST)
        first = column.desc(nulls_last=True) if descends else column.asc(nulls_last=True)
        return self.order_by(first, sort_key("name"), "number")

    def grouped(self, today: date) -> list[FleetGroup]:
        """The fleet by all that its page counts, in one query."""
        ending = Q(warranty_until__gte=today, warranty_until__lt=today + timedelta(days=SOON_DAYS))
        return [
            FleetGroup(*values)
            for values in self.order_by()
            .annotate(is_ending=Coalesce(ending, False))
            .values_list("owner", "payer", "type_id", "state", "bought_on", "is_ending", "price_cents")
            .annotate(count=Count("pk"))
        ]

    def for_list(self) -> "EquipmentQuerySet":
        """Only what a list shows, in one query: `type_name` and `room_name` are words, not rows.

        They are found for the lines of the page alone, after sorting: a join would find them for all.
        """
        here = OuterRef("school_id")
        types = EquipmentType.objects.for_school(here).filter(pk=OuterRef("type_id"))
        rooms = Room.objects.for_school(here).filter(pk=OuterRef("room_id"))
        return self.annotate(
            type_name=Subquery(types.values("name")),
            type_kind=Subquery(types.values("kind")),
            room_name=Subquery(rooms.values("name")),
        ).only(
            "number",
            "school_id",
            "name",
            "state",
            "maker",
            "model",
            "serial",
            "authority_number",
            "school_number",
            "owner",
            "is_owner_known",
            "bought_on",
            "warranty_until",
            "type_id",
            "room_id",
        )

    def for_export(self) -> "EquipmentQuerySet":
        """All that a file says of each, in one query."""
        return self.select_related("type", "room__building__site", "holder")

    def for_page(self) -> "EquipmentQuerySet":
        """One piece of equipment with all its page shows."""
        return self.select_related("type", "room__building__site", "holder", "school__authority")
