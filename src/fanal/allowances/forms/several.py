"""The forms of several lines at once: taken up from last year, agreed to on paper, decided by the rector."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from fanal.allowances.actions.proposal import RectorDecision
from fanal.allowances.forms.allowance import rate_choices
from fanal.allowances.models import ImpProposal
from fanal.allowances.reading.resuming import ResumableLine
from fanal.allowances.rules.rates import rates_of, units
from fanal.core.forms.school_form import DayField
from fanal.core.text.words import is_id
from fanal.year.rules.years import year_named

AS_PROPOSED, REFUSED, NOT_YET = "proposed", "refused", "not_yet"
OTHERWISE = (
    "{} : vous avez choisi autre chose que ce qui est proposé. Appuyez sur « Enregistrer ces décisions » "
    "pour le garder."
)


class NumbersField(forms.TypedMultipleChoiceField):
    """Lines by their numbers, as boxes to tick.

    A number that is not offered any more is the action's to refuse: pressed twice, the form is valid twice.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, error_messages={"required": "Cochez au moins une ligne."}, **options)

    def valid_value(self, value: Any) -> bool:
        return is_id(value)


class ResumeForm(forms.Form):
    numbers = NumbersField(label="Lignes à reprendre")

    def __init__(self, *args: Any, lines: Sequence[ResumableLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["numbers"]
        field.choices = [(line.proposal.number, line.label) for line in lines if not line.refusal]
        field.initial = [number for number, _ in field.choices]


class AgreementsForm(forms.Form):
    agreed_on = DayField(label="Accords donnés le")
    numbers = NumbersField(label="Ont donné leur accord")

    def __init__(self, *args: Any, lines: Sequence[ImpProposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["numbers"]
        field.choices = [
            (line.number, f"{line.holder} : {line.about}, {units(line.quarters)}") for line in lines
        ]


class DecisionsForm(forms.Form):
    """One choice for each line. « Tout attribué comme proposé » never passes over another choice."""

    decided_on = DayField(label="Décisions du")

    def __init__(self, *args: Any, lines: Sequence[ImpProposal], year: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.year = lines, year_named(year)
        for line in lines:
            self.fields[_field(line)] = forms.ChoiceField(
                label=f"{line.holder} : {line.about}", choices=_choices(line, year), initial=AS_PROPOSED
            )

    def rows(self) -> Iterator[tuple[ImpProposal, str, forms.BoundField]]:
        rates = rates_of(self.year)
        return (
            (line, f"{units(line.quarters)}, {rates.amount(line.quarters)}", self[_field(line)])
            for line in self.lines
        )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        answer_of = {line: values.get(_field(line), AS_PROPOSED) for line in self.lines}
        if "all" in self.data:
            for line, choice in answer_of.items():
                if choice != AS_PROPOSED:
                    self.add_error(_field(line), OTHERWISE.format(line.holder))
        return values

    def decisions(self) -> dict[int, RectorDecision]:
        """By the number of the line; those not decided yet are left out."""
        decided_on = self.cleaned_data["decided_on"]
        answer_of = {line: self.cleaned_data[_field(line)] for line in self.lines}
        return {
            line.number: RectorDecision(
                choice != REFUSED, decided_on, int(choice) if choice.isdecimal() else line.quarters
            )
            for line, choice in answer_of.items()
            if choice != NOT_YET
        }


def _field(line: ImpProposal) -> str:
    return f"line_{line.number}"


def _choices(line: ImpProposal, year: str) -> list[tuple[str, str]]:
    others = [(str(rate), f"Attribuée à {label}") for rate, label in rate_choices(year)]
    return [
        (AS_PROPOSED, "Attribuée comme proposé"),
        *((rate, label) for rate, label in others if rate != str(line.quarters)),
        (REFUSED, "Refusée"),
        (NOT_YET, "Pas encore décidée"),
    ]
