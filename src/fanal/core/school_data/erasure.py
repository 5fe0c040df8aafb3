"""How does a school leave an installation for good? Table by table, job by job, file by file.

By the owner of the tables alone: the journal, frozen reports and signed papers refuse everybody else. Every
table of the database that has a column for the school is emptied of it, whether a model of today knows it or
not. What is asked of the database is SQL, so that the same sentences count before and prove after.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fanal.core.stores.file_store import FileStore

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]  # a sentence and its values → the rows it gives
SCHOOL = "accounts_school"
TABLES = (
    "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t "
    "USING (table_schema, table_name) WHERE c.table_schema = 'public' AND c.column_name = 'school_id' "
    "AND t.table_type = 'BASE TABLE' ORDER BY 1"
)
OF_JOBS = "FROM procrastinate_jobs WHERE args->>'school_id' = %s"
HEADS = "journal-heads"
PATIENCE = "SET LOCAL lock_timeout = '15s'"


@dataclass(frozen=True)
class SchoolTraces:
    """What the installation holds of one school: table → rows, jobs that wait or ended, files."""

    rows: dict[str, int]
    jobs: int
    files: int

    @property
    def total(self) -> int:
        return sum(self.rows.values()) + self.jobs + self.files


def traces_of(ask: Ask, store: FileStore, school_id: int) -> SchoolTraces:
    """Count everything; tables without a row of the school are left out."""
    counts = {table: _count(ask, f'FROM "{table}" WHERE school_id = %s', school_id) for table in _tables(ask)}
    counts[SCHOOL] = _count(ask, f"FROM {SCHOOL} WHERE id = %s", school_id)
    jobs = _count(ask, OF_JOBS, str(school_id))
    rows = {table: count for table, count in counts.items() if count}
    return SchoolTraces(rows, jobs, sum(1 for _ in store.hashes(school_id)))


def _tables(ask: Ask) -> list[str]:
    return [row[0] for row in ask(TABLES, [])]


def _count(ask: Ask, rest: str, value: Any) -> int:
    return int(ask(f"SELECT count(*) {rest}", [value])[0][0])


def erase_rows(ask: Ask, school_id: int) -> None:
    """Delete every row and every job of the school. Needs a transaction of the owner of the tables.

    Guards of the journal and of frozen papers are set aside for its time; links are checked before they stand
    again, so that nothing points to what went.
    """
    ask(PATIENCE, [])
    tables = [*_tables(ask), SCHOOL]
    for table in tables:
        ask(f'ALTER TABLE public."{table}" DISABLE TRIGGER USER', [])
    for table in tables[:-1]:
        ask(f'DELETE FROM public."{table}" WHERE school_id = %s', [school_id])
    ask(f"DELETE FROM {SCHOOL} WHERE id = %s", [school_id])
    ask("DELETE FROM procrastinate_events WHERE job_id IN (SELECT id " + OF_JOBS + ")", [str(school_id)])
    ask("DELETE " + OF_JOBS, [str(school_id)])
    ask("SET CONSTRAINTS ALL IMMEDIATE", [])
    for table in tables:
        ask(f'ALTER TABLE public."{table}" ENABLE TRIGGER USER', [])


def erase_files(store: FileStore, home: Path, school_id: int) -> None:
    """Its attachments, and the lines that published the heads of its journal: they would be of nothing."""
    store.remove_school(school_id)
    for file in sorted((home / HEADS).glob("*.jsonl")):
        lines = file.read_text("ascii").splitlines()
        others = [line for line in lines if json.loads(line)["school_id"] != school_id]
        if others != lines:
            draft = file.with_suffix(".new")
            draft.write_text("".join(f"{line}\n" for line in others), encoding="ascii")
            draft.replace(file)
