"""A test module is read alone: what several of them need stands in a module that holds no test."""

import ast
from collections.abc import Iterator

from tests.architecture import source
from tests.architecture.source import none_of


def borrowed(tree: ast.Module) -> Iterator[str]:
    """The test modules, and the tests, that this module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name for name in names if ".test_" in f".{name}")


def test_no_module_imports_a_test_module(at_least):
    files = [*source.python_files(tests=True), *(source.ROOT / "tests").rglob("*.py")]
    at_least("modules of the package and of its tests", len(files), 3100)
    none_of(f"{source.name_of(file)}: {name}" for file in files for name in borrowed(source.tree_of(file)))


def test_a_borrowed_test_module_is_seen():
    text = """
from fanal.x.tests.test_lender import keeper
from fanal.x.tests import test_lender, factories
import tests.matrix.test_costs
from fanal.x.tests.factories import of_a_test
import testing
"""
    assert [*borrowed(ast.parse(text))] == [
        "fanal.x.tests.test_lender.keeper",
        "fanal.x.tests.test_lender",
        "tests.matrix.test_costs",
    ]
