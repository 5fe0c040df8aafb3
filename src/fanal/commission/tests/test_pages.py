"""The pages of meetings, members, decisions: what is shown, to whom, in how many questions."""

import pytest

from fanal.accounts.models.roles import Role
from fanal.commission.actions import approval, convocation
from fanal.commission.models import AgendaItem, CommissionMember, Meeting, MeetingDecision
from fanal.commission.tests.conftest import (
    NOW,
    TODAY,
    approved,
    decided,
    held,
    outsider,
    planned,
    seated,
    url,
)
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of

pytestmark = pytest.mark.clock(TODAY)


def test_a_meeting_from_the_form_to_its_published_minutes(client_of, school, colleague):
    """The whole life: planned, a member, a point, held, presences, minutes, decision, approved, published."""
    lead, head = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.HEAD)
    member = {"circle": "commission", "person": colleague.pk, "quality": "CPE", "starts_on": "2026-09-01"}
    page = lead.post(url(school, "member_add"), member | {"has_voice": "on"}, follow=True)
    assert "Ada Hamel siège désormais" in words_of(page.text)
    values = {"circle": "commission", "title": "Bilan", "starts_at": "2026-11-26T08:00", "length": "60"}
    page = lead.post(url(school, "meeting_add"), values, follow=True)
    assert "La réunion est prévue" in words_of(page.text)
    with scope(school):
        number = Meeting.objects.for_school(school).get().number
        (sitting,) = CommissionMember.objects.for_school(school)
    lead.post(url(school, "item_propose", number), {"title": "Indicateurs"})
    assert "La séance est ouverte" in words_of(
        lead.post(url(school, "meeting_hold", number), follow=True).text
    )
    lead.post(url(school, "presences_write", number), {f"m{sitting.pk}": "present"})
    with scope(school):
        item = AgendaItem.objects.for_school(school).get()
    seen = lead.get(url(school, "meeting_page", number)).context["points"][0].seen
    write = url(school, "minutes_write", number, item.pk)
    lead.post(write, {"minutes": "Dix indicateurs.", "seen": seen})
    decision = {"text": "Les relire en mars", "side": "school", "owner": colleague.pk, "due_on": "2027-03-01"}
    lead.post(url(school, "decision_add", number), decision)
    assert lead.post(url(school, "minutes_approve", number)).status_code == 403
    page = head.post(url(school, "minutes_approve", number), follow=True)
    assert "il ne change plus" in words_of(page.text)
    page = lead.post(url(school, "minutes_publish", number), {"audience": "staff"}, follow=True)
    assert "Le compte rendu est publié" in words_of(page.text)
    teacher = client_of(school, Role.TEACHER)
    assert "Dix indicateurs" in words_of(teacher.get(url(school, "meeting_page", number)).text)
    assert teacher.get(url(school, "minutes_file", number)).content.startswith(b"%PDF")


def test_the_page_says_which_term_has_none_yet(client_of, school, boss):
    """S13: at least one meeting a term."""
    with scope(school):
        planned(school, boss, "Bilan")
    text = words_of(client_of(school, Role.HEAD).get(url(school, "meeting_list")).text)
    assert "1er trimestre aucune réunion pour l’instant" in text
    assert "2e trimestre réunion prévue" in text


