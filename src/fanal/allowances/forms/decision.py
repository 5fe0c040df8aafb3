"""The forms of what others say of an allowance or a relief: agreement, opinions, decisions, substitute."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import School
from fanal.allowances.actions.opinion import OpinionInput
from fanal.allowances.forms.allowance import OfAPersonForm, every_rate
from fanal.allowances.models import CouncilOpinion, ServiceRelief, Substitution
from fanal.allowances.rules.councils import Body, Opinion, bodies
from fanal.allowances.rules.relief import HALVES, MOST_HALVES, ReliefWords, hours_said, relief_words
from fanal.core.forms.school_form import LINES, DayField, SchoolModelForm


class OpinionForm(SchoolModelForm):
    afterwards = forms.BooleanField(
        label="Saisie après coup",
        required=False,
        help_text="Cette séance a aussi examiné les propositions qui n’ont été présentées dans Fanal que "
        "plus tard.",
    )
    is_out_of_order = forms.BooleanField(
        label="Pas dans l’ordre d’usage",
        required=False,
        help_text="Une autre instance donne d’habitude son avis avant : dites pourquoi dans la remarque.",
    )

    class Meta:
        model = CouncilOpinion
        fields = ("body", "held_on", "outcome", "votes_for", "votes_against", "abstentions", "note")
        widgets: ClassVar[Any] = {"body": forms.RadioSelect, "outcome": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        offered = bodies(is_private=school.status == School.Status.PRIVATE)
        self.fields["body"].choices = [(body.value, body.label) for body in offered]
        if len(offered) == 1:
            del self.fields["is_out_of_order"]

    def opinion_input(self, body: str = "") -> OpinionInput:
        values = self.cleaned_data
        votes = (values["votes_for"], values["votes_against"], values["abstentions"])
        return OpinionInput(
            Body(body or values["body"]),
            values["held_on"],
            Opinion(values["outcome"]),
            votes,
            values["note"],
            values["afterwards"],
            values.get("is_out_of_order", False),
        )


class AgreementForm(forms.Form):
    agreed_on = DayField(label="Accord donné le")


class DeclineForm(forms.Form):
    terms = forms.CharField(widget=forms.HiddenInput, max_length=16)
    word = forms.CharField(
        label="Un mot pour la direction",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": LINES}),
        help_text="Ce qui vous ferait dire oui, par exemple : un autre taux, une autre tâche.",
    )


class DecisionForm(forms.Form):
    accepted = forms.ChoiceField(
        label="Décision du recteur",
        choices=[("yes", "Attribuée"), ("no", "Refusée")],
        widget=forms.RadioSelect,
    )
    quarters = forms.TypedChoiceField(label="Au taux de", coerce=int)
    decided_on = DayField(label="Décision du")

    def __init__(self, *args: Any, year: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["quarters"]
        field.choices = every_rate(year)


class SubstitutionForm(OfAPersonForm):
    class Meta:
        model, fields = Substitution, ["person", "since", "until"]
        field_classes: ClassVar[Any] = {"person": PersonChoice}


class CancelSubstitutionForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        help_text="L’historique garde ce motif : n’y écrivez le nom de personne.",
    )


class UnheardForm(forms.Form):
    unheard_reason = forms.CharField(
        label="Pourquoi sans attendre",
        max_length=100,  # the journal keeps 200 signs: those of what was missing come after
        help_text="« Le rectorat ferme la saisie le 12 juin. » L’historique garde ce motif : n’y écrivez le "
        "nom de personne.",
    )


def _hours() -> list[tuple[int, str]]:
    return [(halves, f"{hours_said(halves)} par semaine") for halves in range(1, MOST_HALVES + 1)]


class ReliefForm(OfAPersonForm):
    halves = forms.TypedChoiceField(label="Allègement", choices=_hours, coerce=int, initial=HALVES)

    class Meta:
        model, fields = ServiceRelief, ["person", "halves", "reason"]
        field_classes: ClassVar[Any] = {"person": PersonChoice}

    def narrow(self, school: School) -> None:
        super().narrow(school)
        field = self.fields["reason"]
        field.help_text = f"{field.help_text} {relief_words(is_private=school.is_private).help}"


class ReliefBoardForm(forms.Form):
    held_on = DayField()

    def __init__(self, *args: Any, words: ReliefWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["held_on"]
        field.label, field.help_text = words.day, words.day_help


class ReliefDecisionForm(forms.Form):
    accepted = forms.ChoiceField(
        label="Décision du recteur", choices=[("yes", "Attribué"), ("no", "Refusé")], widget=forms.RadioSelect
    )
    decided_on = DayField(label="Décision du")
