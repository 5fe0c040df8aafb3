"""Whose card may an import write? Never that of somebody who holds more than whoever imports could give."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Invitation, Person
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import grant, member_of
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.actions.record_merge import join_records, separate_records
from fanal.directory.models import RecordMerge, StaffYear
from fanal.directory.reading.records import STAFF, state_of
from fanal.directory.rules.record_merge import seal_of
from fanal.people_files.actions import tables
from fanal.people_files.tests.importing import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
THIEF = "voleur@ailleurs.invalid"


@pytest.fixture
def bring(importer, school):
    def deposit(text: str, *, by=None, is_complete: bool = False) -> Import:
        table = read_table(text.encode(), "liste.csv")
        by = by or importer.by
        with scope(school):
            imported = tables.deposit_table(school, table, name="liste.csv", now=timezone.now(), by=by)
            return tables.choose_columns(
                imported, imported.columns, kind="staff", is_complete=is_complete, today=TODAY, by=by
            )

    return deposit


def nobody_s(school, *roles: Role, name: str = "VIDAL") -> Person:
    """Somebody who holds these functions, without an address."""
    with scope(school):
        membership = member_of(school, *roles)
        membership.user = None
        membership.save()
        Person.objects.filter(pk=membership.person_id).update(family_name=name, given_name="Anne", email="")
        return Person.objects.for_school(school).get(pk=membership.person_id)


def as_written(person: Person) -> Person:
    with scope(person.school_id):
        return Person.objects.for_school(person.school_id).get(pk=person.pk)


def table_of(name: str = "VIDAL", mail: str = THIEF) -> str:
    return f"Nom;Prénom;Courriel;Fonction\n{name};Anne;{mail};Adjointe\n"


@pytest.mark.parametrize("above", [Role.DEPUTY, Role.HEAD, Role.BURSAR])
def test_no_file_gives_an_account_to_whoever_brings_it(school, client_of, above):
    """Verified in November 2026, S1: a staff import filled a deputy's address, then « inviter » used it."""
    victim = nobody_s(school, above)
    browser = client_of(school, Role.DIGITAL_LEAD)
    start = reverse("people_files:import_start", args=[school.uai])
    columns = browser.post(start, {"file": SimpleUploadedFile("liste.csv", table_of().encode())}).url
    chosen = {
        f"column-{rank}": code for rank, code in enumerate(("family_name", "given_name", "email", "job"))
    }
    preview = browser.get(browser.post(columns, chosen | {"kind": "staff"}).url)
    assert "reste telle quelle" in preview.text
    assert THIEF not in preview.text
    with scope(school):
        imported = Import.objects.for_school(school).get()
    browser.post(
        reverse("people_files:import_apply", args=[school.uai, imported.number]), {"shown": imported.root}
    )
    victim = as_written(victim)
    assert victim.email == ""
    with scope(school):  # the same, had the address come otherwise
        Person.objects.filter(pk=victim.pk).update(email=THIEF)
    answer = browser.post(reverse("people:person_invite", args=[school.uai, victim.pk]))
    assert answer.status_code == 403
    with scope(school):
        assert not Invitation.objects.for_school(school).exists()


def test_nor_may_an_invitation_above_be_withdrawn(school, client_of):
    victim = nobody_s(school, Role.HEAD)
    with scope(school):
        Invitation.objects.create(
            school=school, person=victim, email="tete@ici.invalid", seed="x", sent_at=timezone.now()
        )
    withdraw = reverse("people:person_withdraw", args=[school.uai, victim.pk])
    assert client_of(school, Role.DIGITAL_LEAD).post(withdraw).status_code == 403
    assert client_of(school, Role.HEAD).post(withdraw).status_code == 302


def test_what_was_withheld_is_written_when_the_management_brings_the_same_file(importer, school, bring):
    victim = nobody_s(school, Role.DEPUTY)
    importer.apply(bring(table_of()))
    again = bring(table_of())
    assert (again.created, again.changed) == (0, 0)
    with scope(school):
        head = member_of(school, Role.HEAD).person
        year = StaffYear.objects.for_school(school).get(person=victim)
        assert year.functions == []
    by = type(importer.by)(f"person:{head.pk}", "Tête", frozenset({Role.HEAD}), school.pk, head.pk)
    imported = bring(table_of(), by=by)
    assert imported.changed == 1
    importer.by = by
    importer.apply(imported)
    victim = as_written(victim)
    assert victim.email == THIEF


def test_joining_two_records_gives_no_address_to_somebody_above(importer, school, bring):
    """The same by another way: a record of an import, joined to a deputy's, would fill the empty address."""
    victim = nobody_s(school, Role.DEPUTY)
    importer.apply(bring(table_of(name="VIDALE")))
    with scope(school):
        imported = Person.objects.for_school(school).get(email=THIEF)
        seal = seal_of(*(state_of(STAFF, person) for person in (victim, imported)))
        arguments = {"seal": seal, "today": TODAY, "now": timezone.now()}
        with pytest.raises(RuleBroken, match="dépassent celles que vous pouvez donner"):
            join_records(STAFF, victim, imported, **arguments, by=importer.by)
        head = member_of(school, Role.HEAD).person
        by = type(importer.by)(f"person:{head.pk}", "Tête", frozenset({Role.HEAD}), school.pk, head.pk)
        join_records(STAFF, victim, imported, **arguments, by=by)
        with pytest.raises(RuleBroken, match="dépassent celles que vous pouvez donner"):
            separate_records(RecordMerge.objects.for_school(school).get(), now=timezone.now(), by=importer.by)
    assert as_written(victim).email == THIEF


