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


def open_meeting(page, demonstration, *points):
    """A meeting of this night whose minutes are being written, with these points."""
    page.goto(demonstration.page(f"{COMMISSION}prevoir/"))
    page.get_by_label("Objet").fill("Réunion écrite à deux")
    page.get_by_label("Quand").fill(f"{datetime.now(UTC):%Y-%m-%dT00:30}")
    page.get_by_role("button", name="Prévoir cette réunion").click()
    for point in points:
        page.get_by_text("Proposer un point").click()
        page.get_by_label("Point", exact=True).fill(point)
        page.get_by_role("button", name="Ajouter ce point").click()
    page.get_by_role("button", name="Ouvrir la séance").click()
    page.get_by_label(f"1. {points[0]}").wait_for()


def write_on(box, words):
    """Typed at the end of what stands there, sign after sign."""
    box.press("Control+End")
    box.press_sequentially(words)


def test_minutes_are_kept_as_one_writes_and_the_second_writer_is_told(person, demonstration):
    lead, head = person("digital_lead"), person("head")
    page = lead.page
    open_meeting(page, demonstration, "Le réseau")
    minutes = page.get_by_label("1. Le réseau")
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


@pytest.mark.parametrize("pause", [0, 300, 900, 1250])
def test_words_typed_just_before_another_button_are_saved_first(person, demonstration, pause):
    """Presences, then a decision: what was typed under two points a moment before is there after."""
    lead = person("digital_lead")
    page = lead.page
    open_meeting(page, demonstration, "Le réseau", "Le budget")
    network, money = page.get_by_label("1. Le réseau"), page.get_by_label("2. Le budget")
    write_on(network, "Le réseau est lent.")
    write_on(money, "Le budget est voté.")
    page.wait_for_timeout(pause)
    page.get_by_role("button", name="Noter les présences").click()
    page.get_by_text("Les présences sont notées.").first.wait_for()
    assert (network.input_value(), money.input_value()) == ("Le réseau est lent.", "Le budget est voté.")
    write_on(network, " Une borne est à changer.")
    page.get_by_label("Avis ou suite à donner").fill("Changer la borne")
    page.wait_for_timeout(pause)
    page.get_by_role("button", name="Noter", exact=True).click()
    page.locator(".what", has_text="Changer la borne").wait_for()
    assert network.input_value().endswith("Une borne est à changer.")
    write_on(network, " Fin.")
    write_on(money, " Fin.")
    page.get_by_role("button", name="Enregistrer").first.click()
    page.get_by_text("Enregistré à").first.wait_for()
    page.wait_for_timeout(1500)
    page.reload()
    assert network.input_value().endswith("changer. Fin.")
    assert money.input_value() == "Le budget est voté. Fin."
    assert lead.complaints == []


def test_a_text_in_conflict_is_not_left_without_a_question(person, demonstration):
    """Another button asks first; whoever stays keeps words and notice, and the other's text stands."""
    lead, head = person("digital_lead"), person("head")
    page, asked = head.page, []
    open_meeting(lead.page, demonstration, "Le réseau")
    page.goto(lead.page.url)
    lead.page.get_by_label("1. Le réseau").fill("Le réseau est lent.")
    lead.page.get_by_text("Enregistré à").wait_for()
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    theirs = page.get_by_label("1. Le réseau")
    notice = page.locator("main").get_by_text("Rien n’a été remplacé")
    write_on(theirs, "Une autre phrase.")
    presences = page.get_by_role("button", name="Noter les présences")
    presences.click(no_wait_after=True)
    notice.wait_for()
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    assert theirs.input_value() == "Une autre phrase."
    assert presences.is_enabled()
    lead.page.reload()
    assert lead.page.get_by_label("1. Le réseau").input_value() == "Le réseau est lent."
    write_on(theirs, " Le réseau est lent.")
    presences.click()
    page.get_by_text("Les présences sont notées.").first.wait_for()
    assert theirs.input_value() == "Une autre phrase. Le réseau est lent."
    assert asked == ["beforeunload"]


def test_the_dialogue_file_of_the_demonstration_has_eight_pages_at_most(person, demonstration):
    """C2 19."""
    lead = person("digital_lead")
    lead.page.goto(demonstration.page(f"{COMMISSION}dossier/"))
    address = lead.page.get_by_role("link", name="PDF").first.get_attribute("href")
    pdf = lead.page.request.get(f"{demonstration.contract['url']}{address}").body()
    assert pdf.startswith(b"%PDF")
    assert 2 <= len(PAGE.findall(pdf)) <= 8
