"""To whom one writes, to whom one entrusts, and what comes back when its day is past."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fanal.accounts.models import Membership, Person
from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.mail.models import Mail
from fanal.core.mail.sending import compose
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.core.text.typography import spaced
from fanal.helpdesk.models import HelpRequest, Message, Transmission
from fanal.helpdesk.rules.dispatch import how_many_enclosed
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.fixture
def help_request(school):
    with scope(school):
        return HelpRequestFactory(school=school)


def press(who, name, school, **body):
    return who.post(reverse(f"helpdesk:{name}", args=[school.uai, 1]), body)


def page(who, school) -> str:
    return who.get(reverse("helpdesk:request_page", args=[school.uai, 1])).text


def test_each_button_says_who_will_read(lead, school, help_request):
    text = page(lead, school)
    assert f"Répondre à {help_request.requester.polite_name}" in text
    assert "Note interne" in text
    assert "Répondre au Département" not in text
    press(lead, "request_transmit", school)
    assert "Répondre au Département" in page(lead, school)


def test_an_answer_to_the_authority_leaves_in_their_thread_and_stays_in_ours(lead, school, help_request):
    press(lead, "request_transmit", school)
    press(lead, "request_reply", school, text="Oui, jeudi de 8 h à 10 h.", audience="authority")
    with scope(school):
        sent = Transmission.objects.for_school(school).get()
        mail = Mail.objects.for_school(school).get(message_id=sent.message_ids[1])
        message = Message.objects.for_school(school).get()
    assert mail.to == school.authority.support_email
    assert spaced("jeudi de 8 h") in mail.text
    assert mail.headers["In-Reply-To"] == sent.message_ids[0]
    assert not mail.is_automatic
    assert (message.channel, message.audience) == ("told", "everyone")
    assert "au Département" in page(lead, school)


def test_nothing_is_written_to_an_authority_that_knows_nothing(lead, school, help_request):
    answer = press(lead, "request_reply", school, text="Bonjour", audience="authority")
    assert answer.status_code == 422
    assert "pas encore été transmise" in answer.text
    assert "Bonjour</textarea>" in answer.text


def test_a_teacher_cannot_write_to_the_authority(client_of, lead, school):
    teacher = client_of(school, Role.TEACHER)
    words = {"text": "Écran noir", "kind": "projector", "urgency": "annoying"}
    teacher.post(reverse("helpdesk:request_ask", args=[school.uai]), words)
    press(lead, "request_transmit", school)
    assert "Répondre au Département" not in page(teacher, school)
    assert press(teacher, "request_reply", school, text="Bonjour", audience="authority").status_code == 403


def test_a_request_is_entrusted_to_the_second_lead_who_is_told(client_of, lead, school, help_request):
    client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        second = Person.objects.for_school(school).order_by("-pk").first()
        second.email = "second@ecole.invalid"
        second.save()
    press(lead, "request_entrust", school, person_id=second.pk)
    # Newcomer of December, second sitting, 24: « Confiée à Hélène Carpentier, qui en sera prévenu ».
    assert f"Confiée à {second} : un message l’en prévient." in words_of(page(lead, school))
    with scope(school):
        request = HelpRequest.objects.for_school(school).get()
        assert (request.state, request.taken_by_id) == ("taken", second.pk)
        assert "vous la confie" in Mail.objects.for_school(school).get(to="second@ecole.invalid").subject


@pytest.mark.parametrize("who", ["requester", "nobody", "words", "huge"])
def test_only_whoever_handles_requests_can_be_entrusted(lead, school, help_request, who):
    person_id = {"requester": help_request.requester_id, "nobody": "", "words": "moi", "huge": "9" * 30}[who]
    assert press(lead, "request_entrust", school, person_id=person_id).status_code == 422
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().taken_by_id is None


def test_a_waiting_request_stays_waiting_in_other_hands(client_of, lead, school, help_request):
    client_of(school, Role.BURSAR)
    with scope(school):
        other = Person.objects.for_school(school).order_by("-pk").first()
    press(lead, "request_hold", school, waiting_for="part")
    press(lead, "request_entrust", school, person_id=other.pk)
    with scope(school):
        request = HelpRequest.objects.for_school(school).get()
    assert (request.state, request.taken_by_id) == ("waiting", other.pk)


@pytest.mark.parametrize(("days", "is_back"), [(-1, True), (0, False), (3, False)])
def test_a_wait_comes_back_on_top_the_day_after_it_ends(lead, school, days, is_back):
    until = today() + timedelta(days=days)
    with scope(school):
        HelpRequestFactory(school=school, text="Plus récente")
        HelpRequestFactory(
            school=school, text="Attend la pièce", state="waiting", waiting_for="part", waiting_until=until
        )
    listed = lead.get(reverse("helpdesk:request_list", args=[school.uai])).text
    assert ("Attente dépassée" in listed) is is_back
    if is_back:
        assert listed.index("Attend la pièce") < listed.index("Plus récente")
    home = lead.get(reverse("web:home", args=[school.uai])).text
    assert ("Attend la pièce" in home) is is_back


def test_one_does_not_wait_until_yesterday(lead, school, help_request):
    answer = press(lead, "request_hold", school, waiting_for="part", until="2020-01-01")
    assert answer.status_code == 422
    assert "La date d’attente est passée" in answer.text


def test_whoever_took_it_and_handles_requests_no_more_reads_no_word_of_it(client_of, lead, school):
    teacher, before = client_of(school, Role.TEACHER), client_of(school, Role.BURSAR)
    with scope(school):
        HelpRequestFactory(school=school, requester=teacher.membership.person)
    press(before, "request_take", school)

    def addresses() -> list[str]:
        press(teacher, "request_reply", school, text="Le mot de passe de la salle est au dos")
        with scope(school):
            mails = Mail.objects.for_school(school).filter(text__contains="au dos")
            people = sorted(mails.values_list("to", flat=True))
            mails.delete()
        return people

    both = sorted(client.membership.person.email for client in (lead, before))
    assert addresses() == both
    with scope(school):
        Membership.objects.filter(pk=before.membership.pk).update(roles=["teacher"])
    assert addresses() == [lead.membership.person.email]


def photo(name="panne.png") -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(picture, "PNG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/png")


def ask_with_photo(lead, school):
    fields = {"text": "Écran fendu", "kind": "computer", "urgency": "annoying", "photo": photo()}
    lead.post(reverse("helpdesk:request_ask", args=[school.uai]), fields)


def enclosed(school) -> list[str]:
    with scope(school):
        mail = Mail.objects.for_school(school).select_related("school").get(is_automatic=False)
        return [part.get_content_type() for part in compose(mail).iter_attachments()]


def test_the_photo_leaves_with_the_mail_to_the_authority(lead, school):
    ask_with_photo(lead, school)
    press(lead, "request_transmit", school)
    assert [kind.split("/")[0] for kind in enclosed(school)] == ["image"]


def test_the_photo_can_be_left_out(lead, school):
    ask_with_photo(lead, school)
    draft = lead.get(reverse("helpdesk:request_transmit", args=[school.uai, 1]))
    assert "Joindre la photo" in draft.text
    press(lead, "request_transmit", school, subject="Écran", text="Bonjour")
    assert enclosed(school) == []


def test_without_a_photo_nothing_is_asked(lead, school, help_request):
    draft = lead.get(reverse("helpdesk:request_transmit", args=[school.uai, 1]))
    assert "Joindre la photo" not in draft.text


@pytest.mark.parametrize(
    ("sizes", "enclosed"),
    [([], 0), ([5_000_000], 1), ([5_000_001], 0), ([3_000_000, 1_000_000, 2_000_000], 2)],
)
def test_only_what_a_mailbox_accepts_leaves(sizes, enclosed):
    assert how_many_enclosed(sizes) == enclosed
