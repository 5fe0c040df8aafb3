"""The forms of the register: the whole sheet, the few questions to a colleague."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import CodesField, NameField, SchoolModelForm
from fanal.privacy.models import Processing
from fanal.privacy.rules.codes import ProcessingPartKind
from fanal.privacy.rules.declaration import NOBODY, WHAT, WHO, ToolDeclaration
from fanal.privacy.rules.parts import HINTS, text_of
from fanal.privacy.rules.register import LONGEST


def _part(label: str, kind: ProcessingPartKind) -> forms.CharField:
    lines = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=LONGEST, required=False, widget=lines, help_text=HINTS[kind]
    )


class ProcessingForm(SchoolModelForm):
    """The sheet, with what it has several of: a line each. The parts of its sheet must be there."""

    retention = _part("Durées de conservation", ProcessingPartKind.RETENTION)
    inside = _part("Destinataires dans l’établissement", ProcessingPartKind.INSIDE)
    outside = _part("Destinataires extérieurs", ProcessingPartKind.OUTSIDE)
    processor = _part("Sous-traitants", ProcessingPartKind.PROCESSOR)
    transfer = _part("Transferts hors de l’Union européenne", ProcessingPartKind.TRANSFER)

    class Meta:
        model, fields = Processing, Processing.WRITTEN
        field_classes: ClassVar[Any] = {"name": NameField, "controller_name": NameField}

    def narrow(self, school: School) -> None:
        parts = self.instance.parts.all() if self.instance.pk else []
        for kind in ProcessingPartKind:
            pairs = [(part.what, part.detail) for part in parts if part.kind == kind]
            self.initial[kind.value] = text_of(pairs)


class ToolDeclarationForm(forms.Form):
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
    people = CodesField(
        label="De qui sont les données ?",
        choices=[(code.value, code.label) for code in WHO],
        error_messages={"required": NOBODY},
    )
    data_kinds = CodesField(
        label="Lesquelles ?", choices=[(code.value, code.label) for code in WHAT], required=False
    )
    has_accounts = forms.BooleanField(label="Chacun y a un compte à son nom", required=False)

    def declaration(self) -> ToolDeclaration:
        given = self.cleaned_data
        return ToolDeclaration(
            given["name"], given["purpose"], given["people"], given["data_kinds"], given["has_accounts"]
        )
