"""A field written by us is what Django's templates write."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from fanal.core.forms.renderer import Renderer

STRANGE = "« l’eau » & <b>\"2\"</b> 'x'"
CHOICES = [("", "---"), (1, "Un"), ("two", STRANGE), ("Groupe & Cie", [(3, "Trois"), (STRANGE, "Quatre")])]
CODES = [("", "---"), ("two", STRANGE), ("Groupe & Cie", [("3", "Trois"), (STRANGE, "Quatre")])]
ATTRS = {"id": "id_x", "required": True, "disabled": False, "maxlength": 30, "aria-label": STRANGE}
WIDGETS = [
    (forms.TextInput(), STRANGE),
    (forms.TextInput(), None),
    (forms.NumberInput(), 12_345),
    (forms.EmailInput(), "a@b.invalid"),
    (forms.URLInput(), "https://a.invalid/?a=1&b=2"),
    (forms.PasswordInput(), "x"),
    (forms.HiddenInput(), "x"),
    (forms.DateInput(), "2026-11-26"),
    (forms.TimeInput(), "10:00"),
    (forms.DateTimeInput(), ""),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Select(choices=CHOICES), "two"),
    (forms.Select(choices=CHOICES), None),
    (forms.Select(choices=CHOICES), 3),
    (forms.SelectMultiple(choices=CHOICES), ["1", STRANGE]),
    (forms.RadioSelect(choices=CODES), "two"),
    (forms.CheckboxSelectMultiple(choices=CODES), ["3"]),
    (forms.Textarea(), STRANGE),
]


def one_line(html: str) -> str:
    return "".join(line.strip() for line in html.splitlines())


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_widget_is_written_as_django_writes_it(widget, value):
    ours = widget.render("name", value, attrs=ATTRS, renderer=Renderer())
    assert one_line(ours) == one_line(widget.render("name", value, attrs=ATTRS, renderer=DjangoTemplates()))


def test_each_choice_is_written_as_django_writes_it():
    class Asked(forms.Form):
        which = forms.ChoiceField(choices=CODES[:2], widget=forms.RadioSelect)

    tags = [
        [str(choice.tag()) for choice in Asked({"which": "two"}, renderer=renderer)["which"]]
        for renderer in (Renderer(), DjangoTemplates())
    ]
    assert tags[0] == tags[1]
    assert "checked" in tags[0][1]


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_a_row_is_not_ticked_again_by_a_browser_that_comes_back(widget):
    """Chromium ticks by place, and the rows have moved; a code of a few comes back as it was."""

    class Asked(forms.Form):
        rows = forms.ChoiceField(choices=[(5, "Cinq"), (6, "Six")], widget=widget)
        codes = forms.ChoiceField(choices=[("5", "Cinq"), ("6", "Six")], widget=widget)

    form = Asked(renderer=Renderer())
    assert all('autocomplete="off"' in choice.tag() for choice in form["rows"])
    assert not any("autocomplete" in choice.tag() for choice in form["codes"])
