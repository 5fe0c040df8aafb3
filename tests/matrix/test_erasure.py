"""Somebody is erased: is their word still anywhere? Every table, the journal and the files are searched.

Every row that points to them, and every row about what they asked, says the canary in all its free texts.
What may still say it afterwards is named here with its reason, and the page says it too. A table that a new
app adds is searched without a word; one that keeps people without a link must be offered a `Trace`.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import DateField, DateTimeField, Model, QuerySet
from django.utils import timezone

from fanal.account_lists.models import Finding
from fanal.accounts.models import Person, User
from fanal.accounts.privacy.sign_in import forget_if_nowhere
from fanal.core import journal
from fanal.core.clock.testing import today
from fanal.core.files import orphan_files
from fanal.core.imports.models import Import, ImportLine
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.names import name_of
from fanal.core.journal.signing import FOLDER
from fanal.core.people import erasure
from fanal.core.people.erasure import ERASURE, EVERYONE, PERSON, PUPIL
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.directory.models import Pupil
from fanal.equipment.models import Equipment
from fanal.helpdesk.models import HelpRequest
from fanal.privacy.models import RightsRequest
from fanal.visits.models import Visit
from tests.matrix.erasure_tables import KEPT, OF_NOBODY, OF_THE_SCHOOL
from tests.matrix.rows import World, owned_models
from tests.matrix.world import make_world
from tests.matrix.world_erasure import (
    CANARY,
    EMAIL,
    a_colleague_who_left,
    in_the_journal,
    link_and_say,
    what_they_asked,
)

SEARCHED = (
    "accounts_user",
    "account_emailaddress",
    "procrastinate_jobs",
    "core_arrivedmail",
    "core_idempotencykey",
)


def where_it_is_read(table: str, columns: list[str]) -> set[str]:
    readable = set()
    with connection.cursor() as cursor:
        for column in columns:
            cursor.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE %s LIMIT 1', [f"%{CANARY}%"]
            )
            if cursor.fetchone():
                readable.add(column)
    return readable


def still_read() -> dict[str, set[str]]:
    """Model -> columns where the canary is still read; the tables of nobody's school too."""
    columns_by_label = {}
    for model in owned_models():
        columns = {field.column: field.name for field in model._meta.concrete_fields}
        if readable := where_it_is_read(model._meta.db_table, list(columns)):
            columns_by_label[model._meta.label] = {columns[column] for column in readable}
    for table in SEARCHED:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
            )
            columns_there = [row[0] for row in cursor.fetchall()]
        assert columns_there, table
        if readable := where_it_is_read(table, columns_there):
            columns_by_label[table] = readable
    return columns_by_label


def unforeseen(columns_by_label: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is neither the school's nor kept for a reason that is said."""
    foreseen = {
        label: OF_THE_SCHOOL.get(label, set()) | KEPT.get(label, set()) for label in {*OF_THE_SCHOOL, *KEPT}
    }
    left = {label: columns - foreseen.get(label, set()) for label, columns in columns_by_label.items()}
    # The journal of what stays says what stays.
    return {label: columns for label, columns in left.items() if columns}


def journal_left(school) -> set[str]:
    rows = JournalEntry.objects.for_school(school).filter(payload__icontains=CANARY)
    return {subject.split(":")[0] for subject in rows.values_list("subject", flat=True)}


@pytest.fixture
def world(transactional_db, settings, tmp_path) -> World:
    """Its files are its own: beside it, another process erases in a school of the same key."""
    settings.MEDIA_ROOT = tmp_path
    return make_world("ici", 1)


COUNTED = (HelpRequest, Finding, Person, Import, Visit, Pupil)


def counts() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in COUNTED}


def files_that_say_it(school) -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / str(school.pk)
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if CANARY.encode() in file.read_bytes()]


def erased(world: World, sort: str, pk: int) -> None:
    subject = erasure.finder_of(sort).get(world.school.pk, pk, today(), True)
    trace_counts = erasure.trace_counts_of(subject)
    assert erasure.stopped_by(trace_counts) == []
    kept = {label for count in trace_counts if count.trace.why for label in count.trace.tables}
    assert {"core.ImportLine", "privacy.RightsRequest", "privacy.BreachEvidence"} <= kept
    erasure.erase(subject)


