"""What may a text be that the code passes on? Read from the syntax trees: through names, branches and calls.

A literal is itself; a name is whatever its function assigns to it, or what every caller passes; a table is
all that it holds. What follows from none of these is not known, and raises `Unknown`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.architecture import source

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Unknown(Exception):
    """What this expression may be cannot be read from the code."""


@dataclass
class Module:
    """One file: what its names stand for, and in which function each expression is."""

    name: str
    tree: ast.Module
    functions: dict[ast.AST, list[Function]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._walk(self.tree, [])

    def _walk(self, node: ast.AST, around: list[Function]) -> None:
        self.functions[node] = around
        within = [node, *around] if isinstance(node, Function) else around
        for child in ast.iter_child_nodes(node):
            self._walk(child, within)

    @cached_property
    def imports(self) -> dict[str, str]:
        """The full name behind each imported name."""
        return {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in self.functions
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def full_name(self, node: ast.expr) -> str:
        first, _, rest = source.text_of(node).partition(".")
        return ".".join(filter(None, [self.imports.get(first, f"{self.name}.{first}"), rest]))

    def calls(self) -> Iterator[ast.Call]:
        yield from (node for node in self.functions if isinstance(node, ast.Call))


class Program:
    """All modules, and who calls which function."""

    def __init__(self, files: dict[str, ast.Module]) -> None:
        self.modules = {name: Module(name, tree) for name, tree in files.items()}
        self.callers: dict[str, list[tuple[Module, ast.Call]]] = {}
        for module in self.modules.values():
            for call in module.calls():
                called = self.defined_as(module.full_name(call.func))
                self.callers.setdefault(called, []).append((module, call))

    def defined_as(self, name: str) -> str:
        """The name where it is defined, through the packages that pass it on."""
        package, _, last = name.rpartition(".")
        passed_on = self.modules[package].imports.get(last) if package in self.modules else None
        return self.defined_as(passed_on) if passed_on and passed_on != name else name

    def takes(self, module: Module, call: ast.Call, name: str) -> bool:
        """Whether the function that is called has such a parameter, not passed by its place."""
        package, _, last = self.defined_as(module.full_name(call.func)).rpartition(".")
        functions = self.modules[package].functions if package in self.modules else {}
        return any(
            name in names_of(function) and argument(call, function, name) is None
            for function in functions
            if isinstance(function, Function) and function.name == last
        )

    def texts(self, module: Module, node: ast.expr | None, seen: frozenset[str] = frozenset()) -> set[str]:
        """All that this expression may be."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=body, orelse=orelse):
                return self.texts(module, body, seen) | self.texts(module, orelse, seen)
            case ast.Dict(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                return set().union(*(self.texts(module, value, seen) for value in values))
            case ast.Subscript(value=table):
                return self.texts(module, table, seen)
            case ast.Name(id=name):
                return self._named(module, node, name, seen)
            case ast.Attribute():
                return self._constant(module.full_name(node), seen)
        raise Unknown(ast.unparse(node) if node else "nothing")

    def _named(self, module: Module, node: ast.Name, name: str, seen: frozenset[str]) -> set[str]:
        for function in module.functions[node]:
            if values := [*assigned(function, name)]:
                return set().union(*(self.texts(module, value, seen) for value in values))
            if name in names_of(function):
                return self._passed(module, function, name, seen)
        return self._constant(module.full_name(node), seen)

    def _passed(self, module: Module, function: Function, name: str, seen: frozenset[str]) -> set[str]:
        """What every caller passes for this parameter."""
        full = f"{module.name}.{function.name}"
        callers = self.callers.get(full, [])
        if not callers:
            raise Unknown(f"{name} of {function.name}, which is not called by its name")
        if f"{full}:{name}" in seen:
            return set()
        seen |= {f"{full}:{name}"}
        return set().union(
            *(self.texts(where, argument(call, function, name), seen) for where, call in callers)
        )

    def _constant(self, full: str, seen: frozenset[str]) -> set[str]:
        full = self.defined_as(full)
        package, _, name = full.rpartition(".")
        if package in self.modules:
            module = self.modules[package]
            if values := [*assigned(module.tree, name)]:
                return set().union(*(self.texts(module, value, seen) for value in values))
        raise Unknown(full)


def names_of(function: Function) -> list[str]:
    given = function.args
    return [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def argument(call: ast.Call, function: Function, name: str) -> ast.expr | None:
    """What this call passes for that parameter, or its default."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    given = function.args
    places = [each.arg for each in (*given.posonlyargs, *given.args)]
    if name in places and places.index(name) < len(call.args):
        return call.args[places.index(name)]
    defaults = dict(zip(reversed(places), reversed(given.defaults), strict=False))
    defaults |= {each.arg: value for each, value in zip(given.kwonlyargs, given.kw_defaults, strict=True)}
    return defaults.get(name)


def assigned(block: Function | ast.Module, name: str) -> Iterator[ast.expr]:
    """Every value that this block gives to the name, those of nested functions aside."""
    for node in own_nodes(block):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) else []:
            if isinstance(target, ast.Name) and target.id == name and node.value:
                yield node.value
            elif isinstance(target, ast.Tuple) and name in (names := [*map(source.text_of, target.elts)]):
                yield from part_of(node.value, names.index(name))


def part_of(value: ast.expr, rank: int) -> Iterator[ast.expr]:
    """`a, b = x, y` and `a, b = (x, y) if … else (z, w)`, part by part; else the whole."""
    match value:
        case ast.Tuple(elts=parts):
            yield parts[rank]
        case ast.IfExp(body=body, orelse=orelse):
            yield from part_of(body, rank)
            yield from part_of(orelse, rank)
        case _:
            yield value


def own_nodes(block: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(block):
        if not isinstance(child, (Function, ast.ClassDef)):
            yield child
            yield from own_nodes(child)


def module_name(file: Path) -> str:
    parts = file.relative_to(source.SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def verbs_of(files: dict[str, ast.Module]) -> tuple[set[tuple[str, str]], list[str]]:
    """Each verb that is passed as `verb=…`, with its module; and what cannot be read."""
    program, verbs, unread = Program(files), set(), []
    for module in program.modules.values():
        for call in module.calls():
            where = f"{module.name}:{call.lineno}"
            keywords = {keyword.arg: keyword.value for keyword in call.keywords}
            if None in keywords and "verb" not in keywords and program.takes(module, call, "verb"):
                unread.append(f"{where}: a verb that may be in {ast.unparse(keywords[None])}")
            try:
                texts = program.texts(module, keywords["verb"]) if "verb" in keywords else set()
                verbs |= {(text, module.name) for text in texts}
            except Unknown as unknown:
                unread.append(f"{where}: a verb that may be anything: {unknown}")
    return verbs, unread
