"""The habits of a service are answered from a phone, and a rule of passwords is read without typing any."""

PAGES = ("habitudes/", "habitudes/1/", "habitudes/mots-de-passe/?longueur=12&sortes=lower&sortes=digits")


def test_the_habits_of_a_service_are_answered_on_a_phone(person, demonstration):
    lead = person("digital_lead", width=360)
    page = lead.page
    page.goto(demonstration.page("habitudes/"))
    assert page.get_by_text("Fanal lui-même").count() >= 1
    page.get_by_role("link", name="Éléa", exact=True).click()
    before = page.get_by_text("On ne sait pas", exact=True).count()
    question = page.locator("#repondre fieldset").first
    question.get_by_text("Oui", exact=True).click()
    page.get_by_label("Précision").first.fill("Vu dans le compte de gestion")
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("button", name="Enregistrer les réponses").click()
    page.get_by_text("1 réponse enregistrée").wait_for()
    page.get_by_role("link", name="Éléa", exact=True).click()
    assert page.get_by_text("Vu dans le compte de gestion").count() == 1
    assert page.get_by_text("On ne sait pas", exact=True).count() == before
    page.get_by_role("link", name="Calculer une règle").click()
    page.get_by_label("Longueur").fill("12")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Calculer").click()
    page.get_by_text("Atteint", exact=True).first.wait_for()
    assert not page.locator("input[type=password]").count()
    assert lead.complaints == []


def test_the_pages_of_habits_are_accessible_and_keep_the_policy(person, demonstration):
    for width, dark in ((360, True), (1280, False)):
        someone = person("head", width=width, dark=dark)
        for path in PAGES:
            assert someone.page.goto(demonstration.page(path)).status == 200
            assert someone.axe() == [], path
            assert not someone.overflows(), path
        assert someone.complaints == []


def test_a_teacher_reads_the_state_and_not_the_habits(person, demonstration):
    teacher = person("teacher", width=360)
    assert teacher.page.goto(demonstration.page("habitudes/")).status == 403
