"""`fanal check`: what is right, doubtful or missing here; exit 1 when something essential is missing."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from fanal.config import (
    backup_findings,
    file_findings,
    findings,
    mail_findings,
    page_findings,
    school_findings,
    size_findings,
)
from fanal.config.commands.database import data_home, ready_django, uses_embedded
from fanal.config.environment import read_environment
from fanal.config.findings import InstallationFinding, doubtful, wrong
from fanal.config.older import TOO_OLD, is_older_database


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="dire ce qui manque à cette installation")
    check.set_defaults(run=run_check)


def run_check(given: argparse.Namespace) -> int:
    findings = list(_findings())
    for finding in findings:
        mark = "·" if finding.is_right else "✗" if finding.is_essential else "?"
        print(f"{mark} {finding.says}")
    missing = sum(finding.is_essential and not finding.is_right for finding in findings)
    print("\nTout l’essentiel est là." if not missing else f"\nIl manque l’essentiel : {missing} point(s) ✗.")
    return 1 if missing else 0


def _findings() -> Iterator[InstallationFinding]:
    env, home = read_environment(), data_home()
    now = datetime.now(UTC)
    yield from findings.of_settings(env, home)
    yield from findings.of_disk(home)
    yield from page_findings.of_pages(home)
    with ready_django(may_create=True):
        yield from list(_of_database(now, home, reads_mail=bool(env.imap_url)))
        yield from mail_findings.of_servers(env)
        yield from file_findings.of_files(env, home)
    yield from findings.of_orphans()  # the note of a moved home is right once its database was started


def _of_database(now: datetime, home: Path, *, reads_mail: bool) -> Iterator[InstallationFinding]:
    from django.db import DatabaseError, connection

    from fanal.config.key_findings import of_keys
    from fanal.core.database.migration import late_migrations

    try:
        with connection.cursor() as cursor:
            yield from findings.of_roles(cursor)
            yield from findings.of_journal_role(cursor)
            yield from page_findings.of_settings_of_the_role(cursor)
            if is_older_database():
                yield wrong(TOO_OLD)
                return
            if late := late_migrations():
                yield wrong(f"La base n’est pas à jour ({len(late)} migrations) : « fanal migrate ».")
                return
            yield from of_keys(home)
            yield from findings.of_tables(cursor)
            yield from findings.of_journal(cursor)
            yield from school_findings.of_erased_schools(home)
            yield from findings.of_work(cursor, now)
            yield from size_findings.of_size(cursor, is_embedded=uses_embedded())
            yield from size_findings.of_connections(cursor, read_environment())
        yield from backup_findings.of_backups(now)
        from fanal.core.operation.lateness import late_now

        if slow := late_now(now, reads_mail=reads_mail):
            yield doubtful(f"En retard, sans avoir échoué : {', '.join(slow)}.")
    except DatabaseError as problem:
        yield wrong(f"La base de données ne répond pas : {str(problem).splitlines()[0]}")
