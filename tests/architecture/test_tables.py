"""What is published about rights, data and addresses is what the code declares."""

import re
import subprocess
import sys
from collections import Counter

import pytest
from django.apps import apps

from fanal.core.people.data_map import OF_LIBRARIES, DataMap
from tests.architecture import source
from tests.architecture.source import none_of
from tests.matrix.routes import all_routes

# In pieces, so that this file does not hold what it looks for.
ELSEWHERE = re.compile(
    "|".join(
        [
            "registry.npm" + r"js\.org",
            "files.python" + r"hosted\.org",
            r"pypi\.org/" + "simple",
            "/wo" + "rk/",
            "/ro" + r"ot/\w",
            "/ho" + r"me/\w+/",
        ]
    )
)


def test_every_model_says_what_it_keeps_why_and_for_how_long():
    silent = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not isinstance(getattr(model, "DATA", None), DataMap) and model._meta.label not in OF_LIBRARIES
    ]
    none_of(silent)


def test_every_model_has_a_name_of_its_own_in_the_journal():
    """Subjects are hashed text: the name is written on the model, and outlives the name of its class."""
    models = [model for model in apps.get_models() if model.__module__.startswith("fanal.")]
    none_of([model._meta.label for model in models if "JOURNAL_NAME" not in vars(model)])
    names = Counter(model.JOURNAL_NAME for model in models)
    none_of([name for name, count in names.items() if count > 1])


def test_every_address_of_ours_says_who_may_open_it():
    """Under `/e/<uai>/` a member is needed by default; anywhere else the view must say."""
    silent = [
        route.pattern
        for route in all_routes()
        if route.view.__module__.startswith("fanal.")
        and not route.is_of_a_school
        and route.access == "member"
    ]
    none_of(silent)


def test_no_address_of_a_school_is_opened_without_a_reason():
    unexplained = [
        route.pattern
        for route in all_routes()
        if route.access != "member" and not getattr(route.view, "fanal_access", ("", ""))[1]
    ]
    none_of(unexplained)


def test_the_published_tables_are_those_of_the_code():
    command = [sys.executable, str(source.ROOT / "scripts/build_tables.py"), "--check"]
    process = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert process.returncode == 0, process.stdout + process.stderr


def test_no_file_names_a_package_registry_or_someone_s_machine():
    files = [file for file in source.committed_files() if file.parent != source.ROOT / "docs/operate"]
    if not files:
        pytest.skip("not a git clone: nothing says which files are kept")
    none_of([line for file in files for line in source.lines_matching(file, ELSEWHERE)])
