"""No module needs, in the end, itself: neither to run nor to be read, imports of types alone included."""

from collections.abc import Iterator

import grimp

from tests.architecture.source import none_of


def imports_of_the_program() -> dict[str, set[str]]:
    """Each module of the package, its tests aside, with those that it imports."""
    graph = grimp.build_graph("fanal", exclude_type_checking_imports=False, cache_dir=None)
    modules = {module for module in graph.modules if ".tests." not in f"{module}."}
    return {module: graph.find_modules_directly_imported_by(module) & modules for module in modules}


def behind(start: str, imports: dict[str, set[str]]) -> set[str]:
    """Every module that this one needs, directly or not."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        new = imports[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def cycles(imports: dict[str, set[str]]) -> Iterator[list[str]]:
    """The modules that need each other, each group once."""
    needed = {module: behind(module, imports) for module in imports}
    grouped: set[str] = set()
    for module in sorted(imports):
        if module in needed[module] and module not in grouped:
            group = {other for other in needed[module] if module in needed[other]}
            grouped |= group
            yield sorted(group)


def test_no_module_needs_itself(at_least):
    imports = imports_of_the_program()
    at_least("modules whose imports are followed", len(imports), 2250)
    none_of(" ↔ ".join(group) for group in cycles(imports))


def test_a_cycle_is_seen():
    made_up = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}
    assert [*cycles(made_up)] == [["a", "b", "c"]]
