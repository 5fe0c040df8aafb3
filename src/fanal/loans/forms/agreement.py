"""Signing an agreement, and the text of the school."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from fanal.core.attachments import Stored, store
from fanal.core.files import RefusedFile
from fanal.core.files.recognise import LARGEST_FILE
from fanal.core.forms import DayField, NameField, SchoolForm, SchoolModelForm
from fanal.core.words import is_id
from fanal.loans.models import AgreementTerms, Loan, LoanSignature
from fanal.loans.rules.loan import SIGNATURES
from fanal.loans.rules.signature import EMPTY, LONGEST_TEXT, STRANGE, NoSignature, strokes_in

PDF = "application/pdf"
WORDS = {1: "Une", 2: "Deux, des deux responsables"}


class StrokesInput(forms.HiddenInput):
    """Filled by the frame where one signs, which is what an error leads to."""

    def id_for_label(self, _: str | None) -> str:
        return "frame"


class SignForm(SchoolModelForm):
    """A name, and the strokes of the frame."""

    strokes = forms.CharField(
        label="Signature",
        max_length=LONGEST_TEXT,
        widget=StrokesInput,
        error_messages={"required": EMPTY, "max_length": STRANGE},
    )

    class Meta:
        model, fields = LoanSignature, ("name",)
        field_classes: ClassVar[Any] = {"name": NameField}

    def clean_strokes(self) -> str:
        sent: str = self.cleaned_data["strokes"]
        try:
            strokes_in(sent)
        except NoSignature as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return sent


class PaperForm(SchoolModelForm):
    """A paper that was signed; its scan is made harmless and kept before anything is written."""

    scan = forms.FileField(label="Le scan, ou une photo", required=False)

    class Meta:
        model, fields = LoanSignature, ("name",)
        field_classes: ClassVar[Any] = {"name": NameField}

    def clean_scan(self) -> Stored | None:
        sent = self.cleaned_data["scan"]
        if not sent:
            return None
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError("Ce fichier dépasse 25 Mo : numérisez en noir et blanc.")
        try:
            file = store(self.school.pk, sent.read(), sent.name)
        except RefusedFile as refusal:
            raise forms.ValidationError(refusal.reasons) from None
        if not file.is_picture and file.mime != PDF:
            raise forms.ValidationError(
                "Ce fichier n’est ni un PDF ni une photo : numérisez la convention signée."
            )
        return file


class LoansField(forms.TypedMultipleChoiceField):
    """Loans to tick, by their numbers. One that another tab ended is the action's to name."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        return is_id(str(value))


class PapersForm(SchoolForm):
    """Several agreements that were signed on paper, and the day."""

    loans = LoansField(
        label="Lesquelles ?", coerce=int, error_messages={"required": "Cochez un prêt au moins."}
    )
    papers_on = DayField(label="Signées et remises le")

    def __init__(self, *args: Any, waiting: Iterable[Loan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["loans"]
        field.choices = [(loan.number, f"{loan.who}, n° {loan.number}") for loan in waiting]


class TermsForm(SchoolModelForm):
    signatures = forms.TypedChoiceField(
        label="Signatures demandées", coerce=int, choices=[(count, WORDS[count]) for count in SIGNATURES]
    )

    class Meta:
        model, fields = AgreementTerms, ("title", "body")
        widgets: ClassVar[Any] = {"body": forms.Textarea(attrs={"rows": 20})}
