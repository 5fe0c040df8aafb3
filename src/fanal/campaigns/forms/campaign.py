"""The forms of a campaign: where and when, a scan, a word about an unknown label."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.campaigns.actions.scan import Reading
from fanal.campaigns.models import Campaign, Scan
from fanal.campaigns.rules.campaign import NO_ROOM
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.equipment.models import Building, Room


class BuildingBoxes(forms.ModelMultipleChoiceField):
    """Names the site of each building."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, building: Any) -> str:
        return f"{building.name} ({building.site.name})"


class RoomBoxes(forms.ModelMultipleChoiceField):
    """Names the building of each room."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, room: Any) -> str:
        return f"{room.name} ({room.building.name})"


class CampaignForm(SchoolModelForm):
    """Whole buildings, a few rooms, or both."""

    buildings = BuildingBoxes(None, label="Bâtiments entiers", required=False)
    rooms = RoomBoxes(None, label="Certaines salles", required=False)

    class Meta:
        model = Campaign
        fields: ClassVar[Any] = ("name", "starts_on", "ends_on")
        field_classes: ClassVar[Any] = {"name": NameField}

    def narrow(self, school: School) -> None:
        self.fields["buildings"].queryset = (
            Building.objects.for_school(school)
            .filter(rooms__is_closed=False)
            .distinct()
            .select_related("site")
            .order_by("site__name", "name")
        )
        self.fields["rooms"].queryset = (
            Room.objects.for_school(school)
            .in_use()
            .select_related("building")
            .order_by(sort_key("building__name"), sort_key("name"))
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("buildings") and not cleaned.get("rooms"):
            self.add_error("buildings", NO_ROOM)
        return cleaned

    def chosen_rooms(self) -> Iterable[Room]:
        buildings, rooms = self.cleaned_data["buildings"], self.cleaned_data["rooms"]
        return [*Room.objects.for_school(self.school).in_use().filter(building__in=buildings), *rooms]


class PhoneHour(forms.Field):
    """Milliseconds since 1970, as a phone counts them; what is none is no hour, and refuses no scan."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> datetime | None:
        text = str(value or "")
        if not (text.isascii() and text.isdecimal() and len(text) < 14):
            return None
        return datetime.fromtimestamp(int(text) / 1000, UTC)


class ScanForm(SchoolModelForm):
    """One scan, sent by the page or by the queue of a phone."""

    at = PhoneHour(required=False)

    class Meta:
        model = Scan
        fields: ClassVar[Any] = ("text", "key")

    def reading(self) -> Reading:
        return Reading(**self.cleaned_data)


class ScanNoteForm(SchoolModelForm):
    class Meta:
        model = Scan
        fields: ClassVar[Any] = ("note",)
