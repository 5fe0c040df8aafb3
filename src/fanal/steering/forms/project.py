"""The forms of the project: a version, an axis, an objective, an action, an opinion."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import names_of
from fanal.steering.models import Objective, ProjectAction, ProjectAxis, ProjectOpinion, ProjectVersion
from fanal.steering.rules.adoption import BoardDecision, Standing

ONE_ANSWERS = "Une personne, ou un groupe : pas les deux. Le groupe peut se dire dans l’action."


class VersionForm(SchoolModelForm):
    class Meta:
        model = ProjectVersion
        fields: ClassVar[Any] = ("title", "first_year", "years", "standing", "introduction")
        field_classes: ClassVar[Any] = {"title": NameField}
        widgets: ClassVar[Any] = {"standing": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        """A private school has no board that adopts: nothing is asked."""
        self.fields["standing"].choices = Standing.choices()
        if school.is_private:
            del self.fields["standing"]
            self.fields["years"].help_text = ""


class AdoptionForm(SchoolModelForm):
    """Why a text comes into force without the decision that the law asks for."""

    class Meta:
        model = ProjectVersion
        fields: ClassVar[Any] = ("adopted_despite",)

    def narrow(self, school: School) -> None:
        self.fields["adopted_despite"].required = True


class AxisForm(SchoolModelForm):
    class Meta:
        model = ProjectAxis
        fields: ClassVar[Any] = ("title", "text")
        field_classes: ClassVar[Any] = {"title": NameField}


class ObjectiveForm(SchoolModelForm):
    class Meta:
        model = Objective
        fields: ClassVar[Any] = ("title", "text", "expected")
        field_classes: ClassVar[Any] = {"title": NameField, "expected": NameField}


class ActionForm(SchoolModelForm):
    class Meta:
        model = ProjectAction
        fields: ClassVar[Any] = (
            "title",
            "kind",
            "disciplines",
            "owner",
            "owner_words",
            "starts_on",
            "ends_on",
            "budget_cents",
            "payer",
        )
        field_classes: ClassVar[Any] = {"title": NameField, "owner_words": NameField, "owner": PersonChoice}

    def narrow(self, school: School) -> None:
        self.fields["owner"].offer(Person.objects.for_school(school).present(), "Personne encore")
        names = names_of(school)
        self.fields["payer"].choices = [(code, names[code]) for code in EquipmentOwner.values]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("owner") is not None and values.get("owner_words"):
            self.add_error("owner_words", ONE_ANSWERS)
        return values


class AdvanceForm(SchoolModelForm):
    """Where an action stands, and a word about it."""

    class Meta:
        model = ProjectAction
        fields: ClassVar[Any] = ("state", "progress")
        field_classes: ClassVar[Any] = {"progress": NameField}
        widgets: ClassVar[Any] = {"state": forms.RadioSelect}


class ProjectOpinionForm(SchoolModelForm):
    class Meta:
        model = ProjectOpinion
        fields: ClassVar[Any] = ("given_on", "votes_for", "votes_against", "abstained", "outcome", "remark")
        widgets: ClassVar[Any] = {"outcome": forms.RadioSelect}

    def __init__(self, *args: Any, decides: bool, **kwargs: Any) -> None:
        """`decides`: this council adopts or rejects; the others give an opinion."""
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [("", "Les voix la disent"), *BoardDecision.choices()]
        if not decides:
            del self.fields["outcome"]
