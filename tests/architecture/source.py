"""What the guards read: our own files, as lists, texts and syntax trees."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fanal"
NOT_OURS = {"__pycache__", "static_build", "node_modules", "var", "build"}


def name_of(file: Path) -> str:
    """The path inside the repository, as it is written in a finding."""
    return file.relative_to(ROOT).as_posix()


def python_files(*, tests: bool = False) -> list[Path]:
    """The modules of the package; those of its tests only when asked for."""
    files = (file for file in SOURCE.rglob("*.py") if not NOT_OURS.intersection(file.parts))
    return sorted(file for file in files if tests or not is_test(file))


def templates() -> list[Path]:
    return sorted(file for file in SOURCE.rglob("*.html") if "templates" in file.parts)


def is_test(file: Path) -> bool:
    return "tests" in file.parts or file.stem in {"testing", "conftest"}


def is_migration(file: Path) -> bool:
    return "migrations" in file.parts


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def text_of(node: ast.expr) -> str:
    """`a.b.c` for a dotted name, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{text_of(node.value)}.{node.attr}"
    return ""


def imported_by(file: Path) -> Iterator[str]:
    """Every module this file imports, at its top or inside a function."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def functions_of(file: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef))


def strings_of(file: Path) -> Iterator[ast.Constant]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def lines_matching(file: Path, pattern: re.Pattern[str]) -> Iterator[str]:
    """`path:line: found` for each line of a text file where the pattern is found."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if match := pattern.search(line):
            yield f"{name_of(file)}:{number}: {match[0].strip()}"


def committed_files() -> list[Path]:
    """The files git keeps or would keep, except pictures; empty outside a clone."""
    if not (ROOT / ".git").exists():
        return []
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = (ROOT / name for name in output.split("\0") if name)
    return [file for file in files if file.is_file() and file.suffix not in {".png", ".jpg", ".ico"}]


def none_of(findings: Iterable[str]) -> None:
    """Fail with one line for each finding."""
    lines = sorted(findings)
    assert not lines, "\n" + "\n".join(lines)
