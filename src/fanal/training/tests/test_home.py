"""What home says of trainings; who may open which page; what the forms and the lists do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.registry import OWN_EVENTS, registered
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.training.actions import session as actions
from fanal.training.actions.catalogue import add_offer
from fanal.training.models import TrainingOffer
from fanal.training.tests.conftest import TODAY, after, asked, joined, planned, url

pytestmark = pytest.mark.clock(TODAY)
OFFER = {
    "title": "Parcours Évaluer",
    "kind": "magistere",
    "level": "",
    "organiser": "",
    "when_words": "",
    "duration_words": "",
    "address": "",
    "is_open": True,
}


def home_of(browser, school):
    return words_of(browser.get(reverse("web:home", args=[school.uai])).text)


def test_home_names_the_session_of_the_week_then_the_opinion(client_of, school, boss, time_machine):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss)
        row = joined(made, teacher.membership.person)
    assert "Évaluer avec le numérique" in home_of(teacher, school)
    time_machine.move_to(after(made), tick=False)
    with scope(school):
        actions.note_presence(made, {row.pk}, now=timezone.now(), by=boss)
    teacher = signed_in(teacher.membership)
    assert "Votre avis sur une formation" in home_of(teacher, school)
    page = url(school, "opinion_give", made.pk)
    assert "Choisissez une réponse" in words_of(teacher.post(page, {"key": "k" * 16}).text)
    assert "votre réponse est comptée" in words_of(teacher.post(page, {"chosen": "1"}, follow=True).text)
    assert "Votre avis sur une formation" not in home_of(teacher, school)
    time_machine.move_to(after(made, days=95), tick=False)
    teacher = signed_in(teacher.membership)
    assert "Cette formation vous sert-elle" in home_of(teacher, school)


def test_home_asks_who_was_there_the_day_after(client_of, lead, school, boss, time_machine):
    host, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss, host=host.membership.person)
    time_machine.move_to(after(made, days=1), tick=False)
    for reader, is_told in ((lead, True), (host, True), (other, False)):
        reader = signed_in(reader.membership)
        assert ("1 séance de formation : notez qui était là" in home_of(reader, school)) is is_told


def test_ones_own_calendar_follows_a_session_that_moves(school, boss):
    with scope(school):
        made = planned(school, boss)
        row = joined(made)
        calendar = Calendar()
        for offer in registered(OWN_EVENTS):
            for event in offer(row.person, timezone.now()):
                calendar.add_component(event)
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == made.title


@pytest.mark.parametrize("role", [Role.BURSAR, Role.TEACHER, Role.STAFF])
def test_those_who_do_not_plan_are_sent_away(client_of, school, subject, boss, role):
    reader = client_of(school, role)
    with scope(school):
        made = planned(school, boss)
        offer = add_offer(school, OFFER | {"subject": subject}, by=boss)
    for name, *args in (
        ("plan",),
        ("rules_change",),
        ("subject_add",),
        ("subject_change", subject.pk),
        ("local_training_add", subject.pk),
        ("offer_add",),
        ("offer_change", offer.pk),
        ("session_add",),
        ("session_change", made.pk),
        ("session_cancel", made.pk),
        ("person_add", made.pk),
    ):
        assert reader.get(url(school, name, *args)).status_code == 403, name
    for name in ("session_convoke", "session_invite", "presence_note"):
        assert reader.post(url(school, name, made.pk)).status_code in {403, 422}, name
    for name in ("own_page", "session_list", "offer_list", "need_add"):
        assert reader.get(url(school, name)).status_code == 200, name


def test_an_offer_is_kept_and_no_longer_proposed(lead, client_of, school, subject):
    teacher = client_of(school, Role.TEACHER)
    sent = {"title": "Parcours Pix+ Édu", "kind": "pix_edu", "subject": subject.pk, "is_open": "on"}
    lead.post(url(school, "offer_add"), sent)
    assert "Parcours Pix+ Édu" in words_of(teacher.get(url(school, "offer_list")).text)
    with scope(school):
        offer = TrainingOffer.objects.for_school(school).get()
    bad = lead.post(url(school, "offer_change", offer.pk), sent | {"address": "javascript:alert(1)"})
    assert bad.status_code == 422
    lead.post(url(school, "offer_change", offer.pk), {key: sent[key] for key in sent if key != "is_open"})
    assert "Parcours Pix+ Édu" not in words_of(teacher.get(url(school, "offer_list")).text)
    assert "N’est plus proposée" in lead.get(url(school, "offer_list")).text


def test_a_session_from_its_form_to_its_places(lead, client_of, school, subject):
    teacher = client_of(school, Role.TEACHER)
    sent = {"title": "Atelier", "subject": subject.pk, "seats": "1", "place": "CDI"}
    sent |= {"starts_at": "2026-12-03T12:30", "ends_at": "2026-12-03T13:30"}
    page = lead.post(url(school, "session_add"), sent, follow=True)
    made = page.context["session"]
    assert made.minutes == 60
    assert "Vous êtes inscrit" in words_of(
        teacher.post(url(school, "session_join", made.pk), follow=True).text
    )
    assert "liste d’attente" in words_of(lead.post(url(school, "session_join", made.pk), follow=True).text)
    later = sent | {"starts_at": "2026-12-04T12:30", "ends_at": "2026-12-04T13:30"}
    lead.post(url(school, "session_change", made.pk), later)
    assert teacher.get(url(school, "session_calendar", made.pk)).content.count(b"SEQUENCE:1") == 1
    assert (
        lead.post(url(school, "session_change", made.pk), sent | {"ends_at": "2026-12-03T12:00"}).status_code
        == 422
    )
    teacher.post(url(school, "session_leave", made.pk))
    assert teacher.get(url(school, "session_page", made.pk)).status_code == 200


def test_pages_cost_the_same_for_1_and_20(lead, school, subject, boss, count_queries):
    pages = ["own_page", "offer_list", "session_list"]
    with scope(school):
        made = planned(school, boss, subject=subject)
        joined(made, lead.membership.person)
        asked(school, subject, lead.membership.person)
        add_offer(school, OFFER | {"subject": subject}, by=boss)
    addresses = [url(school, name) for name in pages] + [url(school, "session_page", made.pk)]
    costs = []
    for _ in range(2):
        for page in addresses:
            with count_queries() as asked_for:
                lead.get(page)
            costs.append(len(asked_for))
        with scope(school):
            for rank in range(10):
                more = planned(
                    school, boss, subject=subject, starts_at=made.starts_at + timedelta(minutes=rank)
                )
                joined(more, lead.membership.person)
                joined(made)
                add_offer(school, OFFER | {"subject": subject, "title": f"Parcours {rank}"}, by=boss)
    assert costs[:4] == costs[4:]
    assert max(costs) <= MOST_QUERIES
