"""Exit and arrival sheets: what every app sees, what somebody ticks, who is asked about."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.account_lists.models import Comparison, ExpectedAdmin, Finding
from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core.clock.testing import today
from fanal.core.imports.models import Import
from fanal.core.models import JournalEntry
from fanal.core.people.arrivals_departures import DEPARTURE, PERSON
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.directory.models import ChecklistTick, Pupil, SourceRecord
from fanal.directory.privacy import TICKS
from fanal.directory.reading.arrivals_departures import checks_of
from fanal.directory.reading.records import PUPILS, links_to
from fanal.equipment.models import Equipment, EquipmentType
from fanal.helpdesk.models import HelpRequest
from fanal.online_services.models import OnlineService

pytestmark = pytest.mark.django_db


def url(name: str, school: School, *args: int) -> str:
    return reverse(f"movements:{name}", args=[school.uai, *args])


def plain(text: str) -> str:
    return text.replace(chr(160), " ").replace(chr(8239), " ")


@pytest.fixture
def leaver(school) -> Person:
    """A teacher who left yesterday with a laptop, an open request, an account and rights in it."""
    with scope(school):
        held = member_of(school, Role.TEACHER)
        person = held.person
        Membership.objects.filter(pk=held.pk).update(valid_until=today() + timedelta(days=1))
        Person.objects.filter(pk=person.pk).update(left_on=today() - timedelta(days=1))
        kind = EquipmentType.objects.create(school=school, name="PC portable")
        Equipment.objects.create(school=school, number=12, name="PC de prêt", type=kind, holder=person)
        HelpRequest.objects.create(
            school=school, number=7, text="x", kind="other", requester=person, asked_at=timezone.now()
        )
        service = OnlineService.objects.create(school=school, name="Pronote")
        _finding(school, service, person=person)
        ExpectedAdmin.objects.create(school=school, service=service, person=person, marked_on=today())
        person.refresh_from_db()
    return person


def _finding(school, service, **whose) -> Finding:
    imported = Import.objects.create(
        school=school,
        number=Import.objects.count() + 900,
        name="comptes",
        kind="accounts",
        stage="applied",
        sha256="0" * 64,
        made_at=timezone.now(),
        applied_at=timezone.now(),
    )
    compared = Comparison.objects.create(
        school=school, service=service, imported=imported, compared_on=today()
    )
    return Finding.objects.create(
        school=school,
        service=service,
        comparison=compared,
        kind="orphan",
        key=str(imported.pk),
        since=today(),
        seen_on=today(),
        **whose,
    )


def test_every_app_says_what_remains(client_of, school, leaver):
    page = plain(client_of(school, Role.HEAD).get(url("departure", school, leaver.pk)).text)
    for words in (
        "PC de prêt (n° 12)",
        "n° 7",
        "Administrateur prévu",
        "Comptes encore vus",
        "Fermer le compte : Pronote",
        "Fonctions et accès à Fanal",
        "Du matériel n’est pas rendu",
        "mots de passe communs",
    ):
        assert words in page
    assert {check.code for check in checks_of(DEPARTURE, PERSON)} >= {
        "equipment",
        "rights",
        "invitation",
        "tokens",
        "entrusted",
        "asked",
        "accounts",
        "admin",
        "tasks",
    }


def test_a_line_is_ticked_once_with_its_author_and_can_be_unticked(client_of, school, leaver):
    browser, address = client_of(school, Role.BURSAR), url("departure", school, leaver.pk)
    for _ in range(2):
        assert browser.post(address, {"do": "tick", "line": "handover"}).status_code == 302
    with scope(school):
        tick = ChecklistTick.objects.for_school(school).get()
        assert tick.done_by is not None
        verbs = JournalEntry.objects.for_school(school).filter(verb__startswith="directory.sheet")
        assert verbs.count() == 1
    assert "Fait le" in browser.get(address).text
    assert browser.post(address, {"do": "untick", "line": "handover"}).status_code == 302
    assert browser.post(address, {"do": "tick", "line": "no such line"}).status_code == 422
    assert browser.post(address, {"do": "tick", "line": "equipment"}).status_code == 422
    with scope(school):
        assert not ChecklistTick.objects.for_school(school).exists()


def test_closing_an_account_is_flagged_while_a_machine_is_held(client_of, school, leaver):
    browser, address = client_of(school, Role.DIGITAL_LEAD), url("departure", school, leaver.pk)
    with scope(school):
        line = f"service-{OnlineService.objects.for_school(school).get().pk}"
    refused = browser.post(address, {"do": "tick", "line": line})
    assert refused.status_code == 422
    assert "PC de prêt" in refused.text
    assert browser.post(address, {"do": "tick", "line": line, "even_so": "yes"}).status_code == 302
    browser.post(address, {"do": "untick", "line": line})
    with scope(school):
        Equipment.objects.for_school(school).update(holder=None)
    assert browser.post(address, {"do": "tick", "line": line}).status_code == 302


def test_a_sheet_is_closed_when_nothing_remains_and_leaves_the_list(client_of, school, leaver):
    browser, address = client_of(school, Role.HEAD), url("departure", school, leaver.pk)
    assert browser.post(address, {"do": "close"}).status_code == 422
    assert str(leaver) in browser.get(url("movement_list", school)).text
    with scope(school):
        Equipment.objects.for_school(school).update(holder=None)
        HelpRequest.objects.for_school(school).update(state="closed", closed_at=timezone.now())
        Finding.objects.for_school(school).update(state="done")
        ExpectedAdmin.objects.for_school(school).delete()
        Membership.objects.filter(person=leaver).update(valid_until=today() - timedelta(days=1))
        service = OnlineService.objects.for_school(school).get()
    for line in ("handover", "passwords", f"service-{service.pk}"):
        browser.post(address, {"do": "tick", "line": line})
    assert browser.post(address, {"do": "close"}).status_code == 302
    assert str(leaver) not in browser.get(url("movement_list", school)).text
    assert "Terminée" in browser.get(address).text
    browser.post(address, {"do": "untick", "line": "handover"})
    assert str(leaver) in browser.get(url("movement_list", school)).text


def test_a_list_that_is_cut_says_so(client_of, school, leaver, monkeypatch):
    browser, listed = client_of(school, Role.HEAD), url("movement_list", school)
    assert "au plus par liste" not in browser.get(listed).text
    monkeypatch.setattr("fanal.directory.reading.arrivals_departures.MOST", 1)
    assert "1 personnes au plus par liste" in browser.get(listed).text


def test_a_replacement_is_announced_then_asked_about_and_loses_nothing_by_itself(client_of, school):
    with scope(school):
        held = member_of(school, Role.TEACHER, valid_from=today() - timedelta(days=40))
        member_of(school, Role.TEACHER, valid_from=today() - timedelta(days=400))

        def end(days: int) -> None:
            Membership.objects.filter(pk=held.pk).update(valid_until=today() + timedelta(days=days))

        end(20)
    browser, name = client_of(school, Role.HEAD), str(held.person)
    home, listed = reverse("web:home", args=[school.uai]), url("movement_list", school)
    assert "Ses fonctions s’arrêtent" in browser.get(listed).text
    assert "est-ce un départ" not in browser.get(home).text
    with scope(school):
        end(10)
    assert "Ses fonctions s’arrêtent" in browser.get(home).text
    with scope(school):
        end(-1)
    text = browser.get(home).text
    assert "ont pris fin" in text
    assert name in text
    address = url("departure", school, held.person_id)
    assert "Noter son départ" in browser.get(address).text
    assert browser.post(address, {"do": "stays"}).status_code == 302
    assert browser.post(address, {"do": "stays"}).status_code == 422
    assert name not in browser.get(home).text
    with scope(school):
        assert Person.objects.for_school(school).get(pk=held.person_id).left_on is None
        ChecklistTick.objects.for_school(school).update(done_at=timezone.now() - timedelta(days=121))
    assert name in browser.get(home).text


def test_an_arrival_has_its_sheet_and_what_is_done_ticks_itself(client_of, school):
    with scope(school):
        member_of(school, Role.TEACHER, valid_from=today() - timedelta(days=400))
        held = member_of(school, Role.TEACHER, valid_from=today(), valid_until=today() + timedelta(days=90))
        OnlineService.objects.create(school=school, name="Pronote")
        OnlineService.objects.create(school=school, name="ÉduConnect", holders="pupils")
    browser = client_of(school, Role.DIGITAL_LEAD)
    listed = browser.get(url("movement_list", school)).text
    assert str(held.person) in listed
    page = plain(browser.get(url("arrival", school, held.person_id)).text)
    for words in ("Fonctions données", "Matériel confié", "Créer le compte : Pronote", "charte"):
        assert words in page
    assert "ÉduConnect" not in page
    assert browser.post(url("arrival", school, held.person_id), {"do": "stays"}).status_code == 422


def test_a_pupil_who_left_shows_the_accounts_to_close(client_of, school):
    with scope(school):
        gone = Pupil.objects.create(school=school, family_name="NOM", given_name="Léa", left_on=today())
        service = OnlineService.objects.create(school=school, name="Éléa")
        _finding(school, service, pupil=gone)
    browser = client_of(school, Role.HEAD)
    assert "Léa NOM" in browser.get(url("movement_list", school)).text
    address = url("pupil_departure", school, gone.pk)
    page = plain(browser.get(address).text)
    assert "Fermer le compte : Éléa" in page
    assert "mots de passe communs" not in page
    assert browser.post(address, {"do": "tick", "line": f"service-{service.pk}"}).status_code == 302
    assert address in browser.get(reverse("directory:pupil_page", args=[school.uai, gone.pk])).text


def test_a_sheet_is_printed(client_of, school, leaver):
    answer = client_of(school, Role.HEAD).get(url("departure", school, leaver.pk), {"imprimer": "1"})
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_only_the_team_reads_a_sheet(client_of, school, leaver, role):
    browser = client_of(school, role)
    for address in (url("movement_list", school), url("departure", school, leaver.pk)):
        assert browser.get(address).status_code == 403
    assert (
        browser.post(url("departure", school, leaver.pk), {"do": "tick", "line": "handover"}).status_code
        == 403
    )


def test_ticks_follow_a_joined_pupil_and_last_a_year(school):
    with scope(school):
        gone = Pupil.objects.create(school=school, family_name="NOM", given_name="Léa", left_on=today())
        ChecklistTick.objects.create(
            school=school,
            pupil=gone,
            sheet="departure",
            code="service-1",
            done_at=timezone.now() - timedelta(days=366),
        )
        assert "directory.checklisttick" in {field.model._meta.label_lower for field in links_to(PUPILS)}
        assert TICKS.purge(school.pk, timezone.now()) == 1


def test_the_pages_cost_the_same_for_one_and_twenty(client_of, school, leaver, count_queries):
    browser, listed = client_of(school, Role.HEAD), url("movement_list", school)
    browser.get(listed)
    with count_queries() as for_one:
        browser.get(listed)
    with scope(school):
        for _ in range(20):
            PersonFactory(school=school, left_on=today())
            held = member_of(school, Role.TEACHER, valid_until=today() + timedelta(days=3))
            SourceRecord.objects.create(
                school=school,
                source="aaf",
                kind="staff",
                key=str(held.pk),
                seen_on=today(),
                gone_on=today(),
                school_year="2026-2027",
                person=held.person,
            )
    with count_queries() as many:
        browser.get(listed)
    with count_queries() as sheet:
        browser.get(url("departure", school, leaver.pk))
    assert len(for_one) == len(many) <= MOST_QUERIES
    assert len(sheet) <= MOST_QUERIES
