"""December § 2.1: « La réunir » lost a blocked lesson; whichever is open, nothing of either is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.core.errors import Refused
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import RoomFactory
from fanal.helpdesk.actions import related_requests as actions
from fanal.helpdesk.actions.outages import link_outage
from fanal.helpdesk.models import HelpRequest, OutageLink, RequestFile
from fanal.helpdesk.reading.dossier import draft_for, pictures_of
from fanal.helpdesk.rules.merging import MergeState, Pressing, of_both, refusals
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.online_services.models import OnlineService
from fanal.service_status.actions.states import declare_state
from fanal.service_status.rules.states import ServiceState

BLOCKED = "Écran noir, mes 3e attendent"
ANNOYING = "L’image tremble un peu"


@pytest.fixture
def pair(school):
    """The older one blocks a lesson and is taken; the newer one is only annoying."""
    with scope(school):
        room = RoomFactory(school=school)
        taker = PersonFactory(school=school, family_name="Morvan", email="morvan@ecole.invalid")
        soon = timezone.now() + timedelta(days=1)
        same = {"school": school, "kind": "projector", "room": room}
        first = {"text": BLOCKED, "urgency": "blocked", "state": "taken", "taken_by": taker, "due_at": soon}
        late = {"text": ANNOYING, "urgency": "annoying", "due_at": soon + timedelta(days=4)}
        return [HelpRequestFactory(**same, **first), HelpRequestFactory(**same, **late)]


def now(school, number) -> HelpRequest:
    with scope(school):
        return HelpRequest.objects.for_school(school).get(number=number)


def standing(school, number):
    row = now(school, number)
    return row.state, row.urgency, row.taken_by_id, row.due_at, row.waiting_for, row.waiting_until


def gather(lead, school, here, other):
    url = reverse("helpdesk:request_gather", args=[school.uai, here])
    return lead.post(url, {"numbers": [other]})


@pytest.mark.parametrize("open_one", [1, 2])
def test_whichever_is_open_the_lesson_stays_blocked_and_taken(lead, school, pair, open_one):
    gather(lead, school, open_one, 3 - open_one)
    row = now(school, open_one)
    assert (row.state, row.urgency, row.taken_by_id) == ("taken", "blocked", pair[0].taken_by_id)
    assert row.due_at == pair[0].due_at
    assert now(school, 3 - open_one).merged_into_id == row.pk
    home = words_of(lead.get(reverse("web:home", args=[school.uai])).text)
    assert "bloque un cours" in home.lower()
    desk = words_of(lead.get(reverse("helpdesk:request_list", args=[school.uai])).text)
    assert "bloque un cours" in desk


@pytest.mark.parametrize("open_one", [1, 2])
def test_every_text_and_photo_is_read_there_and_goes_to_the_authority(lead, school, pair, open_one):
    with scope(school):
        RequestFile.objects.create(
            school=school,
            help_request=pair[2 - open_one],
            name="ecran.jpg",
            mime="image/jpeg",
            size=10,
            sha256="a" * 64,
            is_picture=True,
        )
    gather(lead, school, open_one, 3 - open_one)
    page = lead.get(reverse("helpdesk:request_page", args=[school.uai, open_one])).text
    assert BLOCKED in page
    assert page.count(ANNOYING) >= 1
    assert reverse("helpdesk:request_file", args=[school.uai, 3 - open_one, "a" * 64]) in page
    with scope(school):
        row = HelpRequest.objects.for_school(school).get(number=open_one)
        text = draft_for(row, now=timezone.now()).text
        assert [picture.name for picture in pictures_of(row)] == ["ecran.jpg"]
    for word in (BLOCKED, ANNOYING, "Bloque un cours", f"n° {3 - open_one}", "Morvan"):
        assert word in text


def test_undone_or_separated_each_is_as_it_was(lead, school, pair):
    before = [standing(school, number) for number in (1, 2)]
    gather(lead, school, 2, 1)
    lead.post(reverse("helpdesk:request_ungather", args=[school.uai, 2]))
    assert [standing(school, number) for number in (1, 2)] == before
    gather(lead, school, 2, 1)
    lead.post(reverse("helpdesk:request_separate", args=[school.uai, 1]))
    assert [standing(school, number) for number in (1, 2)] == before


def test_separated_the_other_stays_as_urgent_as_those_still_joined(lead, school, pair):
    with scope(school):
        third = HelpRequestFactory(
            school=school, kind="projector", room=pair[0].room, text="Noir aussi", urgency="blocked"
        )
    for number in (1, third.number):
        gather(lead, school, 2, number)
    lead.post(reverse("helpdesk:request_separate", args=[school.uai, 1]))
    row = now(school, 2)
    assert (row.urgency, row.taken_by_id, row.state) == ("blocked", None, "sent")
    lead.post(reverse("helpdesk:request_separate", args=[school.uai, third.number]))
    assert now(school, 2).urgency == "annoying"


def test_what_somebody_changed_since_is_left_to_them(lead, school, pair):
    gather(lead, school, 2, 1)
    lead.post(reverse("helpdesk:request_take", args=[school.uai, 2]), {"a_la_place_de": pair[0].taken_by_id})
    mine = now(school, 2).taken_by_id
    assert mine not in {None, pair[0].taken_by_id}
    lead.post(reverse("helpdesk:request_separate", args=[school.uai, 1]))
    row = now(school, 2)
    assert (row.state, row.urgency, row.taken_by_id) == ("taken", "annoying", mine)


def test_whoever_had_taken_the_duplicate_is_told_who_has_it_now(client_of, lead, school, pair):
    gather(lead, school, 2, 1)
    with scope(school):
        mails = Mail.objects.for_school(school).filter(key__contains="merged", to="morvan@ecole.invalid")
        assert "Elle vous est confiée" in mails.get().text


def test_a_request_that_is_not_solved_does_not_hide_in_a_solved_one():
    reasons = refusals(MergeState(1, "sent"), MergeState(2, "solved"))
    assert "la n° 1 ne l’est pas" in " ".join(reasons)


@pytest.mark.parametrize(
    ("duplicate", "other", "state", "waiting_for"),
    [
        pytest.param("sent blocked", "waiting annoying part", "sent", "", id="a blocked lesson ends a wait"),
        pytest.param("sent blocked", "waiting annoying authority", "waiting", "authority", id="not theirs"),
        pytest.param("sent annoying", "waiting annoying part", "waiting", "part", id="the part still comes"),
        pytest.param("solved blocked", "sent annoying", "sent", "", id="what is over presses nobody"),
    ],
)
def test_a_blocked_lesson_does_not_wait_behind_a_part(duplicate, other, state, waiting_for):
    def made(words: str) -> Pressing:
        step, urgency, *waited = words.split()
        return Pressing(step, urgency, waited[0] if waited else "", None, None)

    both = of_both(made(duplicate), made(other))
    assert (both.state, both.waiting_for) == (state, waiting_for)
    assert both.urgency == ("annoying" if "solved" in duplicate or "blocked" not in duplicate else "blocked")


@pytest.mark.parametrize("opposed", [False, True])
def test_two_people_who_gather_the_same_at_once_lose_nothing(transactional_db, opposed):
    """Two connections: both into the first, or one into the first and one into the second."""
    school = SchoolFactory()
    with scope(school):
        by = [
            Actor(f"person:{PersonFactory(school=school).pk}", name, frozenset({Role.DIGITAL_LEAD}))
            for name in ("Une", "Autre")
        ]
        room = RoomFactory(school=school)
        urgencies = ("annoying", "blocked", "can_wait")
        rows = [HelpRequestFactory(school=school, room=room, urgency=urgency) for urgency in urgencies]

    def press(order):
        here = rows[order if opposed else 0]
        try:
            with scope(school):
                others = [row for row in rows if row.pk != here.pk]
                actions.gather_requests(here, others, now=timezone.now(), by=by[order])
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(press, (0, 1))) == ["done", "refused"]
    with scope(school):
        left = HelpRequest.objects.for_school(school).open().get()
        assert left.urgency == "blocked"
        assert HelpRequest.objects.for_school(school).filter(merged_into=left).count() == 2


def test_the_end_of_an_outage_that_the_duplicate_waits_for_is_waited_for_still(lead, school, pair):
    with scope(school):
        by = actor_of(PersonFactory(school=school), Role.DIGITAL_LEAD, *Delegated)
        service = OnlineService.objects.create(school=school, name="Pronote")
        period = declare_state(service, ServiceState.DOWN, now=timezone.now(), by=by)
        link_outage(pair[0], period, now=timezone.now(), by=by)
    gather(lead, school, 2, 1)
    waiting = OutageLink.objects.filter(school_id=school.pk, told_at=None).values_list("help_request")
    with scope(school):
        assert waiting.get() == (pair[1].pk,)
    lead.post(reverse("helpdesk:request_separate", args=[school.uai, 1]))
    with scope(school):
        assert waiting.get() == (pair[0].pk,)
