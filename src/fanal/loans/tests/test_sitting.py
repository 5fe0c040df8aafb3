"""A class in one sitting: what is shown is what counts, and one machine a pupil."""

import re

import pytest

from fanal.core.testing import words_of
from fanal.loans.tests.conftest import TODAY, made, pupils, sitting, url

pytestmark = pytest.mark.clock(TODAY)


def test_what_the_page_shows_is_what_a_label_lends_with(lead, school, tablets):
    """A newcomer, November 2026: a box ticked beside a class already shown was ignored without a word."""
    pupils(school, 1)
    page = lead.get(url(school, "sitting"), sitting(school, is_signed="", due_on="2027-03-31")).text
    assert "Échéance 31 mars 2027 Accessoires chargeur Conventions pas encore signées" in words_of(page)
    boxes = [box for box in re.findall(r"<input[^>]*>", page) if 'type="hidden"' not in box]
    names = {name for box in boxes for name in re.findall(r' name="(\w+)"', box)}
    assert not names & {"due_on", "accessories", "is_signed"}, "nothing to type or tick that would not count"
    (sent,) = re.findall(r'action="([^"]*/prets/classe/\d+/)"', page)
    hidden = dict(re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', page))
    assert lead.post(sent, hidden | {"typed": "T-01"}).status_code == 302
    (loan,) = made(school)
    assert (str(loan.due_on), loan.state) == ("2027-03-31", "prepared")


def test_change_leads_to_the_same_choices_and_back(lead, school):
    pupils(school, 1)
    page = lead.get(url(school, "sitting"), sitting(school)).text
    (query,) = re.findall(r'href="\?([^"]*changer=1)"', page)
    form = lead.get(f"{url(school, 'sitting')}?{query.replace('&amp;', '&')}").text
    assert 'name="typed"' not in form
    assert re.search(r'<option value="6A"\s+selected', form)
    assert 'value="chargeur"' in form
    assert 'name="changer"' not in form


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "pupil"}], ids=["page", "htmx"])
def test_a_second_machine_is_lent_only_on_purpose(lead, school, tablets, headers):
    """An old page of the class still shows an empty line: the label says what the pupil has by now."""
    (pupil,) = pupils(school, 1)
    page, sent = url(school, "sitting_lend", pupil.pk), sitting(school, typed="T-02")
    lead.post(page, sitting(school, typed="T-01"))
    refused = lead.post(page, sent, headers=headers)
    assert refused.status_code == 422
    assert "Zoé MARTIN a déjà T-01 (prêt n° 1). Pour un appareil de plus" in words_of(refused.text)
    assert 'name="one_more"' in refused.text
    assert len(made(school)) == 1
    lent = lead.post(page, sent | {"one_more": "on"}, headers=headers)
    assert lent.status_code == (200 if headers else 302)
    assert len(made(school)) == 2
