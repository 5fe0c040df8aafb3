"""A moment as somebody writes it: a day and an hour of the school, without an offset."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

WHEN = "Donnez un jour et une heure."
IMPOSSIBLE = "Cette date n’est pas possible : vérifiez l’année."
MISSING = (
    "Cette heure n’existe pas ce jour-là : on avance les montres à 2 h. Donnez une heure à partir de 3 h."
)


class MomentField(forms.DateTimeField):
    """The hour that is twice on the last Sunday of October is the first: a delay is never counted too short.

    Django refuses that hour as ambiguous: what Fanal itself proposed, or kept, could not be sent back.
    """

    def __init__(self, label: str, **more: Any) -> None:
        messages = {"invalid": WHEN, "required": WHEN}
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=label, widget=widget, error_messages=messages, **more)

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime):
            return super().to_python(value)
        with timezone.override(UTC):
            written = super().to_python(value)
        if written is None:
            return None
        moment = written.replace(tzinfo=timezone.get_current_timezone())
        if is_missing(moment):
            raise ValidationError(MISSING, code="missing")
        try:
            # In the hour that is twice, Python finds no instant of two zones equal, not even the same.
            return moment.astimezone(UTC)
        except OverflowError:
            raise ValidationError(IMPOSSIBLE, code="impossible") from None


def is_missing(moment: datetime) -> bool:
    """Whether the clocks of its zone jump over it: the offset before the change is then the smaller."""
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    return before is not None and after is not None and before < after
