"""What opens is whole: no panel is cut by a box that scrolls, nor by the window (December § 2.2)."""

import pytest

from tests.e2e.panels import cut_panels, open_row

WIDTHS = (1024, 1280, 1366, 1920)
ROLES = ("digital_lead", "head", "teacher", "bursar")
HEIGHT = 768
IS_UNCOVERED = """button => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const x = (left + right) / 2, y = (top + bottom) / 2;
    const sides = [[left + 3, y], [right - 3, y], [x, top + 3], [x, bottom - 3]];
    return sides.every(side => button.contains(document.elementFromPoint(...side)));
}"""


def links(page, places: str, demonstration) -> list[str]:
    """Where these links of the page lead inside Fanal, without what an address chooses."""
    found = page.locator(places).evaluate_all("links => links.map(link => link.href.split(/[?#]/)[0])")
    return [link for link in found if link.startswith(demonstration.page())]


def main_pages(page, demonstration) -> list[str]:
    """Those that the navigation leads to, and the tabs of each."""
    page.goto(demonstration.page())
    found = [demonstration.page(), *links(page, ".rail a.item", demonstration)]
    for address in list(dict.fromkeys(found)):
        page.goto(address)
        found += links(page, ".tabs a", demonstration)
    return list(dict.fromkeys(found))


def cut_on(page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: {problem}" for problem in cut_panels(page)]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_panel_of_a_main_page_is_cut(person, demonstration, role):
    page, problems = person(role).page, []
    for address in main_pages(page, demonstration):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in cut_on(page)]
    assert problems == [], "\n" + "\n".join(problems)


def test_the_panels_of_a_new_request_are_whole_beside_the_list(person, demonstration):
    """« Résolue » and « ⋮ » once « Je m’en occupe » stands before them, on the desk and on its own page."""
    page, problems = person("digital_lead").page, []
    page.goto(demonstration.page("demandes/"))
    rows = page.locator(".queue a", has=page.locator("[data-take]"))
    address = rows.first.get_attribute("href")
    for width in (1280, 1366, 1920):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(demonstration.page("demandes/"))
        open_row(page, rows.first)
        problems += [f"{width}: {problem}" for problem in cut_panels(page)]
    page.goto(demonstration.contract["url"] + address)
    problems += cut_on(page)
    assert problems == [], "\n" + "\n".join(problems)


def test_a_bulk_panel_of_the_fleet_is_whole(person, demonstration):
    page = person("digital_lead").page
    page.goto(demonstration.page("equipements/"))
    page.locator("input[name=number]").first.check()
    assert cut_on(page) == []


@pytest.mark.parametrize("width", [1280, 1366])
def test_solved_is_pressed_beside_the_list(person, demonstration, width):
    someone = person("digital_lead", width=width)
    page = someone.page
    page.goto(demonstration.page("demandes/"))
    open_row(page, page.locator(".queue a", has=page.locator("[data-take]")).first)
    page.locator("#pane .gestures summary", has_text="Résolue").click()
    press = page.get_by_role("button", name="C’est résolu")
    press.scroll_into_view_if_needed()  # once it is drawn, and stands still
    seen = press.evaluate(IS_UNCOVERED)
    assert seen
    press.click()
    undo = page.locator(".toast", has_text="résolue").get_by_role("button", name="Annuler")
    undo.click()
    page.locator("#pane .gestures button", has_text="Je m’en occupe").wait_for()
    assert someone.complaints == []
