"""Services and acts for programs: what the pages show the holder, and nothing once their act is over."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.account_lists.actions import background_comparison
from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.testing import YEAR
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.accounts.tests.tokens import token_for
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.designations.actions import acts
from fanal.designations.testing import TODAY, prepared, signed
from fanal.directory.models import Enrolment, Pupil
from fanal.online_services.models import OnlineService

MORNING = "2026-11-26 09:00+01:00"
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


@pytest.fixture
def head(clock, school):
    with scope(school):
        return actor_of(member_of(school, Role.HEAD).person, Role.HEAD)


def program_of(membership):
    _, text = token_for(membership)
    return ForgetfulClient(raise_request_exception=False, headers={"Authorization": f"Bearer {text}"})


def ask(program, school, path):
    return program.get(f"/e/{school.uai}/api/v1/{path}")


def end_by_expiry(act, head, clock):
    clock.move_to("2026-11-27 00:00:01+01:00")


def end_by_suspension(act, head, clock):
    acts.suspend(act, "compte prêté", by=head)


def end_by_revocation(act, head, clock):
    acts.revoke(act, "fin de mission", on=TODAY, today=TODAY, by=head)


ENDS = [end_by_expiry, end_by_suspension, end_by_revocation]


def designated(school, person, head):
    act = prepared(school, person, head, rights=["do:services"], ends_on=TODAY)
    return signed(school, act, head)


@pytest.mark.parametrize("end", ENDS)
def test_an_act_that_is_over_opens_nothing_at_the_next_call_of_an_older_token(school, head, clock, end):
    with scope(school):
        bursar = member_of(school, Role.BURSAR)
        OnlineService.objects.create(school=school, name="ENT", provider="Une région")
        act = designated(school, bursar.person, head)
    program = program_of(bursar)

    def health():
        line = ask(program, school, "services").json()["items"][0]
        return ask(program, school, "health").json()["operations"], line["provider"], line["payer"]

    assert health() == (["do:services"], "Une région", "")
    with scope(school):
        end(act, head, clock)
    assert health() == ([], None, "")


@pytest.mark.parametrize("end", [None, *ENDS])
def test_an_act_that_is_over_does_nothing_by_a_job_promised_before(
    client_of, school, head, clock, end, monkeypatch
):
    monkeypatch.setattr(background_comparison, "LONG", 1)
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        service = OnlineService.objects.create(school=school, name="ENT", holders="pupils")
        pupil = Pupil.objects.create(school=school, family_name="A", given_name="Zoé")
        Enrolment.objects.create(school=school, pupil=pupil, school_year=YEAR, class_code="6A")
        act = designated(school, teacher.membership.person, head)
    file = SimpleUploadedFile("comptes.csv", "Login;Nom;Prénom;Classe\na;A;Zoé;6A\nb;B;Zoé;6A\n".encode())
    where = reverse("account_lists:list_deposit", args=[school.uai, service.pk])
    columns = teacher.post(where, {"file": file}).url
    with scope(school):
        codes = Import.objects.for_school(school).get().columns
    sent = {f"column-{rank}": code for rank, code in enumerate(codes)}
    assert teacher.post(columns, sent).status_code == 302
    with scope(school):
        promised = Comparison.objects.for_school(school).get()
        assert promised.waiting_since is not None
        if end:
            end(act, head, clock)
        background_comparison.compare_later(school.pk, promised.pk, is_sure=True)
        promised.refresh_from_db()
        assert promised.stopped == ([background_comparison.GONE] if end else [])
        assert (promised.compared_on is None) == bool(end) != Finding.objects.for_school(school).exists()


def test_each_reads_of_a_service_what_the_pages_show_them(school, head, technician_program):
    with scope(school):
        OnlineService.objects.create(
            school=school,
            name="Pronote",
            provider="Un éditeur",
            contract="M-12",
            contract_ends_on=date(2027, 8, 31),
            cost_cents=120_000,
            payer="school",
        )
        OnlineService.objects.create(school=school, name="Ancien", archived_on=TODAY)
        holders = {role: member_of(school, role) for role in (Role.DIGITAL_LEAD, Role.BURSAR)}
    seen = {}
    for role, membership in holders.items():
        answer = ask(program_of(membership), school, "services").json()
        assert (answer["total"], answer["items"][0]["name"]) == (1, "Pronote")
        seen[role] = answer["items"][0]
    assert seen[Role.DIGITAL_LEAD]["provider"] == "Un éditeur"
    assert seen[Role.BURSAR]["provider"] is None
    assert seen[Role.BURSAR]["cost_cents"] == 120_000
    assert seen[Role.BURSAR]["url"].endswith("/")
    assert ask(technician_program, school, "services").status_code == 403


def test_who_administers_what_is_told_with_its_act(school, head, technician_program):
    with scope(school):
        service = OnlineService.objects.create(school=school, name="Pronote")
        person = member_of(school, Role.TEACHER).person
        signed(school, prepared(school, person, head, service=service), head)
        prepared(school, person, head)
        lead = member_of(school, Role.DIGITAL_LEAD)
    program = program_of(lead)
    listed = ask(program, school, "designations").json()["items"]
    assert [(row["number"], row["state"], row["opens"]) for row in listed] == [
        (2, "awaiting", False),
        (1, "active", True),
    ]
    (line,) = ask(program, school, "designations?in_force=true").json()["items"]
    assert (line["service_id"], line["about"], line["delegate"]) == (service.pk, "Pronote", str(person))
    assert line["signed_on"] == "2026-11-26"
    designation = ask(program, school, "designations/1").json()
    assert designation["operations"] == ["gérer les comptes"]
    assert ask(program, school, "designations/9").status_code == 404
    assert ask(technician_program, school, "designations").json()["items"] == []
    assert ask(technician_program, school, "designations/1").status_code == 404


@pytest.mark.parametrize("path", ["services", "designations"])
def test_a_list_costs_the_same_for_one_and_twenty(school, head, path, count_queries):
    counts = []
    with scope(school):
        program = program_of(member_of(school, Role.DIGITAL_LEAD))
        person = member_of(school, Role.TEACHER).person
    for many in (1, 19):
        with scope(school):
            for rank in range(many):
                service = OnlineService.objects.create(school=school, name=f"Service {many} {rank}")
                ends_on = TODAY + timedelta(days=rank)
                signed(school, prepared(school, person, head, service=service, ends_on=ends_on), head)
        with count_queries() as seen:
            assert ask(program, school, path).json()["total"] in {1, 20}
        counts.append(len(seen))
    assert counts[0] == counts[1]
