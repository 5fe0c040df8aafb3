"""The log of a référent on a phone: it fills itself, is corrected, added to in ten seconds, shown or not."""

import re
import time

KINDS = ("Conseil et accompagnement", "Disponibilité du matériel", "Services en ligne")


def minutes_of(page, kind):
    """What the bar of this kind says."""
    return page.locator(".meter", has_text=kind).locator("b").inner_text()


def test_january_to_june_is_there_by_kind_without_any_typing(person, demonstration):
    lead = person("digital_lead", width=360)
    lead.page.goto(demonstration.page("mission/carnet/?periode=s"))
    for kind in KINDS:
        assert minutes_of(lead.page, kind) != "0 min", kind
    assert lead.page.get_by_text("Plus de demandes peut vouloir dire plus d’usage").count() == 1
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []


def test_a_referent_corrects_two_durations_and_adds_a_line_on_a_phone(person, demonstration):
    lead = person("second_lead", width=360)
    page = lead.page
    page.goto(demonstration.page("mission/carnet/?periode=s"))
    total = page.get_by_role("heading", name="Par activité").inner_text()
    for rank, minutes in enumerate(("45", "50")):
        page.locator(".todo input").nth(rank).fill(minutes)
    page.get_by_role("button", name="Enregistrer les durées").click()  # one press for both
    page.get_by_text("2 durées corrigées.").wait_for()
    assert page.url.endswith("periode=s")
    assert page.get_by_role("heading", name="Par activité").inner_text() != total
    assert page.locator(".todo .state", has_text="corrigée").count() == 2

    started, clicks = time.monotonic(), 0
    for press in (
        page.get_by_role("link", name="Ajouter", exact=True),
        page.get_by_text("20 min", exact=True),
        page.locator("#ajouter").get_by_text("Conseil et accompagnement", exact=True),
        page.get_by_role("button", name="Ajouter", exact=True),
    ):
        press.click()
        clicks += 1
    page.get_by_text("La ligne est ajoutée à votre carnet.").wait_for()
    assert clicks == 4
    assert time.monotonic() - started < 10
    assert lead.complaints == []


def test_durations_that_were_typed_are_not_lost_by_a_press_elsewhere(person, demonstration):
    page, dialogs = person("second_lead").page, []
    page.on("dialog", lambda box: (dialogs.append(box.type), box.dismiss()))
    page.goto(demonstration.page("mission/carnet/?periode=s"))
    field = page.locator(".todo input").first
    field.fill("47")
    page.get_by_role("link", name="Montrer à la direction").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert (dialogs, field.input_value()) == (["beforeunload"], "47")
    page.get_by_role("button", name="Enregistrer les durées").click()
    page.get_by_text("durée corrigée").wait_for()
    assert dialogs == ["beforeunload"]


def test_what_is_shown_is_read_by_the_head_until_it_is_taken_back(person, demonstration):
    lead, head = person("second_lead", width=360), person("head")
    page = lead.page
    page.goto(demonstration.page("mission/carnet/?periode=s"))
    page.get_by_role("link", name="Montrer à la direction").click()
    assert page.get_by_label("Du", exact=True).input_value().endswith("-01-01")
    page.get_by_role("button", name="Montrer cette période").click()
    page.get_by_text("La direction peut lire cette période").wait_for()

    head.page.goto(demonstration.page("mission/carnet/partages/"))
    periods = head.page.locator(".queue a")
    assert periods.count() == 2  # this one, and the one of the story
    periods.first.click()
    head.page.get_by_text(re.compile("^Partagé le")).wait_for()
    assert head.page.get_by_role("heading", name="Jour par jour").count() == 0
    address = head.page.url

    page.get_by_role("button", name="Ne plus montrer").first.click()
    page.get_by_text("La direction ne lit plus cette période.").wait_for()
    assert head.page.goto(address).status == 404
    assert lead.complaints == []


def test_the_pages_of_a_log_are_accessible_and_keep_the_policy(person, demonstration):
    for width, dark in ((360, False), (1280, True)):
        lead, head = (person(who, width=width, dark=dark) for who in ("digital_lead", "head"))
        lead.page.goto(demonstration.page("mission/carnet/"))
        line = lead.page.locator(".todo a").first.get_attribute("href")
        for path in ("", "durees-proposees/", "montrer/", line.rstrip("/").rsplit("/", 1)[1] + "/"):
            assert lead.page.goto(demonstration.page(f"mission/carnet/{path}")).status == 200
            assert lead.axe() == [], path
            assert not lead.overflows(), path
        head.page.goto(demonstration.page("mission/carnet/partages/"))
        head.page.locator(".queue a").first.click()
        head.page.get_by_text(re.compile("^Partagé le")).wait_for()
        assert head.axe() == []
        assert not head.overflows()
        assert lead.complaints == head.complaints == []
