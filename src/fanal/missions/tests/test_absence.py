"""« Absence »: said by whom it concerns, read by whoever asks for help, over by itself, without a reason."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.mail.models import Mail
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.privacy.absence import ABSENCES

DAYS = {"first_day": "2026-11-26", "last_day": "2026-12-04"}
pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


@pytest.fixture
def lead(client_of, school):
    made = client_of(school, Role.DIGITAL_LEAD)
    person = made.membership.person
    with scope(school):
        person.civility, person.family_name = "Mme", "Roux"
        person.save()
    return made


@pytest.fixture
def teacher(client_of, school):
    made = client_of(school, Role.TEACHER)
    person = made.membership.person
    with scope(school):
        person.civility, person.family_name = "M.", "Petit"
        person.save()
    return made


def url(school, name="absence", *args):
    return reverse(f"absences:{name}", args=[school.uai, *args])


def ask_page(browser, school):
    return browser.get(reverse("helpdesk:request_ask", args=[school.uai])).text


def declare(browser, school, **fields):
    return browser.post(url(school, "declare"), DAYS | fields)


def absences(school):
    with scope(school):
        return list(Absence.objects.for_school(school))


SAID = french("Mme Roux est absente jusqu’au 4 décembre : M. Petit répond.")


def test_whoever_asks_for_help_reads_who_answers(lead, teacher, school, client_of):
    declare(lead, school, substitute=teacher.membership.person.pk)
    other = client_of(school, Role.TEACHER)
    assert SAID in ask_page(other, school)
    with scope(school):
        (mail,) = Mail.objects.for_school(school)
    assert mail.to == teacher.membership.person.email
    assert "aucun droit de plus" in mail.text
    sent = other.post(
        reverse("helpdesk:request_ask", args=[school.uai]),
        {"text": "Le vidéoprojecteur reste noir", "kind": "projector", "urgency": "annoying"},
        follow=True,
    )
    assert "est envoyée" in sent.text
    assert SAID in sent.text


def test_it_is_over_by_itself_the_day_after(lead, teacher, school):
    declare(lead, school, substitute=teacher.membership.person.pk)
    with time_machine.travel("2026-12-04 09:00+01:00", tick=False):
        assert SAID in ask_page(signed_in(teacher.membership), school)
    with time_machine.travel("2026-12-05 09:00+01:00", tick=False):
        assert "est absente" not in ask_page(signed_in(teacher.membership), school)


def test_a_substitute_receives_no_right(lead, teacher, school):
    declare(lead, school, substitute=teacher.membership.person.pk)
    assert teacher.get(url(school)).status_code == 403
    assert teacher.get(reverse("agenda:switch", args=[school.uai])).status_code == 403
    (absence,) = absences(school)
    assert teacher.post(url(school, "end", absence.pk)).status_code == 403


def test_a_day_of_return_is_enough_and_neither_is_refused(lead, teacher, school):
    answer = declare(lead, school)
    assert answer.status_code == 422
    assert "Dites qui répond" in answer.text
    declare(lead, school, answers_from="2026-12-07")
    assert french("réponse à partir du lundi 7 décembre.") in ask_page(teacher, school)


def test_said_twice_it_is_there_once_and_days_never_overlap(lead, school):
    declare(lead, school, answers_from="2026-12-07")
    declare(lead, school, answers_from="2026-12-07")
    assert len(absences(school)) == 1
    answer = declare(lead, school, last_day="2026-12-01", answers_from="2026-12-02")
    assert "déjà dite pour ces jours" in answer.text


def test_one_says_ones_own_and_the_head_says_it_for_whoever_cannot(lead, client_of, school):
    other = client_of(school, Role.DIGITAL_LEAD).membership.person
    declare(lead, school, answers_from="2026-12-07", person=other.pk)
    assert [absence.person_id for absence in absences(school)] == [lead.membership.person.pk]
    head = client_of(school, Role.HEAD)
    declare(head, school, answers_from="2026-12-07", person=other.pk)
    assert {absence.person_id for absence in absences(school)} == {lead.membership.person.pk, other.pk}
    theirs = next(absence for absence in absences(school) if absence.person_id == other.pk)
    assert lead.post(url(school, "end", theirs.pk)).status_code == 403


def test_a_head_who_is_a_lead_says_the_absence_of_another_lead(lead, client_of, school):
    """Their form offered nobody: it took them for a lead, who says their own alone."""
    head = client_of(school, Role.HEAD, Role.DIGITAL_LEAD)
    assert head.get(url(school)).context["form"]["person"].value() == head.membership.person_id
    declare(head, school, answers_from="2026-12-07", person=lead.membership.person.pk)
    assert [absence.person_id for absence in absences(school)] == [lead.membership.person.pk]


def test_whoever_may_note_an_arrival_is_led_to_it_from_an_absence(lead, client_of, school):
    declare(lead, school, answers_from="2026-12-07")
    arrival = f"{reverse('people:person_add', args=[school.uai])}?replaces={lead.membership.person.pk}"
    head = client_of(school, Role.HEAD)
    assert arrival in head.get(url(school)).text
    assert head.get(arrival).status_code in (200, 302)  # a fresh proof may be asked first
    assert arrival not in client_of(school, Role.TEACHER).get(url(school)).text


def test_back_earlier_it_ended_yesterday_and_one_to_come_is_taken_away(lead, teacher, school):
    declare(lead, school, first_day="2026-11-23", answers_from="2026-12-07")
    (absence,) = absences(school)
    lead.post(url(school, "end", absence.pk))
    assert absences(school)[0].last_day == date(2026, 11, 25)
    assert "est absente" not in ask_page(teacher, school)
    declare(lead, school, first_day="2026-12-01", answers_from="2026-12-07")
    lead.post(url(school, "end", absences(school)[-1].pk))
    assert len(absences(school)) == 1


def test_what_begins_today_is_taken_away_and_the_button_says_so(lead, school):
    """« De retour » was written on it, and the absence was gone."""
    declare(lead, school, first_day="2026-11-26", answers_from="2026-12-07")
    page = words_of(lead.get(url(school)).text)
    assert "Retirer" in page
    assert "De retour" not in page
    lead.post(url(school, "end", absences(school)[0].pk))
    assert absences(school) == []


def test_no_field_asks_why(lead, school):
    page = lead.get(url(school)).text
    assert "Aucun motif n’est demandé" in page
    assert {field.name for field in Absence._meta.concrete_fields} == {
        "id",
        "school",
        "person",
        "first_day",
        "last_day",
        "substitute",
        "answers_from",
        "said_by",
    }


def test_colleagues_see_the_hours_but_those_of_who_is_away(lead, teacher, school):
    hour = {"weekday": "0", "starts": "10:00", "ends": "12:30", "place": "salle 204"}
    lead.post(url(school, "hour_add"), hour)
    lead.post(url(school, "hour_add"), hour)
    hours = french("Mme Roux : lundi, 10\u00a0h à 12\u00a0h\u00a030, salle 204")
    assert hours in ask_page(teacher, school)
    with scope(school):
        (kept,) = PresenceHour.objects.for_school(school)
    assert teacher.post(url(school, "hour_remove", kept.pk)).status_code == 403
    declare(lead, school, answers_from="2026-12-07")
    assert hours not in ask_page(teacher, school)
    lead.post(url(school, "hour_remove", kept.pk))
    with scope(school):
        assert not PresenceHour.objects.for_school(school).exists()


def test_an_hour_says_whether_anything_changed(lead, school):
    """Verified in November 2026: « L’heure est dite » of an hour whose new end was lost."""
    hour = {"weekday": "0", "starts": "10:00", "ends": "12:30", "place": "salle 204"}
    assert "est annoncé" in lead.post(url(school, "hour_add"), hour, follow=True).text
    assert "l’était déjà" in lead.post(url(school, "hour_add"), hour, follow=True).text
    changed = lead.post(url(school, "hour_add"), hour | {"ends": "13:00"})
    assert changed.status_code == 422
    assert "retirez-le d’abord" in changed.text


def test_an_hour_that_ends_before_it_begins_is_refused(lead, school):
    answer = lead.post(url(school, "hour_add"), {"weekday": "0", "starts": "12:00", "ends": "10:00"})
    assert answer.status_code == 422
    assert "après l’heure de début" in answer.text


def test_somebody_who_is_referent_no_more_is_not_announced(lead, teacher, school):
    declare(lead, school, answers_from="2026-12-07")
    with scope(school):
        lead.membership.valid_until = date(2026, 11, 25)
        lead.membership.save()
    assert "est absente" not in ask_page(teacher, school)


def test_thirty_days_after_its_end_an_absence_is_gone(lead, school):
    declare(lead, school, answers_from="2026-12-07")
    with scope(school):
        end = timezone.now() + timedelta(days=8)
        assert ABSENCES.purge(school.pk, end + timedelta(days=30)) == 0
        assert ABSENCES.purge(school.pk, end + timedelta(days=31)) == 1


def test_the_pages_cost_the_same_for_one_and_many(lead, teacher, school, count_queries):
    declare(lead, school, substitute=teacher.membership.person.pk)
    pages = [(lead, url(school)), (teacher, reverse("helpdesk:request_ask", args=[school.uai]))]
    before = []
    for browser, page in pages:
        browser.get(page)
        with count_queries() as queries:
            browser.get(page)
        before.append(len(queries))
    with scope(school):
        who = lead.membership.person
        PresenceHour.objects.bulk_create(
            PresenceHour(school=school, person=who, weekday=1, starts=f"{rank:02}:00", ends=f"{rank:02}:30")
            for rank in range(20)
        )
    for (browser, page), few in zip(pages, before, strict=True):
        with count_queries() as queries:
            browser.get(page)
        assert len(queries) == few


def test_a_substitute_who_left_or_is_away_is_promised_to_nobody(lead, teacher, school):
    substitute = teacher.membership.person
    declare(lead, school, substitute=substitute.pk, answers_from="2026-12-07")
    other = french("Mme Roux est absente jusqu’au 4 décembre : réponse à partir du lundi 7 décembre.")
    assert SAID in ask_page(lead, school)
    with scope(school):
        substitute.left_on = date(2026, 11, 25)
        substitute.save()
    assert other in ask_page(lead, school)


def test_who_is_away_too_cannot_answer_and_whoever_counted_on_them_is_told(lead, teacher, client_of, school):
    second = client_of(school, Role.DIGITAL_LEAD)
    theirs, own = (browser.membership.person for browser in (second, lead))
    assert declare(lead, school, substitute=theirs.pk).status_code == 302
    page = second.post(url(school, "declare"), DAYS | {"substitute": own.pk}).text
    assert french("n’est pas là non plus, du 26 novembre 2026 au 4 décembre 2026.") in page
    made = second.post(
        url(school, "declare"), DAYS | {"substitute": teacher.membership.person.pk}, follow=True
    )
    assert french(f"Vous deviez répondre pour {own}") in made.text
    assert "n’est pas là non plus" in made.text
    later = {"first_day": "2026-12-05", "last_day": "2026-12-06", "substitute": own.pk}
    assert second.post(url(school, "declare"), later).status_code == 302
