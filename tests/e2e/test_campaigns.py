"""« Récolement »: a room scanned without network and sent once, two people, what signing out leaves."""

import re

import pytest

KEPT = """async () => ({
    bases: (await indexedDB.databases()).map(base => base.name),
    caches: await caches.keys(),
    words: Object.keys(localStorage),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
KEPT_HERE = "caches.open('fanal-rooms').then(rooms => rooms.match(location.pathname)).then(Boolean)"
STAYS = 4000  # ms: more than a label is out of sight before it is read again
CAMERA = """() => {
    window.BarcodeDetector = class {
        static async getSupportedFormats() { return ["qr_code"]; }
        async detect() { return window.shown ? [{ rawValue: window.shown }] : []; }
    };
    navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
    HTMLMediaElement.prototype.play = async () => {};
    window.tones = [];
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...given) {
        tones.push(this.frequency.value);
        return start.apply(this, given);
    };
}"""


def until(page, expression):
    """The policy of the page forbids what `wait_for_function` evaluates in it."""
    for _ in range(300):  # a busy machine sets the worker up in more than ten seconds
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(expression)


def shows(page, words):
    page.locator(".meter b", has_text=re.compile(f"^{words}$")).wait_for()


def open_room(someone, demonstration, name="Salle 205"):
    page = someone.page
    page.goto(demonstration.page("recolement/"))
    page.get_by_role("link", name="Récolement en cours").click()
    page.get_by_role("heading", name="Récolement en cours").wait_for()
    page.get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name).wait_for()
    until(page, "Boolean(navigator.serviceWorker.controller)")
    until(page, KEPT_HERE)
    return page


def scan(page, text):
    field = page.get_by_label("Étiquette, n° ou nom")
    field.fill(text)
    field.press("Enter")


def found(page):
    return page.locator(".room.done").count()


@pytest.mark.parametrize(("width", "dark", "name"), [(360, False, "Salle 205"), (1280, True, "Salle 206")])
def test_a_room_is_scanned_without_network_and_sent_once(person, demonstration, width, dark, name):
    lead = person("digital_lead", width=width, dark=dark)
    page = open_room(lead, demonstration, name)
    assert lead.axe() == []
    assert not lead.overflows()
    number = name.removeprefix("Salle ")
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("heading", name=name).wait_for()
    for text in (f"PC-{number}", f"vp-{number}", f"Z-{number}", f"PC-{number}"):
        scan(page, text)
    page.get_by_text("4 à envoyer").wait_for()
    assert found(page) == 2
    page.reload()
    page.get_by_text("4 à envoyer").wait_for()
    assert found(page) == 2, "what waits is green again"
    page.goto(demonstration.page("equipements/"))
    page.get_by_role("heading", name="Pas de réseau ici").wait_for()
    page.get_by_role("navigation", name="Sur cet appareil").get_by_role("link").filter(has_text=name).click()
    page.get_by_text("4 à envoyer").wait_for()
    page.context.set_offline(False)
    page.get_by_text("4 à envoyer").wait_for(state="detached")
    page.reload()
    shows(page, "2 sur 2")
    assert page.get_by_text(f"Z-{number}", exact=True).count() == 1
    assert lead.axe() == []
    assert not lead.overflows()


def test_two_people_share_a_campaign_and_one_puts_away_what_the_other_found(person, demonstration):
    lead, bursar = person("digital_lead", width=1280), person("bursar", width=360)
    page, other = open_room(lead, demonstration, "Salle 207"), open_room(bursar, demonstration, "Salle 207")
    scan(page, "PC-207")
    shows(page, "1 sur 2")
    scan(other, "VP-207")
    shows(other, "2 sur 2")
    scan(other, "PC-208")
    other.get_by_role("button", name="Ranger PC-208 ici").click()
    other.get_by_text("« PC-208 » est rangé ici").wait_for()
    page.reload()
    shows(page, "3 sur 3")
    assert bursar.axe() == []
    assert lead.complaints == bursar.complaints == []


def test_signing_out_empties_the_browser(person, demonstration):
    """On a shared computer nothing personal stays: no queue, no room, no worker."""
    lead = person("digital_lead", width=1280)
    page = open_room(lead, demonstration, "Salle 209")
    page.context.set_offline(True)
    scan(page, "PC-209")
    page.get_by_text("1 à envoyer").wait_for()
    page.goto(demonstration.page(""))
    page.get_by_role("heading", name="Pas de réseau ici").wait_for()
    page.context.route("**/hors-reseau/jeton/", lambda route: route.abort())  # what waits stays
    page.context.set_offline(False)
    page.goto(demonstration.page(""))
    page.get_by_text("1 à envoyer").wait_for()
    page.locator("summary.me").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_text("se déconnecter les efface").wait_for()
    page.get_by_role("dialog").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/compte/login/**")
    assert page.evaluate(KEPT) == {"bases": [], "caches": [], "words": [], "workers": 0}


def test_another_reader_sends_nothing_of_the_one_before(person, demonstration):
    """A session that ended by itself emptied nothing: whoever comes next finds nothing, and sends nothing."""
    lead = person("digital_lead", width=360)
    page = open_room(lead, demonstration, "Salle 210")
    page.context.set_offline(True)
    scan(page, "PC-210")
    page.get_by_text("1 à envoyer").wait_for()
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto(demonstration.contract["logins"]["head"])
    page.get_by_role("heading", level=1).first.wait_for()
    until(page, "Boolean(localStorage.getItem('fanal.reader'))")
    assert page.get_by_text("à envoyer").count() == 0
    page = open_room(lead, demonstration, "Salle 210")
    shows(page, "0 sur 2")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_campaign_is_carried_along_and_one_walks_from_room_to_room(person, demonstration, width):
    lead = person("digital_lead", width=width)
    page, rooms = lead.page, ("Salle 101", "Salle 102") if width == 360 else ("Salle 104", "Salle 105")
    page.goto(demonstration.page("recolement/"))
    page.get_by_role("link", name="Récolement en cours").click()
    until(page, "Boolean(navigator.serviceWorker.controller)")
    page.get_by_role("button", name="Emporter la campagne hors réseau").click()
    page.get_by_text("34 salles sur 34 sont sur cet appareil").wait_for()
    page.context.set_offline(True)
    page.reload()
    for rank, name in enumerate(rooms, 1):
        page.get_by_role("heading", name="Récolement en cours").wait_for()
        assert page.get_by_role("button", name="Clore la campagne").count() == 0
        assert page.locator("summary.me").count() == 0, "nobody is named"
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).wait_for()
        scan(page, name.replace("Salle ", "PC-"))
        page.get_by_text(f"{rank} à envoyer").wait_for()
        page.get_by_role("link", name="Récolement en cours").click()
    page.get_by_role("heading", name="Récolement en cours").wait_for()
    page.get_by_text("2 à envoyer").wait_for()
    page.context.set_offline(False)
    for _ in range(2):  # the page counts again by itself, and says the same when it is opened anew
        for name in rooms:
            page.get_by_role("link", name=re.compile(f"^{name} 1 sur 2")).wait_for()
        assert page.get_by_text("à envoyer").count() == 0
        page.reload()
        page.locator("summary.me").wait_for()


def test_a_mistyped_label_is_taken_back(person, demonstration):
    lead = person("digital_lead", width=360)
    page = open_room(lead, demonstration, "Salle 208")
    scan(page, "MAL-TAPÉE")
    page.get_by_label("MAL-TAPÉE", exact=True).wait_for()
    assert (lead.axe(), lead.overflows()) == ([], False)
    page.get_by_role("button", name="Retirer MAL-TAPÉE").click()
    page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
    page.get_by_text("est retiré").wait_for()
    assert page.get_by_label("MAL-TAPÉE", exact=True).count() == 0
    assert lead.complaints == []


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_a_campaign_is_opened_read_and_closed_for_good(person, demonstration, width, dark):
    head = person("head", width=width, dark=dark)
    page = head.page
    page.goto(demonstration.page("recolement/"))
    assert (head.axe(), head.overflows()) == ([], False)
    page.get_by_role("link", name="Ouvrir une campagne").click()
    page.get_by_label("Nom").fill(f"Gymnase {width}")
    page.get_by_role("checkbox", name="Gymnase (Gymnase)").check()
    assert (head.axe(), head.overflows()) == ([], False)
    page.get_by_role("button", name="Ouvrir la campagne").click()
    page.get_by_text("est ouverte").wait_for()
    assert (head.axe(), head.overflows()) == ([], False)
    page.get_by_role("link", name="Bureau EPS").click()
    scan(page, "sans étiquette")
    page.get_by_label("sans étiquette", exact=True).fill("vieil écran")
    assert (head.axe(), head.overflows()) == ([], False)
    page.get_by_role("button", name="Garder la remarque").click()
    page.get_by_text("C’est enregistré").wait_for()
    assert page.get_by_label("sans étiquette", exact=True).input_value() == "vieil écran"
    page.get_by_role("link", name=f"Gymnase {width}").click()
    page.get_by_role("button", name="Clore la campagne").click()
    page.get_by_role("dialog").get_by_role("button", name="Clore la campagne").click()
    page.get_by_text("son procès-verbal ne changera plus").wait_for()
    assert (head.axe(), head.overflows()) == ([], False)
    with page.expect_download() as paper:
        page.get_by_role("link", name="Procès-verbal").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    assert head.complaints == []


def test_the_camera_of_the_page_reads_labels_and_the_door_of_the_next_room(person, demonstration):
    lead = person("digital_lead", width=360)
    page = lead.page
    page.add_init_script(f"({CAMERA})()")
    open_room(lead, demonstration, "Salle 212")
    code = page.locator("[data-codes]").first.get_attribute("data-codes").split("|")[0]
    page.get_by_role("button", name="Scanner avec la caméra").click()
    page.evaluate("code => { window.shown = `https://fanal.test/q/${code}`; }", code)
    shows(page, "1 sur 2")
    assert page.locator("video").is_visible()
    assert page.evaluate("tones") == [1320], "December § 4.4: a short sound says that it was read"
    page.evaluate("() => { window.shown = 'INCONNU-212'; }")
    page.get_by_text(re.compile("INCONNU-212.{1,3}est (noté|envoyé)")).wait_for()
    page.wait_for_timeout(STAYS)
    assert page.evaluate("tones") == [1320, 220], (
        "another says that it is to be named, once while it stays in sight"
    )
    doors = page.evaluate("JSON.parse(document.getElementById('doors').textContent)")
    door, address = next((door, page) for door, page in doors.items() if page != lead.page.url)
    page.evaluate("code => { window.shown = code; }", door)
    page.wait_for_url(f"**{address}")
    assert lead.complaints == []


PASTE = """([field, text]) => {
    const pasted = new DataTransfer();
    pasted.setData("text", text);
    const event = new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true });
    document.querySelector(field).dispatchEvent(event);
}"""


def test_a_column_of_numbers_is_noted_at_once(person, demonstration):
    """December § 4.4: several numbers pasted at once; found, to be named, twice."""
    lead = person("digital_lead", width=1280)
    page = open_room(lead, demonstration, "Salle 211")
    page.evaluate(PASTE, ["#id_text", "PC-211\nVP-211\nZ-211-9\nPC-211"])
    page.get_by_text("Notés : 3 ; trouvés : 2 ; inconnus ici : 1 ; collés deux fois : 1.").wait_for()
    shows(page, "2 sur 2")
    page.get_by_label("Z-211-9", exact=True).wait_for()
    assert lead.complaints == []


@pytest.mark.parametrize("path", ["prets/nouveau/", "prets/rendre/", "sorties/nouvelle/"])
def test_each_page_that_says_scannez_reads_labels_into_its_field(person, demonstration, path):
    """December § 4.4: the camera and the sound, wherever one reads « scannez »."""
    lead = person("digital_lead", width=360)
    page = lead.page
    page.add_init_script(f"({CAMERA})()")
    page.goto(demonstration.page(path))
    page.get_by_role("button", name="Scanner avec la caméra").click()
    page.evaluate("() => { window.shown = 'https://fanal.test/q/7K3D9QXMR'; }")
    page.get_by_text("7K3D9QXMR : lu.").wait_for()
    page.evaluate("() => { window.shown = 'PC-204'; }")
    page.get_by_text("PC-204 : lu.").wait_for()
    assert page.locator("[name=machines]").input_value() == "7K3D9QXMR\nPC-204\n"
    assert page.evaluate("tones") == [1320, 1320]
    assert page.locator("video").is_visible()
    assert (lead.axe(), lead.overflows()) == ([], False)
    assert lead.complaints == []


def test_where_there_is_no_camera_the_field_waits_for_hands(person, demonstration):
    lead = person("digital_lead", width=360)
    page = lead.page
    page.add_init_script("() => { delete window.BarcodeDetector; }")
    page.goto(demonstration.page("prets/rendre/"))
    page.get_by_label("Appareils rendus").fill("PC-204")
    assert page.locator("[data-camera]").count() == 1
    assert not page.locator("[data-camera]").is_visible()
    assert lead.complaints == []


WAITING = "caches.open('fanal-rooms').then(rooms => rooms.match(location.pathname)).then(kept => kept.text())"


def test_what_was_written_before_signing_in_is_not_sent_in_ones_name(person, demonstration):
    """Whoever sits down after a session that ended by itself writes in nobody's name (ADR 0063)."""
    lead = person("digital_lead", width=1280)
    page = open_room(lead, demonstration, "Salle 207")
    room, kept = page.url, page.evaluate(WAITING)
    assert "X-CSRFToken" not in kept
    assert "csrfmiddlewaretoken" not in kept
    page.context.clear_cookies()  # the session ended by itself
    page.context.set_offline(True)
    page.goto(room)
    scan(page, "FAUX-207")
    page.get_by_text("1 à envoyer").wait_for()
    page.context.set_offline(False)
    page.goto(demonstration.contract["logins"]["digital_lead"])
    page.goto(room)
    page.get_by_text("avant votre connexion").wait_for()
    assert page.get_by_text("FAUX-207", exact=True).count() == 0
    page.get_by_role("button", name="Effacer").click()
    page.get_by_text("avant votre connexion").wait_for(state="detached")
