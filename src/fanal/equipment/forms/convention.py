"""The form of one line of the convention."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import SchoolModelForm
from fanal.equipment.models import ConventionLine, EquipmentType
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import names_of

ANY = "Peu importe"
PARTIES = ("repairs", "pays", "decides")


class ConventionForm(SchoolModelForm):
    """For whose equipment, then who repairs, who pays, who decides."""

    class Meta:
        model = ConventionLine
        fields = ("owner", "type", "payer", "use", *PARTIES, "how", "source")
        widgets: ClassVar[Any] = dict.fromkeys(("owner", *PARTIES), forms.RadioSelect)

    def narrow(self, school: School) -> None:
        types = EquipmentType.objects.for_school(school).order_by(sort_key("name"))
        self.fields["type"].offer(types, "Tous les types")
        names = names_of(school)
        owners = [(code, names[code]) for code in EquipmentOwner.values]
        self.fields["owner"].choices = owners
        self.fields["payer"].choices = [("", ANY), *owners]
        self.fields["use"].choices = [("", ANY), *ConventionLine.Use.choices]
        for party in PARTIES:
            self.fields[party].choices = list(names.items())
