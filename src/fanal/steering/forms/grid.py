"""The forms of grids: one that a table brings, and the answers to the questions of one."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.steering.models import AssessmentGrid, GridItem, SelfAssessment
from fanal.steering.rules.answers import ShownAnswers, mark_of, shown_in
from fanal.steering.rules.grid import GridAnswer


class AssessmentGridForm(SchoolModelForm):
    class Meta:
        model = AssessmentGrid
        fields: ClassVar[Any] = ("name", "source")
        field_classes: ClassVar[Any] = {"name": NameField, "source": NameField}


class AnswersForm(SchoolModelForm):
    """One choice a question, « question-12 », and what is concluded."""

    class Meta:
        model = SelfAssessment
        fields: ClassVar[Any] = ("conclusion",)

    shown = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: list[GridItem], answers: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.initial["shown"] = _shown(answers, self.instance.conclusion).written
        for item in items:
            self.fields[_name(item)] = forms.ChoiceField(
                label=item.text,
                choices=GridAnswer.choices(),
                required=False,
                widget=forms.RadioSelect,
                initial=answers.get(item.pk, ""),
            )

    def answers(self) -> dict[int, str]:
        """The answer of each question, empty for none."""
        return {item.pk: self.cleaned_data.get(_name(item), "") for item in self.items}

    def seen(self) -> ShownAnswers:
        """What the page showed when it was opened."""
        return shown_in(self.cleaned_data.get("shown", ""))

    def renew(self, answers: dict[int, str], conclusion: str) -> None:
        """Show what stands now wherever this person changed nothing; what they changed stays theirs."""
        shown, data = self.seen(), self.data.copy()
        for item, given in self.answers().items():
            if given == shown.answers.get(item, ""):
                data[f"question-{item}"] = answers.get(item, "")
        if mark_of(self.cleaned_data["conclusion"]) == shown.conclusion:
            data["conclusion"] = conclusion
        data["shown"] = _shown(answers, conclusion).written
        self.data = data

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        """Each section with the fields of its questions."""
        sections: dict[str, list[Any]] = {}
        for item in self.items:
            sections.setdefault(item.section, []).append(self[_name(item)])
        return list(sections.items())


def _name(item: GridItem) -> str:
    return f"question-{item.pk}"


def _shown(answers: dict[int, str], conclusion: str) -> ShownAnswers:
    return ShownAnswers(answers, mark_of(conclusion))
