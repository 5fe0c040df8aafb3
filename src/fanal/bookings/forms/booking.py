"""The form of a booking: the cells of the grid, for what, how often."""

from datetime import date
from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.bookings.actions.booking import MOST
from fanal.bookings.models import Booking
from fanal.bookings.reading.own import content_of
from fanal.bookings.rules.booking import OUT_OF_REACH, Repeat, is_out_of_reach
from fanal.core.forms.school_form import SchoolForm, SchoolModelForm, form_field
from fanal.equipment.models import Equipment
from fanal.timetable.rules.periods import Period, Slot, runs

REPEATS = [
    (Repeat.ONCE.value, "Une seule fois"),
    (Repeat.WEEKLY.value, "Chaque semaine, jusqu’aux vacances"),
    (Repeat.FORTNIGHTLY.value, "Une semaine sur deux, jusqu’aux vacances"),
]
NO_CELL = "Choisissez un créneau libre dans la grille."


class CellsField(forms.Field):
    """The cells that were ticked, as (day, code of the period); what is none is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[tuple[date, str]]:
        cells = []
        for text in list(value or [])[: MOST * 2]:
            day, _, code = str(text).partition(" ")
            try:
                cells.append((date.fromisoformat(day), code))
            except ValueError:
                continue
        return cells


def chosen_slots(cells: list[tuple[date, str]], periods: list[Period], today: date | None) -> list[Slot]:
    """What was ticked, as stretches of periods. ValidationError when there is none, or one is years away."""
    slots = runs(cells, periods)
    if not slots:
        raise forms.ValidationError(NO_CELL)
    if today and any(is_out_of_reach(slot.day, today) for slot in slots):
        raise forms.ValidationError(OUT_OF_REACH)
    return slots


class BookForm(SchoolForm):
    """Needs the lesson `periods` of the school: cells that follow each other are one booking.

    `for_somebody`: whoever answers for bookings may name the colleague who has it.
    """

    case = CellsField(label="Créneaux", error_messages={"required": NO_CELL})
    person = PersonChoice(
        label="Pour qui",
        empty_label="Pour qui ?",
        error_messages={"required": "Choisissez la personne pour qui vous réservez."},
    )
    about = form_field(
        Booking._meta.get_field("about"),
        help_text="",
        widget=forms.TextInput({"placeholder": "Classe, activité"}),
    )
    repeat = forms.ChoiceField(label="Combien de fois", choices=REPEATS, required=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, periods: list[Period], for_somebody: bool, **kwargs: Any) -> None:
        self.for_somebody = for_somebody
        super().__init__(*args, **kwargs)
        self.periods = periods

    def narrow(self, school: School) -> None:
        if self.for_somebody:
            self.fields["person"].offer(Person.objects.for_school(school).present())
        else:
            del self.fields["person"]

    def clean_case(self) -> list[Slot]:
        return chosen_slots(self.cleaned_data["case"], self.periods, self.today)

    def clean_repeat(self) -> Repeat:
        return Repeat(self.cleaned_data["repeat"] or Repeat.ONCE)


class MoveBookingForm(SchoolModelForm):
    """Another time for a booking: cells that follow each other."""

    case = CellsField(label="Créneaux", error_messages={"required": NO_CELL})

    class Meta:
        model, fields = Booking, ["about"]

    def __init__(self, *args: Any, periods: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = periods
        self.fields["about"].widget.attrs["placeholder"] = "Classe, activité"
        self.fields["about"].help_text = ""

    def clean_case(self) -> list[Slot]:
        """Its own cells are ticked before: those that do not touch the new ones are given up."""
        cells = self.cleaned_data["case"]
        slots = chosen_slots(cells, self.periods, self.today)
        if len(slots) < 2:
            return slots
        day = self.instance.starts.astimezone(self.school.zone_info).date()
        own = {(day, code) for code in self.instance.periods.split()}
        new = [slot for slot in slots if not {(slot.day, p.code) for p in slot.periods} <= own]
        return new or slots


class MissingForm(SchoolForm):
    """What was not there when it came back."""

    items = forms.ModelMultipleChoiceField(
        label="Ce qui manquait",
        queryset=Equipment._default_manager.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="Un mot",
        max_length=400,
        required=False,
        help_text="Où l’avez-vous vu en dernier, ce qui est cassé. Aucun nom d’élève.",
    )

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = content_of(booking)


class RefuseForm(SchoolModelForm):
    """Why not, in a word."""

    class Meta:
        model, fields = Booking, ["reply"]
