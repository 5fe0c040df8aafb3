"""Every page is HTML as the standard says: no attribute with a value it cannot have, no element out of place.

An offline checker (html-validate, its rules of the standard alone) reads each page that the resolver leads
to, as the first role that may open it (every role with `--whole-matrix`), and each form sent empty.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from fanal.core.testing import ForgetfulClient
from tests.matrix.neighbours import OWN_FIRST, browser_of, named_rows
from tests.matrix.routes import PARAMETER, Route, all_routes
from tests.matrix.rows import World
from tests.matrix.world import make_world
from tests.running.floors import Floor

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
# Who is tried, in this order, at the addresses of each sort.
STATES = {
    "member": ("digital_lead", "head", "bursar", "teacher"),
    "partner": ("technician", "adviser", "dpo"),
    "anyone": ("nobody",),
}
BEGINS = b"<!doctype html>"
# Browsers obey it on a box, where the standard says nothing of it: one that chooses a row must not be ticked
# again by its place when somebody comes back (MDN, « input », `autocomplete`). Everything else is checked.
BOX, NOT_RESTORED = (
    re.compile(rb'<input\b[^>]*type="(?:checkbox|radio)"[^>]*>'),
    re.compile(rb'\sautocomplete="off"'),
)


@pytest.fixture
def world(db: None) -> World:
    return make_world("ici", OWN_FIRST)


def node() -> str:
    """The program that runs it: the system's, or the one that the bootstrap brought."""
    here = shutil.which("node") or str(ROOT / "build/node/bin/node")
    assert Path(here).exists(), "node is missing: sh scripts/bootstrap test"
    return here


def mistakes(folder: Path) -> list[str]:
    """What the checker says of the pages of this folder, each with its address."""
    command = [
        node(),
        CHECKER,
        "--config",
        Path(__file__).with_name("html-validate.json"),
        "--formatter",
        "json",
    ]
    report = folder / "report.json"  # a pipe would be cut when the program ends
    with report.open("wb") as answer:
        done = subprocess.run(
            [*command, folder],
            stdout=answer,
            stderr=subprocess.PIPE,
            check=False,
            timeout=300,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        )
    assert report.stat().st_size, done.stderr
    return [
        f"{Path(page['filePath']).name}:{said['line']} {said['ruleId']}: {said['message']}"
        for page in json.loads(report.read_bytes())
        for said in page["messages"]
    ]


def pages_of(world: World, values: dict[str, object], route: Route) -> Iterator[str]:
    """Its addresses; a link of a mail is an unknown one, whose page says so."""
    unknown = {match["name"]: "inconnu" for match in PARAMETER.finditer(route.pattern)}
    values = unknown | values | {"uai": world.school.uai}
    bodies = (world.school.authority, world.school.academy) if route.access == "partner" else (None,)
    for body in bodies:
        yield route.address(**values | ({"code": body.code} if body else {}))


def as_standard(page: bytes) -> bytes:
    return BOX.sub(lambda box: NOT_RESTORED.sub(b"", box.group()), page)


def written(answer: object, folder: Path, name: str) -> bool:
    """Whether this answer was a whole page of its own, kept under that name; refusals share one page."""
    is_page = (
        answer.status_code in {200, 422}
        and not answer.streaming
        and answer.content.lstrip()[:15].lower() == BEGINS
    )
    if is_page:
        (folder / f"{name.strip('/').replace('/', '_') or 'start'}.html").write_bytes(
            as_standard(answer.content)
        )
    return is_page


def collect(world: World, states: dict[str, ForgetfulClient], folder: Path, *, is_whole: bool) -> int:
    kept, values = 0, named_rows(world)
    for route in all_routes():
        for address in pages_of(world, values, route):
            for state in STATES.get(route.access, ()):
                browser = states[state]
                answer = browser.get(address)
                if answer.streaming:
                    b"".join(answer.streaming_content)  # which closes the file
                is_written = written(answer, folder, f"{state}{address}")
                kept += is_written
                if answer.status_code == 405:
                    with transaction.atomic():
                        kept += written(browser.post(address), folder, f"{state}-sent{address}")
                        transaction.set_rollback(True)
                if (is_written or answer.status_code == 405) and not is_whole:
                    break
    return kept


def test_every_page_is_html_as_the_standard_says(
    world: World, tmp_path: Path, request: pytest.FixtureRequest, at_least: Floor
) -> None:
    states = {state: browser_of(world, state) for state in (*STATES["member"], *STATES["partner"])}
    states["nobody"] = ForgetfulClient(raise_request_exception=False)
    kept = collect(world, states, tmp_path, is_whole=request.config.getoption("--whole-matrix"))
    at_least("pages checked as HTML", kept, 435)
    said = mistakes(tmp_path)
    assert said == [], "\n".join(said)


def test_the_checker_is_not_blind(tmp_path: Path) -> None:
    head = '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>x</title></head><body>'
    box = '<input type="checkbox" autocomplete="off">'
    page = f'{head}<form action=""></form><ul><div></div></ul>{box}</body></html>'
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b.html").write_bytes(as_standard(page.encode()))
    wrong = ["attribute-allowed-values:", "element-permitted-content:"]
    said = [line.split() for line in mistakes(tmp_path)]
    assert [rule for place, rule, *_ in said if place.startswith("a.")] == [*wrong, "valid-autocomplete:"]
    assert [rule for place, rule, *_ in said if place.startswith("b.")] == wrong
