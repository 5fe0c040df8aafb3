"""The forms of the commission: a member, a meeting, a point, minutes, a decision, a correction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.commission.actions.member import ONE_OF_TWO
from fanal.commission.models import (
    AgendaItem,
    CommissionMember,
    DialogueFile,
    Meeting,
    MeetingDecision,
    MinutesCorrection,
)
from fanal.commission.rules.decision import CommittedSide
from fanal.commission.rules.meeting import Attended, MinutesAudience
from fanal.core.forms.school_form import NameField, SchoolForm, SchoolModelForm

NEEDS_END = "Donnez le dernier jour : le nom d’une personne extérieure s’efface de la liste un an après."


class CommissionMemberForm(SchoolModelForm):
    """Somebody of the school, or somebody named; the days they sit."""

    class Meta:
        model = CommissionMember
        fields: ClassVar[Any] = (
            "circle",
            "person",
            "name",
            "email",
            "quality",
            "has_voice",
            "starts_on",
            "ends_on",
        )
        field_classes: ClassVar[Any] = {"person": PersonChoice, "name": NameField, "quality": NameField}
        widgets: ClassVar[Any] = {"circle": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        self.fields["person"].offer(Person.objects.for_school(school).present(), "Une personne extérieure")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        person, name = values.get("person"), values.get("name", "")
        if self.errors:
            return values
        if (person is None) == (not name):
            self.add_error("person", ONE_OF_TWO)
        elif person is None and not values.get("ends_on"):
            self.add_error("ends_on", NEEDS_END)
        elif person is not None:
            values["email"] = ""
        if values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.add_error("ends_on", "Le dernier jour vient avant le premier.")
        return values


class MeetingForm(SchoolModelForm):
    class Meta:
        model = Meeting
        fields: ClassVar[Any] = ("circle", "title", "partner", "starts_at", "length", "place")
        field_classes: ClassVar[Any] = dict.fromkeys(("title", "partner", "place"), NameField)
        widgets: ClassVar[Any] = {"circle": forms.RadioSelect}


class AgendaItemForm(SchoolModelForm):
    class Meta:
        model, fields = AgendaItem, ["title", "detail"]
        field_classes: ClassVar[Any] = {"title": NameField}


class MinutesForm(SchoolModelForm):
    """What is written under one point."""

    class Meta:
        model, fields = AgendaItem, ["minutes"]
        widgets: ClassVar[Any] = {"minutes": forms.Textarea(attrs={"rows": 5})}


class PresencesForm(SchoolForm):
    """One answer for each member, under the key of each; `shown` is what was noted when the page was made."""

    def __init__(
        self, *args: Any, members: list[CommissionMember], shown: Mapping[int, str], **kwargs: Any
    ) -> None:
        self.members = members
        super().__init__(*args, **kwargs)
        self.shown = {key: self.data.get(f"s{key}", "") for key in self._keys()} if self.is_bound else shown

    def narrow(self, school: School) -> None:
        for member in self.members:
            self.fields[f"m{member.pk}"] = forms.ChoiceField(
                label=str(member), choices=[("", "–"), *Attended.choices()], required=False
            )

    def _keys(self) -> list[int]:
        return [member.pk for member in self.members]

    def rows(self) -> list[tuple[CommissionMember, Any, str]]:
        return [(member, self[f"m{member.pk}"], self.shown.get(member.pk, "")) for member in self.members]

    def attended(self) -> dict[int, str]:
        """What was sent; a member whom the page did not show yet is not answered for."""
        return {key: self.cleaned_data[f"m{key}"] for key in self._keys() if f"m{key}" in self.data}

    def over(self, kept: Mapping[int, str]) -> "PresencesForm":
        """The same choices over what is noted now: only what this page changed stays different."""
        sent = self.attended() if self.is_valid() else {}
        chosen = {key: code for key, code in sent.items() if code != self.shown.get(key, "")}
        initial = {f"m{key}": code for key, code in {**kept, **chosen}.items()}
        return PresencesForm(school=self.school, members=self.members, shown=kept, initial=initial)


class MeetingDecisionForm(SchoolModelForm):
    """What is decided, who does it, until when; which side, when a partner is there."""

    class Meta:
        model = MeetingDecision
        fields: ClassVar[Any] = ("text", "side", "owner", "owner_words", "due_on")
        field_classes: ClassVar[Any] = {"owner": PersonChoice, "owner_words": NameField}
        widgets: ClassVar[Any] = {"text": forms.Textarea(attrs={"rows": 2}), "side": forms.RadioSelect}

    def __init__(self, *args: Any, has_partner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_partner and self.instance.side == CommittedSide.SCHOOL:
            del self.fields["side"]

    def narrow(self, school: School) -> None:
        self.fields["owner"].offer(
            Person.objects.for_school(school).present(), "Aucune personne de l’établissement"
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("owner") is not None and values.get("owner_words"):
            self.add_error("owner_words", "Une personne, ou un responsable extérieur : pas les deux.")
        return values


class PublicationForm(SchoolModelForm):
    """Who reads the minutes: a choice that must be made here, and that a meeting begins without."""

    class Meta:
        model, fields = Meeting, ["audience"]
        widgets: ClassVar[Any] = {"audience": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        self.fields["audience"].required = True
        self.fields["audience"].choices = MinutesAudience.choices()


class CorrectionForm(SchoolModelForm):
    class Meta:
        model, fields = MinutesCorrection, ["text"]
        widgets: ClassVar[Any] = {"text": forms.Textarea(attrs={"rows": 2})}


class DialogueForm(SchoolModelForm):
    class Meta:
        model, fields = DialogueFile, ["needs", "uses"]
        widgets: ClassVar[Any] = {name: forms.Textarea(attrs={"rows": 6}) for name in ("needs", "uses")}


@dataclass(frozen=True, kw_only=True)
class MeetingForms:
    """The forms of the page; None: those that are not shown, or that nobody sent."""

    item: AgendaItemForm | None = None
    presences: PresencesForm | None = None
    decision: MeetingDecisionForm | None = None
    publication: PublicationForm | None = None
    correction: CorrectionForm | None = None

    @property
    def is_sent(self) -> bool:
        return any(form is not None and form.is_bound for form in vars(self).values())
