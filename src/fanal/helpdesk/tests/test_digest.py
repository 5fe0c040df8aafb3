"""One mail a day for whoever wants it so: everything in it, once, and never to who did it."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.urls import reverse

from fanal.accounts.models import Membership
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.text.typography import spaced
from fanal.helpdesk.actions import digest
from fanal.helpdesk.actions import requests as actions
from fanal.helpdesk.models import Follower, NoticeChoice, WaitingNotice
from fanal.helpdesk.reading.follow_link import actor_by_mail
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency
from fanal.helpdesk.tests.factories import HelpRequestFactory

WEDNESDAY = datetime(2025, 11, 26, 9, 0, tzinfo=UTC)
EVENING = datetime(2025, 11, 26, 16, 5, tzinfo=UTC)  # 17 h 05 in Paris
pytestmark = pytest.mark.clock(WEDNESDAY)


@pytest.fixture(autouse=True)
def this_wednesday():
    with time_machine.travel(WEDNESDAY, tick=True):
        yield


@pytest.fixture
def lead(school):
    with scope(school):
        return member_of(school, Role.DIGITAL_LEAD)


def actor_of(membership):
    from fanal.accounts.models.member import Actor

    person = membership.person
    return Actor(
        f"person:{person.pk}", "Le référent", frozenset(membership.roles), person.school_id, person.pk
    )


def choose(person, frequency):
    digest.choose_notices(person, frequency, by=actor_by_mail(person))


def mails(school) -> list[Mail]:
    return list(Mail.objects.for_school(school).order_by("pk"))


def a_busy_morning(school, lead, frequency=NotificationFrequency.DIGEST):
    """A request that is taken, answered and solved, and another one taken, of the same person."""
    first = HelpRequestFactory(school=school, text="Projecteur noir")
    choose(first.requester, frequency)
    second = HelpRequestFactory(school=school, text="Plus de toner", requester=first.requester)
    by = actor_of(lead)
    for request in (first, second):
        actions.take_request(request, by=by)
    actions.reply_to_request(first, "Câble <b>changé</b>.", now=WEDNESDAY, by=by)
    actions.solve_request(first, now=WEDNESDAY, by=by)
    return first.requester


def test_each_mail_leaves_at_once_for_whoever_chose_nothing(school, lead):
    with scope(school):
        a_busy_morning(school, lead, NotificationFrequency.EACH)
        assert len(mails(school)) == 4
        assert not WaitingNotice.objects.for_school(school).exists()


def test_one_mail_tells_the_whole_day(school, lead):
    with scope(school):
        person = a_busy_morning(school, lead)
        assert mails(school) == []
        digest.send_digest(school, person.pk, now=EVENING)
        [mail] = mails(school)
    assert mail.to == person.email
    assert mail.subject == spaced("Demandes d’aide : 4 nouvelles sur 2 demandes")
    for words in (
        "« Projecteur noir »",
        "« Plus de toner »",
        "Câble <b>changé</b>.",
        "Ça remarche ?",
        "/suivre/",
    ):
        assert spaced(words) in mail.text
    assert "Câble &lt;b&gt;changé" in mail.html
    assert mail.html.count("Ouvrir la demande") == 2
    assert mail.reply_to == ""


def test_it_is_written_once_a_day_and_the_rest_waits_for_tomorrow(school, lead):
    with scope(school):
        person = a_busy_morning(school, lead)
        digest.send_digest(school, person.pk, now=EVENING)
        assert digest.send_digest(school, person.pk, now=EVENING) is None
        late = HelpRequestFactory(school=school, requester=person)
        actions.take_request(late, by=actor_of(lead))
        assert digest.send_digest(school, person.pk, now=EVENING) is None
        assert WaitingNotice.objects.for_school(school).count() == 1
        assert digest.send_digest(school, person.pk, now=EVENING + timedelta(days=1))
        assert len(mails(school)) == 2


def test_what_can_still_be_undone_waits_for_the_next_summary(school, lead):
    """« Annuler »: « résolue », pressed ten seconds before the summary leaves, is not in it."""
    just_before = EVENING - timedelta(seconds=10)
    with scope(school), time_machine.travel(just_before):
        request = HelpRequestFactory(school=school, text="Projecteur noir")
        person = request.requester
        choose(person, NotificationFrequency.DIGEST)
        actions.take_request(request, by=actor_of(lead))
        actions.solve_request(request, now=just_before, by=actor_of(lead))
        digest.send_digest(school, person.pk, now=EVENING)
        [mail] = mails(school)
        assert spaced("Ça remarche ?") not in mail.text
        digest.send_digest(school, person.pk, now=EVENING + timedelta(days=1))
        assert spaced("Ça remarche ?") in mails(school)[-1].text


def test_killed_in_the_middle_it_is_sent_once(school, lead, monkeypatch):
    with scope(school):
        person = a_busy_morning(school, lead)

    def die(*args, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(digest.outbox, "promise", die, raising=True)
        with pytest.raises(KeyboardInterrupt), scope(school):
            digest.send_digest(school, person.pk, now=EVENING)
    with scope(school):
        assert mails(school) == []
        assert WaitingNotice.objects.for_school(school).count() == 4
        digest.send_digest(school, person.pk, now=EVENING)
        assert len(mails(school)) == 1
        assert not WaitingNotice.objects.for_school(school).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_second_write_one(school, lead):
    with scope(school):
        person = a_busy_morning(school, lead)
    ready, failed = Barrier(2), []

    def work():
        try:
            ready.wait(timeout=120)
            with scope(school):
                digest.send_digest(school, person.pk, now=EVENING)
        except DatabaseError as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    with scope(school):
        assert (failed, len(mails(school))) == ([], 1)


def test_the_clock_promises_it_and_the_worker_sends_it(run_jobs, mail_servers, school, lead):
    from fanal.helpdesk.tasks import plan_digests

    with scope(school):
        person = a_busy_morning(school, lead)
    plan_digests(0)
    run_jobs()
    assert mail_servers.to(person.email) == []  # it is ten o'clock
    with time_machine.travel(EVENING, tick=True):
        for _ in range(2):
            plan_digests(0)
        run_jobs()
        plan_digests(0)
        run_jobs()
    [mail] = mail_servers.to(person.email)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "4 nouvelles" in mail["Subject"]


def test_no_summary_on_saturday_where_week_ends_are_quiet(run_jobs, mail_servers, school, lead):
    from fanal.helpdesk.tasks import plan_digests

    with scope(school):
        person = a_busy_morning(school, lead)
    with time_machine.travel(EVENING + timedelta(days=3), tick=True):
        plan_digests(0)
        run_jobs()
    assert mail_servers.to(person.email) == []
    with time_machine.travel(EVENING + timedelta(days=5), tick=True):
        plan_digests(0)
        run_jobs()
    assert len(mail_servers.to(person.email)) == 1


def test_never_to_who_did_it(school, lead):
    with scope(school):
        choose(lead.person, NotificationFrequency.DIGEST)
        mine = HelpRequestFactory(school=school, requester=lead.person)
        actions.take_request(mine, by=actor_of(lead))
        actions.solve_request(mine, now=WEDNESDAY, by=actor_of(lead))
        assert not WaitingNotice.objects.for_school(school).exists()
        assert mails(school) == []


def test_a_blocked_lesson_is_told_at_once(school, lead):
    with scope(school):
        choose(lead.person, NotificationFrequency.DIGEST)
        asker = HelpRequestFactory(school=school).requester
        for urgency in ("annoying", "blocked"):
            values = {"text": "Écran noir", "kind": "projector", "urgency": urgency}
            actions.ask_for_help(school, asker, values, now=WEDNESDAY, by=actor_by_mail(asker))
        assert [mail.subject for mail in mails(school)] == [
            spaced("Cours bloqué – Demande n° 3 : Écran noir")
        ]
        assert WaitingNotice.objects.for_school(school).count() == 1


def test_only_what_expects_something(school, lead):
    with scope(school):
        a_busy_morning(school, lead, NotificationFrequency.NEEDED)
        assert [mail.subject.split(": ")[1] for mail in mails(school)] == [
            "une réponse",
            spaced("ça remarche ?"),
        ]


def test_asking_for_less_drops_the_news_that_waited(school, lead):
    with scope(school):
        person = a_busy_morning(school, lead)
        choose(person, NotificationFrequency.NEEDED)
        left = WaitingNotice.objects.for_school(school).values_list("said", flat=True)
        assert not any("s’en occupe" in said for said in left)
        assert len(left) == 2


def test_whoever_left_the_team_reads_no_more_of_it(school, lead):
    with scope(school):
        choose(lead.person, NotificationFrequency.DIGEST)
        asker = HelpRequestFactory(school=school).requester
        values = {"text": "Mot de passe de Mme X", "kind": "account"}
        actions.ask_for_help(school, asker, values, now=WEDNESDAY, by=actor_by_mail(asker))
        Membership.objects.filter(pk=lead.pk).update(valid_until=WEDNESDAY.date() - timedelta(days=1))
        assert digest.send_digest(school, lead.person_id, now=EVENING) is None
        assert mails(school) == []
        assert not WaitingNotice.objects.for_school(school).exists()


def test_a_follower_reads_the_step_and_no_word(school, lead):
    with scope(school):
        help_request = HelpRequestFactory(school=school, text="Secret de Mme X")
        person = HelpRequestFactory(school=school).requester
        choose(person, NotificationFrequency.DIGEST)
        Follower.objects.create(school=school, help_request=help_request, person=person)
        actions.take_request(help_request, by=actor_of(lead))
        mail = digest.send_digest(school, person.pk, now=EVENING)
    assert "Prise en charge" in mail.text
    assert "Secret" not in mail.text + mail.html
    assert "/suivre/" not in mail.text


def test_each_one_chooses_on_their_page(client_of, school):
    browser = client_of(school, Role.TEACHER)
    address = reverse("helpdesk:notice_choice", args=[school.uai])
    assert "17 h 00" in browser.get(address).text
    said = browser.post(address, {"frequency": "digest"}, follow=True).text
    assert "un seul courriel par jour" in said
    assert browser.post(address, {"frequency": "jamais"}).status_code == 422
    with scope(school):
        [choice] = NoticeChoice.objects.for_school(school)
    assert (choice.person_id, choice.frequency) == (browser.membership.person_id, "digest")


def link_in(mail: Mail) -> str:
    return mail.headers["List-Unsubscribe"].strip("<>").split("/e/", 1)[1]


def test_the_link_of_a_mail_asks_before_it_changes_anything(client, school, elsewhere, lead):
    with scope(school):
        a_busy_morning(school, lead, NotificationFrequency.EACH)
        address = f"/e/{link_in(mails(school)[0])}"
    assert client.get(address).status_code == 200
    forged = address[:-2] + ("b/" if address[-2] == "a" else "a/")
    for wrong in (forged, address.replace(school.uai, elsewhere.uai)):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong, {"frequency": "needed"}).status_code == 404
    with scope(school):
        assert NoticeChoice.objects.for_school(school).get().frequency == "each"
    assert "un seul courriel par jour" in client.post(address, {"frequency": "digest"}, follow=True).text
    client.post(address, {"List-Unsubscribe": "One-Click"})
    with scope(school):
        assert NoticeChoice.objects.for_school(school).get().frequency == "needed"
