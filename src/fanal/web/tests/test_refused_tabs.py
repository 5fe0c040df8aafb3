"""A refused form shows the tabs that its page had before it was sent, and no others."""

import pytest
from django.urls import reverse

from fanal.core.pages.page_behind import page_behind

TABS = '<nav class="tabs"'


@pytest.mark.parametrize("name", ["loans:loan_add", "loans:scanned", "campaigns:campaign_open"])
def test_a_page_without_tabs_has_none_once_its_form_is_refused(lead, school, name):
    page = reverse(name, args=[school.uai])
    refused = lead.post(page, {"key": "x"})
    assert refused.status_code == 422
    assert TABS in lead.get(reverse("loans:loan_list", args=[school.uai])).text
    assert (TABS in lead.get(page).text, TABS in refused.text) == (False, False)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("/e/9900001A/prets/nouveau/", "/e/9900001A/prets/nouveau/"),  # a page of its own
        ("/e/9900001A/prets/4/photos/", "/e/9900001A/prets/4/"),  # a form of the page of a loan
        ("/e/9900001A/nulle-part/", "/e/9900001A/"),
    ],
)
def test_a_refusal_is_shown_on_the_page_that_the_form_came_from(rf, sent, shown):
    assert page_behind(rf.post(sent)) == shown
    assert page_behind(rf.get(sent)) == sent
