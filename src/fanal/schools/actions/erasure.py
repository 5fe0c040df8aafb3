"""Erasing a closed school from the installation, for good, once it was announced and its code typed again."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from fanal.accounts.models import ApiToken, Membership, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies import installation as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.privacy.sign_in import forget_if_nowhere
from fanal.core.errors import RuleBroken
from fanal.core.school_data.erasure import SchoolTraces, erase_files, erase_rows, traces_of
from fanal.core.stores.file_store import file_store
from fanal.core.tenancy import scope
from fanal.schools.rules import erasure as rules

RECORD = "erased-schools.jsonl"
CODE_LENGTH = 8


def announce_erasure(school: School, *, today: date, by: Actor) -> tuple[SchoolTraces, str]:
    """What would go, and the code that the second step asks for. Nothing changes."""
    _require(school, today=today, by=by)
    return traces_of(_ask, file_store(), school.pk), _code(school, today)


def erase_school(school: School, code: str, archives: str, *, today: date, by: Actor) -> SchoolTraces:
    """Erase it, and say what went. By the owner of the tables; sign-ins that lead nowhere else go too.

    Files go before the transaction ends: cut short, the school is still there and the command is given again.
    """
    _require(school, today=today, by=by)
    if reasons := rules.archive_refusals(archives, is_public=school.status == School.Status.PUBLIC):
        raise RuleBroken(reasons)
    typed = code.strip().upper()
    if not any(constant_time_compare(typed, _code(school, day)) for day in rules.days_of_code(today)):
        raise RuleBroken(rules.WRONG_CODE)
    files, home = file_store(), Path(settings.FANAL_HOME)
    users = _sign_ins(school)
    with transaction.atomic():
        gone = traces_of(_ask, files, school.pk)
        erase_rows(_ask, school.pk)
        erase_files(files, home, school.pk)
        _note(home, school, archives, today)
    for user_id in users:
        _forget_sign_in(user_id)
    return gone


def come_back(home: Path) -> list[str]:
    """UAIs of schools that were erased here, and that a backup restored since has brought back."""
    record = home / RECORD
    lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    erased = {entry["id"]: entry["uai"] for entry in map(json.loads, lines)}
    here = School.objects.filter(pk__in=erased).values_list("pk", "uai")
    return [uai for pk, uai in here if erased[pk] == uai]


def _require(school: School, *, today: date, by: Actor) -> None:
    require(policies.erase_school, by, school)
    if reasons := rules.refusals(school.name, school.uai, school.open_until, today):
        raise RuleBroken(reasons)


def _code(school: School, day: date) -> str:
    """Of this school, its last day and the day it is announced: opened again meanwhile, it has another."""
    about = f"{school.uai}:{school.pk}:{school.open_until}:{day}"
    return salted_hmac("fanal.school.erase", about, algorithm="sha256").hexdigest()[:CODE_LENGTH].upper()


def _ask(sentence: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sentence, values)
        return list(cursor.fetchall()) if cursor.description else []


def _sign_ins(school: School) -> list[int]:
    with scope(school):
        members = Membership.objects.for_school(school).filter(user__isnull=False)
        makers = ApiToken.objects.for_school(school).filter(user__isnull=False)
        users = {*members.values_list("user", flat=True), *makers.values_list("user", flat=True)}
    return sorted(users)


def _forget_sign_in(user_id: int) -> None:
    keys = list(UserSession.objects.filter(user=user_id).values_list("session_key", flat=True))
    if forget_if_nowhere(user_id):
        Session.objects.filter(session_key__in=keys).delete()


def _note(home: Path, school: School, archives: str, today: date) -> None:
    """The proof that it was done, which a backup restored later is compared with; it names nobody."""
    record = home / RECORD
    entry = {"uai": school.uai, "id": school.pk, "on": today.isoformat(), "archives": archives.strip()}
    with record.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry, ensure_ascii=False) + "\n")
    record.chmod(0o600)
