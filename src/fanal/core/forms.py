"""A form of one school: it narrows choices to that school's rows, it does not decide."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models

from fanal.core import hidden_signs
from fanal.core.money import NoAmount, euros, read_cents
from fanal.core.tenancy import SchoolOwnedQuerySet

if TYPE_CHECKING:
    from fanal.accounts.models import School


class NameField(forms.CharField):
    """A name in one line, which reads as it is written."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if reasons := hidden_signs.refusals(value):
            raise forms.ValidationError(reasons)


class DayInput(forms.DateInput):
    """The browser's own calendar, which takes and gives ISO days whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of the calendar."""

    widget = DayInput
    default_error_messages: ClassVar[Any] = {
        "required": "Donnez un jour.",
        "invalid": "Donnez un jour du calendrier.",
    }


class EurosField(forms.CharField):
    """An amount as people write it, « 1 250,50 » or « 1250.5 € »; its value is in cents, None when empty."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_length=30, widget=widget, required=False, **more)

    def clean(self, value: Any) -> int | None:
        written: str = super().clean(value)
        try:
            return read_cents(written) if written else None
        except NoAmount as reason:
            raise forms.ValidationError(str(reason)) from None

    def prepare_value(self, value: Any) -> Any:
        return euros(value).removesuffix("€").strip() if isinstance(value, int) else value


class SchoolForm(forms.Form):
    """Give it the school (and today); `narrow` fills the choices from that school alone."""

    def __init__(self, *args: Any, school: "School", today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school = school
        self.today = today
        self.narrow(school)

    def narrow(self, school: "School") -> None:
        """Fill the choices; nothing to do for a form without any."""


class SchoolChoice(forms.ModelChoiceField):
    """A choice among rows of the school, set by `narrow`; empty until then."""

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        super().__init__(queryset=model._default_manager.none(), **kwargs)

    def offer(self, rows: SchoolOwnedQuerySet) -> None:
        self.queryset = rows
