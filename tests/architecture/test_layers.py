"""An app knows only what lies below it, and its rules know nothing but Python.

The graph of imports itself is read by import-linter (`make check`, contracts in pyproject.toml).
"""

import ast
import tomllib
from pathlib import Path

from django.apps import apps

from tests.architecture import source
from tests.architecture.source import none_of

OUTSIDE = {"django", "psycopg", "procrastinate", "allauth", "requests"}
# A rule is told which day it is, and reads nothing.
CLOCKS = {"now", "today", "localdate", "localtime", "utcnow"}


def rules() -> list[Path]:
    """Whatever lies under a folder `rules`, however deep: `rules/catalogue` too."""
    return [file for file in source.python_files() if "rules" in file.relative_to(source.SOURCE).parts]


def test_every_app_has_its_place_among_the_layers():
    settings = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = {app for line in contracts[0]["layers"] for app in line.replace(" ", "").split("|")}
    ours = {config.name for config in apps.get_app_configs() if config.name.startswith("fanal.")}
    none_of(ours - layers)


def test_rules_import_neither_django_nor_the_database():
    wrong = [
        f"{source.name_of(file)}: {module}"
        for file in rules()
        for module in source.imported_by(file)
        if module.split(".")[0] in OUTSIDE or module.endswith((".models", ".actions", ".querysets"))
    ]
    none_of(wrong)


def asked_of_a_clock(tree: ast.Module) -> list[str]:
    return [
        f"{node.lineno} {source.text_of(node.func)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and source.text_of(node.func).split(".")[-1] in CLOCKS
    ]


def test_rules_never_ask_what_day_it_is():
    none_of(
        f"{source.name_of(file)}:{line}"
        for file in rules()
        for line in asked_of_a_clock(source.tree_of(file))
    )


def test_the_guards_of_rules_see_every_depth():
    """It once looked at the name of the folder alone, and missed `rules/imp` and `rules/catalogue`."""
    names = {source.name_of(file) for file in rules()}
    assert "src/fanal/agenda/rules/catalogue/autumn.py" in names
    assert "src/fanal/practice_sheets/rules/delivered/accounts.py" in names
    assert asked_of_a_clock(ast.parse("day = timezone.localdate()")) == ["1 timezone.localdate"]


def test_nothing_travels_by_signals_or_by_save():
    """What flows upward goes through core.registry; what changes goes through an action."""
    wrong = [
        f"{source.name_of(file)}: {module}"
        for file in source.python_files()
        for module in source.imported_by(file)
        if module.startswith(("django.dispatch", "django.db.models.signals"))
    ]
    wrong += [
        f"{source.name_of(file)}:{node.lineno} {node.name}"
        for file in source.python_files()
        if "models" in {file.stem, file.parent.name}
        for node in source.functions_of(file)
        if node.name in {"save", "delete"}
    ]
    none_of(wrong)


def taken(tree: ast.Module) -> list[str]:
    """What a migration imports of ours: values that may change tomorrow, by either way of importing."""
    named = [
        (node.lineno, name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    ]
    return [
        f"{line} {name}" for line, name in named if (name or "").startswith("fanal.") and name not in BY_NAME
    ]


def open_tables(tree: ast.Module, app: str) -> set[str]:
    """The tables with a `school` that a migration makes and does not `protect`, by their usual names."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made, kept = set(), set()
    for call in calls:
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        words = {word.arg: word.value for word in call.keywords}
        if name == "CreateModel" and "fields" in words:
            columns = [ast.unparse(field.elts[0]) for field in words["fields"].elts]
            if "'school'" in columns:
                made.add(f"{app}_{ast.literal_eval(words['name']).lower()}")
        if name == "protect":
            kept |= {ast.literal_eval(table) for table in call.args}
    return made - kept


# Our walls, and validators and defaults that Django writes by name: they change no row.
BY_NAME = {
    "fanal.core.database.row_security",
    "fanal.core.frozen.declaration",
    "fanal.core.tenancy",
    "fanal.core.mail.addresses",
    "fanal.accounts.models.invitation",
}


def test_a_migration_takes_no_value_from_what_may_change_tomorrow():
    """An old database, or an old backup, must become what it became: SQL, tables and values are copied in."""
    none_of(
        f"{source.name_of(file)}:{each}"
        for file in source.python_files()
        if source.is_migration(file)
        for each in taken(source.tree_of(file))
    )


def test_a_migration_protects_each_table_of_a_school():
    none_of(
        f"{source.name_of(file)}: {table} is not protected"
        for file in source.python_files()
        if source.is_migration(file)
        for table in open_tables(source.tree_of(file), file.parents[1].name)
    )


def test_a_migration_that_takes_a_value_or_forgets_a_wall_would_be_seen():
    assert taken(ast.parse("import fanal.equipment.rules.key_loan")) == ["1 fanal.equipment.rules.key_loan"]
    made = "CreateModel(name='KeyLoan', fields=[('id', 1), ('school', 2)])"
    assert open_tables(ast.parse(made), "equipment") == {"equipment_keyloan"}
    assert open_tables(ast.parse(f"{made}\nprotect('equipment_keyloan')"), "equipment") == set()


OFFERING = {"contributions", "privacy", "story"}


def offers(text: str) -> bool:
    """Does it import `register` of the registry?"""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "fanal.core.registry"
        and any(name.name == "register" for name in node.names)
        for node in ast.walk(ast.parse(text))
    )


def test_what_an_app_offers_stands_where_it_is_loaded():
    """These folders are loaded by their name; what registers elsewhere is there by luck."""
    none_of(
        source.name_of(file)
        for file in source.python_files()
        if len(parts := file.relative_to(source.SOURCE).parts) > 1
        and parts[0] not in {"core", "web"}
        and OFFERING.isdisjoint({parts[1], parts[1].removesuffix(".py")})
        and offers(file.read_text(encoding="utf-8"))
    )


def test_what_registers_by_luck_would_be_seen():
    assert offers("from fanal.core.registry import PANEL, register")
    assert not offers("from fanal.core.registry import PANEL, registered")
