"""Forms over models: words and bounds stand once, in the model; an action writes, the form never does."""

import json

import pytest
from django import forms
from django.urls import reverse

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.school_form import DayField, EurosField, SchoolChoice, form_field
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.equipment.forms.convention import ConventionForm
from fanal.equipment.forms.equipment import EquipmentForm
from fanal.equipment.forms.places import RoomForm, TypeForm
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.tests.factories import BuildingFactory, EquipmentTypeFactory, RoomFactory

LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))


def url(name, school):
    return reverse(f"equipment:{name}", args=[school.uai])


def field(model, name):
    return form_field(model._meta.get_field(name))


def test_a_field_takes_its_words_and_its_sentence_from_the_model():
    made = field(Equipment, "name")
    assert (made.label, made.max_length, made.required) == ("Nom", 80, True)
    assert "PC-204" in made.help_text
    assert "PC-204" in made.error_messages["required"]


def test_amounts_days_and_rows_of_the_school_are_asked_as_fanal_asks_them():
    assert isinstance(field(Equipment, "price_cents"), EurosField)
    assert isinstance(field(Equipment, "bought_on"), DayField)
    choice = field(Equipment, "type")
    assert isinstance(choice, SchoolChoice)
    assert not choice.queryset.exists()
    assert isinstance(field(Equipment, "note").widget, forms.Textarea)


def test_a_bound_of_the_model_binds_the_form(school):
    years = field(EquipmentType, "life_years")
    assert (years.min_value, years.max_value) == (1, 30)
    form = TypeForm({"name": "Visualiseur", "kind": "other", "life_years": 31}, school=school)
    assert not form.is_valid()
    assert [*form.errors] == ["life_years"]


def test_a_choice_that_must_be_made_has_no_empty_line():
    assert all(code for code, _ in field(Equipment, "owner").choices)
    assert any(not code for code, _ in ConventionForm.base_fields["payer"].choices)


def test_a_form_never_saves_and_leaves_the_row_as_it_was_read(school):
    with scope(school):
        room = RoomFactory(school=school, name="CDI")
        sent = {"name": "Salle 12", "building": room.building_id, "floor": ""}
        form = RoomForm(sent, school=school, instance=room)
        assert form.is_valid(), form.errors
        assert room.name == "CDI"
        with pytest.raises(TypeError, match="RoomForm never saves"):
            form.save()


def test_the_rows_of_a_neighbour_cannot_be_chosen(school, elsewhere):
    with scope(elsewhere):
        theirs = BuildingFactory(school=elsewhere)
    with scope(school):
        form = RoomForm({"name": "Salle 12", "building": theirs.pk}, school=school)
        assert not form.is_valid()
        assert [*form.errors] == ["building"]


def test_an_amount_is_read_and_shown_in_euros_and_kept_in_cents(school):
    with scope(school):
        kind = EquipmentTypeFactory(school=school)
        form = EquipmentForm(
            {"name": "PC", "type": kind.pk, "owner": "school", "payer": "school"}
            | {"is_pedagogical": "True", "price_cents": "1 250,50"},
            school=school,
        )
        assert form.is_valid(), form.errors
        assert form.cleaned_data["price_cents"] == 125050


def test_only_what_differs_is_written_and_journaled(school):
    with scope(school):
        room = RoomFactory(school=school, name="CDI", floor="1")
        verb = "equipment.place_changed"
        assert journal.write_changes(room, {"name": " CDI ", "floor": "1"}, by=LEAD, verb=verb) == []
        assert journal.write_changes(room, {"name": "Médiathèque", "floor": "1"}, by=LEAD, verb=verb) == [
            "name"
        ]
        entries = list(JournalEntry.objects.for_school(school))
    assert [entry.verb for entry in entries] == [verb]
    assert json.loads(entries[0].payload)["after"] == {"name": "Médiathèque"}


def test_a_refused_change_writes_nothing(school):
    def refuse():
        raise RuleBroken("Non.")

    with scope(school):
        room = RoomFactory(school=school, name="CDI")
        with pytest.raises(RuleBroken):
            journal.write_changes(room, {"name": "X"}, by=LEAD, verb="equipment.place_changed", check=refuse)
        assert Room.objects.for_school(school).get(pk=room.pk).name == "CDI"


KEY = "0123456789abcdef0123"


def test_a_page_with_a_form_is_shown_refused_done_once_and_led_on(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        building = BuildingFactory(school=school)
    page = url("room_add", school)
    assert lead.get(page).status_code == 200
    refused = lead.post(page, {"name": "", "building": building.pk, "key": KEY})
    assert refused.status_code == 422
    sent = {"name": "Salle 7", "building": building.pk, "key": KEY}
    first, again = lead.post(page, sent), lead.post(page, sent)
    assert first.status_code == again.status_code == 302
    assert first.url == again.url == url("room_list", school)
    with scope(school):
        assert Room.objects.for_school(school).filter(name="Salle 7").count() == 1
    twin = lead.post(page, {"name": "Salle 7", "building": building.pk, "key": KEY + "x"})
    assert twin.status_code == 422
    assert "existe déjà" in twin.text


def test_who_may_not_is_refused_before_and_after_sending(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    assert teacher.get(url("room_add", school)).status_code == 403
    assert teacher.post(url("room_add", school), {"name": ""}).status_code == 403
