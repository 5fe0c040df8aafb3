"""The forms of a hand-over: a note, and where the accesses of a service are."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import SchoolModelForm
from fanal.missions.models import AccessPlace, HandoverNote
from fanal.missions.models.handover import OTHERS
from fanal.online_services.models import OnlineService


class NoteForm(SchoolModelForm):
    """Empty, it takes the note away."""

    class Meta:
        model, fields = HandoverNote, ["text"]
        widgets: ClassVar[Any] = {"text": forms.Textarea(attrs={"rows": 6})}

    def narrow(self, school: School) -> None:
        self.fields["text"].required = False


class PlaceForm(SchoolModelForm):
    """`service` is None in `cleaned_data` for the other accesses."""

    service = forms.TypedChoiceField(label="Pour quel service", coerce=int)
    field_order = ("service", "text")

    class Meta:
        model, fields = AccessPlace, ["text"]

    def __init__(self, *args: Any, services: Iterable[OnlineService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {service.pk: service for service in services}
        chosen: Any = self.fields["service"]
        chosen.choices = [*((pk, service.name) for pk, service in self.services.items()), (0, OTHERS)]

    def clean_service(self) -> OnlineService | None:
        return self.services.get(self.cleaned_data["service"])
