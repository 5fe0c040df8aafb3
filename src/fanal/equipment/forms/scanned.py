"""The field into which somebody scans machines, or types them."""

from typing import Any

from django import forms


class ScannedField(forms.CharField):
    """Labels that a scanner types, or names: one a line."""

    def __init__(self, **more: Any) -> None:
        given = {"rows": 4, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            max_length=6_000,
            widget=forms.Textarea(attrs=given),
            help_text="Un par ligne : scannez l’étiquette, ou tapez un nom, un n° de série ou d’inventaire.",
            error_messages={"required": "Scannez ou tapez au moins un appareil."},
            **more,
        )

    def clean(self, value: Any) -> list[str]:
        return [line for line in super().clean(value).splitlines() if line.strip()]
