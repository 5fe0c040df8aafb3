"""What whoever signs is told when the frame holds no signature."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from fanal.core.forms.form_version import seen_of
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions import lending, returning
from fanal.loans.reading.agreement import agreement_of
from fanal.loans.tests.conftest import DRAWN, DUE, TODAY, lend, moment

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.parametrize("strokes", ["", "[]", "[[[10, 10], [12, 12]]]"])
def test_an_empty_frame_is_said_in_french_and_leads_to_the_frame(lead, school, boss, pupil, tablets, strokes):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
    address = reverse("loans:sign", args=[school.uai, loan.number])
    answer = lead.post(address, {"name": "Mme Martin", "strokes": strokes})
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    (link,) = page.xpath("//*[contains(@class, 'errors')]//a")
    assert words_of(answer.text).count("La signature est vide : signez dans le cadre") == 2, (
        "above, and below it"
    )
    assert link.text_content() == "Signature"
    assert page.get_element_by_id(link.get("href").removeprefix("#")).tag == "svg"
    (clear,) = page.xpath("//button[@data-clear]")
    assert clear.get("hidden") is None, "it keeps its place: the frame never moves under a finger"
    assert clear.get("disabled") is not None
    assert page.get_element_by_id("id_strokes").get("name") == "strokes", "what the frame fills"


def test_what_was_drawn_for_another_text_is_not_signed(lead, school, boss, pupil, tablets):
    """The loan was prolonged in another tab: a second press signed what the old text had."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
    address = reverse("loans:sign", args=[school.uai, loan.number])
    seen = html.fromstring(lead.get(address).text).xpath("//input[@name='seen']/@value")[0]
    with scope(school):
        returning.prolong(loan, DUE + timedelta(days=9), today=TODAY, by=boss)
    answer = lead.post(address, {"name": "Mme Martin", "strokes": DRAWN, "seen": seen})
    page = html.fromstring(answer.text)
    assert "La convention a changé" in words_of(answer.text)
    assert page.get_element_by_id("id_strokes").get("value", "") == ""
    assert page.get_element_by_id("id_name").get("value") == "Mme Martin"
    assert page.xpath("//input[@name='seen']/@value")[0] != seen


def test_a_loan_that_is_over_offers_nothing_to_sign(lead, school, boss, pupil, tablets):
    """A tab left open read « le matériel suivant : . » above the frame."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
    address = reverse("loans:sign", args=[school.uai, loan.number])
    seen = html.fromstring(lead.get(address).text).xpath("//input[@name='seen']/@value")[0]
    with scope(school):
        lending.cancel_loan(loan, **moment(boss))
    for answer in (
        lead.get(address),
        lead.post(address, {"name": "Mme Martin", "strokes": DRAWN, "seen": seen}),
    ):
        assert "data-frame" not in answer.text
        assert "Ce prêt est terminé : il n’y a rien à signer." in words_of(answer.text)
        assert "le matériel suivant" not in words_of(answer.text)


def test_a_second_tab_reads_that_it_is_signed_already(lead, school, boss, pupil, tablets):
    """« La convention a changé : relisez-la, puis signez », above a text without a frame."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
    address = reverse("loans:sign", args=[school.uai, loan.number])
    seen = html.fromstring(lead.get(address).text).xpath("//input[@name='seen']/@value")[0]
    sent = {"name": "Mme Martin", "quality": "guardian", "strokes": DRAWN, "seen": seen}
    assert lead.post(address, sent | {"key": "0" * 32}).status_code == 302
    with scope(school):
        loan.refresh_from_db()
        assert seen_of(agreement_of(loan, TODAY)) == seen, "signed, the text is the one that was read"
    answer = lead.post(address, sent | {"key": "1" * 32})
    said = words_of(answer.text)
    assert answer.status_code == 422
    assert "La convention est déjà signée : il n’y a plus rien à signer." in said
    assert "La convention a changé" not in said
    assert "Ce n’est pas encore signé" not in said
    assert "La convention est signée le 26 novembre 2026." in said
    assert reverse("loans:loan_page", args=[school.uai, loan.number]) in answer.text
