"""The form of an exam: when, for how many, in which rooms and cases."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.bookings.models import Bookable, Exam
from fanal.bookings.rules.booking import OUT_OF_REACH, is_out_of_reach
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import CodesField, NameField, SchoolModelForm
from fanal.timetable.rules.periods import Period, Slot, runs


class ExamForm(SchoolModelForm):
    """Needs the lesson `periods` of the school; `slots` are what was chosen, once it is valid."""

    codes = CodesField(label="Créneaux")
    things = forms.ModelMultipleChoiceField(
        label="Salles et matériel",
        queryset=Bookable._default_manager.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model, fields = Exam, ["name", "kind", "classes", "candidates", "day"]
        field_classes: ClassVar[Any] = {"name": NameField}

    def __init__(self, *args: Any, periods: list[Period], **kwargs: Any) -> None:
        self.periods = periods
        super().__init__(*args, **kwargs)

    def narrow(self, school: School) -> None:
        codes: Any = self.fields["codes"]
        codes.choices = [(code, code) for code in dict.fromkeys(p.code for p in self._by_hour())]
        things: Any = self.fields["things"]
        rows = Bookable.objects.for_school(school).offered().listed()
        things.queryset = rows.order_by(sort_key("room__name"), sort_key("equipment__name"))

    def _by_hour(self) -> list[Period]:
        return sorted(self.periods, key=lambda period: (period.starts, period.code))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        day: date | None = values.get("day")
        if day is None or self.errors:
            return values
        if self.today and is_out_of_reach(day, self.today):
            self.add_error("day", OUT_OF_REACH)
        slots = runs([(day, code) for code in values["codes"]], self.periods)
        if not slots or sum(len(slot.periods) for slot in slots) < len(values["codes"]):
            self.add_error("codes", "Ce jour-là n’a pas tous ces créneaux : vérifiez le jour.")
        values["slots"] = slots
        return values

    @property
    def slots(self) -> list[Slot]:
        return list(self.cleaned_data["slots"])
