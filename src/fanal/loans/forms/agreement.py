"""Signing an agreement, and the text of the school."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from fanal.accounts.models import School
from fanal.core.files import RefusedFile
from fanal.core.files.attachments import Stored, store
from fanal.core.files.recognise import LARGEST_FILE
from fanal.core.forms.school_form import DayField, NameField, SchoolForm, SchoolModelForm
from fanal.core.text.words import is_id
from fanal.loans.models import AgreementTerms, Loan, LoanSignature
from fanal.loans.rules.loan import SIGNATURES
from fanal.loans.rules.signature import EMPTY, LONGEST_TEXT, STRANGE, NoSignature, strokes_in
from fanal.loans.rules.signer import SignerQuality, SigningParty

PDF = "application/pdf"
OTHER_NAME = "Si ce n’est pas le nom de qui emprunte : pourquoi, en deux mots. C’est gardé avec la signature."
WORDS = {1: "Une", 2: "Deux, des deux responsables"}


class StrokesInput(forms.HiddenInput):
    """Filled by the frame where one signs, which is what an error leads to."""

    def id_for_label(self, _: str | None) -> str:
        return "frame"


DEDUCED = "Sans réponse, le nom le dit s’il est celui d’un responsable noté, ou de l’élève majeur."


class SignerForm(SchoolModelForm):
    """A name, for a pupil as what they sign, and on what grounds where it is unusual (`rules.signer`)."""

    class Meta:
        model, fields = LoanSignature, ("name", "quality", "grounds")
        field_classes: ClassVar[Any] = {"name": NameField}

    def __init__(self, *args: Any, party: SigningParty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not party.choices:
            del self.fields["quality"]
            self.fields["grounds"].help_text = OTHER_NAME
            return
        words = {
            SignerQuality.GUARDIAN: f"Un responsable légal de {party.pupil}",
            SignerQuality.PUPIL: f"{party.pupil}, qui a 18 ans ou plus",
            SignerQuality.EMANCIPATED: f"{party.pupil}, après émancipation",
            SignerQuality.PROTECTOR: f"Qui assiste ou représente {party.pupil}, par une mesure de protection",
        }
        self.fields["quality"] = forms.ChoiceField(
            label="Qui signe",
            choices=[(quality.value, words[quality]) for quality in party.choices],
            widget=forms.RadioSelect,
            required=False,
            help_text=DEDUCED,
        )


class SignForm(SignerForm):
    """With the strokes of the frame."""

    strokes = forms.CharField(
        label="Signature",
        max_length=LONGEST_TEXT,
        widget=StrokesInput,
        error_messages={"required": EMPTY, "max_length": STRANGE},
    )

    def clean_strokes(self) -> str:
        sent: str = self.cleaned_data["strokes"]
        try:
            strokes_in(sent)
        except NoSignature as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return sent


class PaperForm(SignerForm):
    """A paper that was signed, and its scan where there is one."""

    scan = forms.FileField(label="Le scan, ou une photo (facultatif)", required=False)

    def clean_scan(self) -> Stored | None:
        sent = self.cleaned_data["scan"]
        return stored_scan(self.school, sent) if sent else None


class SignedScanForm(SchoolForm):
    """The scan of a paper that was noted before."""

    scan = forms.FileField(
        label="Le scan, ou une photo",
        error_messages={"required": "Choisissez le scan, ou une photo, de la convention signée."},
    )

    def clean_scan(self) -> Stored:
        return stored_scan(self.school, self.cleaned_data["scan"])


def stored_scan(school: School, sent: UploadedFile) -> Stored:
    """It is made harmless and kept before anything is written. ValidationError says why it is not."""
    if (sent.size or 0) > LARGEST_FILE:
        raise forms.ValidationError("Ce fichier dépasse 25 Mo : numérisez en noir et blanc.")
    try:
        file = store(school.pk, sent.read(), sent.name or "")
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
        model, fields = AgreementTerms, ("title", "body", "act_number", "act_on")
        field_classes: ClassVar[Any] = {"act_on": DayField}
        widgets: ClassVar[Any] = {"body": forms.Textarea(attrs={"rows": 20})}

    def narrow(self, school: School) -> None:
        """Whose act it is depends on the school."""
        field = self.fields["act_number"]
        field.help_text = (
            "La décision qui les autorise chez vous, s’il y en a une. Inconnue : la convention n’en dit rien."
            if school.is_private
            else f"La délibération du conseil d’administration. {field.help_text}"
        )
