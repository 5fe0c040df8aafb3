"""« Point de la semaine »: prepared by two, sent once, answered in one tap, told once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.testing import signed_in
from fanal.core.journal.models import JournalEntry
from fanal.core.mail.departure import NONE_NOW
from fanal.core.mail.models import Mail
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.core.text.typography import spaced
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.missions.actions import point_notices as actions
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.privacy.point import POINTS

TODAY = "2026-11-26 09:00+01:00"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def url(school, name="point", *args):
    return reverse(f"points:{name}", args=[school.uai, *args])


def propose(browser, school, *texts):
    for text in texts:
        browser.post(url(school, "add"), {"text": text})


def lines(school):
    with scope(school):
        return list(PointLine.objects.for_school(school).select_related("point").order_by("pk"))


def mails(school):
    with scope(school):
        return list(Mail.objects.for_school(school).order_by("pk"))


def sent(lead, school, *texts):
    propose(lead, school, *texts)
    lead.post(url(school, "send"))
    return lines(school)


def test_what_is_being_prepared_is_not_read_by_the_head(lead, head, school):
    propose(lead, school, "Prêter les tablettes")
    assert "Prêter les tablettes" in lead.get(url(school)).text
    page = head.get(url(school)).text
    assert "Prêter les tablettes" not in page
    assert "Aucun point n’est encore arrivé" in page
    (line,) = lines(school)
    assert head.post(url(school, "answer", line.pk), {"answer": "agreed"}).status_code == 404


def test_two_referents_prepare_the_same_point(lead, client_of, school):
    other = client_of(school, Role.DIGITAL_LEAD)
    propose(lead, school, "Une", "Deux")
    propose(other, school, "Trois", "Deux")  # said already
    assert [line.text for line in lines(school)] == ["Une", "Deux", "Trois"]
    other.post(url(school, "remove", lines(school)[0].pk))
    assert [line.text for line in lines(school)] == ["Deux", "Trois"]
    with scope(school):
        assert WeekPoint.objects.for_school(school).count() == 1


def test_the_sixth_line_is_refused(lead, school):
    propose(lead, school, *"abcde")
    answer = lead.post(url(school, "add"), {"text": "f"})
    assert answer.status_code == 422
    assert "déjà 5 lignes" in answer.text
    assert len(lines(school)) == 5
    assert french("Cinq lignes : le point est complet.") in lead.get(url(school)).text


def test_a_point_leaves_once_with_one_mail_to_the_head(lead, head, school):
    sent(lead, school, "Prêter les tablettes", "Changer le code du wifi")
    lead.post(url(school, "send"))
    (mail,) = mails(school)
    assert mail.to == head.membership.person.email
    assert "1. Prêter les tablettes\n2. Changer le code du wifi" in mail.text
    propose(lead, school, "Encore une")
    answer = lead.post(url(school, "send"))
    assert answer.status_code == 422
    assert "est déjà parti" in answer.text
    assert len(mails(school)) == 1


def test_at_night_the_mail_waits_for_the_morning(lead, head, school):
    with time_machine.travel("2026-11-26 22:00+01:00", tick=False):
        sent(signed_in(lead.membership), school, "Une")
    (mail,) = mails(school)
    assert mail.not_before.astimezone(school.zone_info).hour == 7


@pytest.mark.parametrize(
    ("moment", "server", "said"),
    [
        ("2026-11-26 09:00+01:00", "smtp://mail.invalid", "partira dans la minute"),
        ("2026-11-26 22:00+01:00", "smtp://mail.invalid", "partira le 27 novembre à 7"),
        ("2026-11-26 09:00+01:00", "", "aucun serveur d’envoi n’est réglé"),
    ],
)
def test_a_point_is_said_to_have_left_only_once_its_mail_has(
    lead, head, school, settings, moment, server, said
):
    """Verified in November 2026, § 2.16: the head « en est prévenue » while the mail waits."""
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": server})
    with time_machine.travel(moment, tick=False):
        browser = signed_in(lead.membership)
        propose(browser, school, "Une")
        page = browser.post(url(school, "send"), follow=True).text
    assert french(said) in page
    assert "est prévenue" not in page


def test_a_point_that_nobody_is_written_about_says_so(lead, school):
    propose(lead, school, "Une")
    assert french(NONE_NOW) in lead.post(url(school, "send"), follow=True).text


def test_the_head_answers_in_one_tap_and_the_referent_is_told_once(lead, head, school):
    first, second = sent(lead, school, "Une", "Deux")
    home = reverse("web:home", args=[school.uai])
    assert "2 lignes attendent votre réponse" in head.get(home).text
    assert f'href="{url(school)}#attendent"' in head.get(home).text
    head.post(url(school, "answer", first.pk), {"answer": "agreed"})
    assert len(mails(school)) == 1  # not yet told: the head is answering
    head.post(url(school, "answer", second.pk), {"answer": "no", "word": "Trop cher"})
    back = mails(school)[-1]
    assert back.to == lead.membership.person.email
    assert spaced("- Une : D’accord\n- Deux : Non (Trop cher)") in back.text
    assert "attendent votre réponse" not in head.get(home).text
    assert "Trop cher" in lead.get(url(school)).text
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(verb="missions.line_answered")
        assert entries.count() == 2


def test_an_answer_changes_until_the_next_point_and_the_change_is_told_later(lead, head, school):
    (line,) = sent(lead, school, "Une")
    head.post(url(school, "answer", line.pk), {"answer": "no"})
    head.post(url(school, "answer", line.pk), {"answer": "talk"})
    assert lines(school)[0].answer == "talk"
    by, now = system(System.SCHEDULE), timezone.now()
    with scope(school):
        assert actions.send_answers(school, now=now + timedelta(hours=1), by=by) == 0
    with time_machine.travel("2026-11-26 10:00+01:00", tick=False):
        head.post(url(school, "answer", line.pk), {"answer": "agreed"})
    with scope(school):
        assert actions.send_answers(school, now=now + timedelta(hours=4), by=by) == 1
        assert actions.send_answers(school, now=now + timedelta(hours=5), by=by) == 0
    with time_machine.travel("2026-11-30 09:00+01:00", tick=False):
        lead, head = signed_in(lead.membership), signed_in(head.membership)
        sent(lead, school, "Autre")
        assert head.post(url(school, "answer", line.pk), {"answer": "no"}).status_code == 403
    assert lines(school)[0].answer == "agreed"


def test_what_was_left_to_talk_about_comes_again(lead, head, school):
    first, second = sent(lead, school, "Présenter Pix", "Changer le code")
    head.post(url(school, "answer", first.pk), {"answer": "talk"})
    head.post(url(school, "answer", second.pk), {"answer": "agreed"})
    page = lead.get(url(school)).text
    assert f"proposer=again-{first.pk}" in page
    assert f"proposer=again-{second.pk}" not in page
    assert 'value="Présenter Pix"' in lead.get(url(school), {"proposer": f"again-{first.pk}"}).text
    lead.post(url(school, "add"), {"text": "Présenter Pix en juin", "origin": f"again-{first.pk}"})
    assert f"proposer=again-{first.pk}" not in lead.get(url(school)).text


def test_what_left_this_week_and_waits_is_not_offered_again(lead, head, school):
    with scope(school):
        HelpRequestFactory.create_batch(2, school=school, due_at=timezone.now() - timedelta(days=1))
    late = "2 demandes dépassent le délai prévu"
    code = re.search(r"proposer=([a-z_]+)", lead.get(url(school)).text)[1]
    lead.post(url(school, "add"), {"text": late, "origin": code})
    lead.post(url(school, "send"))
    assert "proposer=" not in lead.get(url(school)).text
    lead.post(url(school, "add"), {"text": "Autre chose"})
    assert french("Une ligne du précédent est sans réponse et n’y sera plus") in lead.get(url(school)).text
    with time_machine.travel("2026-12-03 09:00+01:00", tick=False):
        assert "proposer=again-" in signed_in(lead.membership).get(url(school)).text


def test_only_what_stands_in_fanal_is_suggested(lead, school):
    assert "Ce que Fanal a compté" not in lead.get(url(school)).text
    with scope(school):
        HelpRequestFactory.create_batch(2, school=school, due_at=timezone.now() - timedelta(days=1))
    assert "2 demandes dépassent le délai prévu" in lead.get(url(school)).text


def test_decisions_are_found_by_their_words(lead, head, school):
    first, second = sent(lead, school, "Prêter les tablettes", "Changer le code")
    head.post(url(school, "answer", first.pk), {"answer": "agreed", "word": "Le jeudi"})
    head.post(url(school, "answer", second.pk), {"answer": "no"})
    page = url(school, "decisions")
    assert "Changer le code" in head.get(page).text
    answer = head.get(page, {"q": "jeudi"}).text
    assert ("Prêter les tablettes" in answer, "Changer le code" in answer) == (True, False)
    assert "Prêter les tablettes" not in head.get(page, {"reponse": "no"}).text


def test_the_rest_of_the_school_does_not_read_it(lead, client_of, school):
    (line,) = sent(lead, school, "Une")
    for role in (Role.TEACHER, Role.BURSAR):
        browser = client_of(school, role)
        assert browser.get(url(school)).status_code == 403
        assert browser.get(url(school, "decisions")).status_code == 403
        assert browser.post(url(school, "answer", line.pk), {"answer": "no"}).status_code == 404
    assert lead.post(url(school, "answer", line.pk), {"answer": "no"}).status_code == 403


def test_three_years_later_a_point_is_gone(lead, head, school):
    (line,) = sent(lead, school, "Une")
    head.post(url(school, "answer", line.pk), {"answer": "no"})
    now = timezone.now()
    with scope(school):
        assert POINTS.purge(school.pk, now + timedelta(days=3 * 365 - 2)) == 0
        while POINTS.purge(school.pk, now + timedelta(days=3 * 366)):
            pass
        assert WeekPoint.objects.for_school(school).count() == 0


def test_the_pages_cost_the_same_for_one_and_twenty_lines(lead, head, school, count_queries):
    (line,) = sent(lead, school, "Une")
    head.post(url(school, "answer", line.pk), {"answer": "no"})
    page = url(school, "decisions")
    head.get(page)
    with count_queries() as few:
        head.get(page)
    with scope(school):
        PointLine.objects.bulk_create(
            PointLine(
                school=school,
                point=line.point,
                text=f"L{rank}",
                answer="no",
                author=lead.membership.person,
                answered_by=head.membership.person,
                written_at=timezone.now(),
                answered_at=timezone.now(),
            )
            for rank in range(20)
        )
    with count_queries() as many:
        head.get(page)
    assert len(few) == len(many) <= MOST_QUERIES


def test_an_answer_given_meanwhile_is_not_overridden_unseen(lead, head, school):
    (line,) = sent(lead, school, "Une")
    seen = re.search(r'name="seen" value="(\w+)"', head.get(url(school)).text)[1]
    head.post(url(school, "answer", line.pk), {"answer": "agreed", "seen": seen})
    late = head.post(url(school, "answer", line.pk), {"answer": "no", "seen": seen})
    assert late.status_code == 422
    assert "Quelqu’un vient de changer" in late.text
    with scope(school):
        assert PointLine.objects.for_school(school).get(pk=line.pk).answer == "agreed"


def test_enter_in_the_word_answers_nothing(lead, head, school):
    """A newcomer, November 2026: « Non, trop cher », then Enter, was kept as « D’accord »."""
    (line,) = sent(lead, school, "Une valise de tablettes")
    form = html.fromstring(head.get(url(school)).text).xpath(f"//form[.//*[@id='word-{line.pk}']]")[0]
    first = form.xpath(".//button")[0]
    assert "disabled" in first.attrib
    assert "name" not in first.attrib
    refused = head.post(url(school, "answer", line.pk), {"word": "Non, trop cher"})
    assert refused.status_code == 422
    assert "Choisissez" in refused.text
    assert [row.answer for row in lines(school)] == [""]
