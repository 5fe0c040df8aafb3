"""A batch of acts from the home page to its scan, timed; another refused, accepted on a phone, revoked."""

import re
import time

import pytest

THREE_MINUTES = 180
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


class Clicks:
    """Counts what is pressed."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def on(self, button, **how) -> None:
        button.click(**how)
        self.count += 1


def join_scan(page) -> None:
    page.locator("#id_scans").set_input_files(
        [{"name": "actes-signes.pdf", "mimeType": "application/pdf", "buffer": SCAN}]
    )


def in_force(page, demonstration) -> int:
    page.goto(demonstration.page("designations/"))
    return page.locator("tbody tr").count()


def test_a_head_signs_a_batch_of_four_in_far_less_than_three_minutes(person, demonstration, capsys):
    for width, dark in ((360, False), (360, True), (1280, True)):
        reader = person("head", width=width, dark=dark)
        for path in ("designations/parapheur/", "designations/parapheur/signer/", "designations/5/"):
            assert reader.page.goto(demonstration.page(path)).status == 200, path
            assert reader.axe() == [], path
            assert not reader.overflows(), path
        assert reader.complaints == []

    head = person("head")
    page, clicks = head.page, Clicks(head.page)
    before = in_force(page, demonstration)
    page.goto(demonstration.page())
    started = time.monotonic()
    clicks.on(page.get_by_role("link", name="Lire et signer : 4 actes"))
    page.get_by_role("heading", name="Pix Orga : Yann Le Goff").wait_for()
    assert head.axe() == []
    clicks.on(page.get_by_role("button", name="J’ai lu ces actes : les valider"))
    page.get_by_text("4 actes validés dans Fanal").wait_for()
    with page.expect_download() as download:
        clicks.on(page.get_by_role("link", name="Imprimer le lot"))
    assert download.value.path().read_bytes().startswith(b"%PDF")
    clicks.on(page.get_by_role("link", name="J’ai signé : joindre le scan"))
    assert page.get_by_role("checkbox", checked=True).count() == 4
    join_scan(page)
    clicks.on(page.get_by_role("button", name="Mettre en vigueur"))
    page.get_by_text("4 actes signés et en vigueur").wait_for()
    signing = clicks.count
    clicks.on(page.get_by_role("button", name="Noter la publication du lot"))
    page.get_by_text("La publication est notée pour").wait_for()
    publishing, seconds = clicks.count - signing, time.monotonic() - started
    with capsys.disabled():
        print(
            f"\nfour acts: {signing} clicks and a file, {publishing} to publish, {seconds:.1f} s of machine"
        )
    assert (signing, publishing) <= (5, 1)
    assert seconds < THREE_MINUTES / 6
    assert in_force(page, demonstration) == before + 4
    page.goto(demonstration.page())
    assert page.get_by_role("link", name="Lire et signer").count() == 0
    assert head.complaints == []


@pytest.fixture
def prepared(person, demonstration):
    """The référent prepares an act for a teacher, to keep the people of Fanal; returns its number."""
    lead = person("digital_lead")
    page = lead.page
    page.goto(demonstration.page("designations/nouvelle/fanal/"))
    assert lead.axe() == []
    teacher = page.locator("#id_delegate option", has_text="Wilson").first.get_attribute("value")
    page.get_by_label("Qui est désigné").select_option(teacher)
    for box in page.get_by_role("group", name="Opérations permises").get_by_role("checkbox").all():
        box.set_checked(box.get_attribute("value") == "do:people")
    page.get_by_role("button", name="Mettre au parapheur").dblclick()
    page.get_by_text("est au parapheur").wait_for()
    return lead, re.search(r"designations/(\d+)/", page.url)[1]


def test_an_act_is_refused_signed_once_accepted_on_a_phone_and_revoked(prepared, person, demonstration):
    lead, number = prepared
    head = person("head")
    page = head.page
    page.goto(demonstration.page("designations/parapheur/"))
    panel = page.locator("section", has=page.get_by_role("link", name=f"n° {number}", exact=True))
    panel.get_by_role("link", name="Ne pas signer").click()
    page.get_by_label("Pourquoi").fill("  ")
    page.get_by_role("button", name="Renvoyer le projet").click()
    page.get_by_text("Dites en une phrase pourquoi").first.wait_for()
    assert head.axe() == []
    page.get_by_label("Pourquoi").fill("Attendons le conseil d’administration")
    page.get_by_role("button", name="Renvoyer le projet").click()
    page.get_by_role("heading", name="Parapheur").wait_for()
    page.get_by_text("est renvoyé, avec votre raison").wait_for()

    desk = lead.page
    desk.goto(demonstration.page())
    desk.get_by_role("link", name="acte renvoyé").click()
    desk.get_by_role("link", name="Fanal").last.click()
    assert "Attendons le conseil" in desk.locator("main").inner_text()
    assert lead.axe() == []
    desk.get_by_role("button", name="Mettre au parapheur").click()
    desk.get_by_text("est au parapheur").wait_for()

    page.goto(demonstration.page(f"designations/{number}/"))
    page.get_by_role("link", name="J’ai signé").click()
    assert page.get_by_role("checkbox", checked=True).count() == 1
    join_scan(page)
    page.get_by_role("button", name="Mettre en vigueur").dblclick()
    page.get_by_text("1 acte signé et en vigueur").wait_for()
    once = in_force(page, demonstration)
    page.go_back()
    page.go_back()
    if page.get_by_role("button", name="Mettre en vigueur").count():
        join_scan(page)
        page.get_by_role("button", name="Mettre en vigueur").click()
        page.get_by_role("heading", name="Désignations").wait_for()
    assert in_force(page, demonstration) == once
    page.goto(demonstration.page(f"designations/{number}/"))
    assert page.get_by_role("link", name="actes-signes.pdf").count() == 1

    teacher = person("teacher", width=360)
    phone = teacher.page
    phone.get_by_role("link", name="Votre désignation", exact=True).click()
    phone.get_by_role("link", name="Fanal").last.click()
    assert teacher.axe() == []
    assert not teacher.overflows()
    phone.get_by_role("button", name="J’accepte ces obligations").dblclick()
    phone.get_by_text("vous acceptez les obligations").wait_for()
    phone.goto(demonstration.page("personnes/nouvelle/"))
    phone.get_by_label("Nom", exact=True).fill("Refusée")

    page.get_by_role("link", name="Abroger").click()
    page.get_by_label("Pourquoi").fill("Fin de la mission")
    page.get_by_role("button", name="Abroger").click()
    page.get_by_text("L’acte est abrogé").wait_for()

    phone.get_by_label("Prénom").fill("Ana")
    phone.get_by_role("group", name="Fonction").get_by_label("Enseignant").check()
    phone.locator("main form button").first.click()
    phone.get_by_text("une désignation en cours").wait_for()
    assert teacher.axe() == []
    assert not teacher.overflows()
    page.goto(demonstration.page("personnes/?q=Refus"))
    assert "Refusée" not in page.locator("main").inner_text()
    assert lead.complaints == []
    refused = head.complaints + teacher.complaints  # an answer that refuses is a line of the console too
    assert all("status of 422" in line or "status of 403" in line for line in refused)


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, False), (360, True), (1280, True)])
def test_the_pages_of_designations_are_accessible(person, demonstration, width, dark):
    head = person("head", width=width, dark=dark)
    for path in (
        "",
        "designations/",
        "designations/1/",
        "designations/4/",
        "designations/1/suspendre/",
        "designations/1/abroger/",
        "designations/4/publier/",
        "designations/nouvelle/",
        "designations/nouvelle/fanal/",
        "designations/?vue=passees",
    ):
        assert head.page.goto(demonstration.page(path)).status == 200, path
        assert head.axe() == [], path
        assert not head.overflows(), path
    assert head.complaints == []
