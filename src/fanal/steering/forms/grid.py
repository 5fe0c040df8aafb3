"""The forms of grids: one that a table brings, and the answers to the questions of one."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms import NameField, SchoolModelForm
from fanal.steering.models import AssessmentGrid, GridItem, SelfAssessment
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

    def __init__(self, *args: Any, items: list[GridItem], answers: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[_name(item)] = forms.ChoiceField(
                label=item.text,
                choices=GridAnswer.choices(),
                required=False,
                widget=forms.RadioSelect,
                initial=answers.get(item.pk, ""),
            )

    def answers(self) -> dict[int, str]:
        """The answer of each question that has one."""
        given = {item.pk: self.cleaned_data.get(_name(item), "") for item in self.items}
        return {item: answer for item, answer in given.items() if answer}

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        """Each section with the fields of its questions."""
        sections: dict[str, list[Any]] = {}
        for item in self.items:
            sections.setdefault(item.section, []).append(self[_name(item)])
        return list(sections.items())


def _name(item: GridItem) -> str:
    return f"question-{item.pk}"
