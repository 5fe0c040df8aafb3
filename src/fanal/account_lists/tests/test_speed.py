"""Twenty thousand accounts, of a directory that was written a moment ago: nothing grows by the square."""

import os

import psutil
import pytest
from django.db import connection

from fanal.account_lists.actions import comparing, matching
from fanal.account_lists.rules.accounts import read_account
from fanal.account_lists.rules.findings import judged
from fanal.account_lists.testing import TODAY, YEAR

MANY = 20_000
PUPILS = """
INSERT INTO directory_pupil (school_id, family_name, given_name)
SELECT %s, 'NOM' || n / 3, 'Zoé' || n %% 997 FROM generate_series(1, %s) n"""
ENROLMENTS = """
INSERT INTO directory_enrolment (school_id, pupil_id, school_year, class_code, level, groups)
SELECT school_id, id, %s, '6A', '', ARRAY[]::varchar[] FROM directory_pupil"""
NUMBERS = """
INSERT INTO directory_sourcerecord (
  school_id, source, kind, key, print, content, school_year, seen_on, pupil_id)
SELECT school_id, 'siecle', 'pupil', 'K' || id, '', '{}', %s, %s, id FROM directory_pupil"""
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def processor_seconds():
    """Of this process and of its session at the database's server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        session = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return sum(os.times()[:2]) + session.user + session.system


def accounts(rows, how):
    for line, (pk, family, given) in enumerate(rows):
        cells = {"login": f"l{pk}", "family_name": family, "given_name": given, "class": "6e A"}
        if line % 33:
            number = {"external": f"K{pk}"} if how == "number" else {}
            yield line, read_account(cells | number, has_seen=False)


@pytest.mark.parametrize("how", ["number", "name"])
def test_twenty_thousand_accounts_take_five_seconds_of_processor(keeper, how):
    columns = ["login", "family_name", "given_name", "class"]
    made = keeper.deposit("Nom;Prénom\nA;B\n")
    with connection.cursor() as cursor:
        cursor.execute(PUPILS, [keeper.school.pk, MANY])
        cursor.execute(ENROLMENTS, [YEAR])
        cursor.execute(NUMBERS, [YEAR, TODAY])
        cursor.execute("SELECT id, family_name, given_name FROM directory_pupil")
        rows = cursor.fetchall()
    parameters = {
        "school": keeper.school.pk,
        "service": keeper.service.pk,
        "comparison": made.pk,
        "today": TODAY,
        "year": YEAR,
        "dormant": 180,
        "same": False,
        "unwanted": [],
    }
    started = processor_seconds()
    matching.stage(accounts(rows, how))
    matching.match(parameters)
    comparing.find(parameters, holders="pupils", judged=judged(columns))
    comparing.keep(parameters, judged=judged(columns))
    seconds = processor_seconds() - started
    assert comparing.counts_by_kind() == {"missing": 607}
    assert seconds < 5  # a million in less than a minute, on a machine that does nothing else
