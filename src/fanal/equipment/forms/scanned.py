"""The field into which somebody scans machines, types them, or pastes a column of numbers."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fanal.core.templatetags.fanal import icon
from fanal.equipment.rules.pasted import pieces_of


class WithCamera(forms.Widget):
    """A field with the camera beside it, where the browser has one (`fanal/scan.js`)."""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return format_html(
            '<div class="stack" data-scan>{}'
            '<div><button class="btn plain" type="button" data-camera hidden>{}Scanner avec la caméra'
            "</button></div>"
            '<video hidden muted playsinline aria-label="Ce que voit la caméra"></video>'
            '<p role="status" class="muted small" data-said></p></div><script src="{}" defer></script>',
            super().render(*args, **kwargs),
            icon("camera"),
            static("fanal/scan.js"),
        )


class ScannedLines(WithCamera, forms.Textarea):
    """Of several machines."""


class ScannedText(WithCamera, forms.TextInput):
    """Of one."""


class ScannedField(forms.CharField):
    """Labels that a scanner types, or names: one a line, or several that were pasted."""

    def __init__(self, **more: Any) -> None:
        given = {"rows": 4, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            max_length=6_000,
            widget=ScannedLines(attrs=given),
            help_text="Un par ligne : scannez l’étiquette, tapez un nom, un n° de série ou d’inventaire, ou "
            "collez une colonne de numéros.",
            error_messages={"required": "Scannez ou tapez au moins un appareil."},
            **more,
        )

    def clean(self, value: Any) -> list[str]:
        return [line for line in super().clean(value).splitlines() if line.strip()]


def with_twice(sentence: str, lines: Iterable[str]) -> str:
    """The sentence, and what these lines say more than once, which counts once."""
    counts = Counter(piece.upper() for line in lines for piece in pieces_of(line))
    twice = [piece for piece, count in counts.items() if count > 1]
    return f"{sentence} Lu plusieurs fois, compté une : {', '.join(twice)}." if twice else sentence
