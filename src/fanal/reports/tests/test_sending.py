"""A frozen report by mail: capped, marked automatic, sent on its day, stopped at the word of its reader."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.reports.actions import sending as actions
from fanal.reports.models import ReportSending
from fanal.reports.rules.report import MOST_ADDRESSES
from fanal.reports.tests.conftest import NOW, TODAY, begun, frozen

pytestmark = pytest.mark.clock(TODAY)
LATER = TODAY + timedelta(days=5)


@pytest.fixture
def given(school, boss, lived):
    """A frozen report."""
    with scope(school):
        report, _ = frozen(school, boss)
    return report


def send(report, boss, *addresses, on=TODAY):
    return actions.send_report(report, addresses, on, today=TODAY, now=NOW, by=boss)


def state_of(school):
    return ReportSending.objects.for_school(school).with_mail().get().state_words[0]


def test_it_leaves_with_its_pdf_marked_automatic_and_may_be_stopped(school, boss, given):
    """Loop guards: Auto-Submitted, List-Unsubscribe in one click, no answer awaited."""
    with scope(school):
        send(given, boss, "Parent@Exemple.fr", "parent@exemple.fr")
        mail = Mail.objects.for_school(school).get()
    assert mail.to == "parent@exemple.fr"
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [file["mime"] for file in mail.attachments] == ["application/pdf"]


def test_sent_is_said_only_when_the_server_took_it(school, boss, given):
    with scope(school):
        send(given, boss, "parent@exemple.fr")
        assert state_of(school) == "En attente d’envoi"
        Mail.objects.for_school(school).update(state=Mail.State.FAILED)
        assert state_of(school) == "Non remis"
        Mail.objects.for_school(school).update(state=Mail.State.SENT)
        assert state_of(school) == "Parti"


def test_it_leaves_on_its_day_and_once(school, boss, given):
    """metabase: the frozen PDF is attached to the scheduled mail."""
    by = system(System.SCHEDULE)
    with scope(school):
        send(given, boss, "parent@exemple.fr", on=LATER)
        actions.send_due(school, now=NOW, by=by)
        assert not Mail.objects.for_school(school).exists()
        day = datetime(2026, 12, 1, 9, tzinfo=UTC)
        for _ in range(2):
            actions.send_due(school, now=day, by=by)
        assert Mail.objects.for_school(school).count() == 1


def test_addresses_are_capped_for_each_report(school, boss, given):
    with scope(school):
        send(given, boss, *(f"p{rank}@exemple.fr" for rank in range(MOST_ADDRESSES)), on=LATER)
        with pytest.raises(RuleBroken, match="au plus"):
            send(given, boss, "de-trop@exemple.fr", on=LATER)
        with pytest.raises(RuleBroken, match="déjà"):
            send(given, boss, "p0@exemple.fr")


def test_a_draft_is_sent_to_nobody_and_a_bursar_sends_nothing(school, boss, given):
    with scope(school):
        with pytest.raises(NotAllowed):
            send(begun(school, boss), boss, "a@exemple.fr")
        with pytest.raises(NotAllowed):
            send(given, actor_of(boss_person(school), Role.BURSAR), "a@exemple.fr")


def boss_person(school):
    from fanal.accounts.tests.factories import PersonFactory

    return PersonFactory(school=school)


def test_the_journal_knows_to_whom_on_the_row_that_goes_at_its_term(school, boss, given):
    """Its address is kept under the sending, whose history is erased with it after a year."""
    with scope(school):
        (sending,) = send(given, boss, "parent@exemple.fr")
        entry = JournalEntry.objects.get(verb="reports.sending_asked")
        assert entry.subject == f"reports.sending:{sending.pk}"
        assert "parent@exemple.fr" in entry.payload


def test_one_click_stops_it_and_opening_the_link_changes_nothing(school, boss, given):
    with scope(school):
        (sending,) = send(given, boss, "parent@exemple.fr", on=LATER)
        path = "/" + actions.stop_link(school, sending).split("/", 3)[3]
    client = ForgetfulClient(enforce_csrf_checks=True)
    assert client.get(path).status_code == 200
    with scope(school):
        sending.refresh_from_db()
        assert sending.stopped_at is None
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    with scope(school):
        sending.refresh_from_db()
        assert sending.stopped_at is not None
        actions.send_due(school, now=NOW + timedelta(days=9), by=system(System.SCHEDULE))
        assert not Mail.objects.for_school(school).exists()
        report, _ = frozen(school, boss, title="Un autre", board_on=date(2027, 3, 1))
        with pytest.raises(RuleBroken, match="ne veut plus"):
            send(report, boss, "parent@exemple.fr")


def test_it_stops_every_report_that_was_planned_and_what_waits_to_leave(school, boss, given):
    with scope(school):
        (sending,) = send(given, boss, "parent@exemple.fr", on=LATER)
        report, _ = frozen(school, boss, title="Un autre", board_on=date(2027, 3, 1))
        (other,) = send(report, boss, "parent@exemple.fr", on=LATER)
        actions.send_due(school, now=NOW + timedelta(days=9), by=system(System.SCHEDULE))
        actions.stop_sending(sending, now=NOW, by=system(System.SCHEDULE))
        other.refresh_from_db()
        assert other.stopped_at is not None
        assert not Mail.objects.for_school(school).filter(state=Mail.State.QUEUED).exists()


def test_a_link_made_up_says_nothing(school, boss, given):
    with scope(school):
        (sending,) = send(given, boss, "parent@exemple.fr", on=LATER)
        path = "/" + actions.stop_link(school, sending).split("/", 3)[3]
    made_up = path.rstrip("/")[:-4] + "abcd/"
    client = ForgetfulClient()
    assert client.post(made_up).status_code == 404
    assert client.post(path.replace(f"/{sending.pk}/", f"/{sending.pk + 1}/")).status_code == 404
