"""The forms of a breach: one sentence to report it, everything to handle it."""

from datetime import timedelta
from typing import Any

from django import forms

from fanal.core.forms import NameField
from fanal.core.moments import MomentField
from fanal.privacy.forms.fields import LINES, lines, ticked
from fanal.privacy.models import DataBreach
from fanal.privacy.rules.breaches import BreachController, BreachNature, Risk, TellingChoice
from fanal.privacy.rules.codes import Data, People
from fanal.privacy.rules.register import LONGEST
from fanal.schools.reading.journal_evidence import EvidenceSpan, about_choices

MOST = 10_000_000
LAST_OF_MINUTE = timedelta(seconds=59, microseconds=999_999)
SAID = {"required": "Dites ce qui s’est passé, même en une phrase."}


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, required=False, help_text="Un ordre de grandeur suffit."
    )


class ReportForm(forms.Form):
    """Whoever saw it says it; nobody is asked for the law."""

    told = forms.CharField(
        label="Que s’est-il passé ?",
        max_length=LONGEST,
        error_messages=SAID,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Quoi, quand, et qui a pu voir ou perdre quoi. N’écrivez pas les données elles-mêmes.",
    )


class BreachForm(forms.Form):
    """In the order in which one answers: what, who answers, whose data, how bad, whom to tell."""

    title = forms.CharField(label="En quelques mots", max_length=120)
    told = forms.CharField(label="Ce qui s’est passé", max_length=LONGEST, widget=LINES, error_messages=SAID)
    happened = forms.CharField(label="Quand c’est arrivé", max_length=160, required=False)
    known_at = MomentField("Connue le")
    nature = ticked("BreachNature", BreachNature.choices())
    answers = forms.ChoiceField(label="Qui répond de ces données ?", choices=BreachController.choices())
    answers_name = NameField(label="Nom de ce responsable", max_length=160, required=False)
    controller_told_at = MomentField("Ce responsable a été prévenu le", required=False)
    dpo_told_at = MomentField("Le délégué à la protection des données a été prévenu le", required=False)
    people = ticked("Personnes concernées", People.choices())
    people_count = _number("Combien de personnes")
    data_kinds = ticked("Catégories de données", Data.choices())
    records_count = _number("Combien d’enregistrements")
    consequences = lines("Conséquences probables", hint="Pour les personnes : hameçonnage, moqueries, perte…")
    measures = lines("Mesures prises ou proposées")
    risk = forms.ChoiceField(label="Risque pour les personnes", choices=Risk.choices())
    cnil = forms.ChoiceField(label="Notifier la CNIL", choices=TellingChoice.choices())
    cnil_reason = lines("Pourquoi")
    cnil_told_at = MomentField("CNIL notifiée le", required=False)
    cnil_number = forms.CharField(label="Numéro de la notification", max_length=60, required=False)
    late_reason = lines("Pourquoi après 72 heures")
    others = forms.ChoiceField(label="Prévenir les personnes concernées", choices=TellingChoice.choices())
    others_reason = lines("Pourquoi")
    others_told_at = MomentField("Personnes prévenues le", required=False)

    @classmethod
    def initial_of(cls, breach: DataBreach) -> dict[str, Any]:
        return {name: getattr(breach, name) for name in cls.base_fields}


class EvidenceForm(forms.Form):
    """Which part of the journal to freeze."""

    since = MomentField("Du")
    until = MomentField("Au")
    about = forms.ChoiceField(label="Ce que cela touche", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about_choices()  # a ChoiceField

    def span(self) -> EvidenceSpan:
        """The minute that is typed as the end is in it."""
        given = self.cleaned_data
        return EvidenceSpan(given["since"], given["until"] + LAST_OF_MINUTE, given["about"])
