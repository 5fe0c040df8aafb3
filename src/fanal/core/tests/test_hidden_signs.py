"""Names that do not read as they are written. A hostile colleague, November 2026."""

import sys
import unicodedata
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import get_resolver

from fanal.commission.forms.meeting import (
    AgendaItemForm,
    CommissionMemberForm,
    MeetingDecisionForm,
    MeetingForm,
)
from fanal.core.forms.hidden_signs import is_unseen, refusals, without_hidden
from fanal.core.forms.school_form import NameField, SchoolForm
from fanal.equipment_import.rules import line as equipment_line
from fanal.people_files.rules.own_tables import as_cells
from fanal.people_files.rules.table_line import names_of
from fanal.schools.rules.opening import read_line as read_school
from fanal.steering.rules.grid import GridQuestion, read_grid
from fanal.surveys.rules.running import labels_of

TODAY = date(2026, 11, 27)
pytestmark = pytest.mark.clock(TODAY)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525"
TEACHER = "\U0001f469\U0001f3fd\u200d\U0001f3eb"  # with a colour of skin
NAMES = {"name", "given_name", "family_name", "controller_name", "answers_name"}
IN_ONE_LINE = (
    *((MeetingForm, name) for name in ("title", "partner", "place")),
    (AgendaItemForm, "title"),
    (CommissionMemberForm, "quality"),
    (MeetingDecisionForm, "owner_words"),
)


def forms_of(parent: type[forms.Form]) -> list[type[forms.Form]]:
    return [form for child in parent.__subclasses__() for form in (child, *forms_of(child))]


def test_every_control_and_mark_of_direction_is_refused():
    for number in range(sys.maxunicode + 1):
        sign = chr(number)
        if unicodedata.category(sign) == "Cc" or unicodedata.bidirectional(sign) in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }:
            assert refusals(f"Salle{sign}2"), hex(number)


@pytest.mark.parametrize(
    "name", ["Œuvre d’été", "L’Haÿ-les-Roses", "Nguyễn Thị", "عمر", "Salle 🖥️", "C 204", FAMILY, TEACHER]
)
def test_an_ordinary_name_is_kept(name):
    assert refusals(name) == []
    assert without_hidden(name) == name


def test_every_name_of_a_form_is_a_name_field():
    get_resolver().url_patterns  # noqa: B018 (it imports every form)
    ours = [form for form in forms_of(forms.Form) if form.__module__.startswith("fanal.")]
    fields = [(form, name, field) for form in ours for name, field in form.base_fields.items()]
    loose = {
        (form.__name__, name)
        for form, name, field in fields
        if name in NAMES and type(field) is not NameField
    }
    assert loose == set()


@pytest.mark.parametrize(("form", "name"), IN_ONE_LINE)
def test_what_a_convocation_says_in_one_line_is_one_line(form, name):
    """The title, the place and the points leave by mail and stand in frozen minutes."""
    field = form.base_fields[name]
    assert type(field) is NameField
    assert field.clean("Salle\r\n204") == "Salle 204"
    with pytest.raises(ValidationError, match="signe que l’on ne voit pas"):
        field.clean("Salle \u202e402")


def test_a_name_that_turns_around_is_refused_with_a_sentence():
    with pytest.raises(ValidationError, match=r"signe que l’on ne voit pas \(U\+202E\)"):
        NameField(max_length=60).clean("Salle \u202e402")
    assert NameField(max_length=60).clean(" Salle\t 204 ") == "Salle 204"


def test_a_file_brings_none():
    """Exports of other programs hold such signs, that nobody typed: they are left out of names."""
    name = "Sal\u200ble \u202e204"
    equipment = equipment_line.read_line(2, {"name": name, "room": name}, today=TODAY)
    assert dict(equipment.values) == {"name": "Salle 204", "room": "Salle 204"}
    assert read_school(2, {"name": name}).name == "Salle 204"
    assert as_cells({"family_name": name}) == {"family_name": "Salle 204"}
    assert read_grid(["Section", "Question"], [(2, [name, name])]).questions == [
        GridQuestion("Salle 204", "Salle 204")
    ]
    assert labels_of(f"{name}\nSalle 204\n\u200b\n") == ("Salle 204",)
    assert names_of({"family_name": name, "given_name": "Zoé"})["family_name"] == "Salle 204"


@pytest.mark.parametrize(
    "name", ["Sal\u200dle", "\u200d", "\U0001f468\u200d", "\u200d\U0001f468", "a\ufe0f\u200d\U0001f468"]
)
def test_a_joiner_outside_of_pictures_is_refused(name):
    assert refusals(name)
    assert "\u200d" not in without_hidden(name)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u200d\ufe0f", "\u2800 \xad", "\x00\x1f\u2028"])
def test_a_text_of_signs_that_nobody_sees_is_empty(text):
    assert is_unseen(text)
    assert not is_unseen(f"{text}.")


def test_a_form_takes_it_as_empty(school):
    """A comment of one U+200B was kept, and nobody saw what it said."""

    class SeenTextForm(SchoolForm):
        text = forms.CharField()

    sent = QueryDict("text=%E2%80%8B&other=%E2%80%8B&other=x")
    form = SeenTextForm(sent, school=school)
    assert form.errors["text"]
    assert form.data.getlist("other") == ["", "x"]
    assert SeenTextForm(QueryDict("text=Salle\u200b2"), school=school).is_valid()
