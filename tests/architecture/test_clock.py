"""One clock, the application's: not the database's; and a test's own day never meets the machine's."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import source
from tests.architecture.source import none_of

# The queue of jobs is procrastinate's own: its functions compare their hours with the database's.
QUEUE = "procrastinate"
OF_THE_DATABASE = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\b(current_date|current_time|current_timestamp|localtime|localtimestamp)\b"
    r"|'(now|today|tomorrow|yesterday)'(?=\s*::|\s*\))",
    re.IGNORECASE,
)
ORM = {"Now", "TransactionNow", "db_default"}

CLOCKS = {"timezone.now", "timezone.localtime", "datetime.now", "time.time", "today"}
OTHER_DAYS = {"timezone.localdate", "localdate", "date.today", "datetime.today"}
DAYS = {"date", "datetime", "datetime.date", "datetime.datetime"}
# Other days are data (a birth, the end of all times); these are somebody’s present, or near it.
PRESENT = range(2025, 2041)
# What tests of rules may know beside rules: none of it asks what day it is.
WITHOUT_A_CLOCK = (
    "fanal.core.errors",
    "fanal.core.imports.forbidden_columns",
    "fanal.core.text.money",
    "fanal.core.sheets",
    "fanal.core.text.words",
    "fanal.core.tests.samples",
    "fanal.accounts.models.roles",
    "fanal.year.tests.holidays",
)
OURS = "src/fanal/core/clock/testing.py"


# ADR 0051: whoever serves must not date an erasure, so the database does, in this statement alone.
ERASURE = "VALUES (whose, which, 0, clock_timestamp(), "
OPENING = "pg_current_xact_id()::text::bigint, clock_timestamp());"  # whoever serves could date it at will
# An opening is of its transaction: a copy of another one, dated before, opens nothing.
SINCE = "opened_at >= transaction_timestamp()"


def texts_of(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module, its docstrings apart."""
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def of_the_database(tree: ast.Module) -> Iterator[str]:
    """`line: found` for each reading of the database's clock, in SQL or through Django."""
    for text in texts_of(tree):
        ours = text.value.replace(ERASURE, "").replace(OPENING, "").replace(SINCE, "")
        if QUEUE not in text.value and (match := OF_THE_DATABASE.search(ours)):
            yield f"{text.lineno}: {match[0]}"
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ORM:
            yield f"{node.value.lineno}: {node.arg}"
        elif isinstance(node, ast.Name | ast.Attribute) and source.text_of(node).split(".")[-1] in ORM:
            yield f"{node.lineno}: {source.text_of(node)}"


def test_nothing_reads_the_clock_of_the_database():
    none_of(
        f"{source.name_of(file)}:{line}"
        for file in source.python_files(tests=True)
        for line in of_the_database(source.tree_of(file))
    )


@pytest.mark.parametrize(
    "code",
    [
        "SQL = 'INSERT INTO x (at) VALUES (NOW( ))'",
        "SQL = f'UPDATE {x} SET at = current_timestamp'",
        "SQL = \"SELECT 'today'::date\"",
        "rows.filter(ends_on__lt=Now())",
        "models.DateField(db_default=x)",
    ],
)
def test_a_clock_of_the_database_is_seen(code):
    assert list(of_the_database(ast.parse(code)))


def test_the_clock_of_the_application_and_the_queue_are_left_alone():
    code = '"""Not now()."""\nat = timezone.now()\nSQL = "UPDATE procrastinate_jobs SET scheduled_at = now()"'
    assert list(of_the_database(ast.parse(code))) == []


@cache
def modules_of_tests() -> dict[str, Path]:
    """Every module that tests are made of, by the name it is imported under."""
    files = [file for file in source.python_files(tests=True) if source.is_test(file)]
    files += [*(source.ROOT / "tests").rglob("*.py")]
    names = {file: source.name_of(file).removeprefix("src/").removesuffix(".py") for file in sorted(files)}
    return {name.replace("/", "."): file for file, name in names.items() if source.name_of(file) != OURS}


def at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls made as a module is read: all but those in the bodies of its functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.FunctionDef):
            for part in (*child.decorator_list, child.args):
                yield from at_import(part)
                yield from [part] if isinstance(part, ast.Call) else []
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from at_import(child)


def fixed_days(*trees: ast.AST) -> list[int]:
    """The lines that write a day of these years."""
    return [
        node.lineno
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and source.text_of(node.func) in DAYS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, int)
        and node.args[0].value in PRESENT
    ]


def is_a_clock(mark: ast.AST) -> bool:
    calls = [node for node in ast.walk(mark) if isinstance(node, ast.Call)]
    return any(source.text_of(call.func) == "pytest.mark.clock" for call in calls)


