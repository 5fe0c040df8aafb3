"""Two years after its end a request names nobody and still counts."""

from datetime import UTC, datetime, timedelta

import pytest

from fanal.accounts.models import Person
from fanal.accounts.models.anonymous import NOBODY
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import PersonFactory
from fanal.core import journal
from fanal.core.journal.models import JournalEntry
from fanal.core.retention import removal
from fanal.core.tenancy import scope
from fanal.helpdesk.models import Follower, HelpRequest, Message, RequestFile
from fanal.helpdesk.privacy.requests import OLD
from fanal.helpdesk.tests.factories import HelpRequestFactory

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
CANARY = "Mme Durand a pleuré"
pytestmark = pytest.mark.clock(NOW)


@pytest.fixture
def home(settings, tmp_path):
    settings.FANAL_HOME, settings.MEDIA_ROOT = tmp_path, tmp_path
    return tmp_path


def _ended(school, days: int, **more) -> HelpRequest:
    at = NOW - timedelta(days=days)
    request = HelpRequestFactory(
        school=school, text=CANARY, state="closed", closed_at=at, asked_at=at, **more
    )
    Message.objects.create(school=school, help_request=request, author_name="X", text=CANARY, written_at=at)
    Follower.objects.create(school=school, help_request=request, person=request.requester)
    RequestFile.objects.create(
        school=school,
        help_request=request,
        name="a.png",
        mime="image/png",
        size=1,
        sha256="0" * 64,
        is_picture=True,
    )
    journal.noted(request, by=system(System.SETUP), verb="test.told", reason=CANARY)
    return request


def test_the_words_and_the_names_go_and_the_request_stays(school, home):
    with scope(school):
        old, recent = _ended(school, 740), _ended(school, 700)
    assert removal.keep_no_longer(NOW) == []
    with scope(school):
        old.refresh_from_db()
        assert (old.text, old.requester.family_name, old.state) == (OLD, NOBODY, "closed")
        assert not any(rows.exists() for rows in (old.messages, old.followers, old.files))
        entries = JournalEntry.objects.for_school(school)
        assert [entry.payload for entry in entries.filter(subject=f"helpdesk.helprequest:{old.pk}")] == [None]
        assert list(journal.verify_school(school.pk)) == []
        recent.refresh_from_db()
        assert (recent.text, recent.messages.count()) == (CANARY, 1)


def test_a_second_night_changes_nothing(school, home):
    with scope(school):
        _ended(school, 740)
    removal.keep_no_longer(NOW)
    with scope(school):
        before = JournalEntry.objects.for_school(school).count()
    removal.keep_no_longer(NOW + timedelta(days=1))
    with scope(school):
        assert JournalEntry.objects.for_school(school).count() == before


def test_whoever_asked_keeps_a_name_while_the_request_runs(school, home):
    long_gone = {"left_on": (NOW - timedelta(days=400)).date()}
    with scope(school):
        waiting = HelpRequestFactory(school=school, requester=PersonFactory(school=school, **long_gone))
        gone = PersonFactory(school=school, **long_gone)
    removal.keep_no_longer(NOW)
    with scope(school):
        assert Person.objects.get(pk=waiting.requester_id).family_name != NOBODY
        gone.refresh_from_db()
        assert (gone.family_name, gone.email, gone.given_name) == (NOBODY, "", "")
