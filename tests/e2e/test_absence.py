"""A référent says on a phone that they are away; a colleague who asks for help reads who answers."""

from datetime import timedelta

from fanal.core.clock.testing import today


def test_a_colleague_reads_who_answers_while_a_referent_is_away(person, demonstration):
    head = person("head", width=360)
    page = head.page
    page.goto(demonstration.page("mission/absence/"))
    page.get_by_role("button", name="De retour").click()
    page.get_by_text("n’est plus annoncée").first.wait_for()
    lead = person("digital_lead", width=360)
    page = lead.page
    page.goto(demonstration.page("mission/absence/"))
    page.get_by_label("Du", exact=True).fill(today().isoformat())
    page.get_by_label("Au, ce jour compris").fill((today() + timedelta(days=2)).isoformat())
    page.get_by_label("Ou réponse à partir du").fill((today() + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Annoncer l’absence").click()
    page.get_by_text("les collègues le liront").first.wait_for()
    teacher = person("teacher", width=360)
    teacher.page.goto(demonstration.page("demandes/nouvelle/"))
    teacher.page.get_by_text("réponse à partir du").wait_for()
    teacher.page.get_by_text("Nous trouver sur place").click()
    assert teacher.axe() == []
    assert not teacher.overflows()


def test_the_page_of_absences_is_accessible_and_keeps_the_policy(person, demonstration):
    for width, dark in ((360, False), (1280, True)):
        for role in ("head", "digital_lead"):
            someone = person(role, width=width, dark=dark)
            assert someone.page.goto(demonstration.page("mission/absence/")).status == 200
            assert someone.axe() == []
            assert not someone.overflows()
            assert someone.complaints == []
