"""« Indicateurs »: the head says what the year should tell, and a set is proposed."""

import pytest

SCREENS = [(1280, False), (360, True)]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_head_chooses_the_indicators_of_the_year(person, demonstration, width, dark):
    """Issue: head and référent choose eight to fifteen in October, a wizard proposes a set per objective."""
    head = person("head", width=width, dark=dark)
    page = head.page
    page.goto(demonstration.page("indicateurs/"))
    assert head.axe() == []
    assert not head.overflows()
    page.get_by_role("link", name="Choisir").first.click()
    page.get_by_label("Dépanner vite, et savoir ce qui casse").check()
    page.get_by_role("button", name="Proposer une liste").click()
    page.wait_for_url("**aims=repair**")
    assert head.axe() == []
    assert not head.overflows()
    ticked = page.locator("input[name=codes]:checked")
    assert 8 <= ticked.count() <= 15
    while ticked.count() > 7:
        ticked.last.uncheck()
    page.get_by_role("button", name="Suivre ces indicateurs").click()
    page.get_by_text("il en faut au moins 8").first.wait_for()
    assert ticked.count() == 7, "what was unticked stays so"
    assert head.axe() == []
    page.locator("input[name=codes]:not(:checked)").first.check()
    page.get_by_role("button", name="Suivre ces indicateurs").click()
    page.get_by_text("Ces indicateurs sont suivis").wait_for()
    assert [words for words in head.complaints if "422" not in words] == []