def test_what_is_typed_is_kept_as_one_writes_and_a_conflict_shows_both(client_of, school, boss, colleague):
    """« Autosave »: htmx replaces one line; a second writer reads the first’s words and keeps their own."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        made = held(school, boss, colleague)
        item = AgendaItem.objects.for_school(school).get(meeting=made)
    seen = lead.get(url(school, "meeting_page", made.number)).context["points"][0].seen
    write, htmx = url(school, "minutes_write", made.number, item.pk), {"HX-Request": "true"}
    answer = lead.post(write, {"minutes": "Un.", "seen": seen}, headers=htmx)
    assert "Enregistré à" in words_of(answer.text)
    assert seen not in answer.text, "the next saving goes on from what was saved"
    answer = lead.post(write, {"minutes": "Deux.", "seen": seen}, headers=htmx)
    assert "Rien n’a été remplacé" in words_of(answer.text)
    assert "Un." in answer.text
    page = lead.post(write, {"minutes": "Deux.", "seen": seen})
    assert page.status_code == 422
    assert "Deux." in page.text, "without htmx what was typed stays on the page"


def test_a_text_typed_while_the_minutes_are_approved_is_given_back(
    client_of, school, boss, principal, colleague
):
    with scope(school):
        made = approved(school, boss, principal, colleague)
        item = AgendaItem.objects.for_school(school).get(meeting=made)
    lead, write = client_of(school, Role.DIGITAL_LEAD), url(school, "minutes_write", made.number, item.pk)
    answer = lead.post(write, {"minutes": "Deux classes de plus.", "seen": ""})
    assert answer.status_code == 403
    assert "readonly>Deux classes de plus.</textarea>" in answer.text
    assert "le compte rendu est approuvé. Rectifiez-le par une ligne" in words_of(answer.text)
    assert f'href="{url(school, "meeting_page", made.number)}"' in answer.text
    line = lead.post(write, {"minutes": "Trois."}, headers={"HX-Request": "true"})
    assert "Copiez votre texte avant de recharger la page" in words_of(line.text)


def test_a_refused_approval_says_nothing_under_the_points(client_of, school, boss, colleague):
    """Its reasons stand once, on top: nobody else wrote, and no point is said to be replaced."""
    with scope(school):
        made = held(school, boss, colleague)
        decided(made, boss, due_on=None)
    answer = client_of(school, Role.HEAD).post(url(school, "minutes_approve", made.number))
    assert answer.status_code == 422
    assert "n’a pas de date ou pas de responsable" in words_of(answer.text)
    assert "Rien n’est remplacé" not in words_of(answer.text)
    assert "Ce qui est enregistré sous ce point" not in words_of(answer.text)


def test_a_draft_is_read_by_the_team_alone(client_of, school, boss, colleague):
    with scope(school):
        made = held(school, boss, colleague)
        teacher = client_of(school, Role.TEACHER)
    page = url(school, "meeting_page", made.number)
    assert teacher.get(page).status_code == 404, "no member"
    bursar = client_of(school, Role.BURSAR)
    assert "Les tablettes d’abord" in words_of(bursar.get(page).text)
    assert bursar.get(url(school, "minutes_file", made.number)).status_code == 200


def test_no_form_of_a_reader_shows_the_draft(client_of, school, boss, colleague):
    """What is too long never reached the action, so never its right, and the answer showed what was saved."""
    with scope(school):
        made = held(school, boss, colleague)
        item = AgendaItem.objects.for_school(school).get(meeting=made)
        AgendaItem.objects.for_school(school).update(minutes="Les tablettes restent au brouillon.")
        member = client_of(school, Role.TEACHER)
        seated(school, boss, person=member.membership.person)
    write = url(school, "minutes_write", made.number, item.pk)
    for text in ("Un.", "x" * 6_500):
        answer = member.post(write, {"minutes": text}, headers={"HX-Request": "true"})
        assert answer.status_code in {403, 404}
        assert "brouillon" not in answer.text


def test_sent_means_that_it_left(client_of, school, boss, colleague):
    """A mail that waits is said, with why."""
    with scope(school):
        seated(school, boss, person=colleague)
        made = planned(school, boss, "Bilan")
        convocation.convene_meeting(made, today=TODAY, now=NOW, by=boss)
    text = words_of(client_of(school, Role.HEAD).get(url(school, "meeting_page", made.number)).text)
    assert "0 courriel parti, 1 en attente : aucun serveur d’envoi n’est réglé" in text


def test_a_meeting_of_today_is_convened_or_opened_and_mails_are_counted_first(
    client_of, school, boss, colleague
):
    with scope(school):
        seated(school, boss, person=colleague)
        made = planned(school, boss, "Bilan", starts_at=NOW.replace(hour=17))
    page = client_of(school, Role.HEAD).get(url(school, "meeting_page", made.number)).text
    for name in ("meeting_convene", "meeting_hold"):
        assert f'action="{url(school, name, made.number)}"' in page
    assert "Écrire 1 courriel, avec l’ordre du jour" in page


def test_a_decision_says_that_approval_needs_its_owner_and_its_day(client_of, school, boss, colleague):
    with scope(school):
        made = held(school, boss, colleague)
    page = client_of(school, Role.HEAD).get(url(school, "meeting_page", made.number)).text
    assert "chaque suite a un responsable et une date" in words_of(page)
    assert "(facultatif)" not in page[page.index("chaque suite a un") :]


def test_a_decision_asks_which_side_only_when_a_partner_is_there(client_of, school, boss, colleague):
    """Nor does an empty owner read « Une personne extérieure » before anybody is chosen."""
    with scope(school):
        alone = held(school, boss, colleague)
        both = held(school, boss, colleague, circle="dialogue", partner="La région")
    lead = client_of(school, Role.DIGITAL_LEAD)
    page = lead.get(url(school, "meeting_page", alone.number)).text
    assert "Qui s’engage" not in page
    assert "Une personne extérieure" not in page
    assert "Qui s’engage" in lead.get(url(school, "meeting_page", both.number)).text
    lead.post(url(school, "decision_add", alone.number), {"text": "Chiffrer les tablettes"})
    assert "Chiffrer les tablettes" in lead.get(url(school, "meeting_page", alone.number)).text


def test_approved_minutes_that_are_not_published_say_so(client_of, school, boss, principal, colleague):
    """A member read « Compte rendu » over bare titles, as if nothing had been written."""
    with scope(school):
        made = approved(school, boss, principal, colleague)
        member = client_of(school, Role.TEACHER)
        seated(school, boss, person=member.membership.person)
    text = words_of(member.get(url(school, "meeting_page", made.number)).text)
    assert "Le compte rendu n’est pas encore publié" in text
    assert "Les tablettes d’abord" not in text
    read = words_of(client_of(school, Role.HEAD).get(url(school, "meeting_page", made.number)).text)
    assert "n’est pas encore publié" not in read


def test_an_outsider_needs_a_name_and_a_last_day(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    values = {"circle": "commission", "quality": "parent", "starts_on": "2026-09-01"}
    for more, said in (({}, "Choisissez une personne"), ({"name": "Nadia"}, "Donnez le dernier jour")):
        page = lead.post(url(school, "member_add"), values | more)
        assert page.status_code == 422
        assert said in words_of(page.text)


def test_decisions_are_listed_and_said_done_from_there(client_of, school, boss, principal, colleague):
    with scope(school):
        approved(school, boss, principal, colleague, {"owner": colleague, "due_on": TODAY.replace(day=25)})
        decision = MeetingDecision.objects.for_school(school).get()
    lead = client_of(school, Role.DIGITAL_LEAD)
    page = lead.get(f"{url(school, 'decision_list')}?vue=retard")
    assert "Chiffrer les tablettes" in words_of(page.text)
    home = words_of(lead.get(f"/e/{school.uai}/").text)
    assert "1 suite de réunion en retard" in home
    page = lead.post(url(school, "decision_done", decision.pk), {"retour": "liste"}, follow=True)
    assert "C’est tenu" in words_of(page.text)
    assert "Chiffrer" not in lead.get(f"{url(school, 'decision_list')}?vue=retard").text


def test_the_next_meeting_stands_on_the_home_page(client_of, school, boss):
    with scope(school):
        planned(school, boss, "Bilan")
    assert "Bilan du trimestre" in client_of(school, Role.HEAD).get(f"/e/{school.uai}/").text


@pytest.mark.parametrize("name", ["meeting_list", "member_list", "decision_list", "meeting_page"])
def test_a_page_costs_the_same_for_1_and_20(
    client_of, school, boss, principal, colleague, count_queries, name
):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        one = held(school, boss, colleague)
        decided(one, boss, owner=colleague)
        outsider(school, boss)
        approved(school, boss, principal, colleague, {"owner": colleague})
    page = url(school, name, *([one.number] if name == "meeting_page" else []))
    with count_queries() as few:
        lead.get(page)
    with scope(school):
        for rank in range(19):
            outsider(school, boss, email=f"membre{rank}@parents.invalid")
            decided(one, boss, owner=colleague)
            planned(school, boss)
        again = held(school, boss, colleague)
        for _ in range(19):
            decided(again, boss, owner=colleague)
        approval.approve_minutes(again, now=NOW, by=principal)
    with count_queries() as many:
        lead.get(page)
    assert len(few) == len(many) <= MOST_QUERIES


def test_a_meeting_is_found_by_its_subject(client_of, school, boss):
    with scope(school):
        planned(school, boss)
    page = client_of(school, Role.HEAD).get(f"/e/{school.uai}/rechercher/?q=trimestre")
    assert "Bilan du trimestre" in words_of(page.text)
