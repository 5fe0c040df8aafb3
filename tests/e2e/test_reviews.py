"""The review of the rentrée: every service gone through on one screen each, then the head attests, timed."""

import re
import time

TWELVE = 12
CONTINUE = re.compile("Enregistrer et continuer|J’ai ouvert le service")


def test_a_review_goes_through_every_service_and_is_attested(person, demonstration, capsys):
    started, lead = time.monotonic(), person("digital_lead")
    page, clicks = lead.page, 0
    page.goto(demonstration.page("revues/"))
    page.get_by_role("link", name=re.compile("Rentrée")).click()
    signed_since = page.get_by_role("button", name="Ajouter à la revue")
    if signed_since.count():  # acts that another journey had signed in the same demonstration
        signed_since.click()
        page.get_by_text("à la revue.").wait_for()
    of_right = page.get_by_role("button", name="De droit, garder")
    gone = 0
    if of_right.count():
        gone, clicks = int(page.get_by_text("d’autre administrateur").inner_text().split()[0]), 1
        of_right.click()
        page.get_by_text("de droit, gardé").wait_for()
    page.get_by_role("link", name="Continuer").click()
    assert lead.axe() == []
    while (press := page.get_by_role("button", name=CONTINUE)).count():
        for group in page.get_by_role("group", name=re.compile("^Ce droit")).all():
            if not group.locator("input:checked").count():
                group.get_by_label("Garder").check()
                clicks += 1
        press.click()
        clicks, gone = clicks + 1, gone + 1
    assert gone >= TWELVE
    page.get_by_text("tous les services le sont").wait_for()
    page.get_by_role("button", name="C’est fait").first.click()
    page.get_by_text("ce droit est à jour").wait_for()
    head = person("head", width=360)
    head.page.goto(page.url)
    assert head.axe() == []
    assert not head.overflows()
    head.page.get_by_role("button", name="Clore et attester").click()
    head.page.get_by_role("dialog").get_by_role("button", name="Clore et attester").click()
    head.page.get_by_text("La revue est close et attestée").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Rapport").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    seconds = time.monotonic() - started
    with capsys.disabled():
        print(f"\na review of {gone} services: {clicks} clicks, {seconds:.0f} s of machine")
    assert lead.complaints == head.complaints == []
