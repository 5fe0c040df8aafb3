"""The référent's desk on a wide screen: the request opens beside its list, the keyboard is enough."""

import pytest


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


@pytest.fixture
def desk(person, demonstration):
    someone = person("digital_lead")
    someone.page.goto(demonstration.page("demandes/"))
    return someone


def test_the_keyboard_sorts_the_morning(desk):
    page = desk.page
    page.keyboard.press("j")
    row = page.locator(f"#{focused(page)}")
    page.keyboard.press("Enter")
    page.locator("#pane h2", has_text=row.locator("b").inner_text()).wait_for()
    assert row.get_attribute("aria-current") == "true"
    page.wait_for_function("document.activeElement.closest('#pane')")
    assert desk.axe() == []
    page.keyboard.press("Escape")
    assert focused(page) == row.get_attribute("id")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert desk.complaints == []


def test_p_takes_the_line_under_the_focus_and_the_line_says_so(desk):
    page = desk.page
    row = page.locator(".queue a", has=page.locator("[data-take]")).first
    row.focus()
    name = focused(page)
    page.keyboard.press("p")
    page.locator(f"#{name}:not(:has([data-take]))").wait_for()
    page.locator("#pane .state", has_text="Prise en charge").wait_for()
    assert focused(page) == name
    assert desk.complaints == []


def test_a_gesture_in_the_pane_counts_again_what_is_left(desk):
    page = desk.page
    tab, nav = page.locator("#counted-open"), page.locator("#counted-in-navigation")
    before = int(tab.inner_text())
    assert nav.inner_text() == str(before)
    page.locator(".queue a", has_not=page.locator("[data-take]")).first.click()
    page.locator("#pane summary", has_text="Résolue").click()
    page.locator("#pane").get_by_role("button", name="C’est résolu").click()
    page.locator("#counted-open", has_text=str(before - 1)).wait_for()
    assert nav.inner_text() == str(before - 1)
    page.locator(".toast").get_by_role("button", name="Annuler").click()  # the other journeys need it open
    page.locator("#counted-open", has_text=str(before)).wait_for()
    assert desk.complaints == []


def test_a_draft_outlives_the_gestures_around_it_and_back_opens_the_same_request(desk):
    page = desk.page
    first, second = (page.locator(".queue a").nth(rank) for rank in (0, 1))
    title = first.locator("b").inner_text()
    opened = page.locator("#pane h2", has_text=title)
    first.click()
    opened.wait_for()
    page.locator("#pane").get_by_label("Votre message").fill("Bonjour, je passe demain")
    second.click()
    opened.wait_for(state="detached")
    first.click()
    opened.wait_for()
    page.wait_for_function("document.querySelector('#pane #id_text').value.includes('demain')")
    page.locator("#pane header a").click()
    page.locator("h1", has_text=title).wait_for()
    page.go_back()
    opened.wait_for()


@pytest.mark.parametrize(("width", "javascript"), [(360, True), (1280, False)], ids=["narrow", "no script"])
def test_a_line_is_a_plain_link_where_there_is_no_room_or_no_script(person, demonstration, width, javascript):
    page = person("digital_lead", width=width, javascript=javascript).page
    page.goto(demonstration.page("demandes/"))
    page.locator(".queue a").first.click()
    assert page.locator("h1").count() == 1
    assert page.url.rstrip("/").rsplit("/", 1)[1].isdecimal()
