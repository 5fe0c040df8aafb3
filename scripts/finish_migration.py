"""Finish the latest migration of an app as Django wrote it: `python scripts/finish_migration.py equipment`.

Its tables of a school come under `protect`, and a member of an enumeration becomes its value: a migration is
what it was on the day it was written.
"""

import importlib
import os
import re
import sys
from pathlib import Path

import django

MEMBER = re.compile(r"(fanal(?:\.\w+)+)\['(\w+)'\]")
IMPORT = "from fanal.core.rowsecurity import protect\n"


def value(match: re.Match[str]) -> str:
    module, name = match[1].rsplit(".", 1)
    return repr(str(getattr(importlib.import_module(module), name)[match[2]].value))


def finished(text: str, tables: list[str]) -> str:
    """The text of the migration; `tables`: those of a school that it makes."""
    text = MEMBER.sub(value, text)
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
