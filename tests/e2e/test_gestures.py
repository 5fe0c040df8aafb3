"""What one press does and undoes: a row that leaves, a toast with « Annuler », the thumb’s bar on a phone."""

import pytest

SLOW = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}
LEAVING = "document.addEventListener('animationstart', e => sessionStorage.setItem('moved', e.animationName))"


def undo(page, word: str, after: str) -> None:
    toast = page.locator(".toast", has_text=word)
    toast.get_by_role("button", name="Annuler").click()
    page.get_by_text(after).wait_for()


@pytest.mark.parametrize("still", [False, True], ids=["motion", "reduced motion"])
def test_a_done_row_leaves_and_comes_back(person, demonstration, still):
    """Issue 14: a done row leaves in 180 ms, not under reduced motion."""
    page = person("digital_lead").page
    page.emulate_media(reduced_motion="reduce" if still else "no-preference")
    page.goto(demonstration.page())
    page.evaluate(LEAVING)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)  # the row leaves while the server is told
    row = page.locator("li", has=page.locator("[data-leaves]")).first
    title = row.locator(".what").inner_text()
    row.get_by_role("button", name="Fait").click()
    page.locator(".toast", has_text=title).wait_for()
    assert page.evaluate("sessionStorage.getItem('moved')") == (None if still else "leave")
    undo(page, title, "de nouveau à faire")
    page.locator(".what", has_text=title).first.wait_for()


def test_moved_equipment_goes_back_and_the_list_is_kept(person, demonstration):
    someone = person("digital_lead")
    page = someone.page
    page.goto(demonstration.page("equipements/?etat=service"))
    before = page.locator("tbody tr td[data-label=Salle]").first.inner_text()
    page.locator("input[name=number]").first.check()
    page.locator(".bulk output", has_text="1 choisi").wait_for()
    page.locator(".bulk summary", has_text="Déplacer").click()
    page.get_by_label("Déplacer vers").select_option("aucune")
    page.locator(".bulk").get_by_role("button", name="Déplacer").click()
    page.locator(".toast").wait_for()
    assert someone.axe() == []
    undo(page, "1 équipement déplacé", "de nouveau comme avant")
    assert page.url.endswith("?etat=service")
    assert page.locator("tbody tr td[data-label=Salle]").first.inner_text() == before
    assert someone.complaints == []


def test_on_a_phone_the_gestures_of_a_request_are_under_the_thumb(person, demonstration):
    """Issue 14: on a phone a bar with Je m’en occupe · Répondre · Plus."""
    someone = person("digital_lead", width=390)
    page = someone.page
    page.goto(demonstration.page("demandes/"))
    page.locator(".queue a", has=page.locator("[data-take]")).first.click()
    bar = page.locator(".gestures")
    take = bar.get_by_role("button", name="Je m’en occupe")
    bottom = take.bounding_box()
    assert bottom["y"] > page.viewport_size["height"] * 0.75
    bar.get_by_role("link", name="Répondre").click()
    page.wait_for_function("document.querySelector('#id_text').getBoundingClientRect().top < innerHeight")
    bar.locator("summary", has_text="Plus").click()
    for name in ("Mettre en attente", "Confier"):
        box = bar.get_by_role("button", name=name).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    bar.get_by_text("du demandeur").wait_for()
    assert someone.axe() == []
    assert not someone.overflows()


def test_on_a_phone_the_open_tab_is_in_view(person, demonstration):
    page = person("digital_lead", width=390).page
    for address in ("fiches/", "mouvements/", "habitudes/"):
        page.goto(demonstration.page(address))
        box = page.locator(".tabs [aria-current]").bounding_box()
        assert box["x"] >= 0, address
        assert box["x"] + box["width"] <= 390, address
        assert page.evaluate("scrollY") == 0


def test_a_button_that_leads_back_to_the_page_keeps_its_place(person, demonstration):
    """Issue 14: the place in the page is kept."""
    page = person("digital_lead").page
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(demonstration.page())
    done = page.get_by_role("button", name="Fait").last
    done.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 200)")
    before = page.evaluate("scrollY")
    assert before > 100
    title = page.locator("li", has=page.locator("[data-leaves]")).last.locator(".what").inner_text()
    done.click()
    page.locator(".toast", has_text=title).wait_for()
    assert abs(page.evaluate("scrollY") - before) < 120, "a row less"
    undo(page, title, "de nouveau à faire")


def test_an_answer_begun_is_there_after_another_page(person, demonstration):
    page = person("digital_lead").page
    page.goto(demonstration.page("demandes/153/"))
    page.get_by_label("Votre message").fill("Je passe à dix heures")
    page.goto(demonstration.page("annee/"))
    page.goto(demonstration.page("demandes/153/"))
    assert page.get_by_label("Votre message").input_value() == "Je passe à dix heures"
    # The same tab, on a shared computer: whoever signs in next reads nothing of it.
    page.context.clear_cookies()
    page.goto(demonstration.contract["logins"]["second_lead"])
    page.goto(demonstration.page("demandes/153/"))
    assert page.get_by_label("Votre message").input_value() == ""


def test_words_typed_at_length_are_not_left_without_a_question(person, demonstration):
    """A link asks first; so it does while the form is refused, and no longer once it is sent."""
    page, asked = person("teacher").page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(demonstration.page("entraide/demander/"))
    trail = page.get_by_label("Fil d’Ariane").get_by_role("link", name="Entraide")
    words, line = page.get_by_label("Où vous en êtes"), page.get_by_label("Votre projet")
    words.press_sequentially("Comment s’y prendre à trente ?")
    trail.click(no_wait_after=True)
    page.wait_for_timeout(700)
    assert asked == ["beforeunload"]
    line.evaluate("field => field.required = false")
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".errors").wait_for()
    line.press_sequentially("Un journal radio")
    trail.click(no_wait_after=True)
    page.wait_for_timeout(700)
    assert words.input_value() == "Comment s’y prendre à trente ?"
    assert asked == ["beforeunload"] * 2
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_text("Votre demande est partie").first.wait_for()
    trail.click()
    page.get_by_role("heading", name="Entraide").wait_for()
    assert asked == ["beforeunload"] * 2
