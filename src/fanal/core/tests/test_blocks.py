"""The same text for paper: blocks and runs, nothing of which is HTML or markup of anybody else's."""

from fanal.core.blocks import Block, Run, to_blocks


def test_paragraphs_headings_lists_and_emphasis_become_blocks():
    made = to_blocks("## Titre\n\nBonjour **Zoé *Ana***,\nà demain\n\n- un\n- deux\n\n3. trois\n4. quatre")
    assert made == [
        Block("heading", [Run("Titre")]),
        Block(
            "paragraph",
            [
                Run("Bonjour "),
                Run("Zoé ", is_bold=True),
                Run("Ana", is_bold=True, is_italic=True),
                Run(","),
                Run("\n"),
                Run("à demain"),
            ],
        ),
        Block("item", [Run("un")], "•"),
        Block("item", [Run("deux")], "•"),
        Block("item", [Run("trois")], "3."),
        Block("item", [Run("quatre")], "4."),
    ]


def test_a_link_is_its_words_then_its_address_and_html_is_text():
    assert to_blocks("[ici](https://a.invalid/x) <b>x</b>")[0].runs == [
        Run("ici"),
        Run(" (https://a.invalid/x)"),
        Run(" <b>x</b>"),
    ]
    assert to_blocks("<https://a.invalid>")[0].runs == [Run("https://a.invalid")]
    assert to_blocks("#panic() `$x$` \\*") == [Block("paragraph", [Run("#panic() "), Run("$x$"), Run(" *")])]