def test_a_plan_of_the_management_is_not_applied_by_somebody_below(importer, school, bring):
    nobody_s(school, Role.DEPUTY)
    with scope(school):
        head = member_of(school, Role.HEAD).person
    by = type(importer.by)(f"person:{head.pk}", "Tête", frozenset({Role.HEAD}), school.pk, head.pk)
    with pytest.raises(RuleBroken, match="dépasse vos fonctions"):
        importer.apply(bring(table_of(), by=by))


def test_functions_given_between_the_preview_and_applying_count(importer, school, bring):
    with scope(school):
        membership = member_of(school, Role.TEACHER)
        Person.objects.filter(pk=membership.person_id).update(
            family_name="VIDAL", given_name="Anne", email=""
        )
    imported = bring(table_of())
    with scope(school):
        membership.roles = [Role.DEPUTY.value]
        membership.save()
    with pytest.raises(RuleBroken, match="dépasse vos fonctions"):
        importer.apply(imported)


def test_whoever_administers_more_is_above_too(importer, school, bring):
    victim = nobody_s(school, Role.TEACHER)
    with scope(school):
        grant(victim, *Delegated)
    importer.by = type(importer.by)(
        importer.by.reference,
        "Référent",
        frozenset({Role.DIGITAL_LEAD, Delegated.DIRECTORY}),
        school.pk,
        importer.by.person_id,
    )
    importer.apply(bring(table_of(), by=importer.by))
    victim = as_written(victim)
    assert victim.email == ""


def test_a_teacher_s_empty_address_is_filled(importer, school, bring):
    teacher = nobody_s(school, Role.TEACHER)
    importer.apply(bring(table_of()))
    teacher = as_written(teacher)
    assert teacher.email == THIEF


def test_one_address_on_two_lines_is_a_refused_line(importer, school, bring):
    """Verified in November 2026, S11: it ended in an error 500."""
    imported = bring("Nom;Prénom;Courriel\nUN;A;x@ici.invalid\nDEUX;B;X@ici.invalid\nTROIS;C;\n")
    assert (imported.created, imported.refused) == (2, 1)
    (line,) = importer.lines(imported, "refused")
    assert "x@ici.invalid" in line.reasons[0]
    importer.apply(imported)
    with scope(school):
        assert Person.objects.for_school(school).filter(email="x@ici.invalid").count() == 1


def test_an_address_of_somebody_else_is_a_refused_line_and_no_departure(importer, school, bring):
    importer.apply(bring("Nom;Prénom;Courriel\nUN;A;x@ici.invalid\nDEUX;B;\n"))
    imported = bring("Nom;Prénom;Courriel\nUN;A;x@ici.invalid\nDEUX;B;x@ici.invalid\n", is_complete=True)
    assert (imported.changed, imported.refused, imported.gone) == (0, 1, 0)
    assert "déjà celle de A UN" in importer.lines(imported, "refused")[0].reasons[0]


@pytest.mark.parametrize(
    "mail", ["a@b.fr, c@d.fr", "a@b.fr;c@d.fr", "a@b", "pas d’adresse", "a b@c.fr", "<a@b.fr>"]
)
def test_what_is_no_address_is_a_refused_line(importer, school, bring, mail):
    imported = bring(f'Nom;Prénom;Courriel\nUN;A;"{mail}"\n')
    assert (imported.created, imported.refused) == (0, 1)
    assert "n’est pas une adresse" in importer.lines(imported, "refused")[0].reasons[0]


def test_an_address_taken_meanwhile_stops_applying_with_a_sentence(importer, school, bring):
    imported = bring("Nom;Prénom;Courriel\nUN;A;x@ici.invalid\n")
    with scope(school):
        Person.objects.create(school=school, given_name="Z", family_name="ZED", email="x@ici.invalid")
    with pytest.raises(RuleBroken, match="modifiée depuis"):
        importer.apply(imported)


def test_a_card_corrected_since_the_preview_stops_applying(importer, school, bring):
    teacher = nobody_s(school, Role.TEACHER)
    imported = bring(table_of())
    with scope(school):
        Person.objects.filter(pk=teacher.pk).update(email="anne@ici.invalid")
    with pytest.raises(RuleBroken, match="modifiée depuis"):
        importer.apply(imported)


def test_a_new_address_kills_the_link_sent_to_the_old_one(importer, school, bring):
    teacher = nobody_s(school, Role.TEACHER)
    importer.apply(bring(table_of(mail="ancienne@ici.invalid")))
    with scope(school):
        Invitation.objects.create(
            school=school, person=teacher, email="ancienne@ici.invalid", seed="x", sent_at=timezone.now()
        )
    importer.apply(bring(table_of(mail="nouvelle@ici.invalid")))
    teacher = as_written(teacher)
    assert teacher.email == "nouvelle@ici.invalid"
    with scope(school):
        assert not Invitation.objects.for_school(school).waiting().exists()
