"""What is read of HTML, and in what time. Foreign mails, November 2026."""

import time

import pytest

from fanal.core.mail.words import text_of_html

HALF = 500_000  # signs; its double is 1 MB
NESTED = {
    "blocks": "<blockquote>x",
    "lists": "<ul><li>x",
    "tables": "<table><tr><td>x",
    "letters": "<b><i>x",
    "unknown tags": "<o:p><font>x",
    "tags that close nothing": "</div>x",
    "comments that never end": "<!--x",
    "styles that never end": "<style>x",
    "tags that never end": "<a b",
    "quotes that never end": "<a b=\"'",
    "quotes in quotes": '<a"=\'="',
    "signs alone": "<",
    "names of signs": "&ampx",
}


def seconds(html: str) -> float:
    """Of processor; the quickest of three, so that the work of others does not count."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        text_of_html(html)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("name", NESTED)
def test_twice_the_nesting_takes_twice_the_time(name):
    """At 1 MB, more than 10 000 tags one inside the other: quadratic would be four times."""
    piece = NESTED[name]
    once = piece * (HALF // len(piece))
    assert seconds(once * 2) < 3 * seconds(once) + 0.05


def test_ten_thousand_blocks_one_inside_the_other_keep_their_words():
    text = text_of_html("<div>" * 10_000 + "Écran cassé" + "</div>" * 10_000 + "<p>salle 12</p>")
    assert text == "Écran cassé\nsalle 12"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p title="a>b">Bon<b>jour</b>,</p>', "Bonjour,"),
        ("<img src=https://x.invalid/?a='b>fin", "fin"),
        ("<svg/>vu<svg><text>non</text></svg>", "vu"),
        ("<head><title>T</title><style>p>b{}</style><p>sans fin de tête", "sans fin de tête"),
        ("<!--[if mso]>non<![endif]--><![if !mso]>oui<![endif]>", "oui"),
        ("1 < 2 &lt;ok&gt;", "1 < 2 <ok>"),
        ("<SCRIPT>x</SCRIPT ><BR/>a<br>b", "a\nb"),
        ("<blockquote>a<p>b</blockquote>c", "> a\n> b\nc"),
        ('<p>coupé <a href="x', "coupé"),
    ],
)
def test_html_is_cut_as_a_browser_does(html, text):
    assert text_of_html(html) == text
