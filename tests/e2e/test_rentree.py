"""The rentrée of the demonstration school, from June to October, with its files.

The clock is moved by stopping the whole of Fanal and starting it again on the same home at another date, as
`clock/sitecustomize.py` says: the browser keeps its own.
"""

import pytest

from fanal.year.rules.years import SchoolYear
from tests.e2e import rentree_files
from tests.e2e.rentree_files import LEAVERS

YEAR = SchoolYear(2026)
OLD = "?annee=2025-2026"
JUNE, AUGUST, SEPTEMBER, OCTOBER = (
    "2026-06-15T09:00+02:00",
    "2026-08-24T09:00+02:00",
    "2026-09-08T09:00+02:00",
    "2026-10-12T09:00+02:00",
)


@pytest.fixture
def enter(moved, visitor):
    """Someone at a screen, signed in on that day."""

    def come(role, **screen):
        someone = visitor(**screen)
        someone.page.goto(moved.contract["logins"][role])
        return someone

    return come


def figures(someone, moved, year=""):
    """What « L’année en chiffres » says, by label: one cell a column."""
    someone.page.goto(moved.page(f"annee/chiffres/{year}"))
    rows = someone.page.locator("tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def of_that_year(rows):
    return {label: cells[0] for label, cells in rows.items()}


def bring(page, moved, name, content):
    """Choose the file, read what would change, and stop there."""
    page.goto(moved.page("eleves/importer/"))
    page.locator("#file").set_input_files([{"name": name, "mimeType": "text/xml", "buffer": content}])
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.get_by_role("heading", name="Ce qui changerait").wait_for()


def apply(page):
    page.get_by_role("button", name="Appliquer").click()
    page.get_by_text("C’est fait").wait_for()


def test_the_rentree_from_june_to_october(moved, enter):
    moved.go_to(JUNE)
    prepare(moved, enter)
    moved.go_to(AUGUST)
    before = open_the_year(moved, enter)
    moved.go_to(SEPTEMBER)
    bring_the_files(moved, enter)
    old_year_is_readable(moved, enter, before)
    moved.go_to(OCTOBER)
    check_again(moved, enter, before)


def prepare(moved, enter):
    """June: what will happen is shown, nothing can be opened, a step and a task are looked at."""
    head = enter("head", width=360)
    head.page.goto(moved.page("annee/"))
    head.page.get_by_role("link", name="Bascule d’année").click()
    head.page.get_by_text("On prépare 2026-2027.").wait_for()
    assert head.page.get_by_role("button", name="Ouvrir l’année").count() == 0
    assert head.axe() == []
    assert not head.overflows()
    head.page.get_by_role("button", name="Cocher : Revoir les demandes encore ouvertes").click()
    head.page.get_by_text("Coché le 15 juin 2026 par Hélène Carpentier").wait_for()
    head.page.get_by_role("link", name="Figer les groupes, exporter ce qui doit être gardé").click()
    head.page.get_by_role("button", name="Fait", exact=True).click()
    head.page.locator(".state", has_text="Faite").first.wait_for()
    assert head.complaints == []


def open_the_year(moved, enter):
    """August: one gesture, pressed twice, and no figure of the old year moves. Returns those figures."""
    head = enter("head", dark=True)
    before = of_that_year(figures(head, moved))
    head.page.goto(moved.page("annee/bascule/"))
    head.page.get_by_text("Coché le 15 juin 2026 par Hélène Carpentier").wait_for()
    assert head.axe() == []
    head.page.get_by_role("button", name="Ouvrir l’année 2026-2027").dblclick()
    head.page.get_by_text("L’année 2026-2027 est ouverte.").wait_for()
    head.page.get_by_text("Le 24 août 2026, par Hélène Carpentier").wait_for()
    assert of_that_year(figures(head, moved)) == before
    head.page.goto(moved.page("annee/?annee=2026-2027"))
    head.page.get_by_role("link", name="Accueillir les nouveaux collègues").wait_for()
    assert head.complaints == []
    return before


def bring_the_files(moved, enter):
    """September: arrivals and departures are seen before they are applied; so many are asked about."""
    lead = enter("digital_lead")
    page, uai = lead.page, moved.contract["uai"]
    new = rentree_files.siecle(uai, YEAR, "siecle_nouveaux.xml")
    bring(page, moved, "ElevesSansAdresses.xml", new)
    page.get_by_text(f"{LEAVERS} départs sur").wait_for()
    assert page.locator(".figure", has_text="arrivées").inner_text().split()[0] == "2"
    page.get_by_role("button", name="Appliquer").click()
    page.get_by_text("L’import n’est pas appliqué.").wait_for()
    page.get_by_label("Oui, ces personnes sont bien parties").check()
    apply(page)
    bring(page, moved, f"sts_emp_{uai}_2026.xml", rentree_files.sts(uai, YEAR))
    page.get_by_text("ROSTANG").first.wait_for()
    apply(page)
    bring(page, moved, "ENT_Complet.xml", rentree_files.aaf())
    page.get_by_text("OYHARÇABAL").first.wait_for()
    apply(page)
    page.goto(moved.page("eleves/classes/6A/"))
    assert page.get_by_text("QUINTANILLA Abel").count() == 1  # SIECLE and the directory name one pupil
    page.get_by_text("OYHARÇABAL").wait_for()
    page.goto(moved.page())
    page.get_by_text("est-ce un départ ?").first.wait_for()
    assert [said for said in lead.complaints if "422" not in said] == []  # the question of the departures


def old_year_is_readable(moved, enter, before):
    """The troisièmes stand in their year, and its figures are those of August."""
    lead = enter("digital_lead", width=360)
    page = lead.page
    page.goto(moved.page(f"eleves/classes/{OLD}"))
    page.get_by_role("link", name="3A").click()
    page.get_by_text("25 élèves").wait_for()
    page.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link", name="Élèves").click()
    page.get_by_text("Vous regardez l’année 2025-2026").wait_for()
    assert of_that_year(figures(lead, moved, OLD)) == before
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []


def check_again(moved, enter, before):
    """October: the same export brings the one who came late; the year stands beside the one before."""
    lead = enter("head")  # the acts of the référents ended on 30 September
    page, uai = lead.page, moved.contract["uai"]
    late = rentree_files.siecle(uai, YEAR, "siecle_nouveaux.xml", "siecle_octobre.xml")
    bring(page, moved, "ElevesSansAdresses.xml", late)
    page.get_by_text("TRÉGUIER").first.wait_for()
    assert page.locator(".figure", has_text="arrivée").inner_text().split()[0] == "1"
    apply(page)
    page.goto(moved.page("annee/bascule/"))
    page.get_by_role("button", name="Cocher : Refaire le contrôle en octobre").click()
    page.get_by_text("Coché le 12 octobre 2026").wait_for()
    rows = figures(lead, moved)
    now, _, last, words = rows["Élèves"]
    assert last == before["Élèves"]
    assert words == f"{int(last) - int(now)} de moins"
    assert rows["Demandes envoyées"][2] == before["Demandes envoyées"]
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV").click()
    assert "Élèves" in saved.value.path().read_text(encoding="utf-8-sig")
    assert lead.complaints == []
