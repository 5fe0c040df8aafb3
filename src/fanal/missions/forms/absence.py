"""The forms of an absence and of an hour. No field asks why."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import SchoolModelForm
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.reading.absence import leads_of

TIMES = ("starts", "ends")
TIME_INPUT = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
AN_HOUR = {"required": "Donnez une heure.", "invalid": "Donnez une heure, comme 10:30."}


class AbsenceForm(SchoolModelForm):
    class Meta:
        model = Absence
        fields = ("person", "first_day", "last_day", "substitute", "answers_from")
        field_classes: ClassVar[Any] = {"substitute": PersonChoice}
        labels: ClassVar[Any] = {
            "first_day": "Du",
            "last_day": "Au, ce jour compris",
            "answers_from": "Ou réponse à partir du",
        }

    def __init__(self, *args: Any, own: Person | None, today: date, **kwargs: Any) -> None:
        """`own`: a référent, who says only their own."""
        super().__init__(*args, today=today, **kwargs)
        self.own = own
        if own is not None:
            del self.fields["person"]
        else:
            self.fields["person"].offer(leads_of(self.school, today), None)

    def narrow(self, school: School) -> None:
        self.fields["substitute"].offer(Person.objects.for_school(school).present(), "Personne d’ici là")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        return values | {"person": self.own} if self.own else values


class HourForm(SchoolModelForm):
    class Meta:
        model, fields = PresenceHour, ["weekday", *TIMES, "place"]
        widgets: ClassVar[Any] = dict.fromkeys(TIMES, TIME_INPUT)
        error_messages: ClassVar[Any] = dict.fromkeys(TIMES, AN_HOUR)
