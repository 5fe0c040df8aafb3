"""The same text for paper: blocks and runs, nothing of which is HTML or markup of anybody else's."""

from fanal.core.text.blocks import Block, Run, to_blocks


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
        Block("item", [Run("un")], "•", 1),
        Block("item", [Run("deux")], "•", 1),
        Block("item", [Run("trois")], "3.", 1),
        Block("item", [Run("quatre")], "4.", 1),
    ]


def test_a_link_is_its_words_then_its_address_and_html_is_text():
    assert to_blocks("[ici](https://a.invalid/x) <b>x</b>")[0].runs == [
        Run("ici"),
        Run(" (https://a.invalid/x)"),
        Run(" <b>x</b>"),
    ]
    assert to_blocks("<https://a.invalid>")[0].runs == [Run("https://a.invalid")]
    assert to_blocks("#panic() `$x$` \\*") == [Block("paragraph", [Run("#panic() "), Run("$x$"), Run(" *")])]


def marks(text):
    return [(block.depth, block.mark, block.runs[0].text) for block in to_blocks(text)]


def test_an_item_keeps_its_number_its_depth_and_what_it_goes_on_with():
    """« 1. a », a second paragraph of a, « 2. b »: the second paragraph was number 2, and b number 3."""
    assert marks("1. a\n\n   suite\n\n2. b") == [(1, "1.", "a"), (1, "", "suite"), (1, "2.", "b")]
    assert marks("- a\n    1. b\n    2. c\n- d") == [
        (1, "•", "a"),
        (2, "1.", "b"),
        (2, "2.", "c"),
        (1, "•", "d"),
    ]
    assert marks("0. a\n1. b\n\nfin") == [(1, "0.", "a"), (1, "1.", "b"), (0, "", "fin")]
