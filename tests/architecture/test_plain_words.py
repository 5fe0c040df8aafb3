"""Words that the trial of December found on the screen, which no page says any more."""

import re

import pytest

from tests.architecture.source import SOURCE

# December § 4.10 (again for the first three): each was found on a page, an export or a message.
UNSAID = (
    r"label=\"Présenter (les|\{\{)",
    r"plus\" %\}Une ligne\b",
    r"notées'\)\} au recteur",
    r"\"À dire( d’abord)?\"",
    r"\"Écrits\"",
    r"\bqui finit le\b",
    r"\) finit le\b",
    r"\|date:.j F",  # « le 1 décembre »: `day_words` says « 1er »
)


@pytest.mark.parametrize("words", UNSAID)
def test_no_page_says_what_nobody_says_aloud(words):
    paths = [path for kind in ("py", "html", "typ") for path in SOURCE.rglob(f"*.{kind}")]
    sources = [path for path in paths if not {"tests", "migrations"} & set(path.parts)]
    assert [str(path) for path in sources if re.search(words, path.read_text())] == []
