"""The forms of the register: the whole sheet, the few questions to a colleague."""

from typing import Any

from django import forms

from fanal.core.forms import NameField
from fanal.privacy.actions.register import ProcessingInput
from fanal.privacy.forms.fields import lines, ticked
from fanal.privacy.models import Processing
from fanal.privacy.rules.codes import (
    Controller,
    Data,
    Dpia,
    Ground,
    Measure,
    People,
    ProcessingPartKind,
    Sensitive,
)
from fanal.privacy.rules.declaring import NOBODY, WHAT, WHO, Declared
from fanal.privacy.rules.parts import HINTS, parts_of, text_of
from fanal.privacy.rules.register import NOT_PUBLIC


class ProcessingForm(forms.Form):
    """The sheet, in the order in which it is read."""

    name = NameField(
        label="Nom du traitement",
        max_length=120,
        error_messages={"required": "Donnez un nom au traitement, par exemple « Vie scolaire »."},
    )
    tool = forms.CharField(label="Logiciel ou application", max_length=120, required=False)
    controller = forms.ChoiceField(
        label="Responsable de traitement", choices=Controller.choices(), initial=Controller.HEAD
    )
    controller_name = NameField(
        label="L’autre responsable",
        max_length=160,
        required=False,
        help_text="Le ministère, la collectivité, l’éditeur… si ce n’est pas le chef d’établissement seul.",
    )
    purposes = lines("Finalités", hint="À quoi cela sert ; une par ligne.")
    ground = forms.ChoiceField(
        label="Base légale",
        choices=[("", "À choisir"), *Ground.choices()],
        required=False,
        help_text=NOT_PUBLIC,
    )
    ground_words = forms.CharField(label="Texte ou précision", max_length=300, required=False)
    people = ticked("Personnes concernées", People.choices())
    data_kinds = ticked("Catégories de données", Data.choices())
    data_words = lines("Précision sur les données")
    sensitive = ticked(
        "Données sensibles", Sensitive.choices(), help_text="Aucune case : aucune donnée sensible."
    )
    sensitive_reason = lines("Pourquoi elles sont permises", 500)
    retention = lines("Durées de conservation", hint=HINTS[ProcessingPartKind.RETENTION])
    inside = lines("Destinataires dans l’établissement", hint=HINTS[ProcessingPartKind.INSIDE])
    outside = lines("Destinataires extérieurs", hint=HINTS[ProcessingPartKind.OUTSIDE])
    processor = lines("Sous-traitants", hint=HINTS[ProcessingPartKind.PROCESSOR])
    has_no_processor = forms.BooleanField(label="Il n’y a aucun sous-traitant", required=False)
    transfer = lines("Transferts hors de l’Union européenne", hint=HINTS[ProcessingPartKind.TRANSFER])
    has_no_transfer = forms.BooleanField(label="Rien ne sort de l’Union européenne", required=False)
    measures = ticked("Mesures de sécurité", Measure.choices())
    measures_words = lines("Précision sur les mesures")
    dpia = forms.ChoiceField(label="Analyse d’impact (AIPD)", choices=Dpia.choices(), initial=Dpia.TO_SAY)
    dpia_reference = forms.CharField(
        label="Référence de l’analyse, ou raison de ne pas en faire", max_length=300, required=False
    )
    is_public = forms.BooleanField(
        label="Montrer dans l’extrait public : finalités, base légale, personnes, données, durées",
        required=False,
    )

    def written(self) -> ProcessingInput:
        given = self.cleaned_data
        parts = {kind: parts_of(given[kind.value]) for kind in ProcessingPartKind}
        return ProcessingInput({name: given[name] for name in Processing.WRITTEN}, parts)

    @staticmethod
    def initial_of(processing: Processing) -> dict[str, Any]:
        """Its first values; its parts must be there."""
        values = {name: getattr(processing, name) for name in Processing.WRITTEN}
        for kind in ProcessingPartKind:
            pairs = [(part.what, part.detail) for part in processing.parts.all() if part.kind == kind]
            values[kind.value] = text_of(pairs)
        return values


class DeclareToolForm(forms.Form):
    """What a colleague knows of a tool they use."""

    name = NameField(
        label="Quel outil ?",
        max_length=120,
        error_messages={"required": "Donnez le nom de l’outil, tel qu’on le dit."},
    )
    purpose = forms.CharField(
        label="Pour quoi faire ?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites en une phrase ce que vous en faites."},
    )
    people = ticked(
        "De qui sont les données ?",
        [(code.value, code.label) for code in WHO],
        required=True,
        error_messages={"required": NOBODY},
    )
    data_kinds = ticked("Lesquelles ?", [(code.value, code.label) for code in WHAT])
    has_accounts = forms.BooleanField(label="Chacun y a un compte à son nom", required=False)

    def declared(self) -> Declared:
        given = self.cleaned_data
        return Declared(
            given["name"], given["purpose"], given["people"], given["data_kinds"], given["has_accounts"]
        )
