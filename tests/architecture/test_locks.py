"""An action asks who may after it locked the row: on the row as it is, not as somebody read it before.

Two people press at the same second: what the first one did may take the right from the second.
"""

import ast
from collections.abc import Iterator
from textwrap import dedent

from tests.architecture import source
from tests.architecture.source import none_of, text_of

LOCKS = {"locked", "held", "select_for_update", "_both"}
# Whose, or where, a new row is: they are locked where the action changes themselves.
PLACES = {"School", "Person"}
# What is asked about before any lock, on purpose; this list may only shrink.
UNLOCKED = {
    "directory/actions/letters.py: print_letters": "a paper is made from it, which holds nobody up",
    "equipment/actions/bulk.py: change": "it is given rows that are locked, in one order",
    "equipment/actions/bulk.py: move": "it is given rows that are locked, in one order",
    "equipment/actions/moving_back.py: back": "it is given rows that are locked, in one order",
    "inventory/actions/linking.py: make_record": "it is given a machine that is locked, or just arrived",
    "account_lists/actions/comparisons.py: deposit_accounts": "a list is kept beside it, read for minutes",
    "account_lists/actions/login_cards.py: print_login_cards": "asked again after the lock, the paper made",
}


def models() -> set[str]:
    """The names of the classes kept in `models`."""
    return {
        node.name
        for file in source.python_files()
        if "models" in file.parts
        for node in source.tree_of(file).body
        if isinstance(node, ast.ClassDef)
    }


def called(call: ast.Call) -> str:
    return text_of(call.func).rpartition(".")[2] or getattr(call.func, "attr", "")


def calls_of(block: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(block) if isinstance(node, ast.Call)]


def functions_of(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def with_callers(names: set[str], functions: list[ast.FunctionDef]) -> set[str]:
    """These functions, and those that give them the first thing that they are given themselves."""
    before: set[str] = set()
    while names != before:
        before = names
        names = names | {
            function.name
            for function in functions
            if (first := next(iter(all_args(function)), None))
            for call in calls_of(function)
            if called(call) in before and any(first.arg in names_in(given) for given in call.args)
        }
    return names


def changers(functions: list[ast.FunctionDef]) -> set[str]:
    """The functions that change the first thing that they are given."""
    return {
        function.name
        for function in functions
        if (first := next(iter(all_args(function)), None)) and is_changed(function, first.arg, 0, set())
    }


def names_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def locked_at(function: ast.FunctionDef, name: str, names: set[str]) -> Iterator[int]:
    """The lines where what this name stands for is locked, or made, and the name given to it."""
    for node in ast.walk(function):
        value = getattr(node, "value", None)
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.withitem) and node.optional_vars:
            value, targets = node.context_expr, [node.optional_vars]
        if isinstance(value, ast.AST) and any(target and name in names_in(target) for target in targets):
            for call in calls_of(value):
                if called(call) in names or called(call)[:1].isupper():
                    yield call.lineno


def rows_behind(function: ast.FunctionDef, require: ast.Call, locks: set[str]) -> set[str]:
    """The names in what is asked about, and those that it was made from before, without a lock."""
    names = names_in(require.args[2])
    made_from = (
        names_in(node.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and node.lineno < require.lineno
        if any(text_of(target) in names for target in node.targets)
        if not any(called(call) in locks or called(call)[:1].isupper() for call in calls_of(node.value))
    )
    return names.union(*made_from)


def row_names(function: ast.FunctionDef, rows: set[str]) -> set[str]:
    """The parameters that are rows, by what they are said to be."""
    given = function.args
    return {
        each.arg
        for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)
        if each.annotation and names_in(each.annotation) & rows
    }


def is_changed(function: ast.FunctionDef, name: str, after: int, names: set[str]) -> bool:
    """Whether the row is locked, journaled or saved below that line."""
    for call in calls_of(function):
        first = call.args[0] if call.args else None
        is_given = isinstance(first, ast.Name | ast.Attribute) and text_of(first).split(".")[0] == name
        if call.lineno > after and (
            (called(call) in names and is_given)
            or (text_of(call.func) == "journal.change" and is_given)
            or text_of(call.func) == f"{name}.save"
        ):
            return True
    return False


def asked_too_early(tree: ast.Module, rows: set[str], locks: set[str], changes: set[str]) -> Iterator[str]:
    """The functions that ask who may act on a row before they lock it."""
    for function in functions_of(tree):
        given = row_names(function, rows)
        for call in calls_of(function):
            if called(call) != "require" or len(call.args) < 3:
                continue
            for name in rows_behind(function, call, locks) & given:
                places = names_in(next(arg.annotation for arg in all_args(function) if arg.arg == name))
                is_place = places & PLACES and not is_changed(function, name, call.lineno, locks | changes)
                if not is_place and not any(line < call.lineno for line in locked_at(function, name, locks)):
                    yield function.name


def all_args(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def findings(files: dict[str, ast.Module], rows: set[str]) -> list[str]:
    functions = [function for tree in files.values() for function in functions_of(tree)]
    locks, changes = with_callers(LOCKS, functions), changers(functions)
    return [
        f"{name}: {function}"
        for name, tree in files.items()
        for function in asked_too_early(tree, rows, locks, changes)
    ]


def actions() -> dict[str, ast.Module]:
    return {
        file.relative_to(source.SOURCE).as_posix(): source.tree_of(file)
        for file in source.python_files()
        if "actions" in file.parts
    }


def test_policies_run_after_the_lock():
    found = set(findings(actions(), models()))
    none_of(f"{finding} asks who may before it locks the row" for finding in found - UNLOCKED.keys())
    assert UNLOCKED.keys() <= found, "shorten UNLOCKED"


def test_rights_are_found(at_least):
    requires = [call for tree in actions().values() for call in calls_of(tree) if called(call) == "require"]
    at_least("rights that actions ask for", len(requires), 470)


def test_a_right_asked_before_the_lock_is_seen():
    text = """
        def late(row: Row, *, by):
            row = locked(row)
            require(right, by, row)

        def early(row: Row, *, by):
            require(right, by, row)
            row = locked(row)

        def never(row: Row, *, by):
            require(right, by, row)
            row.save()

        def new(school: School, *, by):
            require(right, by, school)
            return Row(school=school)

        def renamed(school: School, *, by):
            require(right, by, school)
            _rewrite(school, by=by)

        def _rewrite(school: School, *, by):
            school.save()
    """
    assert findings({"made_up": ast.parse(dedent(text))}, {"Row", "School"}) == [
        "made_up: early",
        "made_up: never",
        "made_up: renamed",
    ]
