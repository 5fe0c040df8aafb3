"""The decisions are numbered, in the index under their title, and say how one would know they were wrong."""

import re

from tests.architecture import source

FOLDER = source.ROOT / "docs" / "adr"
PAGES = sorted(FOLDER.glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "How we would know it was wrong"]
ROW = re.compile(r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+?) \| .+ \|$", re.M)
NAMED = re.compile(r"\b(?:ADR |adr/)(\d{4})\b")


def title_of(page) -> str:
    return page.read_text(encoding="utf-8").splitlines()[0]


def test_each_decision_has_its_number_and_its_four_parts():
    for page in PAGES:
        assert title_of(page).startswith(f"# {page.name[:4]}. "), page.name
        parts = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.M)
        assert parts == SECTIONS, page.name


def test_the_index_names_every_decision():
    rows = ROW.findall((FOLDER / "README.md").read_text(encoding="utf-8"))
    assert [(number, name) for number, name, _ in rows] == [(page.name[:4], page.name) for page in PAGES]
    titles = {page.name: title_of(page).split(". ", 1)[1] for page in PAGES}
    assert {name: title for _, name, title in rows} == titles


def test_the_index_names_the_numbers_that_no_decision_has():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    numbers = {int(page.name[:4]) for page in PAGES}
    gaps = {f"{number:04}" for number in range(1, max(numbers)) if number not in numbers}
    sentence = re.search(r"There is no (.+?)\.", text, re.S)
    assert sentence is not None
    assert set(re.findall(r"\d{4}", sentence[1])) == gaps


def test_the_index_says_of_each_whether_it_is_built_as_its_page_does():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    states = dict(re.findall(r"^\| \[(\d{4})\].*\| ([^|]+) \|$", text, re.M))
    of_pages = {page.name[:4]: built_words(state_of(page)) for page in PAGES}
    assert {number: built_words(state) for number, state in states.items()} == of_pages


def state_of(page) -> str:
    """« accepted, built »: what the third line says after the day."""
    return page.read_text(encoding="utf-8").splitlines()[2].partition(" · ")[2]


def built_words(state: str) -> str:
    return "being built" if "being built" in state else "built" if ", built" in state else ""


def test_a_decision_named_elsewhere_exists():
    numbers = {page.name[:4] for page in PAGES}
    files = [*source.python_files(tests=True), *(source.ROOT / "docs").rglob("*.md")]
    named = {number for file in files for number in NAMED.findall(file.read_text(encoding="utf-8"))}
    assert named <= numbers
