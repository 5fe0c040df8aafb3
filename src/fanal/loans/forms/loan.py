"""The forms of a loan: to whom and what, guardians, another end, what comes back, an exchange."""

from datetime import date
from typing import Any, ClassVar, Literal

from django import forms
from django.db.models import Field
from django.utils import timezone
from django.utils.functional import cached_property

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import DayField, SchoolChoice, SchoolForm, SchoolModelForm, form_field
from fanal.core.text.words import is_id
from fanal.directory.models import Pupil
from fanal.directory.reading.pupils import ClassCount
from fanal.equipment.forms.scanned import ScannedField
from fanal.loans.models import Guardian, Loan, LoanItem
from fanal.loans.reading.machines import machines_to_lend
from fanal.loans.reading.pupils import pupils_called, pupils_here, why_no_pupil
from fanal.loans.reading.short_cases import ShortCase, short_cases
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.loan import NO_SIGNER, due_refusals


def guardian_field(name: Literal["name", "address"], label: str) -> forms.Field | None:
    field = Guardian._meta.get_field(name)
    assert isinstance(field, Field)
    return form_field(field, label=label, required=False)


NO_END = "Donnez la nouvelle échéance, ou cochez « Sans date de retour »."
STILL_ENDLESS = "Ce prêt est sans date de retour : décochez la case pour lui en donner une."
LONGEST_TYPED = 80  # signs of a pupil's name and class
OF_STAFF = ("person",)
OF_PUPILS = ("pupil_typed", "pupil", "name_1", "address_1", "name_2", "address_2")


class GuardiansForm(SchoolForm):
    """Two at most, each with an address of their own."""

    name_1 = guardian_field("name", "Premier responsable")
    address_1 = guardian_field("address", "Son adresse")
    name_2 = guardian_field("name", "Second responsable")
    address_2 = guardian_field("address", "Son adresse, si elle diffère")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        pairs = [(values.get(f"name_{rank}", ""), values.get(f"address_{rank}", "")) for rank in (1, 2)]
        for rank, (name, where) in enumerate(pairs, 1):
            if where and not name:
                self.add_error(f"name_{rank}", "Donnez le nom du responsable avec son adresse.")
        values["guardians"] = pairs
        return values


class LoanForm(GuardiansForm):
    """To a pupil, a family or somebody of the staff (`kind`). All that is wrong is said at once.

    The pupil is the box that was chosen among those found, or else whoever alone answers to what was typed.
    """

    pupil_typed = forms.CharField(
        label="Élève",
        max_length=LONGEST_TYPED,
        help_text="Trois lettres du nom ou du prénom ; la classe, pour départager des homonymes.",
        error_messages={"required": "Tapez le nom de l’élève."},
    )
    pupil = SchoolChoice(Pupil, required=False)
    person = PersonChoice(
        label="Personnel", error_messages={"required": "Choisissez la personne qui emprunte."}
    )
    machines = ScannedField(label="Appareils")
    accessories = form_field(LoanItem._meta.get_field("accessories"))
    state_out = form_field(LoanItem._meta.get_field("state_out"))
    due_on = form_field(Loan._meta.get_field("due_on"))
    is_sure = forms.BooleanField(
        label="Prêter quand même : qui a réservé est prévenu de ce qui reste", required=False
    )
    field_order = ("pupil_typed", "pupil", "person")

    def __init__(self, *args: Any, kind: BorrowerKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.short: list[ShortCase] = []
        for name in OF_STAFF if kind != BorrowerKind.STAFF else OF_PUPILS:
            del self.fields[name]
        if kind == BorrowerKind.FAMILY:
            self.fields["name_1"].required = True
            self.fields["name_1"].label = "Le responsable qui emprunte"
            self.fields["name_1"].error_messages["required"] = NO_SIGNER

    def narrow(self, school: School) -> None:
        assert self.today is not None
        self.fields["pupil"].offer(pupils_here(school, self.today))
        self.fields["person"].offer(Person.objects.for_school(school).present(), "–")

    @cached_property
    def pupils(self) -> list[Pupil]:
        """Those who answer to what is typed, each with their class."""
        assert self.today is not None
        typed = str(self["pupil_typed"].value() or "")[:LONGEST_TYPED]
        return pupils_called(self.school, typed, self.today)

    @property
    def chosen_pupil(self) -> int:
        """The box that is ticked: whoever alone answers is chosen already. 0: none."""
        if len(self.pupils) == 1:
            return self.pupils[0].pk
        chosen = str(self["pupil"].value() or "")
        return int(chosen) if is_id(chosen) else 0

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        borrower = self._pupil(values) if "pupil" in self.fields else values.get("person")
        assert self.today is not None
        if reasons := due_refusals(values.get("due_on"), self.today):
            self.add_error("due_on", reasons)
        if lines := values.get("machines"):
            machines, reasons = machines_to_lend(self.school, lines)
            if self.errors and reasons:  # else the action says it, and asks once
                self.add_error("machines", reasons)
            self.short = short_cases(self.school, machines, values.get("due_on"), timezone.now())
            if self.short and not values.get("is_sure"):
                self.add_error("is_sure", [case.words for case in self.short])
        return {**values, "borrower": borrower}

    def _pupil(self, values: dict[str, Any]) -> Pupil | None:
        chosen, typed = values.get("pupil"), values.get("pupil_typed", "")
        if not typed or chosen in self.pupils:
            return chosen
        if chosen is None and len(self.pupils) == 1:
            return self.pupils[0]
        self.add_error("pupil_typed", why_no_pupil(typed, self.pupils))
        return None


class ProlongForm(SchoolModelForm):
    """Until another day, or without an end: the box alone says so, whatever day stands beside it."""

    is_endless = forms.BooleanField(
        label="Sans date de retour : une dotation, rendue au départ", required=False
    )

    class Meta:
        model, fields = Loan, ("due_on",)
        labels: ClassVar[Any] = {"due_on": "Nouvelle échéance"}
        help_texts: ClassVar[Any] = {"due_on": ""}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        due_on, is_endless = values.get("due_on"), values.get("is_endless")
        if is_endless and due_on is not None and self.instance.due_on is None:
            self.add_error("is_endless", STILL_ENDLESS)
        elif not is_endless and due_on is None and "due_on" not in self.errors:
            self.add_error("due_on", NO_END)
        return {**values, "due_on": None if is_endless else due_on}


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

    def __init__(self, *args: Any, classes: list[ClassCount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["class_code"]
        field.choices = [("", "–"), *((row.code, f"{row.code} ({row.count})") for row in classes)]

    def clean_due_on(self) -> date | None:
        assert self.today is not None
        due_on: date | None = self.cleaned_data["due_on"]
        if reasons := due_refusals(due_on, self.today):
            raise forms.ValidationError(reasons)
        return due_on
