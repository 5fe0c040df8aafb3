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
    assert re.search(r", (depuis le \d|date d’application non connue)", printed(name))


def test_what_a_task_cites_is_dated_when_it_is_a_text_of_ours():
    assert law.dated("Code de l’éducation, article L421-11").endswith(", date d’application non connue")
    assert law.dated(law.ANNEX.text).endswith(", depuis le 1er septembre 2015")
    assert law.dated("DANE de Lille, Pix") == "DANE de Lille, Pix"
