"""December § 7, N7: « Frozen and signed are guarded for board reports alone »: one guard, model by model.

A frozen thing is altered by each role that the application has: the one that serves (`fanal_app`, mails and
agents included) and the owner of the tables. The declared door empties and removes, says why, leaves a trace.
"""

import re

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core import journal
from fanal.core.embedded import Embedded
from fanal.core.frozen import open_doors
from fanal.core.frozen.declaration import GONE, TRIGGER
from fanal.core.frozen.models import FrozenOpening
from fanal.core.frozen.openings import opening_counts
from fanal.core.frozen.testing import types_of
from fanal.core.tenancy import scope
from fanal.surveys.actions.publication import keep_publication
from fanal.surveys.models import Survey, SurveyPublication

FROZEN = [model for model in apps.get_models() if hasattr(model, "FROZEN")]
DEFINITIONS = """
SELECT c.relname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE t.tgname = %s AND t.tgenabled IN ('O', 'A')
"""
pytestmark = pytest.mark.django_db


def plain(condition: str) -> str:
    return re.sub(r"::\w+|[()\s]|old\.", "", condition.lower())


def test_each_declaration_is_a_trigger_and_each_trigger_is_declared():
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS, [TRIGGER])
        found = dict(cursor.fetchall())
    assert set(found) == {model._meta.db_table for model in FROZEN}
    for model in FROZEN:
        text = found[model._meta.db_table]
        events = sorted(model.FROZEN.events.split(" OR "), key=["INSERT", "DELETE", "UPDATE"].index)
        assert f"BEFORE {' OR '.join(events)} ON" in text
        arguments = re.search(r"frozen_guard\((.*)\)$", text)[1]
        assert arguments == ", ".join(f"'{argument}'" for argument in model.FROZEN.arguments)
        when = re.search(r"WHEN \((.*)\) EXECUTE", text)
        assert plain(when[1] if when else "") == plain(model.FROZEN.when)
        assert model.FROZEN.names <= columns_of(model)
        assert not (model.FROZEN.when and model.FROZEN.under), "what is not made yet has no row as it was"


def test_what_went_through_a_door_is_refused_on_each_guarded_table():
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS, [GONE])
        found = dict(cursor.fetchall())
    assert set(found) == {model._meta.db_table for model in FROZEN}
    assert all("BEFORE INSERT OR UPDATE ON" in text and "WHEN" not in text for text in found.values())


def columns_of(model) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}


def switches_of(model) -> set[str]:
    """The columns that its condition reads."""
    return columns_of(model) & set(re.findall(r"\w+", model.FROZEN.when))


# Links that may change in a frozen row, each with its reason; that of its school never does, for any row.
FREE_LINKS = {
    "loans.Loan.pupil_id": "the record of a pupil goes three months after they left; `borrower` is frozen",
    "loans.Loan.made_by_id": "who prepared it says nothing of what was signed",
    "designations.Designation.prepared_by_id": "who wrote the draft says nothing of what was signed",
    "designations.Designation.confirmed_by_id": "an act is confirmed again after it was signed",
    "designations.Designation.renews_id": "the act before goes at its own term",
    "service_security.AccessReview.opened_by_id": "who opened it attests nothing; who closed it is frozen",
    "service_security.ReviewedService.done_by_id": "`done_on` is frozen; who did it may be erased before",
    "service_security.ReviewedRight.person_id": "somebody’s record goes; `who` is frozen",
    "service_security.ReviewedRight.doer_id": "who takes a right away goes on after the review",
    "steering.Objective.origin_id": "the objective of the version before goes at its own term",
    "steering.ProjectAction.origin_id": "the action of the version before goes at its own term",
    "steering.ProjectAction.owner_id": "who answers for an action changes while the project lasts",
}


def test_each_link_of_a_frozen_row_is_frozen_or_free_for_a_reason():
    """December, architect 1: an opinion was hung under another sheet, its answer given another author."""
    links = {
        f"{model._meta.label}.{field.column}"
        for model in FROZEN
        for field in model._meta.concrete_fields
        if field.is_relation and field.column not in {*model.FROZEN.names, "school_id"}
    }
    assert links == set(FREE_LINKS)


WITH_CONDITION = [model for model in FROZEN if model.FROZEN.when]


@pytest.mark.parametrize("model", WITH_CONDITION, ids=lambda model: model._meta.label)
def test_a_condition_reads_what_is_frozen_with_it(model):
    """December § 7, N7: `signed_on` of a signed loan could be cleared, its text changed, then signed."""
    assert switches_of(model) <= model.FROZEN.names


