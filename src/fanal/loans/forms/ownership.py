"""Which loans end as the pupil's own, by which decision?"""

from typing import Any

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import DayField, SchoolForm
from fanal.equipment.rules.states import DisposalDecision, decider
from fanal.loans.models import LoanItem
from fanal.loans.rules.agreement import in_words
from fanal.loans.rules.ownership import NOTHING


class OwnershipForm(SchoolForm):
    """The loans of a class, or one loan. `is_ticked`: one alone, or all that somebody asked to tick."""

    loans = forms.TypedMultipleChoiceField(
        label="Deviennent propriétaires",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ceux dont la famille accepte ; le matériel des autres se rend.",
        error_messages={"required": NOTHING},
    )
    reference = forms.CharField(
        label="Décision",
        max_length=80,
        error_messages={"required": "Donnez la référence de la décision."},
    )
    decided_on = DayField(label="Prise le")

    def __init__(
        self, *args: Any, items: list[LoanItem], school: School, is_ticked: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, school=school, **kwargs)
        owners = {item.equipment.owner for item in items}
        words: dict[int, list[str]] = {}
        for item in items:
            machine = item.equipment
            about = [machine.serial, machine.get_owner_display() if len(owners) > 1 else ""]
            detail = ", ".join(part for part in about if part)
            named = f"{machine} ({detail})" if detail else f"{machine}"
            words.setdefault(item.loan_id, [f"{item.loan.who} –"]).append(named)
        field: Any = self.fields["loans"]
        field.choices = [(pk, f"{who} {', '.join(machines)}") for pk, (who, *machines) in words.items()]
        self.initial["loans"] = list(words) if is_ticked or len(words) == 1 else []
        is_private = school.status == School.Status.PRIVATE
        deciding = in_words(decider(owner, is_private=is_private) for owner in sorted(owners))
        self.fields["reference"].help_text = f"Sa référence. La prend : {deciding}."

    @property
    def decision(self) -> DisposalDecision:
        return DisposalDecision(self.cleaned_data["reference"], self.cleaned_data["decided_on"])
