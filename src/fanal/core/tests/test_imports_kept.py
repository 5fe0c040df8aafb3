"""How long the lines of an import are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from fanal.core.imports.models import Import, ImportLine
from fanal.core.registry import registered
from fanal.core.retention.rule import RETENTION
from fanal.core.tenancy import scope

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
pytestmark = pytest.mark.clock(NOW)


def purge(name, school):
    rule = next(rule for rule in registered(RETENTION) if rule.name == name)
    with scope(school):
        while rule.purge(school.pk, NOW):
            pass


def made(school, number, *, days, done):
    at = NOW - timedelta(days=days)
    with scope(school):
        imported = Import.objects.create(
            school=school,
            number=number,
            kind="equipment",
            name="liste.csv",
            sha256="0" * 64,
            read=2,
            stage="applied" if done else "planned",
            applied_at=at if done else None,
            made_at=at,
            created=1,
            refused=1,
        )
        for line, effect in ((2, "created"), (3, "refused")):
            ImportLine.objects.create(
                school=school, imported=imported, line=line, effect=effect, cells=["PC-204"]
            )
    return imported


def kept(school):
    with scope(school):
        lines = ImportLine.objects.for_school(school).order_by("imported__number", "line")
        return [(line.imported.number, line.line, bool(line.cells)) for line in lines]


def test_an_import_left_before_its_end_goes_after_a_month(school):
    made(school, 1, days=31, done=False)
    made(school, 2, days=29, done=False)
    made(school, 3, days=31, done=True)
    purge("core.imports_left", school)
    assert {number for number, _, _ in kept(school)} == {2, 3}
    with scope(school):
        assert set(Import.objects.for_school(school).values_list("number", flat=True)) == {2, 3}


@pytest.mark.parametrize(("days", "left"), [(3 * 366, [(1, 2, False)]), (1090, [(1, 2, True), (1, 3, True)])])
def test_what_was_written_stays_in_the_history_of_its_record_and_the_rest_goes(school, days, left):
    made(school, 1, days=days, done=True)
    purge("core.imports_done", school)
    assert kept(school) == left
