"""The forms of a licence and of a contract: what is written of each, and its renewal."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import names_of
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.rules.purchase import END_FIRST, next_end, phone_refusals

PRICE = ("payer", "price_cents", "is_yearly")
SHORT = ("name", "supplier", "order_reference")  # read as they are written: no hidden sign
TERM = ("starts_on", "ends_on", "notice_months", "is_tacit")


class PurchaseForm(SchoolModelForm):
    def narrow(self, school: School) -> None:
        names = names_of(school)
        self.fields["payer"].choices = [(code, names[code]) for code in EquipmentOwner.values]

    def clean(self) -> dict[str, Any] | None:
        """The order of the days is said with all else that is wrong."""
        values, term = super().clean(), self.cleaned_data
        starts_on, ends_on = term.get("starts_on"), term.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", END_FIRST)
        return values


class LicenceForm(PurchaseForm):
    class Meta:
        model = Licence
        fields: ClassVar[Any] = (
            "name",
            "publisher",
            "kind",
            "seats",
            *PRICE,
            *TERM,
            "supplier",
            "order_reference",
            "proof_place",
            "key_place",
            "program_words",
            "note",
        )
        field_classes: ClassVar[Any] = dict.fromkeys(
            (*SHORT, "publisher", "proof_place", "key_place", "program_words"), NameField
        )


class MaintenanceContractForm(PurchaseForm):
    class Meta:
        model = MaintenanceContract
        fields: ClassVar[Any] = (
            "name",
            "supplier",
            "reference",
            "hotline_phone",
            "hotline_email",
            "covers",
            *PRICE,
            *TERM,
            "order_reference",
            "note",
        )
        field_classes: ClassVar[Any] = dict.fromkeys((*SHORT, "reference", "hotline_phone"), NameField)

    def clean_hotline_phone(self) -> str:
        phone: str = self.cleaned_data["hotline_phone"]
        if reasons := phone_refusals(phone):
            raise forms.ValidationError(reasons)
        return phone


class RenewContractForm(SchoolModelForm):
    """Until when, at what price; the same length again is proposed."""

    class Meta:
        model: ClassVar[Any] = MaintenanceContract
        fields: ClassVar[Any] = ("ends_on", "price_cents")
        labels: ClassVar[Any] = {"ends_on": "Renouvelé jusqu’au"}
        help_texts: ClassVar[Any] = {"ends_on": "Le dernier jour de la nouvelle période."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs["instance"]
        until = next_end(row.starts_on, row.ends_on) if row.ends_on else None
        super().__init__(*args, initial={"ends_on": until}, **kwargs)
        self.fields["ends_on"].required = True


class RenewLicenceForm(RenewContractForm):
    class Meta(RenewContractForm.Meta):
        model = Licence
        fields: ClassVar[Any] = ("ends_on", "seats", "price_cents")
        labels: ClassVar[Any] = {"ends_on": "Renouvelée jusqu’au"}

    def narrow(self, school: School) -> None:
        if not self.instance.is_counted:
            del self.fields["seats"]
