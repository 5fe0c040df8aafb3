"""The forms of a letter: for whom, its words, its signature."""

from datetime import date
from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import DayField, SchoolChoice, SchoolForm, SchoolModelForm
from fanal.mission_letters.actions.letter import LetterInput
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.rules.letter import BY_FIELD, CONSULTED, LONGEST, TEXTS, Pay
from fanal.mission_letters.rules.prefill import Prefill
from fanal.missions.models import ParticularMission

CHOOSE = "Choisissez"


class WhoseForm(SchoolForm):
    """Which mission of the year, and whose letter."""

    mission = SchoolChoice(ParticularMission, label="Pour quelle mission", empty_label=None)
    person = PersonChoice(
        label="Pour qui",
        empty_label=CHOOSE,
        error_messages={"required": "Choisissez la personne.", "invalid_choice": "Choisissez la personne."},
    )

    def __init__(self, *args: Any, year: str, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    def narrow(self, school: School) -> None:
        mission: Any = self.fields["mission"]
        person: Any = self.fields["person"]
        mission.offer(ParticularMission.objects.for_school(school).of_year(self.year).in_order())
        person.offer(Person.objects.for_school(school).present())


class MissionLetterForm(SchoolModelForm):
    """The whole letter. `origins`: under each part, where what it first says comes from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model, fields = MissionLetter, ["starts_on", "ends_on", "pay", "revision", *BY_FIELD]

    def __init__(self, *args: Any, origins: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_private = self.school.status == School.Status.PRIVATE
        for part in TEXTS:
            origin = (origins or {}).get(part.field, "")
            help_text = CONSULTED if is_private and part.field == "opinions" else part.help
            help_words = ". ".join(
                text.rstrip(".") for text in (help_text, origin[:1].upper() + origin[1:]) if text
            )
            self.fields[part.field] = forms.CharField(
                label=part.label,
                max_length=LONGEST,
                required=part.field == "main_missions",
                widget=forms.Textarea(attrs={"rows": 5 if part.field == "main_missions" else 3}),
                help_text=f"{help_words}." if help_words else "",
                error_messages={"required": "Écrivez au moins une mission principale."},
            )

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[part.field] for part in TEXTS]

    @staticmethod
    def first(prefill: Prefill, starts_on: date, ends_on: date) -> dict[str, Any]:
        return {"starts_on": starts_on, "ends_on": ends_on, "pay": Pay.NONE.value, **prefill.values}

    def letter_input(self) -> LetterInput:
        given = self.cleaned_data
        texts = {name: given[name].replace("\r\n", "\n") for name in BY_FIELD}
        return LetterInput(given["starts_on"], given["ends_on"], Pay(given["pay"]), texts)


class SignatureForm(forms.Form):
    signed_on = DayField(label="Signée sur papier le")
