"""The forms of a hand-over: a note, and where the accesses of a service are."""

from collections.abc import Iterable
from typing import Any

from django import forms

from fanal.missions.models.handover import OTHERS
from fanal.missions.rules.handover import LONGEST_NOTE
from fanal.missions.rules.secrets import LONGEST
from fanal.online_services.models import OnlineService


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Vos mots à la personne qui suivra",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ce qui ne se lit nulle part ailleurs : habitudes, promesses, pièges. Aucun secret.",
    )


class PlaceForm(forms.Form):
    service = forms.TypedChoiceField(label="Pour quel service", coerce=int)
    text = forms.CharField(
        label="Où se trouvent les accès",
        max_length=LONGEST,
        help_text="Un lieu, une personne, un coffre. Jamais le mot de passe : il serait refusé.",
        error_messages={"required": "Dites où se trouvent les accès."},
    )

    def __init__(self, *args: Any, services: Iterable[OnlineService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {service.pk: service for service in services}
        chosen: Any = self.fields["service"]
        chosen.choices = [*((pk, service.name) for pk, service in self.services.items()), (0, OTHERS)]

    def about(self) -> OnlineService | None:
        return self.services.get(self.cleaned_data["service"])
