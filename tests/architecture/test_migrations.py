"""Does a migration make its tables whole?"""

import sys

import pytest

from tests.architecture.source import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from finish_migration import folded

MIGRATIONS = sorted((ROOT / "src" / "fanal").glob("*/migrations/0*.py"))


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_constraints_stand_with_their_table(file):
    """Added one by one, they kept a new school waiting seven seconds more."""
    text = file.read_text(encoding="utf-8")
    assert folded(text) == text


def test_a_constraint_after_its_table_is_seen():
    text = (
        "        migrations.CreateModel(\n            name='Visit',\n            fields=[\n            ],\n"
        "        ),\n        migrations.AddConstraint(\n            model_name='visit',\n"
        "            constraint=models.UniqueConstraint(name='once'),\n        ),\n"
    )
    assert folded(text).count("'constraints': [") == 1
    assert "AddConstraint" not in folded(text)
