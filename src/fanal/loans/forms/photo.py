"""A photo of what is lent: of which moment, of which machine."""

from typing import Any

from django import forms

from fanal.core.files import RefusedFile
from fanal.core.files.attachments import Stored, store_drawing
from fanal.core.forms.school_form import SchoolForm
from fanal.loans.models import Loan
from fanal.loans.rules.loan import Outcome
from fanal.loans.rules.photo import PHOTO_LABELS, PhotoMoment

SIDE = 1_600  # pixels: a scratch is seen, and a page of ten stays light on a phone


def small_picture(school_id: int, sent: Any) -> Stored:
    """Made small and harmless, without what the phone wrote in it. ValidationError says why not."""
    try:
        return store_drawing(school_id, sent.read(), sent.name, side=SIDE)
    except RefusedFile as refusal:
        raise forms.ValidationError(refusal.reasons) from None


class PhotoForm(SchoolForm):
    """One picture, kept before anything is written."""

    file = forms.FileField(label="Photo", error_messages={"required": "Prenez ou choisissez une photo."})
    moment = forms.TypedChoiceField(
        coerce=PhotoMoment, choices=[(code.value, label) for code, label in PHOTO_LABELS.items()]
    )
    item = forms.TypedChoiceField(label="De quoi", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, loan: Loan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        lent = loan.items.exclude(outcome=Outcome.CANCELLED).with_machine()
        field.choices = [("", "De l’ensemble"), *((item.pk, str(item)) for item in lent)]

    def clean_file(self) -> Stored:
        return small_picture(self.school.pk, self.cleaned_data["file"])
