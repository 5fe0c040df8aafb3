"""The forms of the needs and of the sharing: the sheet, a share, what parts weigh, one's own competence."""

from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.accounts.rules.years import SchoolYear
from fanal.agenda.rules.codes import Activity
from fanal.core.forms import DayField, SchoolForm
from fanal.missions.actions.sharing import Needs, Taken
from fanal.missions.models import MissionShare, NeedsAssessment, PartNeed
from fanal.missions.models.sharing import WRITTEN
from fanal.missions.rules.parts import PARTS, parts_of
from fanal.missions.rules.sharing import ANSWERS, ASKED, WHOLE, Competence

LONG = forms.Textarea(attrs={"rows": 3})
NEEDED = [("", "–"), *((competence.value, competence.label) for competence in ASKED)]


class NeedsForm(forms.Form):
    """`appreciation` is there for the management alone."""

    academic_part = forms.CharField(
        label="Part prise dans l’organisation académique",
        max_length=2000,
        required=False,
        widget=LONG,
        help_text="Expérimentations, réseau de bassin, référent d’un autre établissement, appels à projets…",
    )
    projects = forms.CharField(label="Projets de l’année", max_length=2000, required=False, widget=LONG)
    sites = forms.IntegerField(label="Nombre de sites", min_value=1, max_value=50, required=False)
    expertise = forms.CharField(
        label="Niveau d’expertise requis", max_length=2000, required=False, widget=LONG
    )
    appreciation = forms.CharField(
        label="Appréciation des besoins",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="En quelques phrases : ce que le service demande cette année, et pourquoi.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, can_appreciate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_appreciate:
            del self.fields["appreciation"]

    def sheet(self) -> Needs:
        given = self.cleaned_data
        return Needs(
            given["academic_part"],
            given["projects"],
            given["expertise"],
            given["sites"],
            given.get("appreciation"),
        )

    @staticmethod
    def initial_of(needs: NeedsAssessment | None) -> dict[str, Any]:
        return {name: getattr(needs, name) for name in (*WRITTEN, "seen")} if needs else {}

    def compare(self, needs: NeedsAssessment | None) -> None:
        """Under each field, what stands now where it is not what is typed; the next sending knows of it."""
        for name in WRITTEN if needs else ():
            said = getattr(needs, name)
            if said and name in self.cleaned_data and said != self.cleaned_data[name]:
                self.add_error(name, f"Écrit entre-temps : « {said} »")
        data: Any = self.data.copy()
        data["seen"] = needs.seen if needs else ""
        self.data = data


class MissionShareForm(SchoolForm):
    part = forms.ChoiceField(
        label="Partie de la mission",
        choices=[(kind.label, [(part.code, part.label) for part in parts_of(kind)]) for kind in Activity],
    )
    person = PersonChoice(
        label="Qui",
        empty_label="Choisissez une personne",
        error_messages={"required": "Choisissez la personne."},
    )
    percent = forms.IntegerField(label="Part, en %", min_value=1, max_value=WHOLE, initial=WHOLE)
    starts_on = DayField(label="À partir du")
    ends_on = DayField(label="Jusqu’au (inclus)")
    is_substitute = forms.BooleanField(label="En remplacement : prend la suite si besoin", required=False)

    def narrow(self, school: School) -> None:
        field: Any = self.fields["person"]
        field.offer(Person.objects.for_school(school).present())

    def taken(self) -> Taken:
        given = self.cleaned_data
        return Taken(
            given["part"],
            given["person"],
            given["percent"],
            given["starts_on"],
            given["ends_on"],
            given["is_substitute"],
        )

    @staticmethod
    def first(year: SchoolYear, part: str) -> dict[str, Any]:
        return {"part": part, "percent": WHOLE, "starts_on": year.starts_on, "ends_on": year.ends_on}

    @staticmethod
    def initial_of(share: MissionShare) -> dict[str, Any]:
        names = ("part", "percent", "starts_on", "ends_on", "is_substitute")
        return {name: getattr(share, name) for name in names} | {"person": share.person_id}


class CompetenceForm(forms.Form):
    competence = forms.ChoiceField(
        label="Sur cette partie, je suis",
        choices=[(competence.value, competence.label) for competence in ANSWERS],
        widget=forms.RadioSelect,
    )

    def declared(self) -> Competence:
        return Competence(self.cleaned_data["competence"])


class WeightForm(forms.Form):
    """For each part, two fields: what it weighs and the ease it asks for."""

    def __init__(self, *args: Any, needs: dict[str, PartNeed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            need = needs.get(part.code)
            self.fields[f"weight_{part.code}"] = forms.IntegerField(
                label=f"{part.label} : part du temps, en %",
                min_value=0,
                max_value=WHOLE,
                required=False,
                initial=need.weight if need else None,
            )
            self.fields[f"needed_{part.code}"] = forms.ChoiceField(
                label=f"{part.label} : compétence requise",
                choices=NEEDED,
                required=False,
                initial=need.needed if need else "",
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(part, self[f"weight_{part.code}"], self[f"needed_{part.code}"]) for part in PARTS]

    def weights(self) -> dict[str, tuple[int, str]]:
        given = self.cleaned_data
        return {
            part.code: (given[f"weight_{part.code}"] or 0, given[f"needed_{part.code}"]) for part in PARTS
        }
