"""« Commission »: a meeting prepared, held, written by two at once, approved; the dialogue file."""

import re
from datetime import UTC, datetime

import pytest

PAGE = re.compile(rb"/Type ?/Page[^s]")
COMMISSION = "annee/commission/"


@pytest.mark.parametrize(
    "path", ["", "1/", "3/", "4/", "prevoir/", "membres/", "membres/ajouter/", "decisions/", "dossier/"]
)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_the_pages_of_the_commission_are_read_by_all(person, demonstration, path, width, dark):
    lead = person("digital_lead", width=width, dark=dark)
    lead.page.goto(demonstration.page(f"{COMMISSION}{path}"))
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []


def test_minutes_are_kept_as_one_writes_and_the_second_writer_is_told(person, demonstration):
    lead, head = person("digital_lead"), person("head")
    page, now = lead.page, datetime.now(UTC)
    page.goto(demonstration.page(f"{COMMISSION}prevoir/"))
    page.get_by_label("Objet").fill("Réunion écrite à deux")
    page.get_by_label("Quand").fill(f"{now:%Y-%m-%dT00:30}")
    page.get_by_role("button", name="Prévoir cette réunion").click()
    page.get_by_text("Proposer un point").click()
    page.get_by_label("Point", exact=True).fill("Le réseau")
    page.get_by_role("button", name="Ajouter ce point").click()
    page.get_by_role("button", name="Ouvrir la séance").click()
    minutes = page.get_by_label("1. Le réseau")
    minutes.wait_for()
    head.page.goto(page.url)
    minutes.fill("Le réseau est lent.")
    page.get_by_text("Enregistré à").wait_for()
    assert lead.axe() == []
    theirs = head.page.get_by_label("1. Le réseau")
    theirs.fill("Une autre phrase.")
    head.page.locator("main").get_by_text("Rien n’a été remplacé").wait_for()
    head.page.locator("main").get_by_text("Le réseau est lent.").first.wait_for()
    assert theirs.input_value() == "Une autre phrase."
    assert head.axe() == []
    theirs.fill("Le réseau est lent. Une autre phrase.")
    head.page.get_by_text("Enregistré à").wait_for()
    page.reload()
    assert page.get_by_label("1. Le réseau").input_value() == "Le réseau est lent. Une autre phrase."
    assert lead.complaints == head.complaints == []


def test_the_dialogue_file_of_the_demonstration_has_eight_pages_at_most(person, demonstration):
    """C2 19."""
    lead = person("digital_lead")
    lead.page.goto(demonstration.page(f"{COMMISSION}dossier/"))
    address = lead.page.get_by_role("link", name="PDF").first.get_attribute("href")
    pdf = lead.page.request.get(f"{demonstration.contract['url']}{address}").body()
    assert pdf.startswith(b"%PDF")
    assert 2 <= len(PAGE.findall(pdf)) <= 8
