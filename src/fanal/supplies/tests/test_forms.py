"""What the forms of supplies keep from: an old tab, signs that nobody sees, a question that says nothing."""

from datetime import date

import pytest
from lxml import html

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.supplies.actions import purchase
from fanal.supplies.models import Consumable
from fanal.supplies.tests.conftest import TODAY, bought, followed, signed, url

pytestmark = pytest.mark.clock(TODAY)
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
