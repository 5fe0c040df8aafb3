"""What the house is judged by: how far one goes to read a page, and how dense its lines are.

    python -m scripts.house            the figures of the tree
    python -m scripts.house --pages    the pages that cross most modules

Modules crossed: those of its own room in which the functions and classes stand that a page of `urls.py` leads
to by name, itself included. Nodes a line: what `ast.walk` finds in the package without tests, migrations and
story, for each line of its files, blank ones included.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.architecture import source
from tests.architecture.contexts import Code, Key, app_of, our_code

APART = {"migrations", "story", "tests"}
SHOWN = 20
LARGE = 7_000  # lines of a room that says why it is not cut (ADR 0056)


def pages_of(code: Code) -> Iterator[Key]:
    """The views that the addresses of the rooms name, each once."""
    seen = set()
    for module, name in code.nodes:
        parts = module.split(".")
        if "urls" in parts[2:]:
            for key in code.uses((module, name)):
                if key not in seen and "views" in key[0].split("."):
                    seen.add(key)
                    yield key


def reached_from(code: Code, page: Key) -> set[Key]:
    """The functions, classes and constants of its own room to which this page leads by name."""
    reached, waiting = {page}, [page]
    while waiting:
        for key in code.uses(waiting.pop()):
            if key not in reached and app_of(key) == app_of(page):
                reached.add(key)
                waiting.append(key)
    return reached


def modules_crossed(code: Code, page: Key) -> int:
    return len({module for module, name in reached_from(code, page) if _is_code(code, (module, name))})


def _is_code(code: Code, key: Key) -> bool:
    return isinstance(code.nodes[key], ast.FunctionDef | ast.ClassDef)


def density() -> tuple[int, int]:
    """How many syntax nodes, in how many lines."""
    files = [file for file in source.python_files() if APART.isdisjoint(file.parts)]
    nodes = sum(sum(1 for _ in ast.walk(source.tree_of(file))) for file in files)
    return nodes, sum(_lines(file) for file in files)


def large_rooms() -> list[str]:
    """« helpdesk (9 200) »: those whose code, without tests and migrations, has more than `LARGE` lines."""
    counts: dict[str, int] = defaultdict(int)
    for file in source.python_files():
        room = file.relative_to(source.SOURCE).parts[0]
        if APART.isdisjoint(file.parts):
            counts[room] += _lines(file)
    return [f"{room} ({count})" for room, count in sorted(counts.items()) if count > LARGE]


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def main() -> None:
    code = our_code()
    crossed = sorted((modules_crossed(code, page), *page) for page in pages_of(code))
    counts = [count for count, *_ in crossed]
    nodes, lines = density()
    print(f"{len(counts)} pages; modules of their own room that they cross:")
    print(f"  median {median(counts)}, p90 {quantiles(counts, n=10)[-1]:g}, most {counts[-1]}")
    print(f"{nodes / lines:.2f} syntax nodes a line ({nodes} in {lines} lines)")
    print(f"{lines / len(counts):.0f} lines a page, reported and not aimed at")
    print(f"rooms over {LARGE} lines: {', '.join(large_rooms())}")
    if "--pages" in sys.argv:
        for count, module, name in reversed(crossed[-SHOWN:]):
            print(f"  {count:>3}  {module}.{name}")


if __name__ == "__main__":
    main()
