"""The signs of French stay with their word where a page shows a sentence of the domain."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django_cotton.compiler_regex import CottonCompiler

from fanal.core.templatetags.fanal import file_size, french


@pytest.mark.parametrize(
    ("plain", "kept"),
    [
        ("Ce lien a servi : demandez-en un autre.", "Ce lien a servi\u202f: demandez-en un autre."),
        ("« Réglages » est vide ; continuer ?", "«\u00a0Réglages\u00a0» est vide\u202f; continuer\u202f?"),
        ("La salle « B » !", "La salle «\u00a0B\u00a0»\u202f!"),
        ("Il est 8 h 30, voir http://a.fr/?b", "Il est 8\u00a0h\u00a030, voir http://a.fr/?b"),
        ("60 % en 45 min, 1 250 €", "60\u00a0% en 45\u00a0min, 1\u202f250\u00a0€"),
        ("3 heures, 2 hier", "3 heures, 2 hier"),
        ("déjà\u00a0: rien", "déjà\u202f: rien"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_space_before_a_sign_does_not_break(plain, kept):
    assert french(plain) == kept


@pytest.mark.parametrize(
    ("count", "ending"), [(0, ""), (1, ""), (1.5, ""), (2, "s"), ([], ""), ([1, 2], "s"), ("", "")]
)
def test_zero_is_singular(count, ending):
    """A newcomer, November 2026: « 0 équipements », « 0 arrivées »."""
    assert Template("{{ count|pluralize }}").render(Context({"count": count})) == ending
    assert Template("{{ count|pluralize:'al,aux' }}").render(Context({"count": count})) == (
        "aux" if ending else "al"
    )


def test_what_is_not_ours_is_escaped_once_and_markup_of_ours_is_kept():
    assert french("<b> : x") == "&lt;b&gt; : x"
    assert french(mark_safe("<b>Nom</b> : x")) == "<b>Nom</b>\u202f: x"


class Form(forms.Form):
    place = forms.CharField(label="Où est-ce ?", help_text="Par exemple « Salle 12 ».")

    def clean(self):
        raise forms.ValidationError("Rien : recommencez.")


@pytest.mark.parametrize(
    "said",
    [
        "Où est-ce\u202f?",
        "«\u00a0Salle 12\u00a0»",
        "Rien\u202f: recommencez.",
        "Déjà pris\u202f: autre chose.",
        "Ça marche\u202f!",
        "Effacer\u202f?",
    ],
)
def test_components_show_it_so(said):
    page = Template(
        CottonCompiler().process(
            '<c-errors :form="form" /><c-field :field="form.place" /><c-reasons :list="reasons" />'
            '<c-head title="{{ title }}" /><c-do label="Oui" href="/" confirm="Effacer ?" />'
        )
    )
    given = {"form": Form({}), "reasons": ["Déjà pris : autre chose."], "title": "Ça marche !"}
    assert said in page.render(Context(given))


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, ""),
        (None, ""),
        (300, "1\u00a0ko"),
        (15_360, "15\u00a0ko"),
        (2_440_000, "2,4\u00a0Mo"),
        (8_000_000, "8\u00a0Mo"),
    ],
)
def test_a_file_weighs_in_the_units_of_its_reader(count, text):
    assert file_size(count) == text
