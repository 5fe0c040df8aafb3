"""The whole way by real servers: ask → transmit → SMTP → the technician answers → IMAP → thread → teacher."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fanal.accounts.models.roles import Role
from fanal.core.mail import inbox
from fanal.core.mail.models import IncomingMail
from fanal.core.mail.testing import bring_jobs_forward, letter
from fanal.core.stores.testing import path_of
from fanal.core.tenancy import scope
from fanal.core.text.typography import spaced
from fanal.helpdesk.models import HelpRequest, Message, RequestFile, Transmission

BROKEN = b"Subject: =?utf-8?Q?RE=5B?= [GLPI #0088531] R\xe9ponse =?cass=\r\n"


class Office:
    """One school, its people signed in, and both mail servers."""

    def __init__(self, school, client_of, smtp, dovecot, run_jobs) -> None:
        self.school, self.smtp, self.dovecot, self.run_jobs = school, smtp, dovecot, run_jobs
        school.has_quiet_hours = False
        school.save()
        self.teacher, self.lead = client_of(school, Role.TEACHER), client_of(school, Role.DIGITAL_LEAD)
        self.bursar = client_of(school, Role.BURSAR)
        self.teacher_address = self.teacher.membership.user.email
        self.desk = school.authority.support_email

    def press(self, who, name: str, **body):
        return who.post(reverse(f"helpdesk:{name}", args=[self.school.uai, 1]), body)

    def ask(self) -> None:
        ask = {"text": "Écran noir en salle 204", "kind": "projector", "urgency": "blocked"}
        assert (
            self.teacher.post(reverse("helpdesk:request_ask", args=[self.school.uai]), ask).status_code == 302
        )

    def receive(self, *messages) -> None:
        self.dovecot.deliver(*messages)
        inbox.fetch_mail(self.dovecot.url)
        self.run_jobs()

    def mail_to(self, address: str, words: str):
        return next(mail for mail in self.smtp.to(address) if words in mail["Subject"])

    def reply_address(self) -> str:
        return self.mail_to(self.desk, spaced("Demande n° 1"))["Reply-To"]

    def request(self) -> HelpRequest:
        with scope(self.school):
            return HelpRequest.objects.for_school(self.school).get(number=1)

    def thread(self) -> list[Message]:
        with scope(self.school):
            return list(Message.objects.for_school(self.school).order_by("written_at", "pk"))

    def page(self, who) -> str:
        return who.get(reverse("helpdesk:request_page", args=[self.school.uai, 1])).text

    def last_mail(self) -> IncomingMail:
        with scope(self.school):
            return IncomingMail.objects.for_school(self.school).latest("pk")


@pytest.fixture
def office(transactional_db, school, client_of, mail_servers, dovecot, run_jobs) -> Office:
    return Office(school, client_of, mail_servers, dovecot, run_jobs)


@pytest.fixture
def transmitted(office) -> Office:
    office.ask()
    assert office.press(office.lead, "request_transmit").status_code == 302
    office.run_jobs()
    return office


@pytest.fixture
def solved(office) -> Office:
    office.ask()
    office.press(office.lead, "request_solve")
    bring_jobs_forward()  # it can no longer be undone
    office.run_jobs()
    return office


def from_teacher(office: Office, text: str, **headers: str):
    to = office.mail_to(office.teacher_address, "ça remarche")["Reply-To"]
    return letter(office.teacher_address, to, "Re: ça remarche ?", text, **headers)


def test_ask_transmit_answer_and_the_teacher_knows(transmitted):
    office = transmitted
    sent = office.mail_to(office.desk, spaced("Demande n° 1"))
    assert sent["Auto-Submitted"] is None
    assert "Écran noir en salle 204" in sent.get_body(("plain",)).get_content()
    assert office.mail_to(office.lead.membership.user.email, "Cours bloqué")

    answer = letter(
        f"paul.durand@{office.desk.split('@')[1]}",
        office.reply_address(),
        "x",
        (
            "Bonjour,\nNous passons jeudi.\n\n"
            "-- Répondez au-dessus de cette ligne --\n> Écran noir en salle 204"
        ),
    ).as_bytes()
    office.receive(answer.replace(b"Subject: x\n", BROKEN.replace(b"\r\n", b"\n")))

    (message,) = office.thread()
    assert message.text == "Bonjour,\nNous passons jeudi."
    assert message.author_name == "Le Département"
    assert "Durand" not in office.page(office.teacher)
    assert "Nous passons jeudi" in office.page(office.teacher)
    with scope(office.school):
        second = Transmission.objects.for_school(office.school).get()
    assert (second.external_number, second.state) == ("88531", "acknowledged")
    mail = office.mail_to(office.teacher_address, "une réponse")
    assert "Nous passons jeudi" in mail.get_body(("plain",)).get_content()
    assert "88531" in office.page(office.bursar)


def test_an_answering_machine_is_kept_and_changes_nothing(solved):
    before = len(solved.smtp.raw)
    solved.receive(from_teacher(solved, "Je suis absente", Auto_Submitted="auto-replied"))
    assert solved.request().state == "solved"
    assert solved.thread() == []
    assert solved.last_mail().state == "filed"
    assert len(solved.smtp.raw) == before


def test_yes_closes_then_thanks_leave_it_closed_then_no_reopens(solved):
    solved.receive(from_teacher(solved, "Oui, merci !"))
    assert solved.request().state == "closed"
    solved.receive(from_teacher(solved, "Merci encore"))
    assert solved.request().state == "closed"
    solved.receive(from_teacher(solved, "En fait non, l’image clignote"))
    assert solved.request().state == "sent"
    assert solved.mail_to(solved.lead.membership.user.email, "ça ne remarche pas")


def test_an_answer_long_after_the_end_makes_a_new_request_once(solved):
    solved.receive(from_teacher(solved, "Oui"))
    with scope(solved.school):
        HelpRequest.objects.for_school(solved.school).update(closed_at=timezone.now() - timedelta(days=40))
    message = from_teacher(solved, "Encore en panne ce matin")
    solved.receive(message, message)
    with scope(solved.school):
        made = HelpRequest.objects.for_school(solved.school).get(number=2)
    assert "Suite de la demande n° 1" in made.text
    assert solved.request().state == "closed"


@pytest.mark.parametrize("forged", [False, True], ids=["unknown sender", "forged token"])
def test_what_cannot_be_believed_waits_and_is_attached_by_hand(transmitted, forged):
    office = transmitted
    to = office.reply_address()
    sender = office.teacher_address if forged else "inconnu@ailleurs.invalid"
    if forged:
        to = to.replace(to.split(".")[2][:6], "aaaaaa", 1)
    before = len(office.smtp.raw)
    office.receive(letter(sender, to, "Re", "Je sais réparer"))
    assert office.thread() == []
    waiting = office.last_mail()
    assert waiting.state == "to_sort"
    assert len(office.smtp.raw) == before
    assert (
        "Je sais réparer" in office.lead.get(reverse("helpdesk:mail_to_sort", args=[office.school.uai])).text
    )
    attach = reverse("helpdesk:mail_attach", args=[office.school.uai, waiting.reference])
    office.lead.post(attach, {"number": 1})
    assert "Je sais réparer" in office.thread()[0].text


def test_a_mail_of_30_megabytes_from_someone_known_gets_a_polite_answer(transmitted):
    message = letter(transmitted.desk, transmitted.reply_address(), "Photo", "Voici").as_bytes()
    transmitted.receive(message + b"x" * 70 * 430_000)
    assert transmitted.last_mail().state == "refused"
    assert (
        "pèse"
        in transmitted.mail_to(transmitted.desk, "n’a pas pu être lu").get_body(("plain",)).get_content()
    )


def test_a_tracking_pixel_is_dropped(transmitted):
    message = letter(transmitted.desk, transmitted.reply_address(), "RE", "x")
    message.set_content('<p>Réparé.</p><img src="https://pisteur.invalid/1.gif">', subtype="html")
    transmitted.receive(message)
    assert transmitted.thread()[0].text == "Réparé."
    assert "pisteur" not in transmitted.page(transmitted.teacher)


def test_a_ticket_tool_is_heard_but_never_answered(transmitted):
    before = len(transmitted.smtp.to(transmitted.desk))
    reply = letter(
        transmitted.desk,
        transmitted.reply_address(),
        "[GLPI #12] Suivi",
        "Planifié",
        Auto_Submitted="auto-generated",
    )
    transmitted.receive(reply)
    assert transmitted.thread()[0].text == "Planifié"
    assert len(transmitted.smtp.to(transmitted.desk)) == before


@pytest.mark.parametrize(("vouched", "state"), [(True, "filed"), (False, "to_sort")])
def test_where_the_mail_server_vouches_a_borrowed_address_is_not_believed(
    transmitted, settings, vouched, state
):
    settings.ENV = settings.ENV.model_copy(update={"mail_auth_server": "mx.invalid"})
    domain = transmitted.desk.split("@")[1] if vouched else "pirate.invalid"
    result = f"mx.invalid; dkim=pass header.d={domain}"
    reply = letter(transmitted.desk, transmitted.reply_address(), "RE", "Vu", Authentication_Results=result)
    transmitted.receive(reply)
    assert transmitted.last_mail().state == state


def photo() -> bytes:
    picture = Image.effect_noise((400, 300), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "position secrète"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_joins_the_request_without_its_metadata_and_a_program_does_not(
    transmitted, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    reply = letter(transmitted.desk, transmitted.reply_address(), "RE", "Voici la lampe")
    reply.add_attachment(photo(), maintype="image", subtype="jpeg", filename="lampe.jpg")
    reply.add_attachment(
        b"MZ" + b"0" * 9000, maintype="application", subtype="octet-stream", filename="pilote.exe"
    )
    transmitted.receive(reply)
    with scope(transmitted.school):
        (kept,) = RequestFile.objects.for_school(transmitted.school)
    assert kept.name == "lampe.jpg"
    stored = path_of(transmitted.school.pk, kept.sha256).read_bytes()
    assert "secrète".encode() not in stored
    assert "« pilote.exe » n’est pas repris" in transmitted.thread()[0].text


def test_a_mail_joined_to_an_answer_is_kept_as_a_file_and_its_words_stay_apart(
    transmitted, settings, tmp_path
):
    """Verified in November 2026, § 2.8 (an attached message)."""
    settings.MEDIA_ROOT = tmp_path
    joined = letter("atelier@dep.invalid", transmitted.desk, "Lampe EB-992", "Livrée jeudi.")
    answer = letter(transmitted.desk, transmitted.reply_address(), "RE", "Voyez la réponse de l’atelier.")
    answer.add_attachment(joined)
    transmitted.receive(answer)
    (message,) = transmitted.thread()
    assert message.text == "Voyez la réponse de l’atelier."
    with scope(transmitted.school):
        (kept,) = RequestFile.objects.for_school(transmitted.school)
    assert (kept.name, kept.mime) == ("Lampe EB-992.eml", "message/rfc822")
    assert b"Livr" in path_of(transmitted.school.pk, kept.sha256).read_bytes()
    page = transmitted.page(transmitted.lead)
    assert "Tout le message" in page
    assert "[Message joint : « Lampe EB-992 », de atelier@dep.invalid]" in page
    assert "Livrée jeudi." in page
    assert "Livrée jeudi." not in transmitted.page(transmitted.teacher)


def test_the_whole_message_is_always_there_for_the_team(transmitted):
    """Verified in November 2026, § 2.8: what was cut by mistake was shown nowhere."""
    text = "Pris en charge.\n\n----- Mail original -----\nDe: Fanal\n\nÉcran noir ?\nNon, la lampe."
    transmitted.receive(letter(transmitted.desk, transmitted.reply_address(), "RE", text))
    assert transmitted.thread()[0].text == "Pris en charge."
    assert "Non, la lampe." in transmitted.page(transmitted.lead)
    assert "Non, la lampe." not in transmitted.page(transmitted.teacher)
