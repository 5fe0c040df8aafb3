"""Which objective does a thing serve, and which of a short list of things serve an objective?"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TracedKind
from fanal.core.forms.school_form import SchoolChoice, SchoolForm, SchoolModelForm
from fanal.steering.models import Objective, ObjectiveLink


class ObjectiveChoiceField(SchoolChoice):
    """« 1.2 Former chaque enseignant à l’ENT »."""

    def label_from_instance(self, objective: Any) -> str:
        return f"{objective.number} {objective.title}"


class PointForm(SchoolModelForm):
    """The objective of one thing; its kind and its key are hidden, and looked for again."""

    class Meta:
        model = ObjectiveLink
        fields: ClassVar[Any] = ("kind", "row", "objective")
        field_classes: ClassVar[Any] = {"objective": ObjectiveChoiceField}
        labels: ClassVar[Any] = {"objective": "Objectif servi"}
        widgets: ClassVar[Any] = {"kind": forms.HiddenInput, "row": forms.HiddenInput}

    def narrow(self, school: School) -> None:
        rows = Objective.objects.for_school(school).in_force().in_order().with_version()
        self.fields["objective"].required = False
        self.fields["objective"].offer(rows, "Aucun objectif")


def _serving(objective: Objective | None) -> str:
    return f" (sert l’objectif {objective.number} {objective.title})" if objective else ""


class ServingThingsForm(SchoolForm):
    """The things of one short sort that serve an objective, as boxes to tick.

    `elsewhere`: by key, the other objective that a thing serves, which it leaves once its box is ticked.
    """

    things = forms.MultipleChoiceField(
        label="Lesquelles", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, kind: TracedKind, member: Member, elsewhere: Mapping[str, Objective], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = kind.choices(member) if kind.choices else []
        self.fields["things"].choices = [
            (thing.key, f"{thing.label}{_serving(elsewhere.get(thing.key))}") for thing in listed
        ]
        self.fields["things"].label = kind.label
