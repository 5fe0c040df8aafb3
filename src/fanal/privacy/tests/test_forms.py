"""The forms of the registers: codes are boxes to tick, and the words are those of the model."""

import pytest

from fanal.core.forms.school_form import CodesField, form_field
from fanal.privacy.forms.processing import ProcessingForm
from fanal.privacy.models import DataBreach, Processing
from fanal.privacy.models.breach import MOST
from fanal.privacy.rules.codes import People


def test_codes_of_the_model_are_boxes_to_tick():
    people = form_field(Processing._meta.get_field("people"))
    assert isinstance(people, CodesField)
    assert (people.label, people.required) == ("Personnes concernées", False)
    assert people.choices == People.choices()
    assert people.clean(["pupils"]) == ["pupils"]


@pytest.mark.django_db
def test_a_code_that_nobody_offers_is_refused(school):
    form = ProcessingForm(
        {"name": "ENT", "controller": "head", "dpia": "to_say", "people": ["x"]}, school=school
    )
    assert [*form.errors] == ["people"]
    assert form.fields["legal_basis"].choices[0] == ("", "À choisir")


def test_an_order_of_magnitude_has_a_bound():
    count = form_field(DataBreach._meta.get_field("people_count"))
    assert (count.min_value, count.max_value, count.required) == (0, MOST, False)
