"""A name says what the thing is for. These words say nothing, and gather what nobody wanted to place."""

import ast
import re

from tests.architecture import source
from tests.architecture.source import none_of

EMPTY_WORDS = {"util", "utils", "helper", "helpers", "common", "misc"}
EMPTY_FILES = EMPTY_WORDS | {"manager", "managers", "service", "services"}
MADE_UP = {"name", "title", "family_name", "given_name", "email", "code"}
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
MIGRATION = re.compile(r"[0-9]{4}_[a-z]+(_[a-z]+)*")
UNNAMED = re.compile(r"[0-9]{4}_(auto|initial|alter_|add_field|remove_|.*_and_more)")


def words_of(name: str) -> set[str]:
    return {part.lower() for part in PARTS.findall(name)}


def test_no_file_is_named_after_nothing():
    files = [*source.python_files(tests=True), *(source.ROOT / "tests").rglob("*.py")]
    named = {source.name_of(file) for file in files if file.stem in EMPTY_FILES}
    named |= {source.name_of(file.parent) for file in files if file.parent.name in EMPTY_FILES}
    none_of(named)


def test_no_function_or_class_is_named_after_nothing():
    named = [
        f"{source.name_of(file)}:{node.lineno} {node.name}"
        for file in source.python_files(tests=True)
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and words_of(node.name) & EMPTY_WORDS
    ]
    none_of(named)


def made_with_digits(tree: ast.Module) -> list[str]:
    """The names that a factory makes of a bare number, as in `Sequence(lambda n: f"Nom{n}")`."""
    return [
        f"{node.lineno} {source.text_of(node.targets[0])}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and source.text_of(node.targets[0]) in MADE_UP
        for part in ast.walk(node.value)
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name)
    ]


def test_no_factory_makes_a_name_with_digits():
    """« Nom503 » was read as the answer 503 of a site, one run in a thousand: issue 12."""
    files = [file for file in source.python_files(tests=True) if file.stem.endswith("factories")]
    assert files
    none_of(
        f"{source.name_of(file)}:{line}" for file in files for line in made_with_digits(source.tree_of(file))
    )
    code = ast.parse("class P:\n    family_name = factory.Sequence(lambda n: f'Nom{n}')")
    assert made_with_digits(code) == ["2 family_name"]


def test_every_migration_has_a_name():
    names = [file.stem for file in source.python_files() if source.is_migration(file)]
    names = [name for name in names if name != "__init__"]
    none_of([name for name in names if not MIGRATION.fullmatch(name) or UNNAMED.match(name)])


def test_every_module_of_rules_actions_and_policies_says_which_question_it_answers():
    wanted = {"rules", "actions", "policies"}
    trees = [
        (file, source.tree_of(file))
        for file in source.python_files()
        if wanted & {file.stem, file.parent.name}
    ]
    silent = [source.name_of(file) for file, tree in trees if tree.body and not ast.get_docstring(tree)]
    none_of(silent)


def classes_by_name() -> dict[str, list[str]]:
    """The top-level classes of the package, tests and migrations aside."""
    files_by_name: dict[str, list[str]] = {}
    for file in source.python_files():
        for node in source.tree_of(file).body:
            if isinstance(node, ast.ClassDef) and not source.is_migration(file):
                files_by_name.setdefault(node.name, []).append(source.name_of(file))
    return files_by_name


def test_one_class_has_one_name():
    """`Line` stood for fourteen things: a name says what the thing is, in one place."""
    none_of(f"{name}: {', '.join(files)}" for name, files in classes_by_name().items() if len(files) > 1)
    assert classes_by_name()["HelpRequest"] == ["src/fanal/helpdesk/models/request.py"]
