"""What a page or a docstring names of the code is there: `helpdesk/actions/requests.py`, `core.registry`."""

import re
from functools import cache
from pathlib import Path

from tests.architecture import source
from tests.architecture.source import none_of

TICKED = re.compile(r"`([^`\s]+)`")
ROOTS = {"src", "tests", "scripts", "docs", "bench"}
PATH = re.compile(r"[\w./-]+")
DOTTED = re.compile(r"[a-z_]+(?:\.\w+)+")
CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,}")
FOLDERS = {"rules", "models", "policies", "reading", "actions", "forms", "views", "contributions"}
OF_DJANGO = {"StreamingHttpResponse"}
HEAD = {"README.md", "CONTRIBUTING.md", "SECURITY.md"}


def apps() -> set[str]:
    return {folder.name for folder in source.SOURCE.iterdir() if folder.is_dir()}


def is_a_path(text: str) -> bool:
    return "/" in text and PATH.fullmatch(text) is not None and text.split("/")[0] in apps() | ROOTS


def leads_somewhere(text: str) -> bool:
    places = [base / text.rstrip("/") for base in (source.ROOT, source.SOURCE)]
    return any(place.exists() or place.with_suffix(".py").exists() for place in places)


def is_a_module(text: str) -> bool:
    """`core.registry`, or what lies in a folder of an app; `helpdesk.visit_planned` is a verb."""
    if not DOTTED.fullmatch(text) or text.split(".")[-1] in {"py", "md", "html", "toml", "json", "css", "js"}:
        return False
    app, folder = text.split(".")[:2]
    return app in apps() and (app == "core" or (source.SOURCE / app / folder).is_dir())


def is_in_the_code(text: str) -> bool:
    place, parts = source.SOURCE, text.split(".")
    for rank, part in enumerate(parts):
        module = place / f"{part}.py"
        if module.exists():
            return rank + 1 == len(parts) or parts[rank + 1] in module.read_text(encoding="utf-8")
        if not (place / part).is_dir():
            init = place / "__init__.py"
            return part[:1].isupper() or (init.exists() and part in init.read_text(encoding="utf-8"))
        place = place / part
    return True


def in_its_app(text: str, file: Path) -> str:
    """`rules.accounts` in a file of an app is of that app; any other text as it is."""
    parts = text.split(".")
    if DOTTED.fullmatch(text) and parts[0] in FOLDERS and source.SOURCE in file.parents:
        app = file.relative_to(source.SOURCE).parts[0]
        if (source.SOURCE / app / parts[0]).is_dir():
            return f"{app}.{text}"
    return text


CLASSES = re.compile(r"^(?:class|type) (\w+)", re.M)


@cache
def classes() -> set[str]:
    files = source.python_files(tests=True)
    return {name for file in files for name in CLASSES.findall(file.read_text(encoding="utf-8"))}


def wrong(text: str, file: Path = source.ROOT) -> bool:
    if is_a_path(text):
        return not leads_somewhere(text)
    if file.parent.name == "adr" and CAMEL.fullmatch(text):
        return text not in classes() | OF_DJANGO
    text = in_its_app(text, file)
    return is_a_module(text) and not is_in_the_code(text)


def read() -> list[Path]:
    pages = [source.ROOT / name for name in HEAD] + sorted((source.ROOT / "docs").rglob("*.md"))
    code = [file for file in source.python_files(tests=True) if not source.is_migration(file)]
    return [*pages, *code, *source.templates(), *sorted((source.ROOT / "tests").rglob("*.py"))]


def test_what_is_named_of_the_code_is_there():
    none_of(
        f"{source.name_of(file)}:{number} {text}"
        for file in read()
        if file != Path(__file__)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for text in (ticked.rstrip(".,;:()") for ticked in TICKED.findall(line))
        if wrong(text, file)
    )


def test_the_guard_of_paths_sees():
    assert wrong("helpdesk/beside.py")
    assert wrong("accounts.sign_in.nothing.there")
    assert not wrong("helpdesk/actions/requests.py")
    assert not wrong("core.registry.REMINDERS")
    assert not wrong("helpdesk.visit_planned")
    assert wrong("rules.nothing_there", source.SOURCE / "helpdesk/models/request.py")
    assert wrong("TwoPeople", source.ROOT / "docs/adr/0001.md")
