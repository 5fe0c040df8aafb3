"""The menu has eight sections at most, the pages of one are tabs of each other, each role finds its own."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.pages.navigation import Item, MenuSection
from fanal.web.navigation import navigation_of
from fanal.year.rules.years import SchoolYear, year_of

TABS = "//nav[@class='tabs']//a"
DAY = MenuSection("Aujourd’hui", "home", 10, on_phone="Accueil")
ASKED = MenuSection("Demandes", "list-check", 20, on_phone="Demandes")
RULES = MenuSection("Réglages", "settings", 90, is_at_foot=True)
ITEMS = [
    Item("À traiter", "/d/", ASKED, count=2, counted_as="n"),
    Item("Passages", "/d/passages/", ASKED, also=("/passage/",)),
    Item("Accueil", "/", DAY, is_exact=True),
    Item("Réglages", "/r/", RULES),
]


def test_sections_come_by_their_rank_and_sum_what_their_pages_count():
    menu = navigation_of(ITEMS, "/")
    assert [line.label for line in menu.top] == ["Aujourd’hui", "Demandes"]
    assert [line.label for line in menu.foot] == ["Réglages"]
    assert (menu.top[1].count, menu.top[1].counted_as, menu.top[1].url) == (2, "n", "/d/")
    assert [line.is_current for line in menu.top] == [True, False]


@pytest.mark.parametrize(
    ("here", "tabs"),
    [
        ("/d/", ["À traiter*", "Passages"]),
        ("/d/passages/", ["À traiter", "Passages*"]),
        ("/passage/", ["À traiter", "Passages*"]),
        ("/d/12/", []),
        ("/", []),
        ("/r/", []),
    ],
)
def test_a_page_shows_the_tabs_of_its_section_and_a_page_below_it_none(here, tabs):
    shown = navigation_of(ITEMS, here).tabs
    assert [f"{link.label}{'*' * link.is_current}" for group in shown for link in group.links] == tabs


STOCK = [*ITEMS, Item("Stock", "/s/", ASKED, pages=(("Licences", "/s/"), ("Contrats", "/c/")))]


@pytest.mark.parametrize(
    ("here", "pages"), [("/s/", ["Licences*", "Contrats"]), ("/c/", ["Licences", "Contrats*"])]
)
def test_a_tab_with_several_pages_leads_to_each_and_is_current_on_each(here, pages):
    navigation = navigation_of(STOCK, here)
    assert navigation.pages.label == "Stock"
    assert [f"{link.label}{'*' * link.is_current}" for link in navigation.pages.links] == pages
    assert [link.label for group in navigation.tabs for link in group.links if link.is_current] == ["Stock"]


def test_a_page_below_one_of_them_leads_to_them_and_is_none():
    assert not any(link.is_current for link in navigation_of(STOCK, "/c/3/").pages.links)
    assert navigation_of(STOCK, "/d/").pages is None


def test_a_page_below_a_tab_keeps_its_section_current():
    assert [line.is_current for line in navigation_of(ITEMS, "/d/passages/4/").top] == [False, True]


def test_the_bar_of_a_phone_names_three_places_in_its_own_words():
    assert [line.label for line in navigation_of(ITEMS, "/").phone] == ["Accueil", "Demandes"]


def test_a_tab_keeps_the_school_year_that_one_looks_at():
    shown = navigation_of(ITEMS, "/d/", lambda item: "?annee=2025-2026" if item.label == "Passages" else "")
    assert [link.url for link in shown.tabs[0].links] == ["/d/", "/d/passages/?annee=2025-2026"]


MENUS = {
    Role.DIGITAL_LEAD: [
        "Aujourd’hui",
        "Demandes",
        "Matériel",
        "Services",
        "Personnes",
        "L’année",
        "Ma mission",
        "Données personnelles",
        "Réglages",
    ],
    Role.HEAD: [
        "Aujourd’hui",
        "À signer",
        "Demandes",
        "Matériel",
        "Services",
        "Personnes",
        "L’année",
        "Données personnelles",
        "Réglages",
    ],
    Role.TEACHER: [
        "Aujourd’hui",
        "Demander de l’aide",
        "Mes demandes",
        "Réserver",
        "Services",
        "Fiches et formation",
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", MENUS)
def test_each_role_finds_its_sections(client_of, school, role):
    """Issue 14: a menu of eight, a teacher six at most, the head « À signer » in place of « Ma mission »."""
    page = html.fromstring(client_of(school, role).get(reverse("web:home", args=[school.uai])).text)
    lines = [line.text_content().split("\n")[0] for line in page.xpath("//nav[@id='rail']//a/span")]
    assert lines == MENUS[role]


@pytest.mark.django_db
def test_the_head_signs_and_decides_in_one_section(client_of, school):
    page = client_of(school, Role.HEAD).get(reverse("designations:parapheur", args=[school.uai])).text
    tabs = [tab.text_content().strip() for tab in html.fromstring(page).xpath(TABS)]
    assert tabs[:2] == ["Parapheur", "Point de la semaine"]
    assert {"Besoins", "Partage", "Indemnités", "Lettre de mission"} <= set(tabs)


@pytest.mark.django_db
def test_a_tab_of_the_mission_keeps_the_year_where_the_page_knows_it(client_of, school):
    lead, before = client_of(school, Role.DIGITAL_LEAD), year_of(today()).first - 1
    year = str(SchoolYear(before))
    page = html.fromstring(lead.get(reverse("shares:needs", args=[school.uai]), {"annee": year}).text)
    tabs = {tab.text_content().strip(): tab.get("href") for tab in page.xpath(TABS)}
    assert tabs["Partage"].endswith(f"?annee={year}")
    assert "?" not in tabs["Point de la semaine"]
