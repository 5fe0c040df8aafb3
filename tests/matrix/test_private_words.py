"""A private school under contract meets no word of an EPLE, on no page and no paper (December, § 3.5).

Each page that the resolver leads to is read as its head and its référent, each paper by what it prints.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from fanal.accounts.models import School
from fanal.allowances.models import CouncilOpinion
from fanal.core.documents import paper, pdf
from fanal.core.tenancy import scope
from fanal.steering.models import ProjectOpinion
from tests.matrix.neighbours import OWN_FIRST, browser_of, named_rows
from tests.matrix.routes import PARAMETER, all_routes
from tests.matrix.rows import World
from tests.matrix.world import make_world
from tests.running.floors import Floor

OF_AN_EPLE = re.compile(r"[Cc]onseil d[’']administration|\bCA\b|\bCAAD\b|\bEPLE\b|\b[LR]\.?\s?421\b")
READERS = ("head", "digital_lead")
COMMENT = re.compile(r"//.*")


@pytest.fixture
def world(db: None) -> World:
    """A school that is private, where no board of an EPLE gave an opinion."""
    made = make_world("ici", OWN_FIRST)
    School.objects.filter(pk=made.school.pk).update(status=School.Status.PRIVATE)
    made.school.refresh_from_db()
    with scope(made.school):
        CouncilOpinion.objects.for_school(made.school).update(body="teachers")
        ProjectOpinion.objects.for_school(made.school).update(council="teachers")
    return made


def addresses(world: World) -> Iterator[str]:
    values = named_rows(world)
    for route in all_routes():
        unknown = {match["name"]: "inconnu" for match in PARAMETER.finditer(route.pattern)}
        if route.access == "member":
            yield route.address(**unknown | values | {"uai": world.school.uai, "council": "teachers"})


def words_in(content: Any) -> str:
    """All the texts of a paper's data."""
    if isinstance(content, dict):
        return "\n".join(words_in(part) for part in content.values())
    if isinstance(content, list | tuple):
        return "\n".join(words_in(part) for part in content)
    return content if isinstance(content, str) else ""


def found_in(where: str, text: str) -> list[str]:
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    return [
        f"{where} : …{text[max(0, hit.start() - 60) : hit.end() + 40]}…" for hit in OF_AN_EPLE.finditer(text)
    ]


def test_no_page_and_no_paper_of_a_private_school_says_a_word_of_an_eple(
    world: World, monkeypatch: pytest.MonkeyPatch, at_least: Floor
) -> None:
    papers: dict[str, str] = {}

    def printed(file: Path, data: dict[str, Any]) -> bytes:
        papers[file.name] = papers.get(file.name, "") + words_in(data) + COMMENT.sub("", file.read_text())
        return pdf.typeset(file, data)

    monkeypatch.setattr(paper, "typeset", printed)
    pages, said = 0, []
    for reader in READERS:
        browser = browser_of(world, reader)
        for address in addresses(world):
            answer = browser.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            is_text = answer.headers.get("Content-Type", "").startswith("text/")
            pages += is_text and answer.status_code == 200
            said += (
                found_in(f"{reader} {address}", unescape(body.decode(errors="replace"))) if is_text else []
            )
    for name, words in papers.items():
        said += found_in(name, words)
    assert said == [], "\n".join(sorted(set(said)))
    at_least("pages of a private school read", pages, 692)
    at_least("papers of a private school read", len(papers), 18)
