"""One thing a line (house, third edition, § 2): no star keeps several on one line for the formatter."""

import ast
from collections.abc import Iterator

from tests.architecture import source


def starred_literals(tree: ast.AST) -> Iterator[int]:
    """The lines on which a tuple or a list that is written there is unpacked where it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Starred) and isinstance(node.value, ast.Tuple | ast.List):
            yield node.lineno


def test_the_guard_sees_a_star_that_keeps_a_line():
    tree = ast.parse("a = (\n    *('b', 'c'),\n    *d,\n    *([e] if e else []),\n)")
    assert list(starred_literals(tree)) == [2]


def test_no_star_unpacks_what_is_written_beside_it():
    files = [file for file in source.python_files(tests=True) if not source.is_migration(file)]
    source.none_of(
        f"{source.name_of(file)}:{line}" for file in files for line in starred_literals(source.tree_of(file))
    )
