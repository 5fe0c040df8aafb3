"""Of two records of one machine: which number stays, and whose value each field keeps."""

from collections.abc import Sequence
from typing import Any

from django import forms

from fanal.equipment.models import Equipment
from fanal.equipment.reading.history import NOTHING
from fanal.equipment.reading.merge import FieldPair


class MergeForm(forms.Form):
    """A choice for each field that the two say otherwise; what is filled beats what is empty."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    stays = forms.ChoiceField(
        label="Quel numéro garder ?",
        widget=forms.RadioSelect,
        help_text="L’autre numéro et son étiquette mèneront aussi à cette fiche.",
    )

    def __init__(self, *args: Any, rows: Sequence[Equipment], fields: list[FieldPair], **more: Any) -> None:
        super().__init__(*args, **more)
        self.rows = {str(row.number): row for row in rows}
        numbers = list(self.rows)
        self.fields["stays"].choices = [
            (number, f"n° {number}, « {self.rows[number]} »") for number in numbers
        ]
        self.initial.setdefault("stays", numbers[0])
        self.differing = [field for field in fields if not field.is_same]
        for field in self.differing:
            self.fields[field.name] = forms.ChoiceField(
                label=field.label,
                widget=forms.RadioSelect,
                choices=list(zip(numbers, field.words, strict=True)),
                initial=numbers[field.takes_second],
            )

    @property
    def both(self) -> list[forms.BoundField]:
        """What each says otherwise."""
        return [self[field.name] for field in self.differing if NOTHING not in field.words]

    @property
    def either(self) -> list[forms.BoundField]:
        """What one alone says."""
        return [self[field.name] for field in self.differing if NOTHING in field.words]

    def decided(self) -> tuple[Equipment, Equipment, list[str]]:
        """The record that stays, the one that goes, and the fields taken from it."""
        chosen = self.cleaned_data
        kept = self.rows[chosen["stays"]]
        gone = next(row for row in self.rows.values() if row is not kept)
        taken = [field.name for field in self.differing if chosen[field.name] != chosen["stays"]]
        return kept, gone, taken
