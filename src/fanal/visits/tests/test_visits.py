"""A technician's passage, from the day it is announced to what it solved."""

import re
import time
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from fanal.accounts.models import PartnerMembership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import load_holidays
from fanal.accounts.sign_in import session_assurance
from fanal.accounts.testing import signed_in
from fanal.core.calendars.testing import calendar_client
from fanal.core.mail.models import Mail
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.core.text.typography import spaced
from fanal.helpdesk.models import HelpRequest, Message, Transmission
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.visits.models import Visit, VisitLine

__all__ = ["calendar_client"]
TODAY = date(2026, 11, 25)
THURSDAY = date(2026, 12, 3)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-25 09:00+01:00", tick=False):
        yield


@pytest.fixture
def technician(school):
    user = User.objects.create(email="tech@dep.invalid", password="!")
    partner = PartnerMembership.objects.create(
        user=user,
        name="Paul Durand",
        role=Role.TECHNICIAN,
        authority=school.authority,
        valid_from=date(2020, 9, 1),
    )
    return signed_in(partner)


@pytest.fixture
def sent(lead, school):
    """Two requests that the authority was told of."""
    with scope(school):
        made = [HelpRequestFactory(school=school, text=text) for text in ("Écran noir", "Wi-Fi lent")]
    for request in made:
        lead.post(reverse("helpdesk:request_transmit", args=[school.uai, request.number]))
    return [request.number for request in made]


def plan(who, school, numbers, day=THURSDAY, **more):
    given = {"number": numbers, "day": day.isoformat(), "half": "am", "contact": "Loge, M. Petit"} | more
    return who.post(reverse("visits:visit_plan", args=[school.uai]), given)


def press(who, school, name, number=1, **body):
    return who.post(reverse(f"visits:{name}", args=[school.uai, number]), body)


def prove_again(*browsers):
    """Another day: a session that sees other people's data lasts twelve hours."""
    for browser in browsers:
        session = browser.session
        session[session_assurance.SINCE] = int(time.time())
        session.save()


def rows(model, school, **where):
    with scope(school):
        return list(model.objects.for_school(school).filter(**where).order_by("pk"))


@pytest.mark.parametrize("who", ["technician", "lead"])
def test_planning_tells_each_request_and_promises_the_day(request, who, school, sent):
    planner = request.getfixturevalue(who)
    answer = plan(planner, school, sent)
    assert answer.status_code == 302, answer.text
    assert "prévu le jeudi 3 décembre, le matin" in planner.get(answer.url).text.lower()
    assert [transmission.promised_on for transmission in rows(Transmission, school)] == [THURSDAY] * 2
    assert {request.waiting_until for request in rows(HelpRequest, school)} == {THURSDAY}
    said = [message.text for message in rows(Message, school)]
    assert said == ["Passage prévu le jeudi 3 décembre, le matin (Département)."] * 2


def test_the_lead_and_the_bursar_are_told_once_and_each_requester_of_their_own(
    technician, lead, client_of, school, sent
):
    bursar = client_of(school, Role.BURSAR)
    plan(technician, school, sent)
    for person in (lead, bursar):
        (mail,) = rows(Mail, school, to=person.membership.user.email, subject__startswith="Passage prévu")
        assert "Écran noir" in mail.text
        assert "Loge, M. Petit" in mail.text
        assert "Durand" not in mail.text
    requester = rows(Mail, school, subject=spaced("Demande n° 1 : passage d’un technicien"))
    assert len(requester) == 1
    assert "jeudi 3 décembre" in requester[0].text


