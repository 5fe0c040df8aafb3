"""What people write may be read by everyone: nothing in it runs, fetches or hides."""

import time

import pytest

from fanal.core.text import markdown
from fanal.core.text.blocks import LONGEST_TEXT, to_blocks
from fanal.core.text.markdown import to_html


def test_the_few_marks_are_read():
    made = to_html("# À essayer\n\n1. **Source** : touche `Input`\n2. *Attendre*\n\nligne\nsuite")
    assert "<h2>À essayer</h2>" in made
    assert "<ol>" in made
    assert "<strong>Source</strong>" in made
    assert "ligne<br>" in made


def test_every_heading_is_of_the_second_level():
    assert to_html("#### Bas") == "<h2>Bas</h2>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](https://ailleurs.invalid/espion.png)",
        '[x](https://a.invalid "onmouseover=alert(1)")',
        "<svg/onload=alert(1)>",
        "`<iframe src=//x>`",
        "[x](&#106;avascript:alert(1))",
    ],
)
def test_nothing_runs_or_is_fetched(text):
    made = to_html(text).lower()
    for tag in ("<script", "<img", "<svg", "<iframe", 'href="javascript', 'href="data', 'href="vb', "title="):
        assert tag not in made


def test_a_link_tells_the_other_site_nothing():
    assert 'rel="noopener noreferrer"' in to_html("[Pix](https://pix.fr)")


def test_a_deep_text_is_read_in_time():
    assert to_html("> " * 4000 + "- " * 2000 + "*" * 2000)


@pytest.mark.parametrize("piece", ["[", "![", "*_", "a** ", "- a\n", "a\n", "`", "<", "[a](", "> "])
def test_a_text_that_no_form_would_keep_costs_no_more_than_one_it_would(piece):
    """verified in November 2026, § 7 S12: 500 kB took 5.4 s to be looked at, and stayed in memory."""
    markdown._rendered.cache_clear()
    started = time.process_time()
    assert to_html(piece * 250_000) == to_html((piece * 250_000)[:LONGEST_TEXT])
    to_blocks(piece * 250_000)
    assert time.process_time() - started < 2
    assert markdown._rendered.cache_info().currsize == 1
