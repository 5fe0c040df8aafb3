"""The forms of received mails: to which request, or for whom, they are filed."""

from django import forms

from fanal.accounts.models import Person, School
from fanal.core.forms.school_form import SchoolChoice, SchoolForm


class AttachMailForm(forms.Form):
    """Which request a mail is about."""

    number = forms.IntegerField(label="Demande n°", min_value=1)


class RequesterForm(SchoolForm):
    """In whose name a mail becomes a request."""

    person = SchoolChoice(Person, label="De la part de", empty_label="Choisir la personne")

    def narrow(self, school: School) -> None:
        self.fields["person"].offer(Person.objects.for_school(school).present().by_name())
