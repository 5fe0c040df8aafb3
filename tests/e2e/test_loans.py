"""« Prêts »: a class of thirty by keyboard, a signature drawn in its frame, a return in part."""

import json
import re
from urllib.parse import parse_qsl

import pytest

from fanal.loans.story.pictures import tablet_picture
from tests.e2e.story_tablets import BECOMES_THE_PUPILS, CLASS_OF_THIRTY, PARTLY_BACK, tablet_name

YESTERDAY = "new Date(Date.now() - 864e5).toISOString().slice(0, 10)"
FOCUSED = "document.activeElement.getAttribute('aria-label')"


def sitting(page, demonstration, code):
    page.goto(demonstration.page(f"prets/classe/?class_code={code}&accessories=chargeur&is_signed=on"))
    page.locator(".sitting").wait_for()


def scan(page, label):
    """What a scanner does: it types the label, then presses Enter."""
    page.keyboard.type(label)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_class_of_thirty_is_lent_by_keyboard_alone_and_given_back(person, demonstration, width):
    """Issue 15: whoever scans never touches the mouse: one label and one Enter for each pupil."""
    lead = person("digital_lead", width=width)
    page, lent = lead.page, 0
    for code in ("6A", "6B"):
        sitting(page, demonstration, code)
        assert lead.axe() == []
        page.reload()  # axe moved the focus and the fonts
        names = page.locator("[name=typed]").evaluate_all("all => all.map(one => one.ariaLabel)")
        for rank, name in enumerate(names[: 30 - lent]):
            page.locator(f"[name=typed][aria-label={json.dumps(name, ensure_ascii=False)}]:focus").wait_for()
            scan(page, tablet_name(CLASS_OF_THIRTY[lent]))
            page.locator("[data-done]", has_text=re.compile(f"^{rank + 1}$")).wait_for()
            lent += 1
    assert lent == 30
    page.goto(demonstration.page("prets/?q=6A"))
    assert page.get_by_text(re.compile("6A · n°")).count() == 25
    page.goto(demonstration.page("prets/rendre/"))
    page.get_by_label("Appareils rendus").fill("\n".join(map(tablet_name, CLASS_OF_THIRTY)))
    page.get_by_role("button", name="Tout est rendu").click()
    page.get_by_text("30 prêts sont terminés").wait_for()
    assert not lead.overflows()
    assert lead.complaints == []


def test_a_column_of_numbers_is_lent_to_a_class_by_one_press(person, demonstration):
    """December § 4.4: several numbers pasted at once: one a pupil, what is unknown told on its line."""
    lead = person("digital_lead", width=1280)
    page = lead.page
    sitting(page, demonstration, "5D")
    lines = page.locator(".sitting>li:has([name=typed])").evaluate_all("all => all.map(one => one.id)")
    assert not page.get_by_role("button", name="Prêter tout ce qui est posé").is_visible()
    page.locator("[name=typed]").first.focus()
    page.evaluate(
        """text => {
            const pasted = new DataTransfer();
            pasted.setData("text", text);
            const whole = { clipboardData: pasted, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", whole));
        }""",
        "CDI-03\nINCONNU-8\nCDI-03\nCDI-04",
    )
    page.get_by_text(
        "Posés, un par élève : 3. Relisez, puis prêtez. Collés deux fois, comptés une : 1."
    ).wait_for()
    assert page.locator(".sitting>.done").count() == 0, "nothing is lent before the press"
    page.get_by_role("button", name="Prêter tout ce qui est posé").click()
    page.locator(f"#{lines[0]}").get_by_text("CDI-03", exact=True).wait_for()
    page.locator(f"#{lines[1]} .error").wait_for()
    page.locator(f"#{lines[2]}").get_by_text("CDI-04", exact=True).wait_for()
    assert lead.axe() == []
    assert [words for words in lead.complaints if "422" not in words] == []


