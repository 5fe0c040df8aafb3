"""The second life: transmitted in one press, followed, reminded, refused, and told to the right people."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import PartnerMembership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.core.text.typography import spaced
from fanal.helpdesk.models import HelpRequest, Message, RequestFile, Transmission
from fanal.helpdesk.reading.dossier import pictures_of
from fanal.helpdesk.rules.dispatch import Dossier, DossierMachine, message, reminder
from fanal.helpdesk.rules.passwords import TAKEN_OUT
from fanal.helpdesk.tests.factories import HelpRequestFactory

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.clock(TODAY)


def dossier(**words) -> Dossier:
    fields = {
        "school": "Collège d’ici",
        "uai": "0750001A",
        "number": 241,
        "title": "Écran noir",
        "text": "Écran noir",
        "kind": "Vidéoprojecteur",
        "urgency": "Bloque un cours",
    }
    return Dossier(**(fields | words))


def test_the_composed_mail_says_all_that_a_technician_would_call_for():
    machine = DossierMachine(
        "VP-204", "Epson EB-X", "SN42", "CD-7", "E-9", date(2027, 1, 1), "le Département", "le collège"
    )
    text = message(
        dossier(place="Bâtiment B, 204", access_hours="8 h–18 h", contact="Mme X, 01 02", machine=machine),
        today=TODAY,
    )
    expected = "n° 241|Bâtiment B, 204|SN42|CD-7|E-9|jusqu’au 1er janvier 2027|le Département|le collège"
    for words in f"{expected}|8 h–18 h|Mme X, 01 02|Bloque un cours".split("|"):
        assert words in text


def test_what_is_not_known_is_left_out():
    text = message(dossier(), today=TODAY)
    assert "série" not in text
    assert "Accès" not in text


def test_a_reminder_says_what_was_promised_and_their_number():
    text = reminder(
        dossier(),
        sent_on=date(2026, 11, 2),
        promised_on=date(2026, 11, 13),
        their_number="88531",
        today=TODAY,
    )
    assert "votre n° 88531" in text
    assert "promise pour le 13 novembre" in text


@pytest.fixture
def help_request(school):
    with scope(school):
        return HelpRequestFactory(school=school)


def press(who, name, help_request, **body):
    return who.post(reverse(f"helpdesk:{name}", args=[help_request.school.uai, help_request.number]), body)


def page(who, help_request) -> str:
    return who.get(reverse("helpdesk:request_page", args=[help_request.school.uai, help_request.number])).text


def second(school) -> Transmission:
    with scope(school):
        return Transmission.objects.for_school(school).get()


def mails(school, **where) -> list[Mail]:
    with scope(school):
        return list(Mail.objects.for_school(school).filter(**where).order_by("pk"))


@pytest.mark.parametrize(("is_picture", "is_said"), [(True, True), (False, False), (None, False)])
def test_the_button_says_that_a_photo_leaves_with_the_mail(lead, school, help_request, is_picture, is_said):
    """What is announced is what `pictures_of` encloses: pictures, and no other file."""
    with scope(school):
        if is_picture is not None:
            RequestFile.objects.create(
                school=school,
                help_request=help_request,
                name="a",
                mime="x/y",
                size=1,
                sha256="0" * 64,
                is_picture=is_picture,
            )
        assert bool(pictures_of(help_request)) is is_said
    assert ("photo comprise" in page(lead, help_request)) is is_said


def test_one_gesture_sends_the_mail_and_the_request_waits(lead, school, help_request):
    assert "Transmettre au Département" in page(lead, help_request)
    press(lead, "request_transmit", help_request)
    with scope(school):
        help_request.refresh_from_db()
    assert (help_request.state, help_request.waiting_for) == ("waiting", "authority")
    (mail,) = mails(school, to=school.authority.support_email)
    assert not mail.is_automatic
    assert "En attente du Département depuis aujourd’hui" in page(lead, help_request)


def test_the_mail_may_be_edited_before_it_leaves(lead, school, help_request):
    address = reverse("helpdesk:request_transmit", args=[school.uai, help_request.number])
    assert "Envoyer au Département" in lead.get(address).text
    lead.post(address, {"subject": "Urgent", "text": "Bonjour, tout est noir."})
    assert "tout est noir" in mails(school, subject="Urgent")[0].text


def test_the_same_press_twice_sends_one_mail(lead, school, help_request):
    for _ in range(2):
        press(lead, "request_transmit", help_request, key="k" * 24)
    assert len(mails(school, to=school.authority.support_email)) == 1


def test_without_an_address_it_says_what_to_do(lead, school, help_request):
    school.authority.support_email = ""
    school.authority.save()
    answer = press(lead, "request_transmit", help_request)
    assert answer.status_code == 422
    assert "ajoutez-la dans les réglages" in answer.text


def test_their_number_and_promise_are_kept_and_shown_in_the_list(lead, school, help_request):
    press(lead, "request_transmit", help_request)
    press(lead, "transmission_answer", help_request, number="88531", promised_on="2026-12-03")
    transmission = second(school)
    assert (transmission.external_number, transmission.state, transmission.promised_on) == (
        "88531",
        "planned",
        date(2026, 12, 3),
    )
    rows = lead.get(reverse("helpdesk:request_list", args=[school.uai]), {"vue": "attente"}).text
    assert "En attente du Département" in rows
    assert "depuis aujourd’hui, promis le 3 décembre" in rows


@pytest.mark.parametrize("day", ["0026-12-03", "9999-12-31"])
def test_a_promise_whose_year_is_mistyped_is_refused(lead, school, help_request, day):
    press(lead, "request_transmit", help_request)
    answer = press(lead, "transmission_answer", help_request, number="88531", promised_on=day)
    assert (answer.status_code, "vérifiez l’année" in answer.text) == (422, True)
    assert second(school).promised_on is None


def test_a_reminder_leaves_once_a_day_in_the_same_thread(lead, school, help_request):
    press(lead, "request_transmit", help_request)
    assert press(lead, "transmission_remind", help_request).status_code == 302
    assert press(lead, "transmission_remind", help_request).status_code == 422
    first, again = mails(school, to=school.authority.support_email)
    assert again.headers["In-Reply-To"] == first.message_id
    assert second(school).reminders == 1


def test_a_reminder_is_proposed_when_it_is_time(lead, school, help_request):
    press(lead, "request_transmit", help_request)
    assert "moment de relancer" not in page(lead, help_request)
    with scope(school):
        Transmission.objects.for_school(school).update(sent_at=timezone.now() - timedelta(days=12))
    assert "moment de relancer" in page(lead, help_request)


def test_a_refusal_goes_to_the_bursar_with_its_reason_and_the_request_comes_back(
    lead, client_of, school, help_request
):
    bursar = client_of(school, Role.BURSAR)
    press(lead, "request_transmit", help_request)
    assert press(lead, "transmission_refuse", help_request, reason="").status_code == 422
    press(lead, "transmission_refuse", help_request, reason="Hors convention")
    (mail,) = mails(school, to=bursar.membership.user.email)
    assert "Hors convention" in mail.text
    with scope(school):
        help_request.refresh_from_db()
        note = Message.objects.for_school(school).get()
    assert help_request.state == "sent"
    assert note.audience == "team"
    assert "Hors convention" in page(bursar, help_request)


def test_done_there_asks_the_teacher_and_it_may_be_sent_again_later(lead, school, help_request):
    asker = help_request.requester.email
    press(lead, "request_transmit", help_request)
    press(lead, "transmission_done", help_request)
    with scope(school):
        help_request.refresh_from_db()
    assert help_request.state == "solved"
    assert "ça remarche" in mails(school, to=asker)[-1].subject
    press(lead, "request_reopen", help_request)
    press(lead, "request_transmit", help_request)
    assert second(school).is_pending


def test_a_teacher_may_not_transmit(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        help_request = HelpRequestFactory(school=school, requester=teacher.membership.person)
    assert press(teacher, "request_transmit", help_request).status_code == 403


def test_the_page_costs_at_most_twelve_queries(lead, school, help_request, count_queries):
    press(lead, "request_transmit", help_request)
    page(lead, help_request)
    with count_queries() as queries:
        page(lead, help_request)
    # Two savepoints and the end of the scope are the test's own.
    assert len(queries) - 3 <= MOST_QUERIES, "\n".join(query["sql"][:120] for query in queries)


def test_staff_are_left_in_peace_at_night_and_technicians_are_not(client_of, school, help_request):
    with time_machine.travel(datetime(2026, 11, 27, 20, 30, tzinfo=UTC)):  # a Friday evening
        press(client_of(school, Role.DIGITAL_LEAD), "request_transmit", help_request)
    (desk,) = mails(school, to=school.authority.support_email)
    (staff,) = mails(school, to=help_request.requester.email)
    assert desk.not_before == desk.queued_at
    assert staff.not_before == datetime(2026, 11, 30, 6, tzinfo=UTC)  # Monday, seven in Paris


def test_a_technician_who_signs_in_answers_in_the_name_of_the_authority(lead, school, help_request):
    press(lead, "request_transmit", help_request)
    user = User.objects.create(email="tech@dep.invalid", password="!")
    partner = PartnerMembership.objects.create(
        user=user,
        name="Paul Durand",
        role=Role.TECHNICIAN,
        authority=school.authority,
        valid_from=date(2020, 9, 1),
    )
    technician = signed_in(partner)
    assert "Donner une date" in page(technician, help_request)
    press(technician, "request_reply", help_request, text="Je passe jeudi", audience="everyone")
    press(technician, "transmission_answer", help_request, number="77", promised_on="")
    assert "Durand" not in page(lead, help_request)
    assert "Je passe jeudi" in mails(school, to=help_request.requester.email)[-1].text
    assert second(school).external_number == "77"


def test_the_authority_reads_of_a_lesson_and_not_of_my_lesson(lead, school, help_request):
    with scope(school):
        HelpRequest.objects.filter(pk=help_request.pk).update(urgency="blocked")
    press(lead, "request_transmit", help_request)
    (mail,) = mails(school, to=school.authority.support_email)
    assert spaced("Urgence : Bloque un cours") in mail.text
    said = f"Voici la demande n° {help_request.number} de notre établissement, {school.name} ({school.uai}) :"
    assert spaced(said) in mail.text


def test_no_password_leaves_for_the_authority(lead, school, help_request):
    """December, architect 7: the reply box took it out for colleagues, and mailed it outside."""
    letter = {"subject": "Demande", "text": "Mot de passe : Soleil2026!\nN° de série : PF1ABC01"}
    press(lead, "request_transmit", help_request, **letter)
    press(lead, "request_reply", help_request, text="Le mot de passe est Azerty12!", audience="authority")
    with scope(school):
        letters = [mail.text for mail in Mail.objects.filter(to=school.support_email).order_by("pk")]
        said = Message.objects.get(help_request=help_request).text
    assert len(letters) == 2
    for text in (*letters, said):
        assert spaced(TAKEN_OUT) in spaced(text)
        assert "Soleil2026" not in text
        assert "Azerty12" not in text
    assert "PF1ABC01" in letters[0]
