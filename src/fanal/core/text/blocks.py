"""The small part of Markdown that people write here, and the same text as blocks for paper. Pure."""

from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_TEXT = 8_000  # signs: the longest of the texts that are kept; reading costs up to 50 µs a sign
RULES = ["heading", "list", "emphasis", "link", "newline", "escape", "backticks", "autolink"]
reader = MarkdownIt("zero", {"html": False, "breaks": True}).enable(RULES)


def tokens_of(text: str) -> list[Token]:
    """The text as the reader cuts it. What stands beyond `LONGEST_TEXT` is not read: no form keeps it."""
    return reader.parse(text[:LONGEST_TEXT].replace("\x00", ""))


@dataclass(frozen=True)
class Run:
    """Words of one look inside a block."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, or an item of a list (« • » or its number in `mark`; none where it goes on).

    `depth`: 1 in a list, 2 in a list of an item, 0 elsewhere.
    """

    kind: str
    runs: list[Run]
    mark: str = ""
    depth: int = 0


def to_blocks(text: str) -> list[Block]:
    """The same text for paper, where nothing is HTML: a link is its words, then its address."""
    blocks: list[Block] = []
    kind, mark = "paragraph", ""
    lists: list[int | None] = []  # the number of the next item of each open list, or none
    for token in tokens_of(text):
        if token.type == "bullet_list_open":
            lists.append(None)
        elif token.type == "ordered_list_open":
            start = token.attrGet("start")
            lists.append(1 if start is None else int(start))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            mark = "•" if number is None else f"{number}."
            lists[-1] = None if number is None else number + 1
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "heading_close":
            kind = "paragraph"
        elif token.type == "inline":
            runs = _runs(token.children or [])
            blocks.append(Block("item" if lists else kind, runs, mark, len(lists)))
            mark = ""
    return blocks


def words_of_text(text: str) -> str:
    """Its words in one line, without the signs of Markdown: for a list that shows how a text begins."""
    return " ".join(" ".join("".join(run.text for run in block.runs).split()) for block in to_blocks(text))


def _runs(tokens: list[Token]) -> list[Run]:
    runs: list[Run] = []
    bold = italic = 0
    address = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                address = str(token.attrGet("href") or "")
            case "link_close":
                if runs and address not in {runs[-1].text, f"mailto:{runs[-1].text}"}:
                    runs.append(Run(f" ({address})", bool(bold), bool(italic)))
            case "softbreak" | "hardbreak":
                runs.append(Run("\n", bool(bold), bool(italic)))
            case _ if token.content:
                runs.append(Run(token.content, bool(bold), bool(italic)))
    return runs
