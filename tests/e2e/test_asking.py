"""« Demander de l’aide » where the connection is poor: nothing typed is lost, nothing is sent twice."""

from PIL import Image

IS_DRAWN = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some(value => value);
}"""
UNTIL_KEPT = """async () => {
    for (let kept = []; !kept.length || !navigator.serviceWorker.controller;) {
        await new Promise(done => setTimeout(done, 100));
        kept = await (await caches.open("fanal-rooms")).keys();
    }
}"""
WATCH = """() => new MutationObserver(() => {
    if (document.querySelector(".photo progress")) sessionStorage.setItem("progress", "1");
}).observe(document.querySelector(".photo"), { childList: true })"""


def begin(someone, demonstration, text):
    page = someone.page
    page.goto(demonstration.page("demandes/nouvelle/"))
    page.get_by_label("Que se passe-t-il").fill(text)
    return page


def test_a_lost_connection_keeps_the_text_and_sends_once(person, demonstration):
    teacher = person("teacher", width=360)
    page = begin(teacher, demonstration, "Le vidéoprojecteur siffle depuis ce matin")
    page.locator("input[name=kind][value=projector]:checked").wait_for(state="attached")
    page.get_by_text("Bloque mon cours").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("votre demande est gardée sur cet appareil").wait_for()
    page.get_by_text("1 à envoyer").wait_for()
    page.context.set_offline(False)
    page.get_by_text("1 à envoyer").wait_for(state="detached")
    page.goto(demonstration.page("demandes/?vue=toutes&q=siffle"))
    assert page.locator(".queue li").count() == 1
    page.goto(demonstration.page("demandes/nouvelle/"))
    assert page.get_by_label("Que se passe-t-il").input_value() == ""


def test_words_for_the_management_are_not_kept_in_the_browser(person, demonstration):
    page = begin(person("teacher", width=360), demonstration, "Un élève est victime de harcèlement")
    page.get_by_text("Parlez-en à la direction", exact=True).wait_for()
    page.get_by_label("Que se passe-t-il").press_sequentially(" depuis hier")
    page.goto(demonstration.page("demandes/"))
    page.goto(demonstration.page("demandes/nouvelle/"))
    assert page.get_by_label("Que se passe-t-il").input_value() == ""


def test_a_sheet_stays_open_while_one_types_and_spares_a_request(person, demonstration):
    page = begin(person("staff", width=360), demonstration, "plus de wifi")
    page.locator("summary", has_text="Wi-Fi").click()
    page.get_by_label("Que se passe-t-il").press_sequentially(" au CDI")
    page.wait_for_timeout(1500)
    assert page.locator("#help details[open]").count() == 1
    page.get_by_role("button", name="C’est résolu, merci").click()
    page.get_by_text("Aucune demande n’a été envoyée").wait_for()


def test_sheets_are_accessible_and_keep_the_policy(person, demonstration):
    for width, dark in ((360, False), (1280, True)):
        someone = person("digital_lead", width=width, dark=dark)
        for path in ("fiches/", "fiches/1/", "fiches/nouvelle/", "demandes/mes-courriels/"):
            assert someone.page.goto(demonstration.page(path)).status == 200
            assert someone.axe() == [], path
            assert not someone.overflows(), path
        assert someone.complaints == []


def test_a_kind_chosen_by_hand_is_kept(person, demonstration):
    page = begin(person("teacher", width=360), demonstration, "le vidéoprojecteur")
    page.locator("input[name=kind][value=projector]:checked").wait_for(state="attached")
    page.locator("#change summary").click()
    page.locator("label.chip", has_text="Tablette").click()
    page.wait_for_timeout(800)
    page.get_by_label("Que se passe-t-il").fill("plus de wifi")
    page.locator("summary", has_text="Wi-Fi").wait_for()
    assert page.locator("input[name=kind]:checked").get_attribute("value") == "tablet"


def test_words_given_back_find_their_machine_again(person, demonstration):
    """A draft after a reload, a form after Back: the machine is chosen as when it was typed."""
    page = person("teacher", width=390).page
    page.goto(demonstration.page("demandes/nouvelle/"))
    page.locator("#id_text").fill("vp 204 sans image")
    page.locator("#hints .guess", has_text="VP-204").first.wait_for()
    page.reload()
    assert page.locator("#id_text").input_value() == "vp 204 sans image"
    page.locator("#hints .guess", has_text="VP-204").first.wait_for()
    page.locator("label.chip", has_text="Bloque").click()
    page.wait_for_timeout(600)
    page.reload()
    page.locator("#hints .guess", has_text="VP-204").first.wait_for()
    assert page.locator("input[name=urgency]:checked").get_attribute("value") == "blocked"
    page.locator("#id_text").fill("")


def keep_asking(page, demonstration):
    """Once with network, a browser has the page that asks for help."""
    page.goto(demonstration.page())
    page.evaluate(UNTIL_KEPT)


def test_the_page_opens_without_network_and_says_what_waits_then_what_left(person, demonstration):
    """December § 2.3: only a tab that was open worked, and naming a room was refused to nobody."""
    someone = person("teacher", width=390)
    page = someone.page
    keep_asking(page, demonstration)
    page.context.set_offline(True)
    for words in ("Le tableau de la salle 108 crachote", "Et il est muet en salle 1O8"):
        page.goto(demonstration.page("demandes/nouvelle/"))
        page.get_by_label("Que se passe-t-il").fill(words)
        page.get_by_role("button", name="Envoyer ma demande").click()
        page.get_by_text("votre demande est gardée sur cet appareil").wait_for()
    page.get_by_text("2 à envoyer").wait_for()
    assert "Morvan" not in page.content()
    page.context.set_offline(False)
    page.get_by_text("« Le tableau de la salle 108 crachote » est parti.").wait_for()
    page.get_by_text("2 à envoyer").wait_for(state="detached")
    assert page.locator(".send-bar [role=alert]").count() == 0
    page.get_by_role("link", name="Suivre ma demande").first.click()
    page.get_by_text("Salle 108").first.wait_for()
    for word in ("crachote", "muet"):
        page.goto(demonstration.page(f"demandes/?vue=toutes&q={word}"))
        assert page.locator(".queue li", has_text="Salle 108").count() == 1


def test_a_photo_is_seen_before_it_leaves_and_while_it_does(person, demonstration, tmp_path):
    someone = person("teacher", width=390)
    page = begin(someone, demonstration, "Trait rose au milieu de l’image")
    photo = tmp_path / "photo.jpg"
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(photo, quality=95)
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_text("1 photo,").wait_for()
    seen = page.locator(".photo canvas").evaluate(IS_DRAWN)
    assert seen
    assert someone.axe() == []
    page.evaluate(WATCH)
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("avec votre photo").wait_for()
    assert page.evaluate("sessionStorage.getItem('progress')") == "1"
    assert someone.complaints == []
