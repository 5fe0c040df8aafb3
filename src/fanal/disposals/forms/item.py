"""The forms of what is said of the goods of a batch."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import SchoolModelForm
from fanal.disposals.forms.disposal import ItemBoxes
from fanal.disposals.models import Disposal, DisposalItem


class ItemForm(SchoolModelForm):
    """Why it leaves, and where it goes."""

    class Meta:
        model = DisposalItem
        fields: ClassVar[Any] = ("reason", "destination", "words")


class LossForm(SchoolModelForm):
    """How it was lost or stolen."""

    class Meta:
        model = DisposalItem
        fields: ClassVar[Any] = ("happened_on", "circumstances", "complaint", "insurer")


class WipingForm(SchoolModelForm):
    """What was done of the data of those that are ticked, and by whom."""

    items = ItemBoxes(
        None, label="De quels équipements ?", error_messages={"required": "Cochez au moins un équipement."}
    )
    field_order = ("items",)

    class Meta:
        model = DisposalItem
        fields: ClassVar[Any] = ("wiping", "method", "tool", "wiped_on", "wiped_by", "wiping_service")
        widgets: ClassVar[Any] = {"wiping": forms.RadioSelect}
        field_classes: ClassVar[Any] = {"wiped_by": PersonChoice}

    def __init__(self, *args: Any, disposal: Disposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["items"]
        field.queryset = disposal.items.wipeable().with_machine()

    def narrow(self, school: School) -> None:
        self.fields["wiped_by"].offer(Person.objects.for_school(school).present(), "–")
