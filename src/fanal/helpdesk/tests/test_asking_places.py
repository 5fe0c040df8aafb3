"""Where a request leaves for, who learns of it and what is said of it (December § 2.3 and § 4.1)."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.kinds import guess
from fanal.helpdesk.rules.wording import ToldPerson, who_is_told
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.online_services.models import OnlineService

pytestmark = pytest.mark.django_db
LESSON = "2026-12-01 10:12+01:00"  # a Tuesday


@pytest.fixture
def rooms(school):
    names = ("Salle 101", "Salle 102", "Salle 104", "Informatique 1", "CDI")
    with scope(school):
        return {name: RoomFactory(school=school, name=name) for name in names}


def ask(browser, school, text, **more):
    given = {"text": text, "kind": "other", "guessed": "other", "urgency": "annoying"} | more
    return browser.post(reverse("helpdesk:request_ask", args=[school.uai]), given)


def hints(browser, school, **typed):
    address = reverse("helpdesk:ask_hints", args=[school.uai])
    return browser.post(address, typed, headers={"HX-Request": "true"}).text


def only_request(school) -> HelpRequest:
    with scope(school):
        return HelpRequest.objects.for_school(school).select_related("room", "service").get()


def chips(page: str) -> list[str]:
    tree = html.fromstring(f"<div>{page}</div>")
    return [words_of(chip.text_content()) for chip in tree.find_class("guess")]


@pytest.mark.parametrize(
    ("text", "chip", "says"),
    [
        ("écran noir salle info 1", "Informatique 1", ""),
        ("écran noir salle 1O4", "Salle 104", ""),
        ("écran noir Salle 101 Salle 102", "Sans salle", "Quelle salle : Salle 101, Salle 102 ?"),
        ("écran noir salle 199", "Sans salle", "« salle 199 », que Fanal ne connaît pas"),
        ("écran noir", "CDI", ""),
    ],
)
def test_the_last_room_is_never_kept_in_silence(teacher, school, rooms, text, chip, says):
    last = {"room": rooms["CDI"].pk, "guessed_room": rooms["CDI"].pk}
    page = hints(teacher, school, text=text, kind="other", guessed="other", **last)
    assert chips(page)[1] == chip
    assert says in words_of(page)
    assert ("Votre texte parle" in words_of(page) or "Quelle salle" in words_of(page)) is bool(says)


@pytest.mark.parametrize("text", ["écran noir salle 199", "écran noir Salle 101 Salle 102"])
def test_without_javascript_it_is_asked_once_and_then_goes_without_room(teacher, school, rooms, text):
    last = {"room": rooms["CDI"].pk, "guessed_room": rooms["CDI"].pk}
    answer = ask(teacher, school, text, **last)
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert tree.xpath("//select[@name='room']/option[@selected]/@value") in ([], [""])
    key = tree.xpath("string(//input[@name='named_room']/@value)")
    proposed = tree.xpath("string(//input[@name='guessed_room']/@value)")
    assert ask(teacher, school, text, room="", guessed_room=proposed, named_room=key).status_code == 302
    assert only_request(school).room is None


def test_a_room_chosen_by_hand_answers_which_one(teacher, school, rooms):
    chosen = {"room": rooms["CDI"].pk, "guessed_room": ""}
    assert ask(teacher, school, "écran noir salle 199", **chosen).status_code == 302
    assert only_request(school).room == rooms["CDI"]


def test_nothing_is_said_to_be_known_before_a_word_nor_of_another_kind(teacher, school, rooms):
    """Asked in November, and back: a test wanted the other kinds, after the first."""
    with scope(school):
        kind = EquipmentType.objects.create(school=school, name="Vidéoprojecteur", kind="projector")
        machine = EquipmentFactory(school=school, type=kind, room=rooms["CDI"])
        for kind_of in ("projector", "printer", "network"):
            HelpRequestFactory(school=school, room=rooms["CDI"], equipment=machine, kind=kind_of)
    page = reverse("helpdesk:request_ask", args=[school.uai])
    for said in ({}, {"salle": rooms["CDI"].pk}, {"equipement": machine.number}):
        assert "Déjà signalé" not in teacher.get(page, said).text
    typed = {"text": "vidéoprojecteur noir", "room": rooms["CDI"].pk, "kind": "projector"}
    found = words_of(hints(teacher, school, **typed))
    assert found.count("Déjà signalé ici") == 1
    assert "Déjà signalé ici : Vidéoprojecteur" in found


def test_a_password_has_no_room_and_its_service_is_read_from_the_text(teacher, school, rooms):
    with scope(school):
        pronote = OnlineService.objects.create(school=school, name="Pronote")
        OnlineService.objects.create(school=school, name="Moodle")
    assert guess("mot de passe Pronote") == "account"
    last = {"room": rooms["CDI"].pk, "guessed_room": rooms["CDI"].pk}
    page = html.fromstring(f"<div>{hints(teacher, school, text='mot de passe Pronote', **last)}</div>")
    assert page.xpath("//select[@name='service']/option[@selected]/@value") == [str(pronote.pk)]
    ask(teacher, school, "mot de passe Pronote oublié", **last)
    made = only_request(school)
    assert (made.kind, made.room, made.service) == ("account", None, pronote)


def test_a_service_set_aside_by_hand_is_not_guessed_again(teacher, school):
    with scope(school):
        pronote = OnlineService.objects.create(school=school, name="Pronote")
    ask(teacher, school, "mot de passe Pronote oublié", service="", guessed_service=pronote.pk)
    assert only_request(school).service is None


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.TEACHER, "Bloque mon cours"),
        (Role.STAFF, "Bloque mon travail"),
        (Role.BURSAR, "Bloque mon travail"),
    ],
)
def test_staff_without_lessons_have_their_own_words(client_of, school, role, words):
    page = words_of(client_of(school, role).get(reverse("helpdesk:request_ask", args=[school.uai])).text)
    assert words in page
    assert ("Et le cours ?" in page) is (words == "Bloque mon cours")


def test_the_mail_of_an_assistant_says_no_lesson(client_of, lead, school):
    with scope(school):
        lead.membership.person.email = "morvan@ecole.invalid"
        lead.membership.person.save()
    ask(client_of(school, Role.STAFF), school, "Le téléphone est muet", urgency="blocked")
    with scope(school):
        assert Mail.objects.for_school(school).get().subject.startswith("Travail bloqué")


@pytest.fixture
def morvan(lead, school, settings):
    settings.ENV = settings.ENV.__class__(**{**vars(settings.ENV), "smtp_url": "smtp://localhost:25"})
    with scope(school):
        who = lead.membership.person
        who.civility, who.family_name, who.email = "Mme", "Morvan", "morvan@ecole.invalid"
        who.save()
    return lead


def test_a_blocked_lesson_says_who_is_told_and_she_is(teacher, school, morvan):
    with time_machine.travel(LESSON, tick=False):
        page = words_of(hints(teacher, school, text="écran noir", urgency="blocked"))
        assert "Mme Morvan est prévenue maintenant." in page
        assert "prévenue" not in words_of(hints(teacher, school, text="écran noir", urgency="annoying"))
        answer = ask(teacher, school, "écran noir", urgency="blocked")
        page = words_of(teacher.get(answer.url).text)
        with scope(school):
            mail = Mail.objects.for_school(school).get(to="morvan@ecole.invalid")
        assert mail.not_before <= timezone.now()
        assert mail.subject.startswith("Cours bloqué")
        assert "Mme Morvan est prévenue." in page
        assert "Délai prévu" not in page


def test_without_a_server_of_mails_nobody_is_said_to_be_told(teacher, school, lead):
    assert "prévenu" not in words_of(hints(teacher, school, text="écran noir", urgency="blocked"))


def test_in_the_quiet_hours_it_says_when(teacher, school, morvan):
    with time_machine.travel("2026-12-01 21:00+01:00", tick=False):
        page = words_of(hints(teacher, school, text="écran noir", urgency="blocked"))
        ask(teacher, school, "écran noir", urgency="blocked")
        with scope(school):
            mail = Mail.objects.for_school(school).get(to="morvan@ecole.invalid")
    assert "Mme Morvan sera prévenue mercredi 2 décembre à 7 h" in page
    assert mail.not_before.astimezone(school.zone_info).day == 2


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], ""),
        ([("Mme Morvan", "Mme")], "Mme Morvan est prévenue maintenant."),
        ([("Mme Morvan", "Mme"), ("M. Petit", "M.")], "Mme Morvan et M. Petit sont prévenus maintenant."),
        ([("Mme A", "Mme"), ("Mme B", "Mme")], "Mme A et Mme B sont prévenues maintenant."),
        ([("A", ""), ("B", ""), ("C", "")], "L’équipe numérique est prévenue maintenant."),
    ],
)
def test_the_sentence_agrees(people, words):
    now = timezone.now()
    assert who_is_told([ToldPerson(*each) for each in people], now, now, is_done=False) == words


def test_the_queue_takes_the_named_room_and_goes(teacher, school, rooms):
    """December § 2.3: 422, « Votre texte parle de… », said to nobody."""
    last = {"room": rooms["CDI"].pk, "guessed_room": rooms["CDI"].pk, "queued": "1"}
    assert ask(teacher, school, "Écran noir en salle 104", **last).status_code == 302
    assert only_request(school).room == rooms["Salle 104"]


@pytest.mark.parametrize("text", ["Écran noir salle 199", "Écran noir Salle 101 Salle 102"])
def test_the_queue_takes_no_room_when_nobody_can_say_which(teacher, school, rooms, text):
    last = {"room": rooms["CDI"].pk, "guessed_room": rooms["CDI"].pk, "queued": "1"}
    assert ask(teacher, school, text, **last).status_code == 302
    assert only_request(school).room is None


def test_a_queued_request_for_what_was_closed_meanwhile_goes(teacher, school, rooms):
    with scope(school):
        machine = EquipmentFactory(school=school, name="VP-CDI", room=rooms["CDI"])
        rooms["CDI"].is_closed = True
        rooms["CDI"].save()
        Equipment.objects.for_school(school).filter(pk=machine.pk).update(state="disposed")
    closed = {
        "room": rooms["CDI"].pk,
        "guessed_room": "",
        "equipment": machine.pk,
        "service": "99",
        "kind": "?",
    }
    answer = ask(teacher, school, "Écran noir", queued="1", **(closed | {"urgency": "?"}))
    assert answer.status_code == 302
    made = only_request(school)
    assert (made.room, made.equipment, made.urgency) == (None, None, "annoying")
    assert "Choisi sans réseau : CDI, VP-CDI." in made.text


def test_what_is_for_the_management_stays_out_of_the_queue_too(teacher, school):
    answer = ask(teacher, school, "Un élève subit du harcèlement", queued="1")
    assert answer.status_code == 422
    assert "3018" in answer.text


def test_the_page_that_a_browser_keeps_names_nobody(teacher, lead, school, rooms):
    with scope(school):
        me = teacher.membership.person
        kind = EquipmentType.objects.create(school=school, name="Portable", kind="computer")
        EquipmentFactory(school=school, name="PORT-44", type=kind, holder=me)
    address = reverse("helpdesk:request_ask", args=[school.uai])
    shown, kept = (teacher.get(address, headers=more).text for more in ({}, {"X-Fanal-Carry": "1"}))
    assert "PORT-44" in shown
    names = [me.family_name, lead.membership.person.family_name]
    for word in ("PORT-44", teacher.membership.user.email, *names):
        assert word not in kept
    assert "Salle 104" in kept
