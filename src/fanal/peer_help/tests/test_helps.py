"""A request between colleagues: asked, taken once, talked about, given back, ended with thanks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.people.work import done_by
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.peer_help.actions import project_help as helps
from fanal.peer_help.contributions.reminders import give_back
from fanal.peer_help.models import PeerOffer, ProjectHelp
from fanal.peer_help.rules.codes import MOST_ASKED, MOST_MESSAGES
from fanal.peer_help.tests.conftest import TODAY, WISH, acting, asked, helped, offering, url

pytestmark = pytest.mark.clock(TODAY)


def test_from_the_question_to_the_thanks(teacher, lead, school):
    """field-review: « Il faut plutôt une aide » with its own simple thread."""
    page = teacher.post(url(school, "help_ask"), WISH, follow=True)
    assert "Attend quelqu’un" in words_of(page.text)
    with scope(school):
        row = ProjectHelp.objects.for_school(school).get()
    assert "1 coup de main attend quelqu’un" in words_of(lead.get(f"/e/{school.uai}/").text)
    page = lead.post(url(school, "help_take", row.pk), follow=True)
    assert "C’est à vous" in words_of(page.text)
    home = f"/e/{school.uai}/"
    taken = teacher.get(home).text
    assert f"{lead.membership.person.polite_name} vous aide : Un journal radio" in words_of(taken)
    assert f'href="{url(school, "help_page", row.pk)}"' in taken
    lead.post(url(school, "help_page", row.pk), {"text": "Je passe mardi."})
    answered = words_of(teacher.get(home).text)
    assert "un mot de vous" in answered
    assert "vous aide" not in answered
    assert "Je passe mardi." in teacher.get(url(school, "help_page", row.pk)).text
    lead.post(url(school, "session_add", row.pk), {"held_on": "2026-11-26", "minutes": "45"})
    with scope(school):
        assert JournalEntry.objects.for_school(school).filter(verb="peer_help.session_noted").count() == 1
    page = teacher.post(url(school, "help_end", row.pk), {"merci": "oui"}, follow=True)
    assert "Terminé" in words_of(page.text)
    person = lead.membership.person
    with scope(school):
        done = {
            line.source.code: (line.count, line.spent) for line in done_by(school.pk, person.pk, TODAY, TODAY)
        }
    assert done["peer_help.sessions"] == (1, 45)
    assert done["peer_help.ended"] == (1, 0)
    assert done["peer_help.thanks"] == (1, 0)
    assert teacher.post(url(school, "help_page", row.pk), {"text": "Encore"}).status_code == 403


def test_an_empty_or_endless_question_is_refused(teacher, school):
    for body in (
        {"title": ""},
        WISH | {"title": ""},
        WISH | {"text": "x" * 1001},
        WISH | {"title": "x" * 101},
    ):
        assert teacher.post(url(school, "help_ask"), body).status_code == 422
    assert teacher.get(f"{url(school, 'help_ask')}?a=999999").status_code == 404


def test_at_most_five_requests_of_one_person_run(school, ada):
    with scope(school):
        for _ in range(MOST_ASKED):
            asked(ada)
        with pytest.raises(RuleBroken, match="5 demandes en cours"):
            asked(ada)


def test_who_offers_help_takes_it_and_nobody_takes_their_own(school, ada, zoe):
    with scope(school):
        row = asked(ada)
        with pytest.raises(RuleBroken, match="proposez d’abord"):
            helps.take_help(row, now=timezone.now(), by=acting(zoe))
        offering(ada)
        with pytest.raises(NotAllowed):
            helps.take_help(row, now=timezone.now(), by=acting(ada))
        offering(zoe)
        assert helps.take_help(row, now=timezone.now(), by=acting(zoe)).helper == zoe
        with pytest.raises(NotAllowed, match="quelqu’un l’a prise"):
            helps.take_help(row, now=timezone.now(), by=acting(ada))


def test_a_request_is_read_by_who_is_in_it_and_by_who_may_take_it(client_of, school, ada, zoe):
    other = client_of(school, Role.TEACHER)
    with scope(school):
        row = asked(ada)
    page = url(school, "help_page", row.pk)
    assert other.get(page).status_code == 404
    with scope(school):
        offering(other.membership.person)
    assert other.get(page).status_code == 200
    with scope(school):
        offer = offering(zoe)
        meant = asked(ada, offer)
    assert other.get(url(school, "help_page", meant.pk)).status_code == 404, "it is meant for Zoé"
    with scope(school):
        helps.take_help(row, now=timezone.now(), by=acting(zoe))
    assert other.get(page).status_code == 404


def test_one_asked_of_a_colleague_is_theirs_and_the_management_s(client_of, lead, head, school, ada, zoe):
    """« Elle va à lui et à la direction » : no référent reads it, sees it listed, takes it."""
    with scope(school):
        offer = offering(zoe)
        meant = asked(ada, offer)
    page, listed = url(school, "help_page", meant.pk), url(school, "help_list")
    assert lead.get(page).status_code == 404
    assert WISH["title"] not in lead.get(listed).text
    with scope(school), pytest.raises(NotAllowed):
        helps.take_help(meant, now=timezone.now(), by=actor_of(lead.membership.person, Role.DIGITAL_LEAD))
    words = words_of(head.get(page).text)
    assert "Lu par Mme Le Guen et la direction" in words
    assert "Je l’aide" in words
    said = words_of(lead.get(f"{url(school, 'help_ask')}?a={offer.pk}").text)
    assert "Le Guen et la direction. Une fois prise, la demande n’est plus lue que de vous" in said
    assert "les référents et les collègues de" in words_of(lead.get(url(school, "help_ask")).text)


def test_once_taken_it_is_read_by_both_alone(lead, head, school, ada, zoe):
    """« Les autres ne la lisent plus », the management neither; given back, what both wrote stays theirs."""
    with scope(school):
        row = helped(ada, zoe)
        helps.write_message(row, "Entre nous deux.", now=timezone.now(), by=acting(ada))
    page, listed = url(school, "help_page", row.pk), url(school, "help_list")
    for other in (lead, head):
        assert other.get(page).status_code == 404
        assert WISH["title"] not in other.get(f"{listed}?vue=").text
        assert other.post(page, {"text": "Moi aussi"}).status_code == 404
    with scope(school):
        helps.release_help(row, now=timezone.now(), by=acting(zoe))
    words = head.get(page).text
    assert WISH["text"] in words
    assert "Entre nous deux." not in words


def test_what_somebody_who_left_helped_with_waits_again(school, ada, zoe):
    """A helper who left: open requests go back to the team."""
    with scope(school):
        running = helped(ada, zoe)
        meant = asked(ada, PeerOffer.objects.for_school(school).get(person=zoe))
        zoe.left_on = TODAY - timedelta(days=1)
        zoe.save()
        give_back(school, now=timezone.now(), by=acting(ada))
        for row in (running, meant):
            row.refresh_from_db()
        assert (running.state, running.helper, meant.addressee) == ("open", None, None)


def test_given_back_it_waits_again_and_dropped_it_thanks_nobody(school, ada, zoe):
    with scope(school):
        row = helps.release_help(helped(ada, zoe), now=timezone.now(), by=acting(zoe))
        assert (row.state, row.helper) == ("open", None)
        row = helps.end_help(row, is_thanked=True, now=timezone.now(), by=acting(ada))
        assert (row.state, row.is_thanked) == ("dropped", False)


def test_only_who_asked_says_thanks(school, ada, zoe):
    with scope(school):
        row = helps.end_help(helped(ada, zoe), is_thanked=True, now=timezone.now(), by=acting(zoe))
        assert (row.state, row.is_thanked) == ("done", False)


def test_a_thread_and_its_sessions_are_bounded(school, ada, zoe):
    with scope(school):
        row = helped(ada, zoe)
        for _ in range(MOST_MESSAGES):
            helps.write_message(row, "Oui", now=timezone.now(), by=acting(ada))
        with pytest.raises(RuleBroken, match="messages ont été échangés"):
            helps.write_message(row, "Oui", now=timezone.now(), by=acting(ada))
        with pytest.raises(RuleBroken, match="une fois tenue"):
            helps.note_session(
                row, {"held_on": TODAY + timedelta(days=1), "minutes": 30}, today=TODAY, by=acting(zoe)
            )


def test_lists_cost_the_same_for_1_and_20(lead, school, ada, count_queries):
    spent, mine = [], lead.membership.person
    for count in (1, 19):
        with scope(school):
            for rank in range(count):
                row = (
                    helped(ada, mine)
                    if rank == 0
                    else helps.take_help(
                        ProjectHelp.objects.create(school=school, requester=ada, asked_on=TODAY, **WISH),
                        now=timezone.now(),
                        by=acting(mine),
                    )
                )
                helps.write_message(row, "Oui", now=timezone.now(), by=acting(ada))
        for page in (url(school, "help_list"), url(school, "help_page", row.pk)):
            lead.get(page)
            with count_queries() as queries:
                assert lead.get(page).status_code == 200
            spent.append(len(queries))
    assert spent[:2] == spent[2:]
    assert max(spent) <= MOST_QUERIES


def test_the_management_sees_all_and_a_pupil_s_name_is_not_asked_for(head, school, ada):
    with scope(school):
        asked(ada)
    assert "Un journal radio" in head.get(url(school, "help_list")).text
    assert "Pas de nom d’élève" in head.get(url(school, "help_ask")).text
    with scope(school), pytest.raises(NotAllowed):
        helps.ask_for_help(ada, WISH, now=timezone.now(), by=actor_of(ada, Role.TECHNICIAN))
