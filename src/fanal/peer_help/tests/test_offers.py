"""« Qui sait faire quoi »: taken back, it is nowhere, and what was given names nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.people.erasure import PERSON, Subject, finder_of
from fanal.core.people.own_data import resolved
from fanal.core.people.work import done_by
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.peer_help.actions import offer as offers
from fanal.peer_help.actions import open_hour as hours
from fanal.peer_help.actions import project_help as helps
from fanal.peer_help.models import OpenHour, OpenHourSlot, PeerOffer, ProjectHelp, ProjectHelpMessage
from fanal.peer_help.tests.conftest import TODAY, acting, asked, held, helped, offering, url

pytestmark = pytest.mark.clock(TODAY)
CARD = {"topics": ["create", "pix"], "words": "Capsules vidéo"}


def test_somebody_offers_is_found_by_topic_and_is_asked(teacher, school, ada):
    teacher.post(url(school, "offer_edit"), CARD)
    with scope(school):
        offering(ada)
    page = teacher.get(url(school, "offer_list"), {"sujet": "media"})
    assert "Hamel" in page.text
    assert "Capsules" not in page.text
    with scope(school):
        offer = PeerOffer.objects.for_school(school).get(person=ada)
    ask = f"{url(school, 'help_ask')}?a={offer.pk}"
    assert "Demander à Mme Hamel" in words_of(teacher.get(ask).text)
    teacher.post(ask, {"title": "Radio", "text": "Par où commencer ?"})
    with scope(school):
        assert ProjectHelp.objects.for_school(school).get().addressee == ada


def test_taken_back_it_disappears_everywhere_and_history_names_nobody(teacher, school, ada, zoe):
    """users-ask C2 13: withdraw consent → disappears everywhere, history anonymised."""
    with scope(school):
        running, ended = helped(zoe, ada), helped(zoe, ada)
        now, by = timezone.now(), acting(ada)
        helps.write_message(ended, "Voici comment.", now=now, by=by)
        helps.note_session(ended, {"held_on": TODAY, "minutes": 30}, today=TODAY, by=by)
        helps.end_help(ended, is_thanked=True, now=timezone.now(), by=acting(zoe))
        hour = held(ada)
        hours.book_slot(hour.slots.first(), "", now=now, by=acting(zoe))
        meant = asked(zoe, PeerOffer.objects.for_school(school).get(person=ada))
        assert done_by(school.pk, ada.pk, TODAY, TODAY)
        offers.withdraw_offer(ada, now=now, by=by)
        for row in (running, ended, meant, hour):
            row.refresh_from_db()
        assert (running.state, running.helper, running.addressee) == ("open", None, None)
        assert (ended.state, ended.helper) == ("done", None)
        assert (meant.state, meant.addressee) == ("open", None)
        assert (hour.host, hour.is_cancelled) == (None, True)
        assert not PeerOffer.objects.for_school(school).exists()
        assert ProjectHelpMessage.objects.for_school(school).get().author is None
        sources = {done.source.code for done in done_by(school.pk, ada.pk, TODAY, TODAY)}
        assert not {code for code in sources if code.startswith("peer_help")}
    for name in ("offer_list", "help_list", "hour_list"):
        assert "Hamel" not in teacher.get(url(school, name)).text


def test_my_card_is_taken_back_in_one_press_and_twice_is_once(teacher, school):
    teacher.post(url(school, "offer_edit"), CARD)
    for _ in range(2):
        page = teacher.post(url(school, "offer_withdraw"), follow=True)
        assert page.status_code == 200
    assert "Proposer mon aide" in words_of(page.text)
    with scope(school):
        assert not PeerOffer.objects.for_school(school).exists()


def test_a_card_without_a_topic_or_with_another_is_refused(teacher, school):
    for body in ({"words": ""}, {"topics": ["autre"]}, CARD | {"words": "x" * 301}):
        assert teacher.post(url(school, "offer_edit"), body).status_code == 422


def test_whoever_left_is_no_longer_listed_and_their_card_goes_at_night(teacher, school, ada):
    with scope(school):
        offering(ada)
        ada.left_on = TODAY - timedelta(days=2)
        ada.save()
    assert "Hamel" not in teacher.get(url(school, "offer_list")).text
    keep_no_longer(timezone.now())
    with scope(school):
        assert not PeerOffer.objects.for_school(school).exists()


def test_old_hours_and_ended_requests_go_in_their_time(school, ada, zoe):
    with scope(school):
        hour = held(ada)
        OpenHour.objects.for_school(school).update(
            starts_at=hour.starts_at - timedelta(days=400), ends_at=hour.ends_at - timedelta(days=400)
        )
        ended_at = timezone.now() - timedelta(days=800)
        helps.end_help(helped(zoe, ada), is_thanked=False, now=ended_at, by=acting(zoe))
    keep_no_longer(timezone.now())
    with scope(school):
        assert not OpenHourSlot.objects.for_school(school).exists()
        assert not ProjectHelp.objects.for_school(school).exists()


def test_what_somebody_offered_and_asked_is_told_to_them(school, ada):
    with scope(school):
        offering(ada)
        asked(ada)
        subject = Subject(PERSON, school.pk, ada.pk, "Ada", "Hamel", TODAY)
        words = str(resolved(finder_of(PERSON).tell(subject)))
    assert "Un journal radio" in words
    assert "Radio" in words
