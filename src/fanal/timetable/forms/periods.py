"""The forms of the lesson periods: a usual week first, then line by line."""

from datetime import time
from typing import Any

from django import forms
from django.utils.functional import cached_property

from fanal.core.forms.school_form import SchoolForm
from fanal.timetable.rules.periods import MODELS, WEEKDAYS, Period

EMPTY_LINES = 3  # more come once these are saved


class ModelForm(forms.Form):
    """A usual week to start from."""

    model = forms.ChoiceField(
        label="Une semaine type, à corriger ensuite",
        choices=[(code, label) for code, (label, _) in MODELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une semaine type."},
    )

    def periods(self) -> list[Period]:
        return MODELS[self.cleaned_data["model"]][1]


class HourField(forms.TimeField):
    """« 8:30 », « 8h30 » or « 8 h 30 »: typed at once, where the browser's own field stops four times."""

    def __init__(self, **more: Any) -> None:
        formats = ["%H:%M", "%Hh%M", "%H h %M", "%Hh", "%H h"]
        widget = forms.TimeInput({"placeholder": "8:30", "inputmode": "numeric", "size": 6}, "%H:%M")
        said = {"invalid": "Donnez une heure, par exemple 8:30."}
        super().__init__(required=False, input_formats=formats, widget=widget, error_messages=said, **more)


class PeriodLineForm(forms.Form):
    """One period: its name, its hours, the weekdays on which it has them. An empty line says nothing."""

    code = forms.CharField(label="Créneau", max_length=6, required=False)
    starts = HourField(label="Début")
    ends = HourField(label="Fin")
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours",
        coerce=int,
        required=False,
        choices=[(rank, name) for rank, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        given = [bool(values.get(name)) for name in ("code", "starts", "ends", "weekdays")]
        if any(given) and not all(given) and not self.errors:
            raise forms.ValidationError(
                "Donnez le nom, le début, la fin et les jours de ce créneau, ou videz la ligne."
            )
        return values

    @property
    def periods(self) -> list[Period]:
        values = self.cleaned_data
        if not values.get("code"):
            return []
        code = "".join(values["code"].split())  # codes stand side by side, « S1 S2 »
        return [Period(day, values["starts"], values["ends"], code) for day in values["weekdays"]]


class PeriodsForm(SchoolForm):
    """The lines of a week of lessons, and a few empty ones."""

    def __init__(self, *args: Any, known: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [
            PeriodLineForm(self.data if self.is_bound else None, prefix=f"l{rank}", initial=line)
            for rank, line in enumerate(_lines(known))
        ]

    def is_valid(self) -> bool:
        """Every line is read, so that all that is wrong is said at once."""
        wrong = [line for line in self.lines if not line.is_valid()]
        return super().is_valid() and not wrong

    @cached_property
    def periods(self) -> list[Period]:
        return [period for line in self.lines for period in line.periods]


def _lines(known: list[Period]) -> list[dict[str, Any]]:
    """Periods of the same name and hours are one line; empty ones follow."""
    days: dict[tuple[time, time, str], list[int]] = {}
    for period in sorted(known, key=lambda one: (one.starts, one.code)):
        days.setdefault((period.starts, period.ends, period.code), []).append(period.weekday)
    lines = [
        {"code": code, "starts": starts, "ends": ends, "weekdays": weekdays}
        for (starts, ends, code), weekdays in days.items()
    ]
    return [*lines, *({} for _ in range(EMPTY_LINES))]