# By type of its column, a value for which a term of a condition holds, and another one.
VALUES = {
    "date": ("2026-12-01", "2001-01-01"),
    "timestamp with time zone": ("2026-12-01", "2001-01-01"),
    "bigint": (7, 8),
    "smallint": (7, 8),
    "jsonb": ('{"signed": true}', '{"signed": false}'),
}
EMPTIED = {"IS NOT NULL": (None,), "<> '{}'": (None, "{}")}
DEFINITION = DEFINITIONS + " AND t.tgrelid = %s::regclass"


def copied_with_its_guard(cursor, model) -> str:
    """An empty table without the constraints of the true one, and with the trigger of its migration."""
    table = model._meta.db_table
    cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE public.{table})")
    for name in types_of(model):
        cursor.execute(f'ALTER TABLE pg_temp.{table} ALTER COLUMN "{name}" DROP NOT NULL')
    cursor.execute(DEFINITION, [TRIGGER, f"public.{table}"])
    ((_, definition),) = cursor.fetchall()
    cursor.execute(definition.replace(f"ON public.{table} ", f"ON pg_temp.{table} "))
    return f"pg_temp.{table}"


def refused(cursor, statement: str, values: list[object]) -> None:
    with pytest.raises(DatabaseError, match="what is frozen never changes"), transaction.atomic():
        cursor.execute(statement, values)


@pytest.mark.parametrize("model", WITH_CONDITION, ids=lambda model: model._meta.label)
def test_no_condition_is_switched_off_to_change_the_row(model):
    """December § 7, N7: each term of each condition, and whatever an UPDATE may put in its place."""
    with connection.cursor() as cursor:
        table, types = copied_with_its_guard(cursor, model), types_of(model)
        for row, term in enumerate(model.FROZEN.when.split(" OR "), start=1):
            switch, asked = term.split(" ", 1)
            holding, another = VALUES[types[switch]]
            cursor.execute(
                f'INSERT INTO {table} (id, school_id, "{switch}") VALUES (%s, 1, %s)', [row, holding]
            )
            for value in (*EMPTIED[asked], another):
                refused(cursor, f'UPDATE {table} SET "{switch}" = %s WHERE id = %s', [value, row])
            for moved in ("id", "school_id"):
                refused(cursor, f'UPDATE {table} SET "{moved}" = 99 WHERE id = %s', [row])
            refused(cursor, f"DELETE FROM {table} WHERE id = %s", [row])


def test_what_hangs_under_a_row_is_not_moved_from_under_it():
    """The day that freezes it is frozen in the row above, and each link that leads there where it stands."""
    by_table = {model._meta.db_table: model.FROZEN for model in FROZEN}
    for frozen in by_table.values():
        links, tables = frozen.under[::2], frozen.under[1::2]
        names = [frozen.names, *(by_table[table].names for table in tables)]
        for link, held in zip((*links, *frozen.under[-1:]), names, strict=False):
            assert link in held


def publication_of_a_school() -> SurveyPublication:
    school = SchoolFactory()
    with scope(school):
        survey = Survey.objects.create(school=school, title="Usages", seed="x", invited=30, answers=9)
        keep_publication(survey, smallest=5)
        return SurveyPublication.objects.get(survey=survey)


@pytest.fixture
def kept():
    """A publication, in the scope of its school."""
    made = publication_of_a_school()
    with scope(made.school_id):
        yield made


def rows(kept):
    return SurveyPublication.objects.filter(pk=kept.pk)


ATTACKS = (
    "UPDATE surveys_surveypublication SET content = '{}' WHERE id = %s",
    "UPDATE surveys_surveypublication SET sha256 = 'autre' WHERE id = %s",
    "UPDATE surveys_surveypublication SET content = '' WHERE id = %s",
    "UPDATE surveys_surveypublication SET survey_id = survey_id + 1 WHERE id = %s",
    "DELETE FROM surveys_surveypublication WHERE id = %s",
    "WITH forged AS (UPDATE surveys_surveypublication SET content = 'x' WHERE id = %s RETURNING id) "
    "SELECT set_config('fanal.report_day', '2100-01-01', true) FROM forged",
)
STAND_IN = """
CREATE TEMPORARY TABLE core_frozenopening AS SELECT school_id, 'surveys_surveypublication' AS "table",
  pg_current_xact_id()::text::bigint AS transaction FROM surveys_surveypublication
"""


@pytest.mark.parametrize("statement", ATTACKS)
def test_a_frozen_row_is_not_changed_by_whoever_serves(kept, statement):
    with connection.cursor() as cursor:
        cursor.execute(STAND_IN)
        with pytest.raises(DatabaseError, match="what is frozen never changes"), transaction.atomic():
            cursor.execute(statement, [kept.pk])
        cursor.execute("DROP TABLE pg_temp.core_frozenopening")


