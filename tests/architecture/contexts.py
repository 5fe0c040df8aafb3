"""Which names a template may read: those that its own pages put into their context, and nobody else's.

The names are found without running anything: from the functions that name a template, to what these call for
their context, and to what calls them with one. Queries, actions and rules give no name to a page.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from tests.architecture import source
from tests.architecture.source import text_of

# What a page is made of: the other folders of an app change facts or decide, and build no context.
SPEAK = {"views", "reading", "contributions", "sign_in", "documents", "forms", "templatetags"}
SHELL = {"core", "web", "config"}
# What gives names to every page.
OF_EVERY_PAGE = ("fanal.web.context", "shell")
# Anything that is called with a name and takes it as one of its own.
type Node = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
type Key = tuple[str, str]  # the module, and the name in it
NAMED = re.compile(r"^([\w/*]+\.html)(?:#[\w*]+)?$")


def module_of(file: Path) -> str:
    parts = file.relative_to(source.SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def speaks(module: str) -> bool:
    parts = module.split(".")
    return len(parts) > 1 and (parts[1] in SHELL or bool(SPEAK.intersection(parts[2:])))


def top_names(node: ast.stmt) -> list[str]:
    """What a statement at the top of a module is called there."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    inner = (name for target in targets for name in ast.walk(target))
    return [name.id for name in inner if isinstance(name, ast.Name)]


def keys_in(node: ast.AST) -> Iterator[str]:
    """The names that this piece of code itself puts into a mapping: `{"a": …}`, `x["a"] = …`, `dict(a=…)`."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Dict):
            yield from (key.value for key in inner.keys if is_text(key))
        elif isinstance(inner, ast.Subscript) and isinstance(inner.ctx, ast.Store) and is_text(inner.slice):
            yield inner.slice.value
        elif isinstance(inner, ast.Call) and text_of(inner.func).split(".")[-1] in {"dict", "setdefault"}:
            yield from (keyword.arg for keyword in inner.keywords if keyword.arg)
            yield from (argument.value for argument in inner.args[:1] if is_text(argument))


def is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def takes_any_name(node: Node) -> bool:
    return isinstance(node, ast.FunctionDef) and node.args.kwarg is not None


def fields_of(node: Node) -> Iterator[str]:
    """The fields of a page that is a class of its own (`template = "…"`)."""
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            yield from top_names(inner) if isinstance(inner, ast.AnnAssign) else []
            is_property = isinstance(inner, ast.FunctionDef) and inner.decorator_list
            yield from [inner.name] if is_property else []


class Code:
    """The functions, classes and constants of the package, and which of them uses which."""

    def __init__(self, trees: dict[str, ast.Module]) -> None:
        self.nodes: dict[Key, Node] = {}
        self.imports: dict[Key, str] = {}
        for module, tree in trees.items():
            for node in tree.body:
                self.nodes |= {(module, name): node for name in top_names(node)}
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = {
                        (module, one.asname or one.name): f"{node.module}.{one.name}" for one in node.names
                    }
                    self.imports |= names
        self.modules = set(trees)

    def found(self, module: str, name: str) -> Key | str | None:
        """What a name of a module means: a thing of some module, or a module."""
        if (module, name) in self.nodes:
            return module, name
        path = self.imports.get((module, name), "")
        if path in self.modules:
            return path
        inside, _, last = path.rpartition(".")
        return (
            self.found(inside, last) if inside in self.modules and (inside, last) != (module, name) else None
        )

    def uses(self, key: Key) -> set[Key]:
        """The things of the package that one thing names."""
        return {use for use, _ in self.named(key)}

    def named(self, key: Key) -> Iterator[tuple[Key, ast.AST]]:
        """Each thing that one thing names, with the node that names it."""
        module = key[0]
        for inner in ast.walk(self.nodes[key]):
            found = None
            if isinstance(inner, ast.Name):
                found = self.found(module, inner.id)
            elif isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name):
                package = self.found(module, inner.value.id)
                found = self.found(package, inner.attr) if isinstance(package, str) else None
            if isinstance(found, tuple) and found != key:
                yield found, inner

    @cached_property
    def used(self) -> dict[Key, set[Key]]:
        return {
            key: {use for use in self.uses(key) if speaks(use[0])} for key in self.nodes if speaks(key[0])
        }

    @cached_property
    def users(self) -> dict[Key, set[Key]]:
        users: dict[Key, set[Key]] = defaultdict(set)
        for key, uses in self.used.items():
            for use in uses:
                users[use].add(key)
        return users

    @cached_property
    def passed(self) -> dict[Key, set[str]]:
        """For each function that takes any name (`**more`): the names with which it is called."""
        passed: dict[Key, set[str]] = defaultdict(set)
        for key in self.used:
            calls = [node for node in ast.walk(self.nodes[key]) if isinstance(node, ast.Call)]
            words = {id(call.func): {word.arg for word in call.keywords if word.arg} for call in calls}
            for use, node in self.named(key):
                passed[use] |= words.get(id(node), set())
        return {key: names for key, names in passed.items() if takes_any_name(self.nodes[key])}

    @cached_property
    def own_keys(self) -> dict[Key, set[str]]:
        return {key: {*keys_in(self.nodes[key]), *self.passed.get(key, set())} for key in self.used}

    @cached_property
    def roots(self) -> dict[str, set[Key]]:
        """Each template, with what names it."""
        roots: dict[str, set[Key]] = defaultdict(set)
        for key in self.used:
            for inner in ast.walk(self.nodes[key]):
                if match := NAMED.match(written(inner)):
                    roots[match[1]].add(key)
        return roots

    def naming(self, template: str) -> set[Key]:
        """What names a template, in full or with a part of its name to be filled in."""
        return set().union(*(keys for name, keys in self.roots.items() if fnmatchcase(template, name)))

    def around(self, roots: set[Key], app: str = "") -> set[Key]:
        """What calls these with a context, in their app or in `app`, and what all of them call for theirs."""
        callers, waiting = set(roots), list(roots)
        while waiting:
            key = waiting.pop()
            new = {user for user in self.users[key] if app_of(user) in {app, app_of(key)}} - callers
            callers |= new
            waiting += new
        reached, waiting = set(callers), list(callers)
        while waiting:
            new = self.used[waiting.pop()] - reached
            reached |= new
            waiting += new
        return reached

    def fields(self, key: Key) -> Iterator[str]:
        """The fields of a page, and those of the page that it is one of (`FormPage`)."""
        node = self.nodes[key]
        yield from fields_of(node)
        for base in node.bases if isinstance(node, ast.ClassDef) else []:
            above = self.found(key[0], text_of(base))
            yield from self.fields(above) if isinstance(above, tuple) else []

    def given(self, template: str) -> set[str]:
        """The names that the code gives to a template."""
        roots = self.naming(template)
        names = {name for root in roots for name in self.fields(root)}
        around = self.around(roots, template.split("/")[0])
        return names.union(*(self.own_keys[key] for key in around))


def app_of(key: Key) -> str:
    return key[0].split(".")[1]


def written(node: ast.AST) -> str:
    """A text of the code, with `*` for what is filled in: `f"supplies/{kind}_page.html"`."""
    if isinstance(node, ast.JoinedStr):
        return "".join(written(part) or "*" for part in node.values)
    return node.value if is_text(node) else ""


def our_code() -> Code:
    files = [file for file in source.python_files() if not source.is_migration(file)]
    return Code({module_of(file): source.tree_of(file) for file in files})
