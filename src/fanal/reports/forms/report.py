"""The forms of a report: what it covers and its parts, the words of a part, to whom it is sent."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from fanal.accounts.models import School
from fanal.core.forms.school_form import CodesField, NameField, SchoolModelForm
from fanal.reports.models import BoardReport, ReportPart, ReportSending
from fanal.reports.reading.content import sources
from fanal.reports.rules.report import MOST_ADDRESSES
from fanal.reports.rules.words import report_words
from fanal.year.rules.periods import PeriodKind, periods_of
from fanal.year.rules.years import year_of

LONGEST_LIST = 6_000  # signs of the addresses together


def period_choices(today: date | None) -> list[tuple[str, str]]:
    """This year and its halves, then last year's: a report is written about what was lived."""
    if today is None:
        raise TypeError("a report is written on a day")
    year = year_of(today)
    kinds = (PeriodKind.YEAR, PeriodKind.HALF)
    return [
        (period.code, period.label)
        for each in (year, year.previous)
        for kind in kinds
        for period in periods_of(each, kind)
    ]


class BoardReportForm(SchoolModelForm):
    """`period` is chosen among those that may be told; `parts` among those that rooms offer."""

    period = forms.ChoiceField(label="Période")
    parts = CodesField(
        label="Parties",
        error_messages={"required": "Choisissez au moins une partie : un rapport vide ne se fige pas."},
    )
    field_order = ("title", "period", "board_on", "parts")

    class Meta:
        model = BoardReport
        fields: ClassVar[Any] = ("title", "board_on")
        field_classes: ClassVar[Any] = {"title": NameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instance: BoardReport = self.instance
        chosen = [source.code for source in sources().values()]
        if instance.pk:
            parts = [part.code for part in instance.parts.all()]
            self.initial.update({"period": instance.period, "parts": parts})
        else:
            self.initial.setdefault("parts", chosen)

    def narrow(self, school: School) -> None:
        self.fields["board_on"].label = report_words(is_private=school.is_private).session.lower()
        choices = period_choices(self.today)
        instance: BoardReport = self.instance
        if instance.pk and instance.period not in dict(choices):
            choices.append((instance.period, instance.measure_period.label))
        self.fields["period"].choices = choices
        self.fields["parts"].choices = [(source.code, source.title) for source in sources().values()]


class ReportPartForm(SchoolModelForm):
    class Meta:
        model = ReportPart
        fields: ClassVar[Any] = ("text",)
        widgets: ClassVar[Any] = {"text": forms.Textarea(attrs={"rows": 8})}


class ReportSendingForm(SchoolModelForm):
    """One address a line."""

    addresses = forms.CharField(
        label="Adresses",
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Une par ligne, {MOST_ADDRESSES} au plus : des lecteurs qui ne se connectent pas.",
        error_messages={"required": "Donnez au moins une adresse."},
    )

    class Meta:
        model = ReportSending
        fields: ClassVar[Any] = ("send_on",)

    def clean_addresses(self) -> list[str]:
        typed: str = self.cleaned_data["addresses"]
        addresses = typed.replace(",", " ").replace(";", " ").split()
        if len(addresses) > MOST_ADDRESSES:
            raise ValidationError(f"Donnez {MOST_ADDRESSES} adresses au plus à la fois.")
        for each in addresses:
            try:
                validate_email(each)
            except ValidationError:
                raise ValidationError(f"« {each[:60]} » n’est pas une adresse de courriel.") from None
        return addresses