def test_the_same_form_twice_plans_one_passage(technician, school, sent):
    first = plan(technician, school, sent, key="k" * 24)
    assert plan(technician, school, sent, key="k" * 24).url == first.url
    assert len(rows(Visit, school)) == 1


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 12, 24), "Vacances de Noël (zone C)"),
        (date(2026, 12, 25), "férié (Noël)"),
        (date(2026, 12, 5), "samedi ou un dimanche"),
    ],
)
def test_a_closed_day_is_a_warning_and_nothing_is_lost(technician, school, sent, day, says):
    load_holidays()
    answer = plan(technician, school, sent, day)
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="1" checked' in answer.text
    assert "Loge, M. Petit" in answer.text
    assert not rows(Visit, school)
    assert plan(technician, school, sent, day, despite=day.isoformat()).status_code == 302
    assert len(rows(Visit, school)) == 1


@pytest.mark.parametrize(
    ("numbers", "day", "says"),
    [
        ([], THURSDAY, "au moins une demande"),
        ([1], TODAY - timedelta(days=1), "date est passée"),
        ([1], date(2028, 1, 10), "plus d’un an"),
        # Verified in November 2026: an absurd year asked to confirm a holiday, or ended in an error.
        ([1], date(1, 1, 6), "vérifiez l’année"),
        ([1], date(2099, 12, 25), "plus d’un an"),
        ([1], date(9999, 12, 31), "vérifiez l’année"),
        ([1, 99], THURSDAY, "rechargez la page"),
    ],
)
def test_what_cannot_be_planned_says_why(technician, school, sent, numbers, day, says):
    answer = plan(technician, school, numbers, day)
    assert answer.status_code == 422
    assert says in answer.text
    assert not rows(Visit, school)


def test_a_request_stands_in_one_passage_at_a_time(technician, school, sent):
    plan(technician, school, sent[:1])
    answer = plan(technician, school, sent)
    assert french("déjà prévu pour : n° 1") in answer.text
    assert len(rows(Visit, school)) == 1


def test_a_request_that_does_not_wait_for_the_authority_is_not_offered(technician, school, sent):
    with scope(school):
        HelpRequestFactory(school=school, text="Rien qu’à nous")
    page = technician.get(reverse("visits:visit_plan", args=[school.uai]), {"demande": "1"}).text
    assert "Rien qu’à nous" not in page
    assert 'value="1" checked' in page
    assert plan(technician, school, [3]).status_code == 422


def test_moving_tells_again_only_when_the_moment_changes(technician, school, sent):
    plan(technician, school, sent)
    press(technician, school, "visit_move", day=THURSDAY, half="am", contact="Demander Mme Duprat")
    assert len(rows(Message, school)) == 2
    press(technician, school, "visit_move", day="2026-12-04", half="pm", contact="")
    assert (
        rows(Message, school)[-1].text
        == "Passage reporté au vendredi 4 décembre, l’après-midi (Département)."
    )
    assert {transmission.promised_on for transmission in rows(Transmission, school)} == {date(2026, 12, 4)}


def test_cancelling_takes_the_promise_back_and_frees_the_requests(lead, school, sent):
    plan(lead, school, sent)
    press(lead, school, "visit_cancel", reason="Neige")
    assert rows(Message, school)[-1].text.endswith("annulé (Département) : Neige.")
    assert {
        (transmission.promised_on, transmission.state) for transmission in rows(Transmission, school)
    } == {(None, "acknowledged")}
    assert plan(lead, school, sent).status_code == 302
    assert press(lead, school, "visit_cancel").status_code == 403


def test_a_reason_too_long_is_said_and_cancels_nothing(lead, school, sent):
    plan(lead, school, sent)
    answer = press(lead, school, "visit_cancel", reason="x" * 201)
    assert answer.status_code == 422
    assert "200" in answer.text
    assert rows(Visit, school)[0].state == "planned"