@pytest.mark.django_db(transaction=True)
def test_nor_by_who_owns_the_tables():
    """The owner sets triggers aside by a change of the schema alone: SECURITY.md says so."""
    kept = publication_of_a_school()
    dsn = Embedded(settings.FANAL_HOME).dsn("fanal_owner", connection.settings_dict["NAME"])
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute("SELECT set_config('fanal.schools', %s, false)", [str(kept.school_id)])
        for statement in ATTACKS:
            with pytest.raises(psycopg.DatabaseError, match="what is frozen never changes"):
                owner.execute(statement, [kept.pk])


def test_an_opening_is_written_by_its_function_alone(sealed_database):
    """In a database as `fanal migrate` leaves it: nobody who serves forges, moves or hides an opening."""
    dsn = Embedded(settings.FANAL_HOME).dsn("fanal_app", sealed_database)
    with psycopg.connect(dsn, autocommit=True) as served:
        for statement in (
            'INSERT INTO core_frozenopening (school_id, "table", reason, transaction, opened_at) '
            "VALUES (1, 'surveys_surveypublication', 'x', 1, '2026-12-01')",
            "UPDATE core_frozenopening SET reason = 'x'",
            "DELETE FROM core_frozenopening",
            "TRUNCATE core_frozenopening",
            "ALTER TABLE surveys_surveypublication DISABLE TRIGGER USER",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                served.execute(statement)
        for school, why in ((1, "hors de portée"), (1, " ")):
            with pytest.raises(psycopg.DatabaseError):
                served.execute("SELECT public.frozen_open(%s, 'x', %s)", [school, why])


def test_the_declared_door_empties_and_removes_and_says_why(kept):
    why = "Un questionnaire : cinq ans"
    with journal.erasing(by=system(System.SCHEDULE), why=why):
        open_doors(kept.school_id, [SurveyPublication])
    rows(kept).update(content="")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows(kept).update(content="autre chose")
    rows(kept).delete()
    (opening,) = FrozenOpening.objects.for_school(kept.school_id)
    assert (opening.table, opening.reason) == ("surveys_surveypublication", why)


def test_a_door_is_of_its_table_and_of_what_goes_with_it(kept):
    with journal.erasing(by=system(System.SCHEDULE), why="pour essayer"):
        open_doors(kept.school_id, ["training.TrainingNeed"])
        assert not FrozenOpening.objects.for_school(kept.school_id).exists(), "nothing is frozen there"
        open_doors(kept.school_id, [Survey])
    assert [opening.table for opening in FrozenOpening.objects.for_school(kept.school_id)] == [
        "surveys_surveypublication"
    ]
    assert Survey.objects.for_school(kept.school_id).delete()[0] == 2


def opened(kept, why="pour essayer"):
    with journal.erasing(by=system(System.SCHEDULE), why=why):
        open_doors(kept.school_id, [SurveyPublication])


def test_what_went_through_a_door_does_not_come_again_with_its_number(kept):
    """December § 7, N7: after an opening, delete then insert with the same id and forged content."""
    opened(kept)
    rows(kept).delete()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        SurveyPublication.objects.create(
            pk=kept.pk, school_id=kept.school_id, survey_id=kept.survey_id, content="faux", sha256="beef"
        )
    assert FrozenOpening.objects.for_school(kept.school_id).get().gone == [str(kept.pk)]
    (told,) = opening_counts(kept.school_id)
    assert (told.table, told.reason, told.count, told.gone) == (
        "surveys_surveypublication",
        "pour essayer",
        1,
        1,
    )


@pytest.mark.django_db(transaction=True)
def test_an_opening_of_another_cluster_opens_nothing():
    """December § 7, N7: openings were compared by their transaction alone, and backups carry them."""
    kept = publication_of_a_school()
    with scope(kept.school_id):
        opened(kept)
    dsn = Embedded(settings.FANAL_HOME).dsn("fanal_owner", connection.settings_dict["NAME"])
    with scope(kept.school_id), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (now,) = cursor.fetchone()
        with psycopg.connect(dsn, autocommit=True) as owner:
            owner.execute("SELECT set_config('fanal.schools', %s, false)", [str(kept.school_id)])
            owner.execute("UPDATE core_frozenopening SET transaction = %s", [now])
        assert FrozenOpening.objects.for_school(kept.school_id).get().transaction == now
        refused(cursor, "DELETE FROM surveys_surveypublication WHERE id = %s", [kept.pk])
