"""The fields that the forms of privacy share."""

from typing import Any

from django import forms

from fanal.privacy.rules.register import LONGEST

LINES = forms.Textarea(attrs={"rows": 3})


def ticked(label: str, choices: list[tuple[str, str]], **more: Any) -> forms.MultipleChoiceField:
    more.setdefault("required", False)
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **more
    )


def lines(label: str, longest: int = LONGEST, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, widget=LINES, help_text=hint)