def stands(tree: ast.Module) -> bool:
    """`pytestmark` says where the clock is, for the whole module."""
    return any(
        source.text_of(node.targets[0]) == "pytestmark" and is_a_clock(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
    )


def without_a_mark(tree: ast.Module) -> list[ast.stmt]:
    """The module, but its functions whose own mark says where the clock is."""
    return [
        node
        for node in tree.body
        if not (isinstance(node, ast.FunctionDef) and any(map(is_a_clock, node.decorator_list)))
    ]


def imports_of(tree: ast.Module) -> set[str]:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {node.module for node in nodes if node.module}


def is_pure(tree: ast.Module) -> bool:
    """It tests rules alone: they are told the day, and no clock is near."""
    ours = {name for name in imports_of(tree) if name.startswith(("fanal", "django"))}
    return all(".rules" in name or name.startswith(WITHOUT_A_CLOCK) for name in ours)


def borrowed_by(name: str, trees: dict[str, ast.Module], holders: set[str]) -> set[str]:
    """What carries a day and comes into this module: by an import, or as a fixture of its folder."""
    nearby = trees.get(f"{name.rpartition('.')[0]}.conftest", ast.Module([], []))
    lent = {
        alias.name: node.module
        for node in ast.walk(nearby)
        if isinstance(node, ast.ImportFrom) and node.module in holders
        for alias in node.names
    }
    wanted = {
        argument.arg
        for node in ast.walk(trees[name])
        if isinstance(node, ast.FunctionDef)
        for argument in node.args.args
    }
    return imports_of(trees[name]) & holders | {lent[fixture] for fixture in wanted & set(lent)}


def mixed_days(name: str, trees: dict[str, ast.Module], holders: set[str]) -> Iterator[str]:
    """`line: why` for each place where a day of this module could meet the machine's."""
    tree = trees[name]
    for call in at_import(tree):
        if source.text_of(call.func) in CLOCKS | OTHER_DAYS:
            yield f"{call.lineno}: {source.text_of(call.func)}() as the module is read"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and source.text_of(node.func) in OTHER_DAYS:
            yield f"{node.lineno}: {source.text_of(node.func)}() instead of fanal.core.clock.testing.today()"
    if not name.split(".")[-1].startswith("test_") or stands(tree):
        return
    for line in [] if is_pure(tree) else fixed_days(*without_a_mark(tree))[:1]:
        yield f"{line}: a day is written, and no pytest.mark.clock says that the clock stands there"
    for lender in sorted(borrowed_by(name, trees, holders)):
        yield f"1: borrows from {lender}, which stands at a day of its own"


def holders_of(trees: dict[str, ast.Module]) -> set[str]:
    """The modules whose names carry a day: they write one, or borrow from one that does."""
    holders = {name for name, tree in trees.items() if fixed_days(tree) and not is_pure(tree)}
    while more := {name for name, tree in trees.items() if imports_of(tree) & holders} - holders:
        holders |= more
    return holders


def test_a_day_of_the_tests_never_meets_the_clock_of_the_machine():
    """Issue 12: what `test_reviews.py` borrowed stood at the 26th, and was red from the 27th on."""
    trees = {name: source.tree_of(file) for name, file in modules_of_tests().items()}
    holders = holders_of(trees)
    none_of(
        f"{source.name_of(modules_of_tests()[name])}:{line}"
        for name in trees
        for line in mixed_days(name, trees, holders)
    )


LENDER = "from django.x import y\nTODAY = date(2026, 11, 26)\ndef signed(): pass"
MIXED = {
    "at import": "from django.x import y\nTODAY = today()",
    "as a default": "def f(day=timezone.now()): pass",
    "as a parameter": "@pytest.mark.parametrize('day', [timezone.now()])\ndef test_x(day): pass",
    "another source": "def test_x():\n    act(today=date.today())",
    "a day of its own": f"{LENDER}\ndef test_x(client): client.get('/')",
    "a borrowed fixture": "def test_x(keeper): keeper.compare()",
    "a borrowed day": "from fanal.x.tests.test_lender import signed\ndef test_x(): signed()",
}


@pytest.mark.parametrize("code", MIXED.values(), ids=MIXED)
def test_a_mixed_day_is_seen(code):
    trees = {
        "fanal.x.tests.test_lender": ast.parse(LENDER),
        "fanal.x.tests.conftest": ast.parse("from fanal.x.tests.test_lender import keeper"),
        "fanal.x.tests.test_y": ast.parse(code),
    }
    assert list(mixed_days("fanal.x.tests.test_y", trees, holders_of(trees)))


def test_a_module_that_stands_at_its_day_is_left_alone():
    code = f"{LENDER}\npytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]\ndef test_x(): now()"
    assert list(mixed_days("fanal.x.tests.test_y", {"fanal.x.tests.test_y": ast.parse(code)}, set())) == []


def ages_of_files(tree: ast.Module) -> bool:
    """Whether a module that stands at its day purges files without reading on which day they were written."""
    said = ast.dump(tree)
    return stands(tree) and "'orphan_files'" in said and "'st_mtime'" not in said


def test_a_day_of_the_tests_never_ages_a_file_of_the_machine():
    """The disk writes the machine's day: red from the third day on, as found on 28 November 2026."""
    none_of(name for name, path in modules_of_tests().items() if ages_of_files(source.tree_of(path)))


def test_a_file_aged_by_a_day_of_the_tests_is_seen():
    head = "from fanal.core import orphan_files\npytestmark = pytest.mark.clock(NOW)\n"
    assert ages_of_files(ast.parse(f"{head}orphan_files._purge(1, NOW)"))
    assert not ages_of_files(ast.parse(f"{head}orphan_files._purge(1, file.stat().st_mtime)"))
