"""The forms of a school's settings: they narrow, the rules decide."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import Authority, School, SchoolHoliday
from fanal.core.forms import NameField, SchoolModelForm


class IdentityForm(SchoolModelForm):
    class Meta:
        model, fields = School, ["name", "address", "city", "access_hours"]
        field_classes: ClassVar[Any] = {"name": NameField}


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
