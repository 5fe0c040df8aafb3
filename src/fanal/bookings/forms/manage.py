"""The forms of what can be booked: the thing, its limits, what is kept in it."""

from typing import Any

from django import forms
from django.db.models import Case, Q, When

from fanal.accounts.forms.people_choice import with_job
from fanal.accounts.models import Person, School
from fanal.bookings.models import Bookable
from fanal.bookings.reading.content import CARRIED, free_for
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import SchoolChoice, SchoolForm, SchoolModelForm
from fanal.equipment.models import Equipment, Room
from fanal.equipment.rules.states import PRESENT

LIMITS = ["open_to", "days_ahead", "most_periods", "quota", "shows_who", "needs_approval"]


class LimitsForm(SchoolModelForm):
    """Who may book a thing, within which limits, and who grants it."""

    approvers = forms.ModelMultipleChoiceField(
        label="Qui donne l’accord, avec l’équipe",
        queryset=Person._default_manager.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model, fields = Bookable, LIMITS

    def narrow(self, school: School) -> None:
        field: Any = self.fields["approvers"]
        field.queryset = Person.objects.for_school(school).present().by_name()
        field.label_from_instance = with_job
        if self.instance.pk:
            self.initial["approvers"] = list(self.instance.approvers.values_list("person_id", flat=True))


class OfferForm(LimitsForm):
    """A room, or a machine that is not kept in another one."""

    room = SchoolChoice(Room, label="Une salle", required=False)
    equipment = SchoolChoice(
        Equipment,
        label="Ou du matériel",
        required=False,
        help_text="Une valise, un chariot, un appareil. Ce qui y est rangé part avec : dites-le ensuite.",
    )
    field_order = ("room", "equipment")

    def narrow(self, school: School) -> None:
        super().narrow(school)
        known = Bookable.objects.for_school(school).offered()
        rooms = Room.objects.for_school(school).in_use().exclude(bookable__in=known)
        self.fields["room"].offer(rooms.order_by("name"), "–")
        machines = Equipment.objects.for_school(school).filter(state__in=PRESENT, kept_in__isnull=True)
        self.fields["equipment"].offer(machines.exclude(bookable__in=known).order_by("name"), "–")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        things = [thing for thing in (values.pop("room", None), values.pop("equipment", None)) if thing]
        if not self.errors and len(things) != 1:
            self.add_error("room", "Choisissez une salle, ou du matériel : l’un des deux.")
        return {**values, "thing": things[0] if things else None}


class ContentForm(SchoolForm):
    """What is kept in a trolley: what it holds already, and what is free in its room, or in `room` too."""

    items = forms.ModelMultipleChoiceField(
        label="Ce qui part avec",
        queryset=Equipment._default_manager.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, container: Equipment, room: Room | None = None, **kwargs: Any) -> None:
        self.container, self.room = container, room
        super().__init__(*args, **kwargs)

    def narrow(self, school: School) -> None:
        """What it holds first, then tablets and laptops."""
        rows = Equipment.objects.for_school(school).filter(state__in=PRESENT)
        inside, free = rows.filter(kept_in=self.container), free_for(self.container)
        near = free.filter(room=self.container.room_id)
        away = free.filter(room=self.room) if self.room else free.none()
        offered = Q(pk__in=inside.values("pk")) | Q(pk__in=near.values("pk")) | Q(pk__in=away.values("pk"))
        is_inside = Case(When(kept_in=self.container, then=0), default=1)
        is_carried = Case(When(CARRIED, then=0), default=1)
        field: Any = self.fields["items"]
        field.queryset = rows.filter(offered).order_by(is_inside, is_carried, sort_key("name"), "pk")
        field.label_from_instance = self._named
        self.initial.setdefault("items", list(inside.values_list("pk", flat=True)))

    def _named(self, item: Equipment) -> str:
        """With its room, where that is the other one."""
        is_away = self.room is not None and item.room_id == self.room.pk and item.kept_in_id is None
        return f"{item}, {self.room}" if is_away else str(item)
