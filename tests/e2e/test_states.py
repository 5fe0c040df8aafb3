"""A breakdown is said from a phone in one press, and everybody sees it on the public page."""


def test_a_state_declared_on_a_phone_is_shown_to_everybody(person, demonstration):
    lead = person("digital_lead", width=360)
    page = lead.page
    page.goto(demonstration.page("etat/"))
    page.locator("summary", has_text="Changer l’état de ENT").click()
    page.get_by_role("button", name="En panne : ENT").click()
    page.get_by_text("C’est noté, et visible de tous").wait_for()
    page.get_by_role("link", name="ENT", exact=True).click()
    page.get_by_label("Ce qui se passe").fill("Coupure chez l’hébergeur")
    page.get_by_text("Perturbé", exact=True).last.click()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("C’est noté, et visible de tous").wait_for()
    stranger = page.context.browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    assert stranger.goto(demonstration.page("etat/public/")).status == 200
    assert stranger.get_by_text("Coupure chez l’hébergeur").count() == 1
    stranger.context.close()
    teacher = person("teacher", width=360)
    teacher.page.get_by_text("ENT perturbé depuis").wait_for()
    teacher.page.get_by_role("button", name="Me prévenir quand ENT").click()
    teacher.page.get_by_text("Vous serez prévenu quand ENT fonctionnera").wait_for()
    teacher.page.goto(demonstration.page("demandes/nouvelle/"))
    teacher.page.get_by_label("Que se passe-t-il").fill("L’ENT ne répond plus")
    teacher.page.get_by_text("ENT : perturbé, c’est connu", exact=True).wait_for()


def test_the_pages_of_states_are_accessible_and_keep_the_policy(person, demonstration):
    for width, dark in ((360, False), (1280, True)):
        someone = person("head", width=width, dark=dark)
        for path in ("etat/", "etat/1/", "etat/1/verifications/", "etat/public/"):
            assert someone.page.goto(demonstration.page(path)).status == 200
            assert someone.axe() == [], path
            assert not someone.overflows(), path
        assert someone.complaints == []
