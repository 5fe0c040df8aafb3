"""The forms of a loan: to whom and what, guardians, another end, what comes back, an exchange."""

from typing import Any, ClassVar, Literal

from django import forms
from django.db.models import Field

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.accounts.rules.years import year_of
from fanal.core.attachments import Stored
from fanal.core.forms import DayField, SchoolChoice, SchoolForm, SchoolModelForm, form_field
from fanal.directory.models import Pupil
from fanal.directory.reading.pupils import pupils_of
from fanal.equipment.forms.scanned import ScannedField
from fanal.loans.forms.photo import small_picture
from fanal.loans.models import Guardian, Loan, LoanItem
from fanal.loans.rules.loan import ENDS, LABELS, Outcome


class PupilChoice(SchoolChoice):
    """By class, then by name, as a list on paper."""

    def label_from_instance(self, pupil: Any) -> str:
        return f"{pupil.class_code or 'sans classe'} – {pupil.family_name} {pupil.given_name}"


def guardian_field(name: Literal["name", "address"], label: str) -> forms.Field | None:
    field = Guardian._meta.get_field(name)
    assert isinstance(field, Field)
    return form_field(field, label=label, required=False)


class GuardiansForm(SchoolForm):
    """Two at most, each with an address of their own."""

    name_1 = guardian_field("name", "Premier responsable")
    address_1 = guardian_field("address", "Son adresse")
    name_2 = guardian_field("name", "Second responsable")
    address_2 = guardian_field("address", "Son adresse, si elle diffère")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        pairs = [(values.get(f"name_{rank}", ""), values.get(f"address_{rank}", "")) for rank in (1, 2)]
        if any(where and not name for name, where in pairs):
            raise forms.ValidationError("Donnez le nom du responsable avec son adresse.")
        values["guardians"] = pairs
        return values


class LoanForm(GuardiansForm):
    """A pupil or somebody of the staff, one of the two."""

    pupil = PupilChoice(Pupil, label="À un élève", required=False)
    person = PersonChoice(label="Ou à un personnel", required=False)
    machines = ScannedField(label="Appareils")
    accessories = form_field(LoanItem._meta.get_field("accessories"))
    state_out = form_field(LoanItem._meta.get_field("state_out"))
    due_on = form_field(Loan._meta.get_field("due_on"))
    field_order = ("pupil", "person", "machines", "accessories", "state_out", "due_on")

    def narrow(self, school: School) -> None:
        assert self.today is not None
        rows = pupils_of(school, year_of(self.today), today=self.today).filter(left_on__isnull=True)
        self.fields["pupil"].offer(rows.order_by("enrolments__class_code", *rows.query.order_by), "–")
        self.fields["person"].offer(Person.objects.for_school(school).present(), "–")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        chosen = [one for one in (values.get("pupil"), values.get("person")) if one]
        if not self.errors and len(chosen) != 1:
            self.add_error("pupil", "Choisissez un élève, ou un personnel : l’un des deux.")
        return {**values, "borrower": chosen[0] if chosen else None}


class ProlongForm(SchoolModelForm):
    class Meta:
        model, fields = Loan, ("due_on",)


class SittingForm(SchoolForm):
    """What is the same for a whole class; in the address of the page."""

    class_code = forms.ChoiceField(
        label="Classe",
        error_messages={"required": "Choisissez une classe.", "invalid_choice": "Choisissez une classe."},
    )
    due_on = DayField(label="Échéance", required=False)
    accessories = form_field(LoanItem._meta.get_field("accessories"), help_text="")
    is_signed = forms.BooleanField(
        label="Les conventions sont signées : remettre tout de suite", required=False
    )

    def __init__(self, *args: Any, classes: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["class_code"]
        field.choices = [("", "–"), *((row["code"], f"{row['code']} ({row['count']})") for row in classes)]


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
        help_texts: ClassVar[Any] = {"remark": ""}

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
        help_text="Scannez son étiquette, ou tapez son nom.",
        error_messages={"required": "Scannez ou tapez l’appareil donné à la place."},
    )
    outcome = forms.TypedChoiceField(
        label="Celui qui revient",
        coerce=Outcome,
        choices=[(code.value, LABELS[code]) for code in (Outcome.DAMAGED, Outcome.BACK)],
    )
    remark = form_field(LoanItem._meta.get_field("remark"))


class ScannedForm(forms.Form):
    machines = ScannedField(label="Appareils rendus")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machines"].widget.attrs["autofocus"] = True  # a scanner types where the cursor is
