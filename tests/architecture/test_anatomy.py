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
    "models",
    "rules",
    "policies",
    "actions",
    "forms",
    "views",
    "reading",
    "contributions",
    "privacy",
    "story",
    "documents",
    "templates",
    "static",
    "tests",
    "migrations",
}
MODULES = {"__init__", "api", "apps", "tasks", "testing", "urls"}
# What one area alone has, with the reason.
OWN = {
    "accounts": {"sign_in", "templatetags"},  # where the library of sign-in, and Django, look for them
    "people_files": {"formats"},  # what foreign programs write, read in the limited child
    "inventory": {"formats"},
    "schools": {"formats"},
    "timetable": {"formats"},
    "indicators": {"formats"},
}
# The kernel is made of rooms itself; the shell of every page and the installation are no area of a school.
NO_AREA = {"core", "web", "config"}
PAGES_ELSEWHERE = {"sign_in"}  # what guards a page, or is one for a program
VIEW = 25
FEWEST_PAGES = 900  # as functions: a form or a button that is declared is none (ADR 0075)


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


def request_classes() -> set[str]:
    """Every class that is a request: Django's, and what is made of it, however it is called."""
    classes = [
        node
        for file in source.python_files()
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.ClassDef)
    ]
    requests, before = {"HttpRequest"}, 0
    while len(requests) > before:
        before = len(requests)
        requests |= {node.name for node in classes if requests & {last_name(base) for base in node.bases}}
    return requests


def last_name(node: ast.expr | None) -> str:
    return source.text_of(node).split(".")[-1] if node is not None else ""


def is_page(function: ast.FunctionDef, requests: set[str]) -> bool:
    """It takes a request, wherever among its arguments, and says that it answers one."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    takes = any(last_name(argument.annotation) in requests for argument in arguments)
    return takes and function.returns is not None and "Response" in ast.unparse(function.returns)


def pages_in(tree: ast.Module, requests: set[str]) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and is_page(node, requests):
            yield node


def is_form(node: ast.ClassDef) -> bool:
    return any(source.text_of(base).split(".")[-1].endswith("Form") for base in node.bases)


def is_right(function: ast.FunctionDef) -> bool:
    decorators = [node for node in function.decorator_list if isinstance(node, ast.Call)]
    return any(source.text_of(node.func).split(".")[-1] == "allows" for node in decorators)


def misplaced(tree: ast.Module, folder: str, requests: set[str]) -> Iterator[str]:
    """What of this module does not lie where such a thing lies; `folder`: that of the module in its app."""
    if folder not in {"views", *PAGES_ELSEWHERE}:
        for page in pages_in(tree, requests):
            yield f"{page.lineno} {page.name} answers a request: views"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and is_form(node) and folder not in {"forms", *PAGES_ELSEWHERE}:
            yield f"{node.lineno} {node.name} is a form: forms"
        if isinstance(node, ast.FunctionDef) and is_right(node) and folder != "policies":
            yield f"{node.lineno} {node.name} is a right: policies"


def long_pages(tree: ast.Module, requests: set[str]) -> Iterator[str]:
    for page in pages_in(tree, requests):
        if (page.end_lineno or 0) - page.lineno >= VIEW:
            yield f"{page.lineno} {page.name}"


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
    requests = request_classes()
    none_of(
        f"{source.name_of(file)}:{line}"
        for file in files
        for line in misplaced(source.tree_of(file), file.relative_to(source.SOURCE).parts[1], requests)
    )


def test_a_page_fits_in_twenty_five_lines_wherever_it_lies():
    requests = request_classes()
    none_of(
        f"{source.name_of(file)}:{line}"
        for file in source.python_files()
        for line in long_pages(source.tree_of(file), requests)
    )


def test_the_guard_sees_the_pages_of_every_class_of_requests(at_least):
    """December, house § 3.1: 906 of 948 pages take a request of our own, and escaped."""
    requests = request_classes()
    seen = [page for file in source.python_files() for page in pages_in(source.tree_of(file), requests)]
    assert requests >= {"HttpRequest", "SchoolRequest", "FileRequest", "PartnerRequest"}
    at_least("functions that answer a request", len(seen), FEWEST_PAGES)


def test_these_guards_see():
    requests = request_classes()
    code = "class Line(forms.Form):\n    pass\n"
    code += "@allows(Role.HEAD, says='x')\ndef may(actor, _):\n    return True\n"
    assert len(list(misplaced(ast.parse(code), "reading", requests))) == 2
    signatures = [
        "request: {}) -> HttpResponse",
        "self, request: requests.{}, uai: str) -> FileResponse",
        "uai: str, *, request: {}) -> HttpResponse | None",
    ]
    for name in requests:
        for signature in signatures:
            page = ast.parse(f"def page({signature.format(name)}:\n" + "    pass\n" * VIEW)
            assert list(misplaced(page, "reading", requests)) == ["1 page answers a request: views"], name
            assert list(long_pages(page, requests)) == ["1 page"], name
    row = ast.parse("def line(row: HelpRequest) -> HttpResponse:\n" + "    pass\n" * VIEW)
    assert list(long_pages(row, requests)) == []


def test_actions_and_policies_are_imported_by_their_module():
    """A list of what the modules hold would be written twice, and forgotten once."""
    none_of(
        source.name_of(file)
        for app in areas()
        for name in ("actions", "policies")
        if (file := app / name / "__init__.py").exists()
        if any(not isinstance(node, ast.Expr) for node in source.tree_of(file).body)
    )
