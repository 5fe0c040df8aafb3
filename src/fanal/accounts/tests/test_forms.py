"""The forms about people: what each may correct of themselves, and in which order it is asked."""

import pytest

from fanal.accounts.models.roles import Role
from fanal.people.forms.people import CARD, ArrivalForm, CardForm, OwnCardForm

pytestmark = pytest.mark.django_db


def test_nobody_is_asked_for_their_own_address(school):
    assert [*OwnCardForm(school=school).fields] == ["civility", "given_name", "family_name", "job", "phone"]
    assert [*CardForm(school=school).fields] == [*CARD]


def test_an_arrival_is_asked_for_the_card_then_the_functions(school):
    form = ArrivalForm(school=school, may_give=frozenset({Role.TEACHER}))
    assert [*form.fields] == [*CARD, "roles", "valid_from", "valid_until", "replaces", "invites"]
    assert form.fields["civility"].choices == [("", "Non précisée"), ("Mme", "Mme"), ("M.", "M.")]
    assert [code for code, _ in form.fields["roles"].choices] == [Role.TEACHER]
