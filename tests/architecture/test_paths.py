"""What a page or a docstring names of the code is there: `helpdesk/actions/requests.py`, `core.registry`."""

import re
from pathlib import Path

from tests.architecture import source
from tests.architecture.source import none_of

TICKED = re.compile(r"`([^`\s]+)`")
ROOTS = {"src", "tests", "scripts", "docs", "bench"}
PATH = re.compile(r"[\w./-]+")
DOTTED = re.compile(r"[a-z_]+(?:\.\w+)+")
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


def wrong(text: str) -> bool:
    if is_a_path(text):
        return not leads_somewhere(text)
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
        if wrong(text)
    )


def test_the_guard_of_paths_sees():
    assert wrong("helpdesk/beside.py")
    assert wrong("accounts.sign_in.nothing.there")
    assert not wrong("helpdesk/actions/requests.py")
    assert not wrong("core.registry.NAVIGATION")
    assert not wrong("helpdesk.visit_planned")
