"""The main job, from the teacher's phone to the closed request, on the whole real stack."""

import time

import pytest

from tests.e2e.conftest import PROJECTOR


def test_the_demonstration_keeps_its_contract(demonstration):
    contract = demonstration.contract
    assert demonstration.first_start < 60
    assert {"url", "uai", "other_uai", "agent_url", "logins"} <= set(contract)
    assert f"/e/{contract['uai']}/agent/" in contract["agent_url"]
    assert contract["uai"] != contract["other_uai"]
    roles = {"head", "deputy", "digital_lead", "bursar", "teacher", "staff", "technician", "adviser", "dpo"}
    assert roles | {"neighbour_lead"} <= set(contract["logins"])
    assert oct(demonstration.home.stat().st_mode)[-3:] == "700"


def test_a_broken_projector_from_the_corridor_to_closed(person, demonstration):
    teacher, lead = person("teacher", width=360), person("digital_lead")

    started, page = time.monotonic(), teacher.page
    page.get_by_role("link", name="Demander de l’aide").first.click()
    page.get_by_label("Que se passe-t-il").fill("Le vidéoprojecteur grésille")
    page.locator("input[name=kind][value=projector]:checked").wait_for(state="attached")
    page.get_by_text("Bloque mon cours").click()
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("est envoyée").wait_for()
    assert time.monotonic() - started < 20
    number = page.url.rstrip("/").rsplit("/", 1)[1]

    desk = lead.page
    desk.goto(demonstration.page("demandes/"))
    heading = desk.locator(".queue li").first
    assert "grésille" in desk.locator(".queue").inner_text()
    assert heading.inner_text() == "Cours bloqué"
    desk.goto(demonstration.page(f"demandes/{number}/"))
    take = desk.get_by_role("button", name="Je m’en occupe")
    take.click()
    take.wait_for(state="detached")  # the page is drawn again: what is typed before would go with the old one
    desk.get_by_text("Prise en charge").first.wait_for()
    desk.get_by_label("Votre message").fill("Câble changé.")
    desk.get_by_role("button", name="Répondre à ").click()
    desk.get_by_text("Câble changé.").wait_for()
    desk.locator("summary", has_text="Résolue").click()
    desk.get_by_role("button", name="C’est résolu").click()
    desk.locator(".state", has_text="Résolue").wait_for()

    page.reload()
    page.get_by_role("button", name="Oui, ça remarche").click()
    page.locator(".state", has_text="Terminée").wait_for()
    assert teacher.complaints == lead.complaints == []


def test_the_form_works_without_javascript(person):
    page = person("staff", javascript=False).page
    page.get_by_role("link", name="Demander de l’aide").first.click()
    page.get_by_label("Que se passe-t-il").fill("Plus d’encre dans l’imprimante")
    page.get_by_role("button", name="Envoyer ma demande").click()
    assert "est envoyée" in page.content()


def test_a_double_click_sends_one_request(person):
    page = person("bursar").page
    page.get_by_role("link", name="Demandes").first.click()
    page.get_by_role("link", name="Nouvelle demande").click()
    page.get_by_label("Que se passe-t-il").fill("Écran rayé au secrétariat")
    page.get_by_role("button", name="Envoyer ma demande").dblclick()
    page.get_by_text("est envoyée").wait_for()
    page.goto(page.url.rsplit("/", 2)[0] + "/?vue=toutes&q=rayé")
    assert page.locator(".queue li").count() == 1


PAGES = {
    "head": [
        "",
        "demandes/",
        "demandes/{}/",
        "demandes/nouvelle/",
        "personnes/",
        "reglages/",
        "reglages/journal/",
    ],
    "teacher": ["", "demandes/", "demandes/nouvelle/"],
    "technician": ["", "demandes/"],
    "digital_lead": [
        "annee/",
        "annee/40/",
        "annee/ajouter/",
        "annee/modeles/ajouter/",
        "annee/agenda/",
        "annee/chiffres/",
        "annee/bascule/",
    ],
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("role", PAGES)
def test_pages_are_accessible_and_keep_their_policy(person, demonstration, role, width, dark):
    someone = person(role, width=width, dark=dark)
    number = someone.number_of(PROJECTOR, demonstration) if "demandes/{}/" in PAGES[role] else ""
    for path in PAGES[role]:
        answer = someone.page.goto(demonstration.page(path.format(number)))
        assert answer.status == 200, path
        assert someone.axe() == [], path
        assert not someone.overflows(), path
    assert someone.complaints == []


def test_the_neighbour_finds_nothing(person, demonstration):
    page = person("neighbour_lead").page
    assert page.goto(demonstration.page("demandes/")).status == 404


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_gallery_shows_every_component(person, demonstration, dark):
    someone = person("digital_lead", dark=dark)
    assert someone.page.goto(f"{demonstration.contract['url']}/dev/composants/").status == 200
    assert someone.axe() == []
    grounds = "all => [...new Set(all.map(one => getComputedStyle(one).backgroundColor))]"
    tones = someone.page.locator(".notice:is(.info, .ok, .warn, .bad)").evaluate_all(grounds)
    assert len(tones) == 4, "a refusal does not look like a piece of news"
    assert someone.complaints == []
