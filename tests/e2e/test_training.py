"""A référent notes a training on a phone; the head counts it once it is shared."""


def test_a_training_is_noted_on_a_phone_and_shared(person, demonstration):
    lead = person("digital_lead", width=360)
    page = lead.page
    page.goto(demonstration.page("mission/formation/"))
    page.get_by_text("donnée", exact=True).click()
    page.get_by_label("Titre").fill("Dépôt des devoirs sur l’ENT")
    page.get_by_label("Durée").fill("45")
    page.get_by_role("button", name="Noter la formation").click()
    page.get_by_text("La formation est notée.").first.wait_for()
    page.get_by_role("button", name="Partager : Dépôt des devoirs").click()
    page.get_by_text("Comptée pour la direction.").first.wait_for()
    for width, dark in ((360, False), (1280, True)):
        for role in ("head", "digital_lead"):
            someone = person(role, width=width, dark=dark)
            assert someone.page.goto(demonstration.page("mission/formation/")).status == 200
            assert (someone.page.get_by_text("Dépôt des devoirs").count() > 0) == (role == "digital_lead")
            assert someone.axe() == []
            assert not someone.overflows()
            assert someone.complaints == []
