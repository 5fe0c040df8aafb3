"""What whoever signs is told when the frame holds no signature."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.tests.conftest import TODAY, lend

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
