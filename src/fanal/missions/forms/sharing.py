"""The forms of the needs and of the sharing: the sheet, a share, what parts weigh, one's own competence."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import SchoolModelForm
from fanal.missions.models import MissionShare, NeedsAssessment, PartNeed
from fanal.missions.models.sharing import WRITTEN
from fanal.missions.rules.parts import PARTS
from fanal.missions.rules.sharing import ANSWERS, ASKED, WHOLE
from fanal.year.rules.years import SchoolYear

NEEDED = [("", "–"), *((competence.value, competence.label) for competence in ASKED)]


class NeedsForm(SchoolModelForm):
    """`appreciation` is there for the management alone; `seen` is what the sheet was when it was shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = NeedsAssessment
        fields = ("academic_part", "projects", "sites", "expertise", "appreciation")
        widgets: ClassVar[Any] = {"appreciation": forms.Textarea(attrs={"rows": 5})}

    def __init__(
        self, *args: Any, instance: NeedsAssessment | None, can_appreciate: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["seen"].initial = instance.seen if instance else ""
        if not can_appreciate:
            del self.fields["appreciation"]

    def compare(self, needs: NeedsAssessment | None) -> None:
        """Under each field, what stands now where it is not what is typed; the next sending knows of it."""
        for name in WRITTEN if needs else ():
            said = getattr(needs, name)
            if said and name in self.cleaned_data and said != self.cleaned_data[name]:
                self.add_error(name, f"Écrit entre-temps : « {said} »")
        data: Any = self.data.copy()
        data["seen"] = needs.seen if needs else ""
        self.data = data


class MissionShareForm(SchoolModelForm):
    class Meta:
        model = MissionShare
        fields = ("part", "person", "percent", "starts_on", "ends_on", "is_substitute")
        field_classes: ClassVar[Any] = {"person": PersonChoice}
        labels: ClassVar[Any] = {"is_substitute": "En remplacement : prend la suite si besoin"}

    def narrow(self, school: School) -> None:
        people = Person.objects.for_school(school).present()
        self.fields["person"].offer(people, "Choisissez une personne")

    @staticmethod
    def first(year: SchoolYear, part: str) -> dict[str, Any]:
        return {"part": part, "percent": WHOLE, "starts_on": year.starts_on, "ends_on": year.ends_on}


class CompetenceForm(forms.Form):
    """The three answers, which the field has beside « non précisée »."""

    competence = forms.ChoiceField(
        label="Sur cette partie, je suis",
        choices=[(competence.value, competence.label) for competence in ANSWERS],
        widget=forms.RadioSelect,
    )


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
