"""A file that must be read in one go has a limit; past it, it becomes a package named after nouns."""

import gzip
import re
from pathlib import Path

from tests.architecture import source
from tests.architecture.source import none_of

MODULE = 250
TEST = 320
TEMPLATE_LINE = 160
STYLE_BYTES = 12_000


def too_long(files: list[Path], limit_for) -> list[str]:
    sizes = ((file, len(file.read_text(encoding="utf-8").splitlines())) for file in files)
    return [
        f"{source.name_of(file)}: {lines} lines, at most {limit_for(file)}"
        for file, lines in sizes
        if lines > limit_for(file)
    ]


def test_no_module_is_longer_than_two_hundred_and_fifty_lines():
    files = [file for file in source.python_files() if not source.is_migration(file)]
    none_of(too_long(files, lambda _: MODULE))


def test_no_test_file_is_longer_than_three_hundred_and_twenty_lines():
    files = [file for file in source.python_files(tests=True) if source.is_test(file)]
    files += sorted((source.ROOT / "tests").rglob("*.py"))
    none_of(too_long(files, lambda _: TEST))


def wide_lines(name: str, page: str) -> list[str]:
    lines = enumerate(page.splitlines(), 1)
    return [
        f"{name}:{number}: {len(line)} signs, at most {TEMPLATE_LINE}"
        for number, line in lines
        if len(line) > TEMPLATE_LINE
    ]


def test_no_line_of_a_template_is_longer_than_a_hundred_and_sixty_signs():
    """The formatter wraps what it can; a tag of Django or one long value is shortened by hand (ADR 0059)."""
    files = source.templates()
    none_of(
        line for file in files for line in wide_lines(source.name_of(file), file.read_text(encoding="utf-8"))
    )


def test_a_line_that_is_too_long_would_be_seen():
    assert wide_lines("a.html", f"<p>\n{'é' * 161}\n{'é' * 160}\n") == ["a.html:2: 161 signs, at most 160"]


def test_the_style_sheet_stays_within_twelve_kilobytes_once_compressed():
    """What crosses the network counts: `scripts/build_assets.py` makes it of sources written to be read."""
    served = source.ROOT / "src/fanal/static_build/fanal.css"
    others = {*(source.ROOT / "src").rglob("*.css")} - {*(source.ROOT / "src/fanal/styles").iterdir(), served}
    assert others == set()
    assert len(gzip.compress(served.read_bytes(), mtime=0)) <= STYLE_BYTES


def test_the_formatter_is_held_off_in_tables_of_data_alone():
    """Everywhere else `ruff format` decides; at most sixty statements, in the modules named here."""
    tables = re.compile(r"rules/catalogue/|equipment_import/rules/words\.py$|tests/matrix/world\w*\.py$")
    files = {*source.python_files(), *source.python_files(tests=True), *(source.ROOT / "tests").rglob("*.py")}
    held_off = [
        source.name_of(file)
        for file in sorted(files)
        for _ in re.findall(r"#\s*fmt: (?:skip|off)", file.read_text(encoding="utf-8"))
        if source.name_of(file) != "tests/architecture/test_sizes.py"
    ]
    none_of(name for name in held_off if not tables.search(name))
    assert len(held_off) <= 60
