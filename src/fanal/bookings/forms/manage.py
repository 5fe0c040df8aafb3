"""The forms of what can be booked: the thing, its limits, what is kept in it, the lesson periods."""

from datetime import time
from typing import Any

from django import forms
from django.db.models import Case, Q, When
from django.utils.functional import cached_property

from fanal.accounts.forms.people_choice import with_job
from fanal.accounts.models import Person, School
from fanal.bookings.models import Bookable, WeekAlternation
from fanal.bookings.reading.content import CARRIED, free_for
from fanal.bookings.rules.periods import MODELS, WEEKDAYS, Period
from fanal.core.forms import SchoolChoice, SchoolForm, SchoolModelForm
from fanal.equipment.models import Equipment, Room
from fanal.equipment.models.equipment_queryset import sort_key
from fanal.equipment.rules.states import PRESENT

EMPTY_LINES = 3  # more come once these are saved
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
        chosen = [thing for thing in (values.pop("room", None), values.pop("equipment", None)) if thing]
        if not self.errors and len(chosen) != 1:
            self.add_error("room", "Choisissez une salle, ou du matériel : l’un des deux.")
        return {**values, "thing": chosen[0] if chosen else None}


class AlternationForm(SchoolModelForm):
    class Meta:
        model, fields = WeekAlternation, ["way", "first_day"]


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


class ModelForm(forms.Form):
    """A usual week to start from."""

    model = forms.ChoiceField(
        label="Une semaine type, à corriger ensuite",
        choices=[(code, label) for code, (label, _) in MODELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une semaine type."},
    )

    def periods(self) -> list[Period]:
        return MODELS[self.cleaned_data["model"]][1]


class HourField(forms.TimeField):
    """« 8:30 », « 8h30 » or « 8 h 30 »: typed at once, where the browser's own field stops four times."""

    def __init__(self, **more: Any) -> None:
        formats = ["%H:%M", "%Hh%M", "%H h %M", "%Hh", "%H h"]
        widget = forms.TimeInput({"placeholder": "8:30", "inputmode": "numeric", "size": 6}, "%H:%M")
        said = {"invalid": "Donnez une heure, par exemple 8:30."}
        super().__init__(required=False, input_formats=formats, widget=widget, error_messages=said, **more)


class PeriodLineForm(forms.Form):
    """One period: its name, its hours, the weekdays on which it has them. An empty line says nothing."""

    code = forms.CharField(label="Créneau", max_length=6, required=False)
    starts = HourField(label="Début")
    ends = HourField(label="Fin")
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours",
        coerce=int,
        required=False,
        choices=[(rank, name) for rank, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        given = [bool(values.get(name)) for name in ("code", "starts", "ends", "weekdays")]
        if any(given) and not all(given) and not self.errors:
            raise forms.ValidationError(
                "Donnez le nom, le début, la fin et les jours de ce créneau, ou videz la ligne."
            )
        return values

    @property
    def periods(self) -> list[Period]:
        values = self.cleaned_data
        if not values.get("code"):
            return []
        code = "".join(values["code"].split())  # codes stand side by side, « S1 S2 »
        return [Period(day, values["starts"], values["ends"], code) for day in values["weekdays"]]


class PeriodsForm(SchoolForm):
    """The lines of a week of lessons, and a few empty ones."""

    def __init__(self, *args: Any, known: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [
            PeriodLineForm(self.data if self.is_bound else None, prefix=f"l{rank}", initial=line)
            for rank, line in enumerate(_lines(known))
        ]

    def is_valid(self) -> bool:
        """Every line is read, so that all that is wrong is said at once."""
        wrong = [line for line in self.lines if not line.is_valid()]
        return super().is_valid() and not wrong

    @cached_property
    def periods(self) -> list[Period]:
        return [period for line in self.lines for period in line.periods]


def _lines(known: list[Period]) -> list[dict[str, Any]]:
    """Periods of the same name and hours are one line; empty ones follow."""
    days: dict[tuple[time, time, str], list[int]] = {}
    for period in sorted(known, key=lambda one: (one.starts, one.code)):
        days.setdefault((period.starts, period.ends, period.code), []).append(period.weekday)
    lines = [
        {"code": code, "starts": starts, "ends": ends, "weekdays": weekdays}
        for (starts, ends, code), weekdays in days.items()
    ]
    return [*lines, *({} for _ in range(EMPTY_LINES))]
