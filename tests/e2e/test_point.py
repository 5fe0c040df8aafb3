"""« Point de la semaine »: sent by the référent, answered by the head in one tap on a phone."""


def test_the_head_answers_on_a_phone_what_the_referent_proposed(person, demonstration):
    head = person("head", width=360)
    page = head.page
    page.goto(demonstration.page())
    page.get_by_role("link", name="Répondre : Point de la semaine").click()
    page.get_by_role("button", name="D’accord : Renouveler le contrat").click()
    page.get_by_text("D’accord : Renouveler le contrat du logiciel de notes").first.wait_for()
    page.goto(demonstration.page("mission/point/decisions/?q=notes"))
    assert page.get_by_text("Renouveler le contrat du logiciel de notes").count() == 1
    lead = person("digital_lead", width=360)
    lead.page.goto(demonstration.page("mission/point/"))
    lead.page.get_by_role("link", name="Utiliser : ").first.click()
    before = lead.page.get_by_role("button", name="Retirer :").count()
    lead.page.get_by_role("button", name="Ajouter au point").click()
    lead.page.get_by_role("button", name="Retirer :").nth(before).wait_for()


def test_the_pages_of_the_point_are_accessible_and_keep_the_policy(person, demonstration):
    for width, dark in ((360, False), (1280, True)):
        for role in ("head", "digital_lead"):
            someone = person(role, width=width, dark=dark)
            for path in ("mission/point/", "mission/point/decisions/"):
                assert someone.page.goto(demonstration.page(path)).status == 200
                assert someone.axe() == [], path
                assert not someone.overflows(), path
            assert someone.complaints == []
