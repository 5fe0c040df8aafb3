"""What `pip install` brings: the wheel names every package that the program imports."""

import ast
import re
import shutil
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


def test_a_page_opens_from_an_installed_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """December § 2.5: « A wheel made from a fresh clone serves no page ». Unpacked, as `--target` does."""
    wheel.extractall(tmp_path / "installed")
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(tmp_path / "installed"),
        "FANAL_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "fanal.config.settings",
        "FANAL_DATABASE_URL": "postgresql:///nowhere",
        "FANAL_LOG_FILE": str(tmp_path / "log"),
    }
    command = [sys.executable, "-c", OPENED.format(installed=str(tmp_path / "installed"))]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)
    assert (done.returncode, done.stdout.split()) == (0, ["[]", "200", "True", "True"]), done.stderr


# No database: the sheet and a page that needs none, through the program as it is installed.
OPENED = """
import django, fanal
assert fanal.__path__[0].startswith({installed!r}), fanal.__path__
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.contrib.staticfiles.storage import staticfiles_storage
from fanal.core.http.static_files import missing_files
settings.STATIC_ROOT.mkdir(parents=True)
call_command("collectstatic", interactive=False, verbosity=0)
print(missing_files(settings.STATIC_ROOT))
from django.test import Client
from django.template.loader import render_to_string
client = Client(SERVER_NAME="localhost")
print(client.get(staticfiles_storage.url("fanal.css")).status_code)
print(*("/static/fanal." in render_to_string(name) for name in ("404.html", "500.html")))
"""


def test_no_wheel_is_made_without_what_its_pages_need(tmp_path: Path) -> None:
    """December § 2.5: « The build refuses without them »."""
    (tmp_path / "src/fanal").mkdir(parents=True)
    (tmp_path / "src/fanal/__init__.py").touch()
    (tmp_path / "scripts").mkdir()
    for name in ("pyproject.toml", "LICENSE", "scripts/wheel_hook.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "made")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode != 0
    assert "fanal.css and icons.svg missing" in done.stderr
    assert not list(tmp_path.rglob("*.whl"))
