"""Finish the latest migration of an app as Django wrote it: `python scripts/finish_migration.py equipment`.

Its tables of a school come under `protect`, and a member of an enumeration becomes its value: a migration is
what it was on the day it was written. Constraints and indexes stand with their table: added one
by one, each makes Django build anew the two hundred models that point to each other.
"""

import importlib
import os
import re
import sys
from pathlib import Path

import django

MEMBER = re.compile(r"(fanal(?:\.\w+)+)\['(\w+)'\]")
TABLE = re.compile(r"        migrations\.CreateModel\(\n            name='(\w+)',\n.*?\n        \),\n", re.S)
ADDED = re.compile(
    r"        migrations\.Add(Constraint|Index)\(\n            model_name='(\w+)',\n"
    r"            (?:constraint|index)=(.*),\n        \),\n"
)
LATER = re.compile(r"migrations\.(?:AddField|AlterField)\(\s*model_name='(\w+)'")
IMPORT = "from fanal.core.database.row_security import protect\n"


def value(match: re.Match[str]) -> str:
    module, name = match[1].rsplit(".", 1)
    return repr(str(getattr(importlib.import_module(module), name)[match[2]].value))


def folded(text: str) -> str:
    """The same with each constraint and index written in its table, where all fields stand there too."""
    made = {match[1].lower() for match in TABLE.finditer(text) if "options={" not in match[0]}
    made -= set(LATER.findall(text))
    moved: dict[str, dict[str, list[str]]] = {name: {"Index": [], "Constraint": []} for name in made}
    for sort, name, thing in ADDED.findall(text):
        if name in made:
            moved[name][sort].append(thing)

    def with_options(match: re.Match[str]) -> str:
        things = moved.get(match[1].lower(), {})
        if not any(things.values()):
            return match[0]
        return match[0].removesuffix("        ),\n") + _options(things) + "        ),\n"

    text = ADDED.sub(lambda match: "" if match[2] in made else match[0], text)
    return TABLE.sub(with_options, text)


def _options(things: dict[str, list[str]]) -> str:
    """The options of a table, as Django writes them."""
    rows = [
        f"                '{key}': [\n"
        + "".join(f"                    {thing},\n" for thing in things[sort])
        + "                ],\n"
        for key, sort in (("indexes", "Index"), ("constraints", "Constraint"))
        if things[sort]
    ]
    return "            options={\n" + "".join(rows) + "            },\n"


def finished(text: str, tables: list[str]) -> str:
    """The text of the migration; `tables`: those of a school that it makes."""
    text = folded(MEMBER.sub(value, text))
    for module in re.findall(r"^import (fanal[\w.]+)\n", text, re.M):
        if text.count(module) == 1:
            text = text.replace(f"import {module}\n", "")
    if not tables or "protect(" in text:
        return text
    listed = "".join(f'            "{table}",\n' for table in tables)
    end = text.rindex("    ]\n")
    text = f"{text[:end]}        *protect(\n{listed}        ),\n{text[end:]}"
    return text.replace("class Migration(", f"{IMPORT}\n\nclass Migration(", 1)


def main(label: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.config.settings")
    django.setup()
    from django.apps import apps

    from fanal.core.tenancy import SchoolOwned

    app = apps.get_app_config(label)
    file = max((Path(app.path) / "migrations").glob("0*.py"))
    text = file.read_text(encoding="utf-8")
    made = re.findall(r"migrations\.CreateModel\(\s*name=['\"](\w+)", text)
    tables = [
        model._meta.db_table
        for model in app.get_models()
        if issubclass(model, SchoolOwned) and model.__name__ in made
    ]
    file.write_text(finished(text, tables), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
