"""What a change touches, for `make test CHANGED=1`: the checks and the tests near it, in five minutes.

A test is near when it is of a room that changed, or when it reaches a changed file in few steps: it imports
it, it names the template, or what it imports does. This is for work in progress: a page that is reached by
its address alone, or a rule that another room stands on from afar, is proved by `make test`.
"""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.run_beside import BESIDE, BY_FILE, ROOT, SHAPE, run

from tests.running.longest_first import DURATIONS, read_durations

# Worker-seconds of tests that two quiet processors make in five minutes, beside the checks and the tests of
# the code's shape, which take 110 of the 600.
LIMIT = 400.0
SHORT = 2.0  # seconds of a file that `durations.txt` leaves out
STEPS = 3  # between a test and what changed; almost every test is within six

NAMED_TEMPLATE = re.compile(r"""["']([\w/.-]+\.(?:html|txt|xml))(?:#\w+)?["']""")
COMPONENT = re.compile(r"<c-([\w.-]+)")
TOUCHES_EVERYTHING = re.compile(
    r"""conftest\.py | pyproject\.toml | requirements/.* | scripts/bootstrap
    | src/fanal/core/(?!.*tests/).* | src/fanal/\w+/testing\.py
    | src/fanal/config/(?:settings|testing|urls)\.py | src/fanal/templates/(?:base|bare)\.html""",
    re.VERBOSE,
)


def touches_everything(file: str) -> bool:
    return TOUCHES_EVERYTHING.fullmatch(file) is not None


def is_test(file: str) -> bool:
    """A file that pytest collects in this run: the tests of the code's shape run beside."""
    return Path(file).match("test_*.py") and not file.startswith(f"{SHAPE}/")


def room_of(file: str) -> str:
    """« loans » for what stands in that app and for `tests/e2e/test_loans.py`; empty for the rest."""
    match file.split("/"):
        case ["src", "fanal", room, _, *_]:
            return room
        case ["tests", *_, name]:
            return name.removesuffix(".py").removeprefix("test_")
    return ""


def _module_file(module: str, files: Iterable[str]) -> str:
    """The file of `fanal.core.jobs` or of the package of that name; empty for a module that is not ours."""
    path = module.replace(".", "/")
    for file in (f"src/{path}.py", f"src/{path}/__init__.py", f"{path}.py", f"{path}/__init__.py"):
        if file in files:
            return file
    return ""


