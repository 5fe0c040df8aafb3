"""Requests for programs: what the pages show, and asking once for each key."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory, forge_token, member_of
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.tests.factories import HelpRequestFactory

KEY = "0123456789abcdef"


def program_of(membership) -> ForgetfulClient:
    with scope(membership.school):
        text = forge_token(membership.school, membership.user)
    return ForgetfulClient(raise_request_exception=False, headers={"Authorization": f"Bearer {text}"})


@pytest.fixture
def lead(client_of, school):
    membership = client_of(school, Role.DIGITAL_LEAD).membership
    program = program_of(membership)
    program.membership = membership
    return program


def address(school, *parts) -> str:
    return "/".join([f"/e/{school.uai}/api/v1/requests", *map(str, parts)])


def send(program, school, key=KEY, **fields):
    return send_all(program, school, {"text": "Le vidéoprojecteur reste noir"} | fields, key)


def send_all(program, school, sent, key=KEY):
    return program.post(
        address(school), sent, content_type="application/json", headers={"Idempotency-Key": key}
    )


def asked_in(school) -> list[HelpRequest]:
    with scope(school):
        return list(HelpRequest.objects.for_school(school).select_related("requester", "room", "equipment"))


def test_a_program_asks_in_the_name_of_its_holder(lead, school):
    with scope(school):
        room = RoomFactory(school=school, name="Salle 12")
        machine = EquipmentFactory(school=school, room=room)
    answer = send(lead, school, room="Salle 12", equipment=machine.number, urgency="blocked")
    assert answer.status_code == 201, answer.text
    (help_request,) = asked_in(school)
    assert answer.json()["number"] == help_request.number
    assert answer.json()["url"].endswith(f"/e/{school.uai}/demandes/{help_request.number}/")
    assert (help_request.requester, help_request.room, help_request.equipment) == (
        lead.membership.person,
        room,
        machine,
    )
    assert (help_request.kind, help_request.urgency, help_request.state) == ("projector", "blocked", "sent")


def test_the_same_key_asks_once_and_other_words_under_it_are_refused(lead, school):
    first, again = send(lead, school), send(lead, school)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    refused = send(lead, school, text="Autre chose")
    assert refused.status_code == 422
    assert "déjà servi" in refused.json()["why"][0]
    assert len(asked_in(school)) == 1
    assert send(lead, school, key="another-key-0123").json()["number"] != first.json()["number"]


def test_the_key_of_one_token_is_nothing_to_another(lead, client_of, school):
    other = program_of(client_of(school, Role.HEAD).membership)
    assert send(lead, school).json()["number"] != send(other, school).json()["number"]


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_at_once_by_several_threads_asks_once():
    school = SchoolFactory()
    with scope(school):
        membership = member_of(school, Role.DIGITAL_LEAD)
    program = program_of(membership)
    authorization = program.defaults["HTTP_AUTHORIZATION"]

    def press(_):
        try:
            mine = ForgetfulClient(raise_request_exception=False, headers={"Authorization": authorization})
            return send(mine, school).json()["number"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(press, range(4)))) == 1
    assert len(asked_in(school)) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "a\0b"},
        {"room": "a\0"},
        {"text": "x" * 4001},
        {"room": "Nulle part"},
        {"equipment": 999},
        {"equipment": 2**40},
        {"kind": "other than all"},
        {"text": "Un élève subit du harcèlement"},
    ],
)
def test_what_does_not_hold_is_said_and_nothing_is_asked(lead, school, fields):
    answer = send(lead, school, **fields)
    assert answer.status_code == 422, answer.text
    assert answer.json()["why"]
    assert asked_in(school) == []


@pytest.mark.parametrize("name", ["school", "requester", "state", "number", "due_at", "taken_by"])
def test_what_a_program_may_not_say_is_refused(lead, school, name):
    """December § 6.5: « unknown fields pass in silence » (again)."""
    answer = send_all(lead, school, {"text": "Plus de son", name: 7})
    assert answer.status_code == 422
    assert f"« {name} » : ce champ n’existe pas ici" in answer.json()["why"][0]
    assert asked_in(school) == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]
)
def test_the_body_is_json_whatever_its_type_says(lead, school, kind):
    def sent(body, key):
        key = {"Idempotency-Key": key}
        return lead.generic("POST", address(school), body, content_type=kind, headers=key).status_code

    assert sent(b'{"text": "Plus de son"}', "json-0123456789ab") == 201
    assert sent(b"--x\r\n\r\n--x--", "form-0123456789ab") == 400


def test_a_nul_in_the_address_is_refused_in_words(lead, school):
    answer = lead.get(address(school) + "?q=%00")
    assert (answer.status_code, answer.json()["why"]) == (400, ["Le caractère nul n’est pas autorisé."])


def test_the_list_and_the_thread_are_those_of_the_page(lead, client_of, school):
    with scope(school):
        help_request = HelpRequestFactory(school=school, text="Plus de son")
        for audience in ("everyone", "team"):
            Message.objects.create(
                school=school,
                help_request=help_request,
                author_name="X",
                text=audience,
                audience=audience,
                written_at=timezone.now(),
            )
    assert [row["number"] for row in lead.get(address(school)).json()["items"]] == [help_request.number]
    assert [said["text"] for said in lead.get(address(school, help_request.number)).json()["thread"]] == [
        "everyone",
        "team",
    ]


def test_a_technician_reads_what_waits_for_them_without_the_notes_and_asks_nothing(
    client_of, school, technician_program
):
    with scope(school):
        mine = HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
        HelpRequestFactory(school=school)
        Message.objects.create(
            school=school,
            help_request=mine,
            author_name="X",
            text="SECRET",
            audience="team",
            written_at=timezone.now(),
        )
    assert [row["number"] for row in technician_program.get(address(school)).json()["items"]] == [mine.number]
    assert technician_program.get(address(school, mine.number)).json()["thread"] == []
    assert technician_program.get(address(school, mine.number + 1)).status_code == 404
    assert send(technician_program, school).status_code == 403


def test_whoever_answers_is_told_as_when_a_person_asks(lead, client_of, school):
    with scope(school):
        PersonFactory(school=school)
    head = client_of(school, Role.DIGITAL_LEAD).membership
    send(lead, school)
    with scope(school):
        assert head.person.email in set(Mail.objects.for_school(school).values_list("to", flat=True))


def test_a_wait_names_the_authority_as_the_pages_do(lead, school):
    with scope(school):
        waiting = HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
    (line,) = lead.get(address(school)).json()["items"]
    assert line["state_words"] == "En attente du Département"
    assert lead.get(address(school, waiting.number)).json()["state_words"] == "En attente du Département"
