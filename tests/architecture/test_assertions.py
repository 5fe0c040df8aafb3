"""An assertion can fail (December, house § 3.5).

« This or that » proves neither: the test of a mean was content with 103,5 and with 104 anywhere on the page.
What depends on a case is asked for that case alone; where a choice is meant, it is one value.
"""

import ast
from collections.abc import Iterator

from tests.architecture import source
from tests.architecture.source import none_of

# They are true whatever they hold.
ALWAYS = ast.Tuple | ast.Constant | ast.JoinedStr | ast.GeneratorExp | ast.Lambda
COUNTS = {"len", "count", "sum"}


def hollow(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and (why := reason_of(node.test)):
            yield f"{node.lineno} {why}"


def reason_of(test: ast.expr) -> str:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        return "asks for this or that"
    if isinstance(test, ALWAYS):
        return "is always true"
    if isinstance(test, ast.Compare) and is_count(test.left) and is_zero_or_more(test):
        return "no count is below zero"
    return ""


def is_count(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and source.text_of(node.func).split(".")[-1] in COUNTS


def is_zero_or_more(test: ast.Compare) -> bool:
    return isinstance(test.ops[0], ast.GtE) and ast.unparse(test.comparators[0]) == "0"


def test_every_assertion_can_fail():
    files = [file for file in source.python_files(tests=True) if source.is_test(file)]
    files += [*(source.ROOT / "tests").rglob("*.py")]
    none_of(
        f"{source.name_of(file)}:{line}"
        for file in files
        for line in hollow(ast.parse(file.read_text(encoding="utf-8")))
    )


def test_an_assertion_that_can_hardly_fail_is_seen():
    lines = [
        "assert 'a' in page or 'b' in page",
        "assert is_kept or 'c' in reasons[0], 'why'",
        "assert (rows, 3)",
        "assert 'always'",
        "assert (row for row in rows)",
        "assert len(rows) >= 0",
        "assert rows.count() >= 0",
    ]
    assert [line.split()[0] for line in hollow(ast.parse("\n".join(lines)))] == list("1234567")
    fine = [
        "assert rows == (a if case else b)",
        "assert len(rows) >= 1",
        "assert any(a or b for a, b in rows)",
    ]
    assert [*hollow(ast.parse("\n".join(fine)))] == []
