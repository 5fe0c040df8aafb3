"""What `pip install` brings: the wheel names every package that the program imports."""

import ast
import re
import subprocess
import sys
import zipfile
from email import message_from_string
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SOURCE = ROOT / "src" / "fanal"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def imported_packages() -> set[str]:
    """The distributions that the program imports, tests aside."""
    names: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        if {"tests", "children"} & {*file.parts} or file.name in {"testing.py", "factories.py"}:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.split(".")[0])
    owners = packages_distributions()
    return {normal(owner) for name in names - {"fanal"} for owner in owners.get(name, [])}


def test_the_wheel_names_every_package_the_program_imports(wheel: zipfile.ZipFile) -> None:
    """Verified in November 2026, § 6: `pip install` gave no dependencies."""
    metadata = wheel.read(next(name for name in wheel.namelist() if name.endswith("/METADATA")))
    requires = message_from_string(metadata.decode()).get_all("Requires-Dist") or []
    named = {normal(re.split(r"[\s\[<>=!;~]", line, maxsplit=1)[0]) for line in requires}
    assert imported_packages() - named == set()
    assert {"psycopg", "granian", "django-allauth"} <= named


def test_the_wheel_holds_pages_icons_and_migrations(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert {"fanal/static_build/icons.svg", "fanal/static_build/fanal.css"} <= names
    assert "fanal/templates/base.html" in names
    assert any(re.fullmatch(r"fanal/core/migrations/0001_\w+\.py", name) for name in names)
