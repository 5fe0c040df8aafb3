"""« Demander de l’aide » where the connection is poor: nothing typed is lost, nothing is sent twice."""


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
