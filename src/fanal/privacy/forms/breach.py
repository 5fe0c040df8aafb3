"""The forms of a breach: one sentence to report it, everything to handle it."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.core.text.moments import MomentField
from fanal.privacy.models import DataBreach
from fanal.privacy.rules.breach_steps import FIELDS, BreachPart
from fanal.schools.reading.journal_evidence import EvidenceSpan, about_choices

LAST_OF_MINUTE = timedelta(seconds=59, microseconds=999_999)


class ReportForm(SchoolModelForm):
    """Whoever saw it says it; nobody is asked for the law."""

    class Meta:
        model, fields = DataBreach, ["description"]
        labels: ClassVar[Any] = {"description": "Que s’est-il passé ?"}
        widgets: ClassVar[Any] = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar[Any] = {
            "description": "Quoi, quand, et qui a pu voir ou perdre quoi. N’écrivez pas les données "
            "elles-mêmes."
        }


class BreachForm(SchoolModelForm):
    """In the order in which one answers: what, who answers, whose data, how bad, whom to tell."""

    class Meta:
        model, fields = DataBreach, DataBreach.WRITTEN
        field_classes: ClassVar[Any] = {"answers_name": NameField}


class BreachPartForm(BreachForm):
    """The few fields of one screen of the file: what one step asks, and no more."""

    def __init__(self, *args: Any, part: BreachPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(FIELDS[part]):
            del self.fields[name]


class EvidenceForm(forms.Form):
    """Which part of the journal to freeze."""

    since = MomentField("Du")
    until = MomentField("Au")
    about = forms.ChoiceField(label="Ce que cela touche", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about_choices()  # a ChoiceField

    def span(self) -> EvidenceSpan:
        """The minute that is typed as the end is in it."""
        given = self.cleaned_data
        return EvidenceSpan(given["since"], given["until"] + LAST_OF_MINUTE, given["about"])
