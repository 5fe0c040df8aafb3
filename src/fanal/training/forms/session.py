"""The forms of a session: what it is, whom one adds, why it is cancelled, a code, an opinion."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import Person, School
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import NameField, SchoolForm, SchoolModelForm
from fanal.training.models import SessionRegistration, TrainingSession, TrainingSubject
from fanal.training.rules.session import CODE_LETTERS


class TrainingSessionForm(SchoolModelForm):
    class Meta:
        model = TrainingSession
        fields: ClassVar[Any] = (
            "title",
            "subject",
            "level",
            "starts_at",
            "ends_at",
            "place",
            "seats",
            "host",
            "host_words",
            "details",
        )
        field_classes: ClassVar[Any] = dict.fromkeys(("title", "place", "host_words"), NameField)

    def narrow(self, school: School) -> None:
        subjects = TrainingSubject.objects.for_school(school).order_by(sort_key("name"))
        self.fields["subject"].offer(subjects, "Sans sujet de la liste")
        self.fields["host"].offer(
            Person.objects.for_school(school).present().by_name(), "Personne de l’établissement"
        )
        self.fields["level"].choices = [("", "Tous les niveaux"), *list(self.fields["level"].choices)[1:]]


class AddedPersonForm(SchoolModelForm):
    class Meta:
        model = SessionRegistration
        fields: ClassVar[Any] = ("person",)
        labels: ClassVar[Any] = {"person": "Inscrire une personne"}

    def narrow(self, school: School) -> None:
        self.fields["person"].offer(Person.objects.for_school(school).present().by_name(), "Choisir")
        self.fields["person"].required = True


class CancelSessionForm(SchoolForm):
    why = forms.CharField(
        label="Pourquoi",
        max_length=300,
        help_text="Chaque inscrit le lit.",
        error_messages={"required": "Dites pourquoi, en un mot : chaque inscrit le lit."},
    )


class RoomCodeForm(SchoolForm):
    code = forms.CharField(
        label="Le code de la salle",
        max_length=CODE_LETTERS * 3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=f"{CODE_LETTERS} lettres et chiffres, à l’écran de la salle. Il change chaque minute.",
        error_messages={"required": "Recopiez le code de l’écran."},
    )


class SessionOpinionForm(SchoolForm):
    """`choices`: the answers to what is asked at this moment."""

    chosen = forms.ChoiceField(
        label="Votre réponse",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse.", "invalid_choice": "Choisissez une réponse."},
    )

    def __init__(self, *args: Any, choices: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = list(choices)