def nothing_is_left(world: World) -> None:
    school = world.school
    orphan_files._purge(school.pk, timezone.now() + timedelta(days=2))
    columns_by_label = still_read()
    columns_by_label.pop("core.JournalEntry", None)
    assert unforeseen(columns_by_label) == {}
    stays = {name_of(apps.get_model(label)) for label in {*OF_THE_SCHOOL, *KEPT}}
    assert journal_left(school) <= stays
    keys = journal.believed_keys(settings.FANAL_HOME / FOLDER)
    assert list(journal.verify_school(school.pk, keys)) == []
    assert files_that_say_it(school) == []


def ready(world: World, target: Person | Pupil) -> None:
    Equipment.objects.update(holder=None)  # what is held comes back first
    link_and_say(target)
    settle_what_stops(world, target)
    RightsRequest.objects.update(who=str(target), detail=str(target))
    ImportLine.objects.update(cells=[target.given_name, target.family_name])


def settle_what_stops(world: World, target: Person | Pupil) -> None:
    """A loan that is not over, for one, stops an erasure: it is over before the erasure is tried."""
    sort = PERSON if isinstance(target, Person) else PUPIL
    subject = erasure.finder_of(sort).get(world.school.pk, target.pk, today(), False)
    for trace in erasure.traces(sort):
        for row in list(trace.rows(subject)) if trace.stops else []:
            assert settled(row, lambda trace=trace: trace.rows(subject)), (
                f"{row._meta.label}: no day that is empty ends what stops the erasure of {target}"
            )


def settled(row: Model, stopping: Callable[[], QuerySet]) -> bool:
    """A day that was empty is given, the first that lets this row stop nothing; the row itself stays."""
    for field in row._meta.concrete_fields:
        if not isinstance(field, DateField) or getattr(row, field.name) is not None:
            continue
        ends = timezone.now() if isinstance(field, DateTimeField) else today()
        with suppress(IntegrityError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field.name: ends})
            if not stopping().filter(pk=row.pk).exists():
                return True
            transaction.set_rollback(True)
    return False


def test_nothing_says_who_a_colleague_was_once_they_are_erased(world):
    with scope(world.school):
        person = a_colleague_who_left(world)
        ready(world, person)
        what_they_asked(world, person)
        in_the_journal(world.school)
        before, user_id = counts(), User.objects.get(email=EMAIL).pk
        erased(world, PERSON, person.pk)
    assert forget_if_nowhere(user_id)
    with scope(world.school):
        nothing_is_left(world)
        assert counts() == before | {"Person": before["Person"] + 1}  # the row that stands for nobody


def test_nothing_says_who_a_pupil_was_once_they_are_erased(world):
    with scope(world.school):
        pupil = Pupil.objects.create(
            school=world.school, given_name=f"Zoé{CANARY}", family_name=CANARY, left_on=today()
        )
        ready(world, pupil)
        in_the_journal(world.school)
        before = counts()
        erased(world, PUPIL, pupil.pk)
        nothing_is_left(world)
        assert counts() == before | {"Pupil": before["Pupil"] - 1}


def test_a_table_that_is_forgotten_would_be_seen(world, monkeypatch):
    others = [trace for trace in registered(ERASURE) if "agenda.TaskFeed" not in trace.tables]
    monkeypatch.setattr(
        erasure, "traces", lambda sort: [trace for trace in others if {sort, EVERYONE} & {*trace.sorts}]
    )
    with scope(world.school):
        person = a_colleague_who_left(world)
        ready(world, person)
        what_they_asked(world, person)
        erased(world, PERSON, person.pk)
        assert unforeseen(still_read())["agenda.TaskFeed"] == {"seed"}


def test_each_table_that_keeps_people_is_answered_for():
    labels = {label for trace in registered(ERASURE) for label in trace.tables}
    people = {model._meta.label for model in owned_models() if model.DATA.category != "none"}
    assert people - labels - set(OF_NOBODY) == set()
    assert labels - {model._meta.label for model in apps.get_models()} == set()
