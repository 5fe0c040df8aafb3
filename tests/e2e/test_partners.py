"""A technician of several schools, from the queue of all of them to a passage that the référent sees."""

from datetime import timedelta

from fanal.core.clock.testing import today
from fanal.year.rules.delays import OFFICE_DAYS, next_working_day

SLOW = "Wi-Fi du CDI très lent depuis les vacances"


def test_a_technician_plans_a_passage_from_the_page_of_all_schools(person, demonstration):
    technician, lead = person("technician"), person("digital_lead", width=360)
    page = technician.page
    page.get_by_role("heading", name="Ce qui vous attend").wait_for()
    assert "Collège Les Tilleuls" in page.locator("#results").inner_text()
    page.get_by_role("link", name=SLOW).click()
    page.get_by_role("link", name="Prévoir un passage").click()
    assert page.get_by_role("checkbox", name="Wi-Fi du CDI").is_checked()
    day = next_working_day(today() + timedelta(days=2), OFFICE_DAYS)
    page.get_by_label("Jour", exact=True).fill(day.isoformat())
    page.get_by_text("L’après-midi").click()
    page.get_by_role("button", name="Prévoir ce passage").click()
    if page.get_by_role("button", name="Prévoir quand même").count():  # the demonstration runs on any day
        page.get_by_role("button", name="Prévoir quand même").click()
    page.get_by_text("Passage prévu le").first.wait_for()

    desk = lead.page
    desk.goto(demonstration.page(f"demandes/{lead.number_of(SLOW, demonstration)}/"))
    assert "l’après-midi (Département)" in desk.locator("#request").inner_text()
    assert technician.complaints == lead.complaints == []


def test_an_adviser_reads_schools_and_no_request(person, demonstration):
    adviser = person("adviser")
    page = adviser.page
    page.get_by_role("heading", name="Académie de Montbrume").wait_for()
    text = page.locator("main").inner_text()
    assert "Claire Morvan" in text
    assert "Wi-Fi du CDI" not in text
    assert adviser.complaints == []


def test_an_adviser_sorts_on_a_phone_and_sees_all_after_a_vain_search(person):
    adviser = person("adviser", width=390)
    page = adviser.page
    page.get_by_role("link", name="Hors garantie").click()
    page.locator("[aria-sort]", has_text="Hors garantie").wait_for()
    assert adviser.axe() == []
    assert not adviser.overflows()
    page.goto(page.url.partition("?")[0] + "?q=introuvable")
    page.get_by_role("link", name="Tout voir").click()
    page.locator("tbody", has_text="Collège Simone-Veil").wait_for()
    assert adviser.complaints == []
