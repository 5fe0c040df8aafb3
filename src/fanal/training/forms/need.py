"""The form of a need: three taps on a phone. Those of the plan: subjects, offers, rules, requests."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import NameField, SchoolChoice, SchoolForm, SchoolModelForm
from fanal.training.models import (
    LocalTraining,
    LocalTrainingRules,
    TrainingNeed,
    TrainingOffer,
    TrainingSubject,
)
from fanal.training.rules.local_training import LocalTrainingState


class TrainingNeedForm(SchoolModelForm):
    """`subject` is drawn as buttons: one tap."""

    class Meta:
        model = TrainingNeed
        fields: ClassVar[Any] = ("subject", "words", "level", "format")
        field_classes: ClassVar[Any] = {"words": NameField}
        widgets: ClassVar[Any] = dict.fromkeys(("subject", "level", "format"), forms.RadioSelect)

    def narrow(self, school: School) -> None:
        subjects = TrainingSubject.objects.for_school(school).offered().order_by(sort_key("name"))
        self.fields["subject"].offer(subjects, "Un autre, à écrire ci-dessous")


class TrainingSubjectForm(SchoolModelForm):
    class Meta:
        model = TrainingSubject
        fields: ClassVar[Any] = ("name", "skills", "staff_domains", "is_offered")
        field_classes: ClassVar[Any] = {"name": NameField}


class WordsSortedForm(SchoolForm):
    """Under which subject somebody's own words come."""

    under = SchoolChoice(TrainingSubject, label="Sous quel sujet ?")

    def narrow(self, school: School) -> None:
        self.fields["under"].offer(TrainingSubject.objects.for_school(school).order_by(sort_key("name")))


class TrainingOfferForm(SchoolModelForm):
    class Meta:
        model = TrainingOffer
        fields: ClassVar[Any] = (
            "title",
            "kind",
            "subject",
            "level",
            "organiser",
            "when_words",
            "duration_words",
            "address",
            "is_open",
        )
        field_classes: ClassVar[Any] = dict.fromkeys(
            ("title", "organiser", "when_words", "duration_words"), NameField
        )

    def narrow(self, school: School) -> None:
        self.fields["subject"].offer(TrainingSubject.objects.for_school(school).order_by(sort_key("name")))
        self.fields["level"].choices = [("", "Tous les niveaux"), *list(self.fields["level"].choices)[1:]]


class LocalTrainingRulesForm(SchoolModelForm):
    class Meta:
        model = LocalTrainingRules
        fields: ClassVar[Any] = (
            "name",
            "channel",
            "threshold",
            "campaign_until",
            "list_days",
            "two_trainers_from",
            "source",
            "is_checked",
        )
        field_classes: ClassVar[Any] = dict.fromkeys(("name", "channel", "source"), NameField)


class LocalTrainingForm(SchoolModelForm):
    class Meta:
        model = LocalTraining
        fields: ClassVar[Any] = ("title", "aims", "wished_on", "place", "others")
        field_classes: ClassVar[Any] = dict.fromkeys(("title", "place"), NameField)


class LocalTrainingAnswerForm(SchoolModelForm):
    state = forms.ChoiceField(
        label="Réponse",
        choices=[
            (LocalTrainingState.ACCEPTED.value, LocalTrainingState.ACCEPTED.label),
            (LocalTrainingState.REFUSED.value, "Refusée"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si elle est acceptée ou refusée."},
    )
    field_order = ("state", "answered_on", "reason", "reference")

    class Meta:
        model = LocalTraining
        fields: ClassVar[Any] = ("answered_on", "reason", "reference")
        field_classes: ClassVar[Any] = dict.fromkeys(("reason", "reference"), NameField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].required = True
        self.fields["reason"].help_text = "En cas de refus : chaque besoin le garde, et revient ensuite."
