"""Each app has the same folders, and what a thing is says where it lies (ADR 0056).

A thing is known by what it is, never by the name of its file: a page takes a request and answers it, a
form is a class of forms, a right is declared by `@allows`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import source
from tests.architecture.source import none_of

FOLDERS = {
    *("models", "rules", "policies", "actions", "forms", "views", "reading"),
    *("contributions", "privacy", "story", "documents", "templates", "static", "tests", "migrations"),
}
MODULES = {"__init__", "api", "apps", "tasks", "testing", "urls"}
# What one area alone has, with the reason.
OWN = {
    "accounts": {"sign_in", "templatetags"},  # where the library of sign-in, and Django, look for them
    "people_files": {"formats"},  # what foreign programs write, read in the limited child
    "inventory": {"formats"},
    "schools": {"formats"},
    "bookings": {"formats"},
    "indicators": {"formats"},
}
# The kernel is made of rooms itself; the shell of every page and the installation are no area of a school.
NO_AREA = {"core", "web", "config"}
PAGES_ELSEWHERE = {"sign_in"}  # what guards a page, or is one for a program
VIEW = 25


def apps() -> list[Path]:
    return [folder for folder in source.SOURCE.iterdir() if (folder / "apps.py").exists()]


def entries(app: Path) -> set[str]:
    """What lies at the top of an app: folders with something in them, and modules."""
    folders = {entry.name for entry in app.iterdir() if entry.is_dir() and any(entry.rglob("*.*"))}
    return (folders - source.NOT_OURS) | {file.stem for file in app.glob("*.py")}


def strangers(app: str, names: set[str]) -> set[str]:
    return {f"{app}/{name}" for name in names - FOLDERS - MODULES - OWN.get(app, set()) - {"urls"}}


def areas() -> list[Path]:
    return [app for app in apps() if app.name not in NO_AREA]


def is_page(function: ast.FunctionDef) -> bool:
    """It takes a request and says that it answers one."""
    arguments = function.args.args
    first = arguments[0].annotation if arguments else None
    takes = isinstance(first, ast.expr) and source.text_of(first).endswith("HttpRequest")
    return takes and function.returns is not None and source.text_of(function.returns).endswith("Response")


def is_form(node: ast.ClassDef) -> bool:
    return any(source.text_of(base).split(".")[-1].endswith("Form") for base in node.bases)


def is_right(function: ast.FunctionDef) -> bool:
    decorators = [node for node in function.decorator_list if isinstance(node, ast.Call)]
    return any(source.text_of(node.func).split(".")[-1] == "allows" for node in decorators)


def misplaced(tree: ast.Module, folder: str) -> Iterator[str]:
    """What of this module does not lie where such a thing lies; `folder`: that of the module in its app."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and is_page(node) and folder not in {"views", *PAGES_ELSEWHERE}:
            yield f"{node.lineno} {node.name} answers a request: views"
        if isinstance(node, ast.ClassDef) and is_form(node) and folder not in {"forms", *PAGES_ELSEWHERE}:
            yield f"{node.lineno} {node.name} is a form: forms"
        if isinstance(node, ast.FunctionDef) and is_right(node) and folder != "policies":
            yield f"{node.lineno} {node.name} is a right: policies"


def long_pages(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        is_long = isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= VIEW
        if is_long and isinstance(node, ast.FunctionDef) and is_page(node):
            yield f"{node.lineno} {node.name}"


def test_the_top_of_an_app_holds_the_usual_folders_alone():
    none_of(name for app in areas() for name in strangers(app.name, entries(app)))
    assert strangers("helpdesk", {"models", "urls", "beside"}) == {"helpdesk/beside"}


def test_pages_forms_and_rights_lie_in_their_folders():
    files = [
        file
        for app in areas()
        for file in source.python_files()
        if file.is_relative_to(app)
        if not source.is_migration(file) and file.parent != app
    ]
    none_of(
        f"{source.name_of(file)}:{line}"
        for file in files
        for line in misplaced(source.tree_of(file), file.relative_to(source.SOURCE).parts[1])
    )


def test_a_page_fits_in_twenty_five_lines_wherever_it_lies():
    none_of(
        f"{source.name_of(file)}:{line}"
        for file in source.python_files()
        for line in long_pages(source.tree_of(file))
    )


def test_these_guards_see():
    code = "def page(request: HttpRequest) -> HttpResponse:\n" + "    pass\n" * VIEW
    code += "class Line(forms.Form):\n    pass\n"
    code += "@allows(Role.HEAD, says='x')\ndef may(actor, _):\n    return True\n"
    tree = ast.parse(code)
    assert len(list(misplaced(tree, "reading"))) == 3
    assert [line.split()[1] for line in long_pages(tree)] == ["page"]


def test_actions_and_policies_are_imported_by_their_module():
    """A list of what the modules hold would be written twice, and forgotten once."""
    none_of(
        source.name_of(file)
        for app in areas()
        for name in ("actions", "policies")
        if (file := app / name / "__init__.py").exists()
        if any(not isinstance(node, ast.Expr) for node in source.tree_of(file).body)
    )