@pytest.mark.parametrize("is_known", [True, False])
def test_a_burst_of_thirty_labels_loses_no_letter(person, demonstration, is_known):
    """A scanner types a key each 20 ms, Enter included, and waits for nothing; an error steals no line."""
    lead = person("digital_lead", width=1280)
    page, sent = lead.page, []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    labels = [f"INFO1-{rank:02}" for rank in range(1, 29)] + ["CDI-01", "CDI-02"]
    if not is_known:
        labels = [f"INCONNU-{rank:02}" for rank in range(30)]
    left = list(labels)
    for code in ("4A", "4B") if is_known else ("4C", "4D"):
        sitting(page, demonstration, code)
        lines = page.locator(".sitting>li:has([name=typed])").evaluate_all("all => all.map(one => one.id)")
        burst = left[: len(lines)]
        left = left[len(burst) :]
        page.locator("[name=typed]").first.focus()
        for label in burst:
            page.keyboard.type(label, delay=20)
            page.keyboard.press("Enter", delay=20)
        for line, label in zip(lines, burst, strict=False):
            told = page.locator(f"#{line}")
            if is_known:
                told.get_by_text(label, exact=True).wait_for()
            else:
                told.locator(".error").wait_for()
                assert told.locator("[name=typed]").input_value() == label
        if not is_known:
            page.locator(f"#{lines[0]} [name=typed]:focus").wait_for()
    assert left == []
    assert [dict(parse_qsl(body))["typed"] for body in sent if body and "typed=" in body] == labels
    assert [words for words in lead.complaints if "422" not in words] == []


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (360, False)])
def test_a_wrong_label_is_told_on_its_line(person, demonstration, width, dark):
    lead = person("bursar", width=width, dark=dark)
    page = lead.page
    sitting(page, demonstration, "5C")
    first = page.evaluate(FOCUSED)
    for label, said in (("INCONNU-7", "aucun appareil de l’établissement"), ("TAB-006", "est déjà prêté à")):
        scan(page, label)
        page.get_by_text(said).wait_for()
        page.locator(
            f"[name=typed][aria-label={json.dumps(first, ensure_ascii=False)}]:focus"
        ).wait_for()  # and typed over
    assert lead.axe() == []
    assert not lead.overflows()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_signed_in_the_frame_handed_over_given_back_in_part(person, demonstration, width, dark):
    """users-ask.md B2 #5947: one signature for the whole; B4 #1374: what is not back stays due."""
    lead = person("digital_lead", width=width, dark=dark)
    page, lent = lead.page, [tablet_name(rank) for rank in PARTLY_BACK[width]]
    page.goto(demonstration.page("prets/nouveau/?pour=personnel"))
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Personnel").select_option(index=12)
    page.get_by_label("Appareils").fill("\n".join(lent))
    page.get_by_role("button", name="Préparer le prêt").click()
    page.get_by_role("link", name="Signer", exact=True).click()
    page.get_by_role("button", name="Signer", exact=True).click()
    page.get_by_text("La signature est vide").first.wait_for()
    page.locator(".errors a").click()
    assert page.url.endswith("#frame")
    assert lead.axe() == []
    assert not lead.overflows()
    page.locator("[data-frame]").scroll_into_view_if_needed()
    box = page.locator("[data-frame]").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 20 + step * 20, box["y"] + (70 if step % 2 else 20))
    assert page.locator("[data-frame]").bounding_box() == box, "it moved under the finger"
    page.mouse.up()
    page.get_by_role("button", name="Signer", exact=True).click()
    page.get_by_role("button", name="Remettre").wait_for()
    assert "#" not in page.url, "the place of an error that is gone"
    page.get_by_role("button", name="Remettre").click()
    page.get_by_text("C’est remis à").wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("link", name="Rendre", exact=True).click()
    for name in lent[:2]:
        page.get_by_label(re.compile(name)).check()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("button", name="Noter le retour").click()
    page.get_by_text("1 appareil reste à rendre").wait_for()
    assert [words for words in lead.complaints if "422" not in words] == []


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (360, False)])
def test_a_pupil_found_by_typing_a_photo_and_the_machine_is_theirs(person, demonstration, width, dark):
    """Issue 15: photos of the state at the hand-over, ownership passing to the pupil at the end."""
    lead = person("digital_lead", width=width, dark=dark)
    page, tablet = lead.page, tablet_name(BECOMES_THE_PUPILS[width])
    page.goto(demonstration.page("prets/nouveau/"))
    page.get_by_label("Élève", exact=True).press_sequentially("fon")
    page.get_by_role("radio", name=re.compile("^FONTAINE")).first.click()
    page.get_by_role("button", name="Changer").click()
    assert page.get_by_role("radio").count() > 1
    page.get_by_role("radio", name=re.compile("^FONTAINE")).first.click()
    page.get_by_label("Accessoires").focus()
    assert page.get_by_role("radio").count() == 1, "the others are folded"
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Appareils").fill(tablet)
    page.get_by_role("button", name="Préparer le prêt").click()
    page.get_by_text("Photos de l’état").wait_for()
    picture = {"name": "IMG_1.png", "mimeType": "image/png", "buffer": tablet_picture(is_cracked=False)}
    page.locator("input[type=file]").set_input_files(picture)  # sent as soon as it is taken
    page.get_by_alt_text("Photo de l’ensemble, à la remise").wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("link", name="Signer", exact=True).click()
    page.get_by_role("link", name="Signée sur papier").click()
    page.get_by_label("nom de qui signe").fill("Mme Fontaine")
    page.get_by_label(re.compile("Un responsable légal")).check()  # a collège: minors, or no known age
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Remettre").click()
    page.get_by_role("link", name="Devient propriété de l’élève").click()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_label("Décision").fill("Délibération 26-200")
    page.get_by_label("Prise le").fill(
        page.evaluate("new Date(Date.now() - 864e5).toISOString().slice(0, 10)")
    )
    page.get_by_role("button", name="Passer en propriété").click()
    page.get_by_role("button", name="Passer en propriété").last.click()  # the question, asked again
    page.get_by_text("1 prêt est terminé").wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []


PATHS = [
    "prets/",
    "prets/?vue=retard",
    "prets/?vue=rendus",
    "prets/rendre/",
    "prets/nouveau/?pour=famille",
    "prets/propriete/",
    "prets/convention/familles/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_loans_are_read_by_all(person, demonstration, path, width):
    lead = person("digital_lead", width=width)
    lead.page.goto(demonstration.page(path))
    assert lead.axe() == []
    assert not lead.overflows()
    assert lead.complaints == []
