"""The référent's desk on a wide screen: the request opens beside its list, the keyboard is enough."""

import pytest

from tests.e2e.panels import open_row


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
    open_row(page, page.locator(".queue a", has_not=page.locator("[data-take]")).first)
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


WORD = "Anticonstitutionnellement" * 6


def test_the_desk_opens_on_its_first_request(desk):
    """December § 4.2: half the screen said « Choisissez une demande »."""
    page = desk.page
    first = page.locator(".queue a").first
    page.locator("#pane h2", has_text=first.locator("b").inner_text().rstrip("…")).wait_for()
    assert first.get_attribute("aria-current") == "true"
    assert focused(page) == ""
    assert page.evaluate("location.hash") == ""
    page.locator(".queue a").nth(2).click()
    second = page.locator(".queue a[aria-current]")
    assert second.get_attribute("id") == page.locator(".queue a").nth(2).get_attribute("id")
    assert desk.complaints == []


def test_a_ready_answer_is_put_where_it_is_corrected(desk):
    page = desk.page
    ready = page.locator("#pane [data-fill]").first
    ready.click()
    field = page.locator("#pane").get_by_label("Votre message")
    assert field.input_value() == ready.get_attribute("data-fill")
    assert focused(page) == "id_text"
    assert desk.complaints == []


def test_a_field_made_taller_leaves_no_style_behind(desk):
    """December § 4.2: a field was pulled taller, and each gesture broke the policy of styles."""
    page = desk.page
    open_row(page, page.locator(".queue a", has=page.locator("[data-take]")).last)
    field = page.locator("#pane").get_by_label("Votre message")
    field.evaluate("field => { field.style.height = '220px' }")
    page.locator("#pane .gestures button", has_text="Je m’en occupe").click()
    page.locator("#pane .state", has_text="Prise en charge").wait_for()
    field.fill("Pour l’équipe")
    page.locator("#pane").get_by_role("button", name="Note interne").click()
    page.locator("#pane .msg.internal", has_text="Pour l’équipe").wait_for()
    assert desk.complaints == []


def test_a_long_word_widens_no_page(desk, demonstration):
    page = desk.page
    page.goto(demonstration.page("demandes/nouvelle/"))
    page.get_by_label("Que se passe-t-il").fill(WORD)
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.locator("h1", has_text=WORD[:12]).wait_for()
    addresses = [page.url, demonstration.page("demandes/"), demonstration.page()]
    for address in addresses:
        page.goto(address)
        for width in (320, 390, 1024, 1280, 1366):
            page.set_viewport_size({"width": width, "height": 800})
            assert not desk.overflows(), (address, width)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(addresses[1])
    open_row(page, page.locator(".queue a", has_text=WORD[:12]).first)
    assert page.evaluate("pane.scrollWidth <= pane.clientWidth")
    page.goto(addresses[0])
    page.locator("summary", has_text="Résolue").click()  # the other journeys find no such word
    page.get_by_role("button", name="C’est résolu").click()
    page.get_by_text("résolue").first.wait_for()
