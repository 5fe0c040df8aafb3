"""Rows of a school are read through two doors only, and nothing bypasses the scope of the connection."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from fanal.core.tenancy import SchoolOwned
from tests.architecture import source
from tests.architecture.source import none_of

DOORS = {"for_school", "for_schools", "visible_to"}
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create"}
EDGES = {"views", "api", "contributions", "tasks", "forms", "search", "home", "reading"}
OWN_READING = {"querysets", "models", "story", "factories"}
RAW = {"RawSQL", "StreamingHttpResponse", "get_object_or_404", "get_list_or_404"}
# The setting of a session outlives the transaction: behind a pooler it reaches the next school's request.
LASTING_SET = re.compile(
    r"(?:^|;)\s*SET\s+(?!LOCAL\b|CONSTRAINTS\b)[\w.]+\s*(?:=|\bTO\b)|set_config\([^)]*,\s*false\s*\)", re.I
)
READS_A_DUMP = {"src/fanal/core/backup/rows.py"}  # it recognises the line pg_dump writes, and never runs it


def owned_names() -> set[str]:
    return {model.__name__ for model in apps.get_models() if issubclass(model, SchoolOwned)}


def doors() -> set[str]:
    """The two doors, and each queryset method that goes through one of them first."""
    names = set(DOORS)
    for file in source.python_files():
        for function in source.functions_of(file):
            first = function.args.args[0].arg if function.args.args else ""
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Attribute)]
            on_self = [
                call.attr for call in calls if isinstance(call.value, ast.Name) and call.value.id == "self"
            ]
            if first == "self" and on_self and set(on_self) <= DOORS:
                names.add(function.name)
    return names


def own_memberships(file: Path) -> set[int]:
    """Where a user's own memberships are read before any school is known: PostgreSQL shows no others."""
    return {
        id(node.func)
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.Call) and source.text_of(node.func) == "Membership.objects.filter"
        if "user" in {keyword.arg for keyword in node.keywords}
    }


def first_uses(file: Path, owned: set[str]) -> Iterator[tuple[int, str, str]]:
    """Line, model and method of each `Model.objects.method` on a model of a school."""
    exempt = own_memberships(file)
    for node in ast.walk(source.tree_of(file)):
        if isinstance(node, ast.Attribute) and id(node) not in exempt:
            model, _, rest = source.text_of(node.value).rpartition(".")
            if rest == "objects" and model in owned:
                yield node.lineno, model, node.attr


def is_one_of(file: Path, kinds: set[str]) -> bool:
    return bool(kinds & set(file.relative_to(source.SOURCE).with_suffix("").parts))


def test_a_row_of_a_school_is_read_only_through_a_door():
    owned, allowed = owned_names(), doors()
    read_directly = [
        f"{source.name_of(file)}:{line} {model}.objects.{method}"
        for file in source.python_files()
        if not is_one_of(file, OWN_READING)
        for line, model, method in first_uses(file, owned)
        if method not in allowed | (set() if is_one_of(file, EDGES) else WRITES)
    ]
    none_of(read_directly)


def test_the_guard_of_the_doors_is_not_blind():
    assert "HelpRequest" in owned_names()
    assert doors() >= DOORS
    assert "to_handle" not in doors()


def test_nothing_is_read_around_the_querysets():
    used = [
        f"{source.name_of(file)}:{node.lineno} {node.id}"
        for file in source.python_files()
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.Name) and node.id in RAW
    ]
    used += [
        f"{source.name_of(file)}:{node.lineno} .{node.func.attr}("
        for file in source.python_files()
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr == "extra" and "objects" in ast.dump(node.func.value)
    ]
    none_of(used)


def test_what_comes_from_the_browser_is_never_a_lookup():
    given = re.compile(r"request\.(GET|POST)")
    spread = [
        f"{source.name_of(file)}:{node.lineno} {source.text_of(keyword.value)}"
        for file in source.python_files()
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg is None and given.search(ast.unparse(keyword.value))
    ]
    none_of(spread)


def test_no_setting_of_the_connection_outlives_its_transaction():
    lasting = [
        f"{source.name_of(file)}:{text.lineno} {text.value.strip()[:60]}"
        for file in source.python_files()
        if not source.is_migration(file) and source.name_of(file) not in READS_A_DUMP
        for text in source.strings_of(file)
        if LASTING_SET.search(str(text.value))
    ]
    none_of(lasting)
