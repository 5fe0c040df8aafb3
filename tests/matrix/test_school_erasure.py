"""December § 6.3: « a school cannot be erased ». Now it can, proven empty table by table, file by file.

Both schools have a row of everything. One is erased by the owner of the tables: no table, job, file, session,
sign-in or published head says its word any more, and the other has lost nothing.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from fanal.accounts.models import School, User
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import journal
from fanal.core.clock.testing import today
from fanal.core.errors import RuleBroken
from fanal.core.school_data.erasure import traces_of
from fanal.core.stores.file_store import file_store
from fanal.core.tenancy import scope
from fanal.schools.actions import erasure as actions
from tests.matrix.rows import owned_models

SETUP = system(System.SETUP)
VISA = "visa des archives départementales du Nord, n° 2026-12"
ALL_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


@pytest.fixture
def as_owner(worlds):
    """From here on this process speaks as the owner of the tables, as the command does."""
    connection.close()
    connection.settings_dict["USER"] = "fanal_owner"
    yield
    connection.close()
    connection.settings_dict["USER"] = "fanal_app"


@pytest.fixture
def home(settings, tmp_path, worlds) -> Path:
    """Files, a published head and a session of each school."""
    settings.FANAL_HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    heads = []
    for world in worlds:
        folder = settings.MEDIA_ROOT / str(world.school.pk) / "ab"
        folder.mkdir(parents=True)
        (folder / "abcdef").write_bytes(world.canary.encode())
        head = {"day": "2026-11-30", "school_id": world.school.pk, "chain": "history", "seq": 1, "hash": "00"}
        heads.append(json.dumps(head))
        user = next(iter(world.users.values()))
        Session.objects.create(
            session_key=f"k{world.school.pk}", session_data="x", expire_date=timezone.now()
        )
        UserSession.objects.create(
            user=user, session_key=f"k{world.school.pk}", ip="127.0.0.1", user_agent=""
        )
    (tmp_path / "journal-heads").mkdir()
    (tmp_path / "journal-heads" / "2026-11-30.jsonl").write_text("\n".join(heads) + "\n", encoding="ascii")
    return tmp_path


def job_of(school: School) -> None:
    asked = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'a.b', %s::jsonb)"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [json.dumps({"school_id": school.pk, "word": school.uai})])


def counts(school: School) -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.filter(school_id=school.pk).count() for model in owned_models()
    }


def said_of_journal(school: School) -> list[str]:
    with scope(school):
        return [str(broken) for broken in journal.verify_school(school.pk)]


def tables_that_say(word: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(ALL_TABLES)
        tables = [row[0] for row in cursor.fetchall()]
        said = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" t WHERE t::text ILIKE %s LIMIT 1', [f"%{word}%"])
            said += [table] if cursor.fetchone() else []
    return said


def test_an_erased_school_leaves_nothing_and_takes_nothing_of_another(worlds, home, as_owner, settings):
    here, there = worlds
    gone, stays = here.school, there.school
    users = {user.pk for user in here.users.values()}
    job_of(gone), job_of(stays)
    before, broken = counts(stays), said_of_journal(stays)
    assert all(counts(gone).values()), "each table has a row to lose"
    School.objects.filter(pk=gone.pk).update(open_until=today() - timedelta(days=1))
    gone.refresh_from_db()
    traces, code = actions.announce_erasure(gone, today=today(), by=SETUP)
    assert {model._meta.db_table for model in owned_models()} <= set(traces.rows)
    assert (traces.jobs, traces.files) == (1, 1)
    actions.erase_school(gone, code.lower(), VISA, today=today() + timedelta(days=7), by=SETUP)

    assert traces_of(actions._ask, file_store(), gone.pk).total == 0
    assert set(counts(gone).values()) == {0}
    assert tables_that_say(here.canary) == []
    assert not (settings.MEDIA_ROOT / str(gone.pk)).exists()
    heads = (home / "journal-heads" / "2026-11-30.jsonl").read_text("ascii").splitlines()
    assert [json.loads(line)["school_id"] for line in heads] == [stays.pk]
    partners = {user.pk for name, user in here.users.items() if name in {"adviser", "dpo", "technician"}}
    assert set(User.objects.filter(pk__in=users).values_list("pk", flat=True)) == partners
    assert set(Session.objects.values_list("session_key", flat=True)) == {f"k{stays.pk}"}

    assert counts(stays) == before
    assert traces_of(actions._ask, file_store(), stays.pk).jobs == 1
    assert said_of_journal(stays) == broken  # a row that the world made up by hand
    guarded = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'"
    assert actions._ask(guarded, []) == [(0,)]
    note = json.loads((home / actions.RECORD).read_text("utf-8"))
    assert (note["uai"], note["archives"]) == (gone.uai, VISA)
    assert actions.come_back(home) == []


def test_it_is_refused_while_open_without_its_code_or_without_the_visa(worlds, home, as_owner):
    school = worlds[0].school
    for last_day in (None, today()):
        school.open_until = last_day
        with pytest.raises(RuleBroken, match="encore ouvert"):
            actions.announce_erasure(school, today=today(), by=SETUP)
    School.objects.filter(pk=school.pk).update(open_until=today() - timedelta(days=1))
    school.refresh_from_db()
    before = counts(school)
    _, code = actions.announce_erasure(school, today=today(), by=SETUP)
    with pytest.raises(RuleBroken, match="visa"):
        actions.erase_school(school, code, " ", today=today(), by=SETUP)
    for wrong, day in (("00000000", 0), ("", 0), (code, 8)):
        with pytest.raises(RuleBroken, match="code"):
            actions.erase_school(school, wrong, VISA, today=today() + timedelta(days=day), by=SETUP)
    School.objects.filter(pk=school.pk).update(open_until=today() - timedelta(days=2))
    school.refresh_from_db()  # opened again and closed on another day: announced anew
    with pytest.raises(RuleBroken, match="code"):
        actions.erase_school(school, code, VISA, today=today(), by=SETUP)
    assert counts(school) == before


def test_the_role_that_serves_pages_erases_no_school(worlds, home):
    school = worlds[0].school
    School.objects.filter(pk=school.pk).update(open_until=today() - timedelta(days=1))
    school.refresh_from_db()
    _, code = actions.announce_erasure(school, today=today(), by=SETUP)
    with pytest.raises(Exception, match="must be owner"):
        actions.erase_school(school, code, VISA, today=today(), by=SETUP)
