"""How fast are the accounts of a service compared with the people of a school? All is undone afterwards.

Printed beside the reading of the cells alone, in the same run: the machine's speed drifts.
"""

import time
from collections.abc import Iterator
from typing import Any

from bench.visitors import SCHOOL

ABSENT = 33  # one pupil in so many has no account
PUPILS = """
INSERT INTO directory_pupil (school_id, family_name, given_name)
SELECT %s, 'NOM' || n / 3, 'Zoé' || n %% 997 FROM generate_series(1, %s) n
RETURNING id"""
ENROLMENTS = """
INSERT INTO directory_enrolment (school_id, pupil_id, school_year, class_code, level, groups)
SELECT school_id, id, %s, '6A', '', ARRAY[]::varchar[] FROM directory_pupil WHERE school_id = %s"""
NUMBERS = """
INSERT INTO directory_sourcerecord
(school_id, source, kind, key, print, content, school_year, seen_on, pupil_id)
SELECT school_id, 'siecle', 'pupil', 'K' || id, '', '{}', %s, %s, id FROM directory_pupil
WHERE school_id = %s"""
COLUMNS = ["login", "family_name", "given_name", "class"]


def _cells(people: list[tuple[int, str, str]], how: str) -> Iterator[dict[str, str]]:
    for rank, (pk, family, given) in enumerate(people):
        if rank % ABSENT:
            number = {"external": f"K{pk}"} if how == "number" else {}
            yield {
                "login": f"l{pk}",
                "family_name": family,
                "given_name": given,
                "class": "6e A",
                **number,
            }


def _accounts(people: list[tuple[int, str, str]], how: str) -> Iterator[tuple[int, Any]]:
    from fanal.account_lists.rules.accounts import read_account

    for line, cells in enumerate(_cells(people, how)):
        yield line, read_account(cells, has_seen=False)


def measure(accounts: int) -> None:
    """Print seconds and rates for accounts that carry the directory's number, and for names with a class."""
    from django.db import connection, transaction
    from django.utils import timezone

    from fanal.accounts.models import School
    from fanal.core.tenancy import scope
    from fanal.online_services.models import OnlineService
    from fanal.year.rules.years import year_of

    today = timezone.localdate()
    year = year_of(today).label
    with scope(SCHOOL), transaction.atomic():
        school = School.objects.get(pk=SCHOOL)
        with connection.cursor() as cursor:
            cursor.execute(PUPILS, [SCHOOL, accounts])
            cursor.execute(ENROLMENTS, [year, SCHOOL])
            cursor.execute(NUMBERS, [year, today, SCHOOL])
            cursor.execute(
                "SELECT id, family_name, given_name FROM directory_pupil WHERE school_id = %s", [SCHOOL]
            )
            people = cursor.fetchall()
        service = OnlineService.objects.create(school=school, name="Banc", holders="pupils")
        started = time.perf_counter()
        read = sum(1 for _ in _accounts(people, "number"))
        alone = read / (time.perf_counter() - started)
        print(f"\naccounts of a service: {read} against {len(people)} pupils (aim 60 s a million)")
        print(f"  cells read alone  {alone:>9.0f} a second")
        for how in ("number", "name"):
            spent, missing = _compared(service, people, how, today, year)
            print(f"  by {how:<8}{read / spent:>17.0f} a second: {spent:.1f} s, {missing} missing found")
        transaction.set_rollback(True)


def _compared(
    service: Any, people: list[tuple[int, str, str]], how: str, today: Any, year: str
) -> tuple[float, int]:
    from django.db import transaction
    from django.utils import timezone

    from fanal.account_lists.actions import comparing, matching
    from fanal.account_lists.models import Comparison
    from fanal.account_lists.rules.findings import judged
    from fanal.core.database.numbers import next_number
    from fanal.core.imports.models import Import

    with transaction.atomic():
        brought = Import.objects.create(
            school_id=SCHOOL,
            number=next_number(SCHOOL, "import"),
            kind="accounts",
            name="banc.csv",
            sha256="0" * 64,
            headers=COLUMNS,
            columns=COLUMNS,
            made_at=timezone.now(),
        )
        made = Comparison.objects.create(school_id=SCHOOL, service=service, imported=brought)
        question = {
            "school": SCHOOL,
            "service": service.pk,
            "comparison": made.pk,
            "today": today,
            "year": year,
            "dormant": 180,
            "same": False,
            "unwanted": [],
        }
        started = time.perf_counter()
        matching.stage(_accounts(people, how))
        matching.match(question)
        comparing.find(question, holders="pupils", judged=judged(COLUMNS))
        comparing.keep(question, judged=judged(COLUMNS))
        spent, missing = time.perf_counter() - started, comparing.counts_by_kind()["missing"]
        transaction.set_rollback(True)
    return spent, missing
