"""One thing has one name: every table is in the glossary, and what it names exists."""

import re

from django.apps import apps

from tests.architecture import source
from tests.architecture.source import none_of

PAGE = source.ROOT / "docs" / "glossary.md"
NAMED = re.compile(r"^\| .+ \| `([a-z_]+\.[A-Z]\w+)` \| .+ \|$", re.MULTILINE)


def test_every_model_is_in_the_glossary():
    models = {model._meta.label for model in apps.get_models() if model.__module__.startswith("fanal.")}
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    none_of(f"{label} is not in docs/glossary.md" for label in models - set(named))
    none_of(f"docs/glossary.md names {label}, which no code knows" for label in set(named) - models)
    assert len(named) == len(set(named))
