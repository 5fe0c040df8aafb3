"""The forms of places and types."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import NameField, SchoolChoice, SchoolModelForm
from fanal.equipment.models import Building, EquipmentType, Room, Site

NAME: Any = {"name": NameField}


class SiteForm(SchoolModelForm):
    class Meta:
        model, fields, field_classes = Site, ["name"], NAME


class BuildingForm(SchoolModelForm):
    class Meta:
        model, fields, field_classes = Building, ["name", "site"], NAME

    def narrow(self, school: School) -> None:
        self.fields["site"].offer(Site.objects.for_school(school).order_by(sort_key("name")), None)


class BuildingChoice(SchoolChoice):
    """Names the site of each building."""

    def label_from_instance(self, building: Any) -> str:
        return f"{building.name} ({building.site.name})"


class RoomForm(SchoolModelForm):
    class Meta:
        model, fields = Room, ["name", "building", "floor"]
        field_classes: ClassVar[Any] = NAME | {"building": BuildingChoice}

    def narrow(self, school: School) -> None:
        buildings = Building.objects.for_school(school).select_related("site")
        self.fields["building"].offer(buildings.order_by(sort_key("site__name"), sort_key("name")), None)


class TypeForm(SchoolModelForm):
    class Meta:
        model, fields, field_classes = EquipmentType, ["name", "kind", "life_years"], NAME
        widgets: ClassVar[Any] = {"kind": forms.RadioSelect}
