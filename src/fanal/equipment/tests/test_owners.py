"""Whose a machine is, and whether anybody said it: a signed paper prints only that (December § 3.10)."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.equipment import register_equipment
from fanal.equipment.models import Equipment
from fanal.equipment.rules.merge import with_what_follows
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory

TODAY = date(2026, 11, 25)
LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
pytestmark = pytest.mark.clock(TODAY)


def url(school, name, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


def checked(page, name):
    return html.fromstring(page).xpath(f"//input[@name='{name}' and @checked]/@value")


def sent(page):
    """The form of a record as a browser sends it back."""
    form = html.fromstring(page).xpath("//main//form[@method='post']")[0]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def stored(school):
    with scope(school):
        record = Equipment.objects.for_school(school).get()
    return record.owner, record.is_owner_known


@pytest.mark.parametrize(
    ("status", "owner", "is_known"),
    [(School.Status.PUBLIC, "authority", False), (School.Status.PRIVATE, "school", True)],
)
def test_while_nobody_says_it_a_public_owner_is_to_be_confirmed(lead, school, status, owner, is_known):
    School.objects.filter(pk=school.pk).update(status=status)
    with scope(school):
        values = {"name": "PC-204", "type": EquipmentTypeFactory(school=school)}
        made = register_equipment(school, values, today=TODAY, by=LEAD)
    assert (made.owner, made.payer, made.is_owner_known) == (owner, owner, is_known)
    form = lead.get(url(school, "equipment_register")).text
    assert checked(form, "owner") == [owner if is_known else ""]
    assert checked(form, "payer") == [owner]


def test_the_form_leaves_it_open_until_somebody_says_it(lead, school):
    with scope(school):
        EquipmentFactory(school=school, number=1, is_owner_known=False)
    form = url(school, "equipment_change", 1)
    page = lead.get(form).text
    assert checked(page, "owner") == [""]
    lead.post(form, sent(page) | {"maker": "Dell"})
    assert stored(school) == ("authority", False)
    assert ", à confirmer" in words_of(lead.get(url(school, "equipment_page", 1)).text)
    lead.post(form, sent(lead.get(form).text) | {"owner": "authority"})
    assert stored(school) == ("authority", True)
    assert ", à confirmer" not in words_of(lead.get(url(school, "equipment_page", 1)).text)
    assert "" not in html.fromstring(lead.get(form).text).xpath("//input[@name='owner']/@value")


def test_those_to_confirm_are_found_and_confirmed_at_once(lead, school):
    with scope(school):
        EquipmentFactory(school=school, number=1, is_owner_known=False)
        EquipmentFactory(school=school, number=2, name="DÉJÀ-DIT")
    shown = lead.get(url(school, "equipment_list"), {"proprietaire": "a-confirmer"}).text
    assert "DÉJÀ-DIT" not in shown
    assert ", à confirmer" in words_of(shown)
    written = {"numbers": "1 2", "r-owner": "authority"}
    preview = lead.post(url(school, "bulk_record"), written).text
    assert "Propriétaire confirmé" in words_of(preview)
    (seen,) = html.fromstring(preview).xpath("//input[@name='seen']/@value")
    lead.post(url(school, "bulk_record"), written | {"seen": seen, "step": "ecrire"})
    with scope(school):
        assert not Equipment.objects.for_school(school).filter(is_owner_known=False).exists()


def test_whether_an_owner_is_confirmed_goes_with_the_owner_that_is_taken():
    """An attacker, December 2026: the guess of one record was taken with the « confirmé » of the other."""
    assert with_what_follows(["name", "is_owner_known"]) == {"name"}
    assert with_what_follows(["owner"]) == {"owner", "is_owner_known"}