def test_it_is_noted_from_its_day_on_for_every_request(technician, lead, school, sent):
    plan(technician, school, sent)
    early = press(technician, school, "visit_conclude", o1="solved", o2="solved")
    assert "à venir" in early.text
    with time_machine.travel("2026-12-03 11:00+01:00", tick=False):
        prove_again(technician, lead)
        home = words_of(lead.get(reverse("web:home", args=[school.uai])).text)
        assert re.search(r"jeu\. 3 Passage [^,]+ , le matin", home)
        missing = press(technician, school, "visit_conclude", o1="solved", w1="Lampe changée")
        assert french("chaque demande : n° 2") in missing.text
        assert "Lampe changée" in missing.text
        answer = press(
            technician,
            school,
            "visit_conclude",
            o1="solved",
            w1="Lampe changée",
            o2="to_do",
            w2="Borne commandée",
        )
        assert technician.get(answer.url).status_code == 200
    solved, left = rows(HelpRequest, school)
    assert solved.state == "solved"
    assert (left.state, left.waiting_for, left.waiting_until) == ("waiting", "authority", None)
    said = [message.text for message in rows(Message, school)]
    assert "Lampe changée" in said
    assert "Passage du jeudi 3 décembre (Département) : reste à faire. Borne commandée" in said
    assert [line.outcome for line in rows(VisitLine, school)] == ["solved", "to_do"]
    assert "ça remarche" in rows(Mail, school, subject__contains=spaced("n° 1 : ça"))[0].subject


def test_what_the_school_solved_meanwhile_stays_as_it_is(technician, lead, school, sent):
    plan(technician, school, sent[:1], TODAY)
    lead.post(reverse("helpdesk:request_solve", args=[school.uai, 1]))
    assert press(technician, school, "visit_conclude", o1="solved").status_code == 302
    assert rows(HelpRequest, school)[0].state == "solved"


def test_the_calendar_file_is_read_by_a_calendar(technician, school, sent):
    plan(technician, school, sent)
    answer = technician.get(reverse("visits:visit_calendar", args=[school.uai, 1]))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.start.isoformat() == "2026-12-03T08:00:00+01:00"
    assert "Écran noir" in event["description"]
    assert "Durand" not in answer.text


def test_two_passages_in_one_calendar_program_stay_two(technician, school, sent, calendar_client):
    """verified.md § 2.10: khal splits a file by UID, so no identifier may be of the whole calendar."""
    plan(technician, school, sent[:1])
    plan(technician, school, sent[1:], THURSDAY + timedelta(days=1))
    for number in (1, 2):
        answer = technician.get(reverse("visits:visit_calendar", args=[school.uai, number]))
        assert "UID" not in Calendar.from_ical(answer.content)
        calendar_client.import_file(answer.content)
    days = [title.split()[0] for title in calendar_client.titles("2026-12-01", "2026-12-31")]
    assert days == ["2026-12-03", "2026-12-04"]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_others_neither_plan_nor_read(client_of, school, role):
    someone = client_of(school, role)
    assert someone.get(reverse("visits:visit_list", args=[school.uai])).status_code == 403
    assert plan(someone, school, [1]).status_code == 403


def test_a_technician_does_not_see_the_passages_of_another_authority(
    technician, lead, school, sent, elsewhere
):
    plan(lead, school, sent)
    with scope(school):
        Visit.objects.for_school(school).update(authority=elsewhere.authority)
    assert technician.get(reverse("visits:visit_page", args=[school.uai, 1])).status_code == 404
    assert lead.get(reverse("visits:visit_page", args=[school.uai, 1])).status_code == 200


def test_pages_cost_the_same_for_1_and_20(lead, school, count_queries):
    def add(count):
        with scope(school):
            for _ in range(count):
                waiting = HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
                visit = Visit.objects.create(
                    school=school,
                    number=waiting.number,
                    authority=school.authority,
                    day=THURSDAY,
                    planned_by="x",
                    planned_at=timezone.now(),
                )
                VisitLine.objects.create(school=school, visit=visit, help_request=waiting)
                HelpRequestFactory(school=school, state="waiting", waiting_for="authority")

    for name in ("visit_list", "visit_plan"):
        address = reverse(f"visits:{name}", args=[school.uai])
        add(1)
        lead.get(address)
        with count_queries() as one:
            lead.get(address)
        add(19)
        with count_queries() as twenty:
            lead.get(address)
        assert len(one) == len(twenty)
        assert len(twenty) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in twenty)
