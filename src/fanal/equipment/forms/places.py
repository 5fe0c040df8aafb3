"""The forms of places and types."""

from typing import Any

from django import forms

from fanal.accounts.models import School
from fanal.core.forms import NameField, SchoolChoice, SchoolForm
from fanal.equipment.models import Building, Site
from fanal.equipment.models.equipment_queryset import sort_key
from fanal.equipment.rules.kinds import TROUBLES


def _name(example: str) -> forms.CharField:
    return NameField(
        label="Nom",
        max_length=60,
        help_text=f"Par exemple « {example} ».",
        error_messages={"required": f"Donnez un nom, par exemple « {example} »."},
    )


class SiteForm(SchoolForm):
    name = _name("Site principal")


class SiteChoice(SchoolChoice):
    """Names the site of each building when the school has several."""

    def label_from_instance(self, building: Any) -> str:
        return f"{building.name} ({building.site.name})"


class BuildingForm(SchoolForm):
    name = _name("Bâtiment A")
    site = SchoolChoice(Site, label="Site", empty_label=None)

    def narrow(self, school: School) -> None:
        self.fields["site"].offer(Site.objects.for_school(school).order_by(sort_key("name")))


class RoomForm(SchoolForm):
    name = _name("Salle 204")
    building = SiteChoice(Building, label="Bâtiment", empty_label=None)
    floor = forms.CharField(label="Étage", max_length=20, required=False)

    def narrow(self, school: School) -> None:
        buildings = Building.objects.for_school(school).select_related("site")
        self.fields["building"].offer(buildings.order_by(sort_key("site__name"), sort_key("name")))


class TypeForm(SchoolForm):
    name = _name("Visualiseur")
    kind = forms.ChoiceField(
        label="Sorte de panne proposée", choices=TROUBLES.items(), widget=forms.RadioSelect, initial="other"
    )
    life_years = forms.IntegerField(
        label="Durée de vie prévue, en années",
        min_value=1,
        max_value=30,
        initial=5,
        help_text="Un réglage de l’établissement, pas une règle : il sert au plan de renouvellement.",
    )
