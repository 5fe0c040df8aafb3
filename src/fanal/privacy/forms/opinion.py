"""The forms of an opinion: what the officer concludes, what the head decides."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import SchoolModelForm
from fanal.privacy.models import DelegateOpinion
from fanal.privacy.rules.opinions import (
    NO_DECISION,
    NO_OUTCOME,
    NO_REASON,
    NO_TEXT,
    WITH_REASONS,
    decisions_after,
)


class DelegateOpinionForm(SchoolModelForm):
    """What the data protection officer writes."""

    class Meta:
        model, fields = DelegateOpinion, ["about", "outcome", "text"]
        widgets: ClassVar[Any] = {"text": forms.Textarea(attrs={"rows": 10})}
        error_messages: ClassVar[Any] = {"outcome": {"required": NO_OUTCOME}, "text": {"required": NO_TEXT}}

    def narrow(self, school: School) -> None:
        self.fields["outcome"].required = self.fields["text"].required = True


class OpinionAnswerForm(SchoolModelForm):
    """What the head answers to the opinion given as its instance."""

    class Meta:
        model, fields = DelegateOpinion, ["decision", "decision_text"]
        widgets: ClassVar[Any] = {"decision_text": forms.Textarea(attrs={"rows": 6})}
        error_messages: ClassVar[Any] = {"decision": {"required": NO_DECISION}}

    def narrow(self, school: School) -> None:
        possible = decisions_after(self.instance.outcome)
        choices = [(decision.value, decision.label) for decision in possible]
        self.fields["decision"].required = True
        self.fields["decision"].choices = [("", "À choisir"), *choices]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("decision") in WITH_REASONS and not values.get("decision_text", "").strip():
            self.add_error("decision_text", NO_REASON)
        return values
