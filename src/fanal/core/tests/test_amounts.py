"""Amounts as people read them."""

import pytest
from django import forms

from fanal.core.forms.school_form import EurosField
from fanal.core.text.money import NoAmount, about, read_cents


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "0 €"),
        (125_049, "1\u202f250 €"),
        (125_051, "1\u202f251 €"),
        (9_999_900, "99\u202f999 €"),
        (14_076_000, "140\u202f760 €"),
        (-14_076_000, "−140\u202f760 €"),
    ],
)
def test_an_amount_read_at_a_glance(cents, words):
    assert about(cents).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 250,50", 125_050),
        ("1\u202f250,50\u00a0€", 125_050),
        ("1250.5", 125_050),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("1.250.000", 125_000_000),
        ("320 euros TTC", 32_000),
        ("0", 0),
        ("9 999 999,99", 999_999_999),
        ("0,125", 12),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, cents):
    """A newcomer, November 2026: a form refused « 1 250,50 », which an import took."""
    assert read_cents(text) == cents
    assert EurosField(label="Prix").clean(text) == cents


@pytest.mark.parametrize(
    ("text", "cents", "small"),
    [("1.250", 125_000, "1,25 €"), ("12,345", 1_234_500, "12,34 €"), ("1,250 €", 125_000, "1,25 €")],
)
def test_a_typed_amount_that_reads_two_ways_is_refused(text, cents, small):
    """A newcomer, November 2026: « 12,345 » became 12 345 € without a question. A table still reads it."""
    assert read_cents(text) == cents
    with pytest.raises(forms.ValidationError) as refusal:
        EurosField(label="Prix").clean(text)
    (reason,) = refusal.value.messages
    assert reason.replace("\u00a0", " ").startswith(f"« {text} » peut se lire {small} ou ")
    assert reason.endswith("écrivez-le avec deux décimales, ou sans point ni virgule.")


@pytest.mark.parametrize("text", ["gratuit", "-1", "nan", "inf", "1e99", "10 000 000", "1,2,3", ",", "€"])
def test_what_is_no_amount_is_said(text):
    with pytest.raises(NoAmount, match="n’est pas un prix"):
        read_cents(text)
    form = type("Form", (forms.Form,), {"price": EurosField(label="Prix")})({"price": text})
    assert "n’est pas un prix" in form.errors["price"][0]


def test_an_amount_that_is_shown_is_read_back():
    field = EurosField(label="Prix")
    assert field.prepare_value(125_050) == "1\u202f250,50"
    assert field.clean(field.prepare_value(125_050)) == 125_050
    assert field.clean("") is None
