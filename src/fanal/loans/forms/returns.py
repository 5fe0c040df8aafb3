"""The forms of what comes back: how it is, an exchange, what is there again, what is scanned on a table."""

from typing import Any, ClassVar

from django import forms

from fanal.core.files.attachments import Stored
from fanal.core.forms.school_form import SchoolForm, SchoolModelForm, form_field
from fanal.equipment.forms.scanned import ScannedField, ScannedText
from fanal.loans.forms.photo import small_picture
from fanal.loans.models import Loan, LoanItem
from fanal.loans.rules.loan import ENDS, LABELS, Outcome

COMPLAINT_LATER = "Pas encore de plainte : laissez vide, et donnez le numéro plus tard, sur la page du prêt."


class ReturnForm(SchoolModelForm):
    """What became of the machines that are ticked."""

    items = forms.TypedMultipleChoiceField(
        label="Ce qui revient",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez ce qui revient."},
    )
    outcome = forms.TypedChoiceField(
        label="Dans quel état", coerce=Outcome, choices=[(code.value, LABELS[code]) for code in ENDS]
    )
    photo = forms.FileField(label="Photo", required=False)
    field_order = ("items", "outcome")

    class Meta:
        model = LoanItem
        fields = ("remark", "complaint", "insurer", "decision")
        help_texts: ClassVar[Any] = {"remark": "", "complaint": COMPLAINT_LATER}

    def __init__(self, *args: Any, loan: Loan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        out = loan.items.out().with_machine()
        field: Any = self.fields["items"]
        if len(out) == 1:
            self.initial["items"] = [out[0].pk]
        field.choices = [
            (item.pk, f"{item} – {item.accessories}" if item.accessories else str(item)) for item in out
        ]

    def clean_photo(self) -> Stored | None:
        sent = self.cleaned_data["photo"]
        return small_picture(self.school.pk, sent) if sent else None


class ExchangeForm(SchoolForm):
    machine = forms.CharField(
        label="L’appareil donné à la place",
        max_length=120,
        widget=ScannedText,
        help_text="Scannez son étiquette, ou tapez son nom.",
        error_messages={"required": "Scannez ou tapez l’appareil donné à la place."},
    )
    outcome = forms.TypedChoiceField(
        label="Celui qui revient",
        coerce=Outcome,
        choices=[(code.value, LABELS[code]) for code in (Outcome.DAMAGED, Outcome.BACK)],
    )
    remark = form_field(LoanItem._meta.get_field("remark"))


class RecoveredForm(SchoolModelForm):
    """What was lost or stolen is there again."""

    class Meta:
        model, fields = LoanItem, ("remark",)
        labels: ClassVar[Any] = {"remark": "Comment, et dans quel état"}


class CompletedForm(SchoolModelForm):
    """What is known after a return was noted."""

    class Meta:
        model, fields = LoanItem, ("complaint", "insurer", "decision")


class ScannedForm(forms.Form):
    machines = ScannedField(label="Appareils rendus")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machines"].widget.attrs["autofocus"] = True  # a scanner types where the cursor is
