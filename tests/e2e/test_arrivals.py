"""Verified § 8, counted: a substitute who takes over, everybody without access invited, an adviser's list."""

import time


class Clicks:
    """Counts what is pressed, chosen or typed in."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def on(self, thing, **how) -> None:
        thing.click(**how)
        self.count += 1

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.count += 1


def test_a_substitute_takes_over_and_is_invited_with_the_others(person, demonstration, capsys):
    head = person("head")
    page, started = head.page, time.monotonic()
    page.goto(demonstration.page("personnes/nouvelle/"))
    clicks = Clicks(page)
    away = page.locator("#id_replaces option", has_text="Wilson").first.get_attribute("value")
    page.get_by_label("Remplace").select_option(away)
    page.locator("#id_job[value=Anglais]").wait_for()
    assert page.get_by_label("Enseignant").is_checked()
    assert head.axe() == []
    clicks.fill("Prénom", "Lise")
    clicks.fill("Nom", "Aubert")
    page.get_by_label("Courriel professionnel").fill("lise.aubert@demonstration.invalid")
    page.get_by_label("Lui envoyer l’invitation").uncheck()  # with everybody, below
    clicks.on(page.get_by_role("button", name="Ajouter"))
    page.get_by_role("heading", name="Lise Aubert").wait_for()
    assert "Thomas Wilson" in page.locator("main").inner_text()
    assert head.axe() == []
    arrival = clicks.count + 2  # the colleague chosen, the address typed
    page.goto(demonstration.page("personnes/"))
    assert head.axe() == []
    clicks.on(page.get_by_role("button", name="Inviter les 2 sans accès"))
    clicks.on(page.get_by_role("dialog").get_by_role("button", name="Inviter"))
    page.get_by_text("2 invitations partent").wait_for()
    assert page.get_by_text("sans accès").count() == 0
    with capsys.disabled():
        seconds = time.monotonic() - started
        print(f"\na substitute: {arrival} gestures; all invited: 2 clicks; {seconds:.1f} s of machine")
    assert head.complaints == []


def test_an_adviser_sorts_their_schools_and_takes_the_list_away(person):
    for width, dark in ((1280, False), (360, True)):
        adviser = person("adviser", width=width, dark=dark)
        page = adviser.page
        assert adviser.axe() == []
        assert not adviser.overflows()
        if width > 1000:  # on a phone the table is told line by line, without its headings
            page.get_by_role("link", name="Équipements").click()
            page.locator("th[aria-sort=descending]").wait_for()
            assert adviser.axe() == []
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        text = download.value.path().read_text("utf-8-sig")
        assert text.startswith('"UAI";"Établissement"')
        assert "moins de 5" in text
        assert adviser.complaints == []
