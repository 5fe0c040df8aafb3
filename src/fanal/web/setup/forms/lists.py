"""The two lists that may be pasted: rooms, then staff."""

from typing import Any

from django import forms

from fanal.core.forms.hidden_signs import without_hidden
from fanal.equipment.rules.room_lines import read_rooms
from fanal.people.rules.staff_lines import RefusedLine, read_staff

LONGEST_PASTE = 60_000


def _box(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class PastedForm(forms.Form):
    """A pasted list. Refused lines stop here, unless one chooses to go on without them."""

    without = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def read(self) -> tuple[list[Any], list[RefusedLine]]:
        """What the box holds, kept and refused, whether the form was sent or not."""
        return self.reader(without_hidden(self["pasted"].value() or ""))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["kept"], refused = self.read()
        if refused and not cleaned.get("without"):
            count = (
                f"{len(refused)} lignes sont à corriger" if len(refused) > 1 else "Une ligne est à corriger"
            )
            self.add_error("pasted", f"{count}. Corrigez-les dans la liste, ou continuez sans elles.")
        return cleaned


class RoomsForm(PastedForm):
    pasted = _box(
        "Une salle par ligne",
        "Si vous avez plusieurs bâtiments, mettez-le devant : « Bâtiment A;Salle 204 ».",
    )
    reader = staticmethod(read_rooms)


class StaffForm(PastedForm):
    pasted = _box(
        "Une personne par ligne",
        "« Prénom;Nom;courriel;fonction ou discipline », ou quatre colonnes d’un tableur. Aucun nom d’élève.",
    )
    reader = staticmethod(read_staff)
