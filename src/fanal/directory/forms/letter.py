"""The form of a letter, and who it is printed for."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import SchoolModelForm
from fanal.directory.models import FormLetter


class LetterForm(SchoolModelForm):
    class Meta:
        model, fields = FormLetter, ["title", "body"]
        widgets: ClassVar[Any] = {"body": forms.Textarea(attrs={"rows": 16})}


class AudienceForm(forms.Form):
    """Levels and classes of the year, or names one a line. A table may come instead, beside the form."""

    who = forms.MultipleChoiceField(
        label="Les élèves de", required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label="Ou ces élèves",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un nom par ligne, par exemple « MARTIN Zoé ».",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["who"]
        field.choices = choices
