"""Each text of law that a page names says since when it holds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fanal
from fanal.accounts.rules import law
from fanal.accounts.templatetags.law import law as printed

SOURCES = Path(fanal.__file__).parent
NAMES_A_TEXT = re.compile(
    r"\b(?:articles? [LRD]?\d|RGPD, art|CRPA|circulaire n|décret n|arrêté du \d|délibération (?:n° )?\d)",
    re.IGNORECASE,
)
# The registry itself, and the texts of allowances beside it; the visas of an act, which a head signs; the
# words of tasks as a school copies them, dated where they are shown; short names whose help says the source.
NAMES_THEM = {
    "accounts/rules/law.py",
    "missions/rules/words.py",
    "designations/reading/act.py",
    "agenda/rules/catalogue/autumn.py",
    "agenda/rules/catalogue/private.py",
    "allowances/forms/allowance.py",
    "missions/rules/particular_mission.py",
    "missions/models/particular_mission.py",
}


def _sentences(path: Path) -> Iterator[str]:
    """What a module says, but for its docstrings; a template says all of it."""
    if path.suffix == ".html":
        yield re.sub(r"\{[%#].*?[%#]\}", "", path.read_text(), flags=re.S)
        return
    tree = ast.parse(path.read_text())
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    of_the_registry = {
        id(word) for call in called if ast.unparse(call.func).endswith("gdpr") for word in call.args
    }
    for node in ast.walk(tree):
        is_said = isinstance(node, ast.Constant) and id(node) not in docstrings | of_the_registry
        if is_said and isinstance(node.value, str):
            yield node.value


def test_no_page_names_a_text_without_saying_since_when_it_holds():
    """Verified in November 2026, § 3.8: only allowances and rights said it."""
    paths = [*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html")]
    named = {
        str(path.relative_to(SOURCES)): said
        for path in paths
        if not {"tests", "migrations"} & set(path.parts)
        for said in _sentences(path)
        if NAMES_A_TEXT.search(said)
    }
    assert {name: said for name, said in named.items() if name not in NAMES_THEM} == {}


@pytest.mark.parametrize("name", law.NAMED)
def test_a_page_prints_the_text_with_its_first_day(name):
    """December § 3.11: each text that a page names by its code has its date; « non connue » is never said."""
    assert re.search(r", depuis le \d", printed(name))


def test_the_days_that_were_asked_for_are_known():
    """December § 3.11 (again): R421-13, R421-25, L212-1 of the CRPA, CNIL 2025-019."""
    days = [str(text.since) for text in (law.DELEGATION, law.BOARD_PAPERS, law.SIGNATURE, law.SECOND_FACTOR)]
    assert days == ["2020-01-01", "2020-12-24", "2016-01-01", "2025-04-02"]


def test_nothing_is_said_of_a_day_that_is_not_known():
    sources = [*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html"), *SOURCES.rglob("*.typ")]
    said = [
        str(path)
        for path in sources
        if "tests" not in path.parts and "date d’application non" in path.read_text()
    ]
    assert said == []
    assert str(law.DIRECTION) == law.DIRECTION.text


def test_an_article_of_a_code_is_written_in_one_form():
    """December § 3.11 (again): « L214-6 » everywhere, never « L. 214-6 »."""
    sources = [path for kind in ("py", "html", "typ") for path in SOURCES.rglob(f"*.{kind}")]
    dotted = re.compile(r"\b[LRD]\.[ \u00a0]?\d{3}")
    said = [path.name for path in sources if "tests" not in path.parts and dotted.search(path.read_text())]
    assert said == []


OF_DATES = (
    "closings.html",
)  # a day that a draft gives is compared with the Journal officiel, then confirmed


def test_a_page_says_no_doubt_of_a_text():
    """December, second reading J15: « annexe d’une circulaire académique (Caen), à vérifier » before a head.

    Where a page speaks of a source, it names what was read, or says « usage, sans texte lu ».
    """
    assert str(law.LegalText("circulaire", is_sure=False)) == law.UNREAD == "usage, sans texte lu"
    doubts = re.compile(r"vérifier", re.IGNORECASE)
    of_source = re.compile(r"source|certainty|reference|circulaire|décret|is_sure|is_read", re.IGNORECASE)
    paths = [*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html"), *SOURCES.rglob("*.typ")]
    said = [
        f"{path.relative_to(SOURCES)}: {line.strip()}"
        for path in paths
        if not {"tests", "migrations"} & set(path.parts) and path.name not in OF_DATES
        for line in path.read_text().splitlines()
        if doubts.search(line) and of_source.search(line)
    ]
    assert said == []


def test_no_article_is_said_to_set_five_years():
    """December § 3.11 (again): RGPD 33 § 5 asks for a record, and sets no number of years."""
    ended = re.compile(r"\)\s*:\s*(cinq|5) ans")
    paths = [path for path in SOURCES.rglob("*.py") if "tests" not in path.parts]
    assert [path.name for path in paths if ended.search(path.read_text())] == []


def test_what_a_task_cites_is_dated_when_it_is_a_text_of_ours():
    assert law.dated("Code de l’éducation, article L421-11") == "Code de l’éducation, article L421-11"
    assert law.dated(law.ANNEX.text).endswith(", depuis le 1er septembre 2015")
    assert law.dated("DANE de Lille, Pix") == "DANE de Lille, Pix"
