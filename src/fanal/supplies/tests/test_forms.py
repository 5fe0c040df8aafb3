"""What the forms of supplies keep from: an old tab, signs that nobody sees, a question that says nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.reading.reported import LowSupply
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.supplies.actions import purchase
from fanal.supplies.actions.consumable import take, undo_take
from fanal.supplies.models import Consumable, StockMovement
from fanal.supplies.reading.stock import fitting
from fanal.supplies.rules.purchase import phone_refusals
from fanal.supplies.tests.conftest import TODAY, bought, followed, signed, url

pytestmark = pytest.mark.clock(TODAY)
LOW = ("toner noir 8 %", "toner cyan 8 %", "four 3 %")
TWISTED = "Toner\u202e rion"


def filled(page) -> dict[str, str]:
    """What the form of a page holds, as a browser would send it."""
    form = next(form for form in html.fromstring(page.text).forms if "csrfmiddlewaretoken" in form.fields)
    own = [form for form in html.fromstring(page.text).forms if "name" in form.fields]
    return {name: value or "" for name, value in (own or [form])[0].form_values()}


def test_an_old_tab_does_not_undo_a_renewal(lead, school, boss):
    with scope(school):
        rows = {"licence": bought(school, boss), "contract": signed(school, boss)}
    for name, row in rows.items():
        change = url(school, f"{name}_change", row.pk)
        old = filled(lead.get(change))
        with scope(school):
            purchase.renew_purchase(row, {"ends_on": date(2028, 12, 31), "price_cents": 90_000}, by=boss)
        refused = lead.post(change, old | {"name": "Autre nom"})
        assert refused.status_code == 422
        assert "Quelqu’un vient de changer" in words_of(refused.text)
        with scope(school):
            row.refresh_from_db()
        assert (row.ends_on, row.price_cents) == (date(2028, 12, 31), 90_000)
        assert lead.post(change, filled(lead.get(change)) | {"name": "Autre nom"}).status_code == 302


def test_an_old_tab_does_not_undo_another_change_of_a_consumable(lead, school, boss):
    with scope(school):
        toner = followed(school, boss)
    change = url(school, "consumable_change", toner.pk)
    old = filled(lead.get(change))
    assert lead.post(change, old | {"threshold": "7"}).status_code == 302
    refused = lead.post(change, old | {"supplier": "Morel", "key": "k" * 20})
    assert refused.status_code == 422
    with scope(school):
        assert Consumable.objects.for_school(school).get().threshold == 7


@pytest.mark.parametrize("field", ["unit", "fits", "supplier", "supplier_reference"])
def test_no_sign_that_nobody_sees_in_the_short_texts_of_a_consumable(lead, school, boss, field):
    with scope(school):
        toner = followed(school, boss)
    change = url(school, "consumable_change", toner.pk)
    refused = lead.post(change, filled(lead.get(change)) | {field: TWISTED})
    assert refused.status_code == 422
    assert "un signe que l’on ne voit pas" in words_of(refused.text)


@pytest.mark.parametrize(
    ("name", "field"),
    [("licence", each) for each in ("publisher", "supplier", "order_reference", "key_place", "proof_place")]
    + [("contract", each) for each in ("supplier", "reference", "hotline_phone", "order_reference")],
)
def test_no_sign_that_nobody_sees_in_the_short_texts_of_a_purchase(lead, school, boss, name, field):
    with scope(school):
        row = bought(school, boss) if name == "licence" else signed(school, boss)
    change = url(school, f"{name}_change", row.pk)
    refused = lead.post(change, filled(lead.get(change)) | {field: TWISTED})
    assert refused.status_code == 422
    assert "un signe que l’on ne voit pas" in words_of(refused.text)


def test_a_renewal_proposes_the_same_length_and_asks_only_what_counts(lead, school, boss):
    with scope(school):
        counted, whole = bought(school, boss), bought(school, boss, name="X", kind="school", seats=None)
    page = lead.get(url(school, "licence_renew", counted.pk)).text
    assert 'value="2027-12-31"' in page
    assert 'name="seats"' in page
    renew = url(school, "licence_renew", whole.pk)
    assert 'name="seats"' not in lead.get(renew).text
    assert lead.post(renew, {"ends_on": "2027-12-31", "price_cents": ""}).status_code == 302


def test_what_was_taken_is_put_back_with_annuler(lead, client_of, school, boss):
    """One press too many: the cartridge is back, once, by whoever took it, in a moment."""
    with scope(school):
        toner = followed(school, boss)
    answer = lead.post(url(school, "consumable_take_one", toner.pk), follow=True)
    with scope(school):
        taken = StockMovement.objects.for_school(school).get(kind="out")
    undo = url(school, "consumable_undo", toner.pk, taken.pk)
    assert undo in answer.text
    client_of(school, Role.HEAD).post(undo)
    with scope(school):
        assert Consumable.objects.for_school(school).get().level == 3, "of another's press, nothing"
    assert "c’est annulé" in words_of(lead.post(undo, follow=True).text)
    with scope(school):
        assert Consumable.objects.for_school(school).get().level == 4
        assert not StockMovement.objects.for_school(school).filter(kind="out").exists()


def test_annuler_comes_too_late_after_a_moment(school, boss):
    with scope(school):
        toner, now = followed(school, boss), timezone.now()
        left = take(toner, 1, now=now, by=boss)
        taken = left.movements.latest("pk")
        with pytest.raises(RuleBroken, match="faites corriger le stock"):
            undo_take(toner, taken, now=now + timedelta(minutes=1), by=boss)


@pytest.mark.parametrize("level", [0, 3])
def test_the_main_button_is_the_one_that_helps(lead, school, boss, level):
    with scope(school):
        toner = followed(school, boss, level=level)
    page = html.fromstring(lead.get(url(school, "consumable_page", toner.pk)).text)
    (taken,) = page.xpath("//button[contains(., 'J’en ai pris un')]/@class")
    (arrival,) = page.xpath("//a[contains(., 'Arrivée')]/@class")
    assert ("plain" in taken, "plain" in arrival) == (not level, bool(level))


def test_the_address_of_a_button_leads_to_its_page(lead, school, boss):
    """After a refusal it stands in the bar of the browser: reading it again is no error."""
    with scope(school):
        toner, licence, contract = followed(school, boss), bought(school, boss), signed(school, boss)
    for page, button, row in (
        ("consumable_page", "consumable_take_one", toner),
        ("licence_page", "licence_take_back", licence),
        ("licence_page", "licence_installed", licence),
        ("licence_page", "licence_remove", licence),
        ("contract_page", "contract_uncover", contract),
        ("contract_page", "contract_remove", contract),
    ):
        assert lead.get(url(school, button, row.pk))["Location"] == url(school, page, row.pk)
    undo = url(school, "consumable_undo", toner.pk, 1)
    assert lead.get(undo)["Location"] == url(school, "consumable_page", toner.pk)


def test_a_consumable_of_another_colour_is_not_named(school, boss):
    """« toner noir 8 % » of a copier: neither the cyan toner, nor nothing when none says its colour."""
    with scope(school):
        printer = EquipmentFactory(school=school, name="COP-1", model="TASKalfa 3253ci")
        stock = [
            followed(school, boss, name=name, fits="TASKalfa 3253ci")
            for name in ("Toner noir TK-8335K", "Toner cyan TK-8335C", "Bac de récupération")
        ]
    named = [[row.name for row in fitting(LowSupply(printer, words), stock)] for words in LOW]
    assert named == [
        ["Toner noir TK-8335K", "Bac de récupération"],
        ["Toner cyan TK-8335C", "Bac de récupération"],
        [row.name for row in stock],
    ]


def test_thousands_are_grouped(lead, school, boss):
    with scope(school):
        licence, toner = bought(school, boss, seats=10_000), followed(school, boss, level=12_000)
    for page, row, said in (("licence", licence, "0 sur 10 000"), ("consumable", toner, "12 000 en stock")):
        assert said in words_of(lead.get(url(school, f"{page}_page", row.pk)).text)
        assert said.split(" en ")[0] in words_of(lead.get(url(school, f"{page}_list")).text)


def test_seats_keep_their_kind(lead, school, boss, machines):
    with scope(school):
        licence = bought(school, boss)
        licence.given.create(school=school, equipment=machines[0], given_on=TODAY)
    sent = {"name": "Atelier Photo", "kind": "person", "seats": 3, "payer": "school", "notice_months": 0}
    refused = lead.post(url(school, "licence_change", licence.pk), sent | {"starts_on": "2026-01-01"})
    assert refused.status_code == 422
    assert "Des places sont données à des appareils : reprenez-les" in words_of(refused.text)


@pytest.mark.parametrize(
    ("typed", "is_kept"),
    [
        ("02 00 00 00 41", True),
        ("+33 (0)2.00.00.00.41", True),
        ("39 49", True),
        ("", True),
        ("appelez-moi", False),
        ("12", False),
        ("+", False),
        ("02 00 00 00 41 et 42 demain", False),
        ("1" * 20, False),
    ],
)
def test_a_hotline_is_a_number_to_call(typed, is_kept):
    """A newcomer, November 2026: « appelez-moi » was kept as a telephone number."""
    reasons = phone_refusals(typed)
    assert ["écrivez-le en chiffres" in reason for reason in reasons] == ([] if is_kept else [True])


def test_the_form_of_a_contract_says_so(lead, school, boss):
    with scope(school):
        row = signed(school, boss)
    change = url(school, "contract_change", row.pk)
    refused = lead.post(change, filled(lead.get(change)) | {"hotline_phone": "appelez-moi"})
    assert refused.status_code == 422
    assert "n’est pas un numéro à composer" in words_of(refused.text)
