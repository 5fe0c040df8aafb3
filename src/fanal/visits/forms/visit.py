"""The forms of a passage: a day, a half-day, whom to ask for, and what became of each request."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from fanal.accounts.reading.calendars import closing_on
from fanal.core.forms.school_form import DayField, SchoolModelForm
from fanal.visits.actions.visit import RequestResult
from fanal.visits.models import Visit, VisitLine
from fanal.visits.rules.visit import RequestOutcomeOfVisit, day_refusals, warnings


class PlanForm(SchoolModelForm):
    """When, and whom to ask for on arrival. `despite` repeats the day whose warnings were read."""

    despite = DayField(required=False, widget=forms.HiddenInput)
    warnings: Sequence[str] = ()

    class Meta:
        model, fields = Visit, ["day", "half", "contact"]
        widgets: ClassVar[Any] = {"half": forms.RadioSelect}

    def is_valid(self) -> bool:
        """Only once the warnings of its day were read for that very day."""
        return super().is_valid() and not self.warnings

    def clean(self) -> dict[str, Any]:
        """Look for what must be read before: the same answers are then shown with the day to confirm.

        A day that the action refuses has no warning: the action says why.
        """
        values, school, today = self.cleaned_data, self.school, self.today
        despite, day = values.pop("despite", None), values.get("day")
        if self.errors or not (day and today) or day == despite or day_refusals(day, today=today):
            return values
        closing = closing_on(school, day)
        self.warnings = warnings(day, closing=closing, zone=school.zone, region=school.region)
        if self.warnings:
            self.data = {**self.data.dict(), "despite": day.isoformat()}
        return values


class CancelVisitForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi",
        max_length=200,
        required=False,
        help_text="Écrit dans chaque demande, vu de qui l’a faite.",
    )


class ResultsForm(forms.Form):
    """For each request of the passage: solved, or still to do with a word."""

    def __init__(self, *args: Any, lines: list[VisitLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [
            (RequestOutcomeOfVisit.SOLVED.value, "Résolue"),
            (RequestOutcomeOfVisit.TO_DO.value, "Reste à faire"),
        ]
        for line in lines:
            number = line.help_request.number
            self.fields[f"o{number}"] = forms.ChoiceField(
                label=f"Demande n° {number}", choices=choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"w{number}"] = forms.CharField(label="Un mot", max_length=400, required=False)

    def rows(self) -> list[tuple[VisitLine, Any, Any]]:
        """(line, its outcome field, its word field)."""
        numbers = [(line, line.help_request.number) for line in self.lines]
        return [(line, self[f"o{number}"], self[f"w{number}"]) for line, number in numbers]

    def results(self) -> dict[int, RequestResult]:
        """By number, those that were answered."""
        given = self.cleaned_data
        numbers = [line.help_request.number for line in self.lines]
        return {
            number: RequestResult(RequestOutcomeOfVisit(given[f"o{number}"]), given[f"w{number}"])
            for number in numbers
            if given[f"o{number}"]
        }