def _modules_named(file: str, text: str, files: Iterable[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _module_file(alias.name, files)
        elif isinstance(node, ast.ImportFrom):
            module = _module_named(node, file)
            for alias in node.names:
                yield _module_file(f"{module}.{alias.name}", files) or _module_file(module, files)


def _module_named(node: ast.ImportFrom, file: str) -> str:
    """« fanal.core.files.images » for `from .images import …` in `src/fanal/core/files/__init__.py`."""
    if node.level == 0:
        return node.module or ""
    package = Path(file).parents[node.level - 1].as_posix().removeprefix("src/")
    return ".".join(filter(None, [*package.split("/"), node.module]))


def _template_name(file: str) -> str:
    """« loans/runs.html » for `src/fanal/loans/templates/loans/runs.html`."""
    return file.partition("/templates/")[2]


def _templates_named(text: str) -> Iterator[str]:
    yield from NAMED_TEMPLATE.findall(text)
    for component in COMPONENT.findall(text):
        yield f"cotton/{component.replace('.', '/')}.html"


def _conftests_above(file: str) -> Iterator[str]:
    return (f"{folder}/conftest.py" for folder in Path(file).parents)


def who_names(texts: Mapping[str, str]) -> dict[str, set[str]]:
    """For each file, those that name it, by import or as a template; a test names the `conftest.py` above."""
    templates = {_template_name(file): file for file in texts if "/templates/" in file}
    naming: dict[str, set[str]] = defaultdict(set)
    for file, text in texts.items():
        named = {templates.get(name, "") for name in _templates_named(text)}
        if file.endswith(".py"):
            named.update(_modules_named(file, text, texts))
        if is_test(file):
            named.update(_conftests_above(file))
        for other in named - {"", file}:
            naming[other].add(file)
    return naming


def steps_from(changed: Iterable[str], naming: Mapping[str, set[str]]) -> dict[str, int]:
    """How many steps each file is from the change: 0 for what changed, 1 for those that name it."""
    steps = dict.fromkeys(changed, 0)
    edge = list(steps)
    while edge:
        new = {file for named in edge for file in naming.get(named, ()) if file not in steps}
        far = steps[edge[0]] + 1
        steps.update(dict.fromkeys(new, far))
        edge = sorted(new)
    return steps


@dataclass(frozen=True)
class Choice:
    """Test files: those chosen, with the reason of each, and the touched ones that the limit leaves out."""

    chosen: dict[str, str]
    over_limit: list[str]
    seconds: float


def choose(
    changed: set[str], texts: Mapping[str, str], seconds: Mapping[str, float], limit: float = LIMIT
) -> Choice:
    """The tests of a change, the nearest first, as many as the limit (in seconds of one worker) holds.

    `texts` are the Python files and templates of the repository; a deleted file is in `changed` alone.
    """
    steps = steps_from(changed, who_names({**dict.fromkeys(changed, ""), **texts}))
    rooms = {room_of(file) for file in changed if not is_test(file)} - {""}
    rows = []
    for test in filter(is_test, texts):
        far, is_of_room = steps.get(test, STEPS + 1), room_of(test) in rooms
        if far <= STEPS or is_of_room:
            rows.append((far > 0, not is_of_room, far, seconds.get(test, SHORT), test))
    chosen: dict[str, str] = {}
    over_limit = []
    spent = 0.0
    for _, is_of_other_room, far, cost, test in sorted(rows):
        if spent + cost > limit:
            over_limit.append(test)
            continue
        spent += cost
        chosen[test] = _reason(far, is_of_other_room)
    return Choice(chosen, over_limit, spent)


def _reason(far: int, is_of_other_room: bool) -> str:
    if far == 0:
        return "changed"
    if far > STEPS:
        return "of the room"
    return f"{'' if is_of_other_room else 'of the room, '}{far} step{'s' if far > 1 else ''} away"


def _git(*command: str) -> list[str]:
    names_as_they_are = ["git", "-c", "core.quotepath=off"]
    done = subprocess.run(
        [*names_as_they_are, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def base_of(asked: str) -> str:
    """The revision to compare with: for « 1 », where the branch left origin/main, or HEAD without it."""
    if asked != "1":
        return asked
    try:
        return _git("merge-base", "origin/main", "HEAD")[0]
    except subprocess.CalledProcessError:
        return "HEAD"


def changed_since(base: str) -> set[str]:
    """Paths that differ from the revision in the working tree: deleted and untracked ones too."""
    untracked = _git("ls-files", "--others", "--exclude-standard")
    return {*_git("diff", "--name-only", "--no-renames", base, "--"), *untracked}


def texts_of_repository() -> dict[str, str]:
    files = _git("ls-files", "--cached", "--others", "--exclude-standard", "*.py", "*/templates/*")
    return {file: (ROOT / file).read_text(encoding="utf-8") for file in files if (ROOT / file).is_file()}


def lines(changed: set[str], choice: Choice, every_test: int) -> Iterator[str]:
    """What the run says of itself before it begins."""
    if everywhere := sorted(filter(touches_everything, changed)):
        yield f"This touches everything; run make test ({everywhere[0]})."
    for test, reason in choice.chosen.items():
        yield f"  {test}: {reason}"
    yield f"{len(choice.chosen)} files of tests, about {choice.seconds:.0f} s of a worker, beside the checks."
    if choice.over_limit:
        yield f"Left out, touched but past five minutes: {len(choice.over_limit)} files"
        for folder, count in sorted(Counter(str(Path(test).parent) for test in choice.over_limit).items()):
            yield f"  {folder}: {count}"
    rest = every_test - len(choice.chosen) - len(choice.over_limit)
    yield f"Left out, far from the change or reached by address alone: {rest} files."
    yield "This is a part of the suite; make test is the whole."


def main(asked: str) -> int:
    base = base_of(asked)
    try:
        changed, texts = changed_since(base), texts_of_repository()
    except subprocess.CalledProcessError as failed:
        print(f"CHANGED={asked}: git cannot compare with {base}. Give a revision that `git log` shows, or 1.")
        print(failed.stderr.strip())
        return 2
    choice = choose(changed, texts, read_durations(DURATIONS.read_text(encoding="utf-8")))
    said = list(lines(changed, choice, sum(map(is_test, texts))))
    print(f"{len(changed)} files differ from {base}.", *said, sep="\n", flush=True)
    code = run(_suite(choice), BESIDE)
    print(said[-1])
    return code


def _suite(choice: Choice) -> list[str]:
    if not choice.chosen:
        return ["true"]  # pytest without a file runs them all
    return [*BY_FILE, *choice.chosen]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
