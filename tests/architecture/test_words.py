"""What is written for people leads where it says."""

import re

from tests.architecture import source
from tests.architecture.source import none_of

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
COMMAND = re.compile(r"^make ([a-z0-9]+)", re.MULTILINE)


def test_every_link_of_our_pages_leads_to_a_file():
    pages = [*source.ROOT.glob("*.md"), *(source.ROOT / "docs").rglob("*.md")]
    none_of(
        f"{source.name_of(page)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    )


def test_the_commands_of_the_readme_exist():
    targets = (source.ROOT / "Makefile").read_text(encoding="utf-8")
    named = COMMAND.findall((source.ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"demo", "test"} <= set(named)
    none_of(name for name in named if f"\n{name}:" not in targets)


def test_the_picture_of_the_readme_stays_light():
    heavy = [
        picture for picture in (source.ROOT / "docs/pictures").iterdir() if picture.stat().st_size > 120_000
    ]
    none_of(source.name_of(picture) for picture in heavy)
