"""Who is expected to be an administrator of a service, among the staff."""

from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import with_job
from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import SchoolForm


class AdminsForm(SchoolForm):
    """Among the staff who are here, by name."""

    people = forms.ModelMultipleChoiceField(
        queryset=Person._default_manager.none(),
        label="Administrateurs prévus",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def narrow(self, school: School) -> None:
        field: Any = self.fields["people"]
        field.queryset = Person.objects.for_school(school).present().by_name()
        field.label_from_instance = with_job
