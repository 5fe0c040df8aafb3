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


def test_a_migration_takes_no_value_from_what_may_change_tomorrow():
    """An old database, or an old backup, must become what it became: SQL and tables are copied in.

    What Django itself writes there by name (validators, choices) changes no row.
    """
    taken = [
        f"{source.name_of(file)}:{node.lineno} {node.module}"
        for file in source.python_files()
        if source.is_migration(file)
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fanal.")
        if node.module != "fanal.core.rowsecurity"
    ]
    none_of(taken)
