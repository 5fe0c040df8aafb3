"""The forms of an absence and of an hour. No field asks why."""

from datetime import date
from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.accounts.rules.french import WEEKDAYS
from fanal.core.forms import DayField, SchoolChoice, SchoolForm
from fanal.missions.actions import Leave, Presence
from fanal.missions.reading.absence import leads_of

TIME_INPUT = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
AN_HOUR = {"required": "Donnez une heure.", "invalid": "Donnez une heure, comme 10:30."}


class AbsenceForm(SchoolForm):
    person = SchoolChoice(Person, label="Qui est absent", empty_label=None)
    first_day = DayField(label="Du")
    last_day = DayField(
        label="Au, ce jour compris",
        help_text="L’absence finit d’elle-même le lendemain.",
    )
    substitute = PersonChoice(
        label="Qui répond",
        required=False,
        empty_label="Personne d’ici là",
        help_text="Cette personne en est prévenue. Elle n’a aucun droit de plus dans Fanal.",
    )
    answers_from = DayField(label="Ou réponse à partir du", required=False)

    def __init__(self, *args: Any, own: Person | None, today: date, **kwargs: Any) -> None:
        """`own`: a référent, who says only their own."""
        super().__init__(*args, today=today, **kwargs)
        self.own = own
        if own is not None:
            del self.fields["person"]
        else:
            who: Any = self.fields["person"]
            who.offer(leads_of(self.school, today))

    def narrow(self, school: School) -> None:
        substitute: Any = self.fields["substitute"]
        substitute.offer(Person.objects.for_school(school).present())

    def leave(self) -> Leave:
        given = self.cleaned_data
        person = self.own or given["person"]
        return Leave(
            person, given["first_day"], given["last_day"], given["substitute"], given["answers_from"]
        )


class HourForm(forms.Form):
    weekday = forms.TypedChoiceField(
        label="Jour", coerce=int, choices=[(rank, day.capitalize()) for rank, day in enumerate(WEEKDAYS[:6])]
    )
    starts = forms.TimeField(label="De", widget=TIME_INPUT, error_messages=AN_HOUR)
    ends = forms.TimeField(label="À", widget=TIME_INPUT, error_messages=AN_HOUR)
    place = forms.CharField(label="Où", max_length=60, required=False)

    def presence(self) -> Presence:
        return Presence(**self.cleaned_data)
