"""The forms of a school's settings: they narrow, the rules decide."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import Authority, School, SchoolHoliday
from fanal.core.files import RefusedFile
from fanal.core.files.attachments import Stored, store_drawing
from fanal.core.forms.school_form import NameField, SchoolForm, SchoolModelForm

LOGO_SIDE = 500  # pixels: 2 cm on paper at 600 points an inch


class IdentityForm(SchoolModelForm):
    class Meta:
        model, fields = School, ["name", "address", "city", "access_hours"]
        field_classes: ClassVar[Any] = {"name": NameField}


class LogoForm(SchoolForm):
    """One picture, made small and kept before anything is written."""

    file = forms.FileField(label="Logo", error_messages={"required": "Choisissez une image."})

    def clean_file(self) -> Stored:
        sent = self.cleaned_data["file"]
        try:
            return store_drawing(self.school.pk, sent.read(), sent.name, side=LOGO_SIDE)
        except RefusedFile as refusal:
            raise forms.ValidationError(refusal.reasons) from None


class ClockForm(SchoolModelForm):
    class Meta:
        model, fields = School, ["zone", "timezone", "region"]
        widgets: ClassVar[Any] = {"zone": forms.RadioSelect}


class MailHoursForm(SchoolModelForm):
    class Meta:
        model, fields = School, ["has_quiet_hours", "digest_at"]
        widgets: ClassVar[Any] = {"digest_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


class DeparturesForm(SchoolModelForm):
    class Meta:
        model, fields = School, ["departures_percent", "departures_least"]
        labels: ClassVar[Any] = {"departures_percent": "Part des personnes connues, en %"}


class SmallGroupForm(SchoolModelForm):
    class Meta:
        model, fields = School, ["smallest_group"]


class DeskForm(SchoolModelForm):
    """The authority by its name, and where this school's breakdowns are passed on."""

    authority = forms.CharField(
        label="Nom de la collectivité",
        max_length=120,
        help_text="Par exemple « Département de l’Aveyron ». Ses techniciens, s’ils se connectent à Fanal, "
        "voient ce que vous lui transmettez, le matériel et les salles, une fois que la personne qui tient "
        "ce Fanal a confirmé que l’établissement en dépend.",
    )
    authority_kind = forms.ChoiceField(label="Type", choices=Authority.Kind.choices, widget=forms.RadioSelect)
    field_order = ("authority", "authority_kind")

    class Meta:
        model, fields = School, ["desk_email", "desk_phone"]

    def narrow(self, school: School) -> None:
        if school.authority:
            self.initial.update(authority=school.authority.name, authority_kind=school.authority.kind)


class DelegateForm(SchoolModelForm):
    """Whom one calls when data leaked."""

    class Meta:
        model, fields = School, ["dpo_name", "dpo_email", "dpo_phone"]
        field_classes: ClassVar[Any] = {"dpo_name": NameField}


class PeriodForm(SchoolModelForm):
    class Meta:
        model, fields = SchoolHoliday, ["name", "first_day", "back_on"]
        field_classes: ClassVar[Any] = {"name": NameField}
