"""Every page that five roles reach by its links: accessible, by the keyboard too, no wider than its screen,
its words whole.

Each page is looked at once, on one screen of the list in its turn, as the first role that reaches it;
`--every-screen` looks at each page of each role on each screen.
"""

from collections.abc import Callable
from urllib.parse import urljoin

import pytest

from tests.e2e.conftest import Demonstration, Person
from tests.e2e.crawling import FoundPage, crawl
from tests.e2e.keyboard import out_of_reach
from tests.e2e.whole_words import cut_words, empty_buttons

ROLES = ("digital_lead", "head", "teacher", "bursar", "technician")
SCREENS = {
    "320": {"width": 320},
    "390 dark": {"width": 390, "dark": True},
    "1280 at 200 %": {"width": 640},
    "1280": {"width": 1280},
    "1280 dark": {"width": 1280, "dark": True},
    "1280 in forced colours": {"width": 1280, "forced": True},
    "1920": {"width": 1920},
}


@pytest.fixture(scope="module")
def demonstration(untouched: Demonstration) -> Demonstration:
    """December § 9: what another journey wrote (« LLLL… ») was read here as a fault of a page."""
    return untouched


def reached(person: Callable[..., Person], demonstration: Demonstration, role: str) -> list[FoundPage]:
    return [page for page in crawl(person(role).page, demonstration.page()) if page.is_there]


def problems_of(someone: Person, address: str) -> list[str]:
    someone.complaints.clear()
    someone.page.goto(address)
    problems = [*someone.axe_once(), *someone.complaints]
    problems += [f"the Tab key does not reach {target}" for target in out_of_reach(someone.page)]
    problems += [f"« {word} » is cut in two" for word in cut_words(someone.page)]
    problems += [f"the button « {name} » shows nothing" for name in empty_buttons(someone.page)]
    return [*problems, "wider than its screen"] if someone.overflows() else problems


def turns(pages: list[FoundPage], done: set[str], *, every_screen: bool) -> dict[str, list[FoundPage]]:
    """The pages to look at on each screen; `done` grows by the shapes that had their turn."""
    if every_screen:
        return dict.fromkeys(SCREENS, pages)
    new = [page for page in pages if page.shape not in done]
    first = len(done)
    done.update(page.shape for page in new)
    many = len(SCREENS)
    return {
        screen: [page for rank, page in enumerate(new, first) if rank % many == turn]
        for turn, screen in enumerate(SCREENS)
    }


def test_every_page_is_accessible_on_every_screen(person, demonstration, request):
    """Issue 14: axe clean, keyboard-complete, no wider than the screen, no error in the console."""
    done: set[str] = set()
    problems: list[str] = []
    for role in ROLES:
        pages = reached(person, demonstration, role)
        assert len(pages) > 10, role
        wanted = turns(pages, done, every_screen=request.config.getoption("--every-screen"))
        for screen, chosen in wanted.items():
            someone = person(role, **SCREENS[screen]) if chosen else None
            for page in chosen:
                address = urljoin(demonstration.contract["url"], page.path)
                found = problems_of(someone, address)
                problems += [f"{role}, {screen}, {page.path}: {problem}" for problem in found]
    assert problems == [], "\n" + "\n".join(problems)


def test_a_problem_of_a_page_is_seen(person, demonstration):
    """What the crawl would miss if it looked at nothing."""
    someone = person("teacher", width=320)
    someone.page.goto(demonstration.page())
    someone.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=/x.png>')"
    )
    assert any(problem.startswith("image-alt") for problem in someone.axe_once())
    assert out_of_reach(someone.page) == []
    desk = person("teacher", width=390).page
    desk.goto(demonstration.page())
    assert cut_words(desk) == []
    desk.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('p'), "
        "{textContent: 'établissement'})), document.querySelector('main > p:last-child').style.width = '4rem'"
    )
    assert cut_words(desk) == ["établissement"]
    someone.page.evaluate("document.querySelector('main a').tabIndex = -1")
    assert len(out_of_reach(someone.page)) == 1


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_left_out_of_the_demonstration(demonstration, role):
    assert role in demonstration.contract["logins"]
