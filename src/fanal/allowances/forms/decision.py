"""The forms of what others say of an allowance or a relief: agreement, opinions, decisions, substitute."""

from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.allowances.actions.opinion import OpinionInput
from fanal.allowances.forms.allowance import LONG, OfAPersonForm, rate_choices
from fanal.allowances.rules.councils import Body, Opinion, bodies
from fanal.allowances.rules.relief import HALVES, HELP, MOST_HALVES, hours_said
from fanal.core.forms import DayField


class OpinionForm(forms.Form):
    body = forms.ChoiceField(label="Instance", widget=forms.RadioSelect)
    held_on = DayField(label="Séance du")
    outcome = forms.ChoiceField(label="Avis", choices=Opinion.choices(), widget=forms.RadioSelect)
    votes_for = forms.IntegerField(label="Pour", min_value=0, max_value=200, required=False)
    votes_against = forms.IntegerField(label="Contre", min_value=0, max_value=200, required=False)
    abstentions = forms.IntegerField(label="Abstentions", min_value=0, max_value=200, required=False)
    note = forms.CharField(label="Remarque", max_length=300, required=False)
    afterwards = forms.BooleanField(
        label="Saisie après coup",
        required=False,
        help_text="Cette séance a aussi examiné les propositions qui n’ont été présentées dans Fanal que "
        "plus tard.",
    )

    def __init__(self, *args: Any, is_private: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.choices = [(body.value, body.label) for body in bodies(is_private=is_private)]

    def opinion_input(self, body: str = "") -> OpinionInput:
        given = self.cleaned_data
        votes = (given["votes_for"], given["votes_against"], given["abstentions"])
        return OpinionInput(
            Body(body or given["body"]),
            given["held_on"],
            Opinion(given["outcome"]),
            votes,
            given["note"],
            given["afterwards"],
        )


class AgreementForm(forms.Form):
    agreed_on = DayField(label="Accord donné le")


class DeclineForm(forms.Form):
    terms = forms.CharField(widget=forms.HiddenInput, max_length=16)
    word = forms.CharField(
        label="Un mot pour la direction",
        max_length=300,
        required=False,
        widget=LONG,
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
        field.choices = rate_choices(year)


class SubstitutionForm(OfAPersonForm):
    person = PersonChoice(label="Qui reprend la mission", empty_label="Choisissez une personne")
    since = DayField(label="À partir du")
    until = DayField(label="Jusqu’au", required=False)


class CancelSubstitutionForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        help_text="L’historique garde ce motif : n’y écrivez le nom de personne.",
    )


def _hours() -> list[tuple[int, str]]:
    return [(halves, f"{hours_said(halves)} par semaine") for halves in range(1, MOST_HALVES + 1)]


class ReliefForm(OfAPersonForm):
    person = PersonChoice(label="Personne", empty_label="Choisissez une personne")
    halves = forms.TypedChoiceField(label="Allègement", choices=_hours, coerce=int, initial=HALVES)
    reason = forms.CharField(label="Pourquoi un allègement", max_length=1000, widget=LONG, help_text=HELP)


class ReliefBoardForm(forms.Form):
    held_on = DayField(label="Séance du conseil d’administration")


class ReliefDecisionForm(forms.Form):
    accepted = forms.ChoiceField(
        label="Décision du recteur", choices=[("yes", "Attribué"), ("no", "Refusé")], widget=forms.RadioSelect
    )
    decided_on = DayField(label="Décision du")
