"""The forms of a passage: a day, a half-day, whom to ask for, and what became of each request."""

from datetime import date
from typing import Any

from django import forms

from fanal.core.forms import DayField
from fanal.visits.actions.visit import RequestResult
from fanal.visits.models import VisitLine
from fanal.visits.rules.visit import Half, RequestOutcomeOfVisit, VisitPlan


class PlanForm(forms.Form):
    """When, and whom to ask for on arrival. `despite` repeats the day whose warnings were read."""

    day = DayField(label="Jour", error_messages={"required": "Donnez le jour du passage."})
    half = forms.ChoiceField(
        label="Moment", choices=Half.choices(), widget=forms.RadioSelect, initial=Half.DAY
    )
    contact = forms.CharField(
        label="Qui demander en arrivant",
        max_length=200,
        required=False,
        help_text="La loge, une personne, un code d’accès à demander. Visible de l’équipe et du technicien.",
    )
    despite = DayField(required=False, widget=forms.HiddenInput)

    def plan(self) -> VisitPlan:
        given = self.cleaned_data
        return VisitPlan(given["day"], Half(given["half"]), given["contact"])

    @property
    def is_confirmed(self) -> bool:
        return self.cleaned_data["despite"] == self.cleaned_data["day"]

    def ask_again(self, day: date) -> None:
        """Show the same answers with the day to confirm."""
        self.data = {**self.data.dict(), "despite": day.isoformat()}


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
