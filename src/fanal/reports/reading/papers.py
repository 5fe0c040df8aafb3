"""The papers of a report, each made of its content alone: the report, one page, slides, a text file."""

import base64
from decimal import Decimal
from pathlib import Path
from typing import Any

from fanal.core.documents.paper import typeset_whole
from fanal.core.documents.text_file import Heading, ListItem, Paragraph, Part, TextTable, write_odt
from fanal.core.frozen.fingerprint import fingerprint_of_sum, proof
from fanal.core.text.blocks import Block, to_blocks
from fanal.core.text.typography import NARROW, spaced
from fanal.measures.reading.report_blocks import BlockFigure, ReportBlock
from fanal.measures.reading.report_data import block_of
from fanal.reports.reading.content import HELD_BACK, content_sum, json_of
from fanal.reports.rules.words import PUBLIC

DOCUMENTS = Path(__file__).parents[1] / "documents"
PAPER, BRIEF, SLIDES = (DOCUMENTS / f"{name}.typ" for name in ("report", "brief", "slides"))
BRIEF_FIGURES = 2  # of one part
SLIDE = {
    "most_sentences": 2,
    "most_figures": 8,
    "most_bars": 6,
    "least_bars": 3,
}  # of one part, where they fit
SHOWN_BARS = 12


def report_paper(content: dict[str, Any], *, is_draft: bool = False) -> bytes:
    return typeset_whole(PAPER, _head_data(content, is_draft=is_draft) | {"parts": _parts(content)})


def brief_paper(content: dict[str, Any]) -> bytes:
    """One page for each member of the board: of each part a sentence, and two figures it does not say."""
    parts = [
        made | {"sentences": made["sentences"][:1], "figures": _unsaid(part["block"])[:BRIEF_FIGURES]}
        for part, made in zip(content["parts"], _parts(content), strict=True)
        if made["figures"] or made["sentences"]
    ]
    return typeset_whole(BRIEF, _head_data(content) | {"parts": parts})


def _unsaid(data: dict[str, Any]) -> list[list[str]]:
    """The figures of a part without the one that its first sentence rests on."""
    block = block_of(data)
    said = {sentence.figure for sentence in block.sentences[:1]}
    return [_figure(figure) for figure in block.figures if figure.code not in said]


def slides_paper(content: dict[str, Any]) -> bytes:
    """One page a part, for the wall of the commission: what fits, and how much more the report says."""
    parts = [part for part in _parts(content) if part["figures"] or part["sentences"]]
    return typeset_whole(SLIDES, _head_data(content) | SLIDE | {"parts": parts})


def _head_data(content: dict[str, Any], *, is_draft: bool = False) -> dict[str, Any]:
    session = content.get("session", PUBLIC.session)  # a content of before knew public schools alone
    board = f"{session} {content['board_on']}" if content["board_on"] else ""
    logo = list(base64.b64decode(content["logo"]))
    made = f"{'Brouillon' if is_draft else 'Figé'} le {content['made_on']}"
    return {
        "title": content["title"],
        "period": content["period"],
        "board": board,
        "made": ", ".join(filter(None, [made, made_for_head(content)])),
        "signer": content.get("signer", ["", "Chef d’établissement"]),
        "delegation": content.get("delegation"),
        "for_head": _for_head(content),
        "is_draft": is_draft,
        "proof": None if is_draft else _proof(content),
        "school": content["school"]["name"],
        "brief_mark": content.get("brief_mark", PUBLIC.brief_mark),
        "letterhead": content["school"] | {"logo": logo, "number": content["number"]},
    }


def made_for_head(content: dict[str, Any]) -> str:
    """« par délégation du chef d’établissement », where a deputy froze it."""
    before = PUBLIC.made_for_head if content.get("by_delegation") else ""
    words: str = content.get("made_for_head", before)
    return words


def _for_head(content: dict[str, Any]) -> str:
    """What stands over the name of a deputy; a content of before said it where it cited a delegation."""
    before = "" if content.get("delegation") is None else PUBLIC.for_head
    words: str = content.get("for_head", before)
    return words


def _proof(content: dict[str, Any]) -> dict[str, str] | None:
    """None for a content of before papers bore their fingerprint: its school is not named in it."""
    if "uai" not in content:
        return None
    return proof(content["uai"], fingerprint_of_sum(content_sum(json_of(content))))


def _parts(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [_part(part) for part in content["parts"]]


def _part(part: dict[str, Any]) -> dict[str, Any]:
    block = block_of(part["block"]) if part["block"] else ReportBlock()
    return {
        "title": part["title"],
        "text": [_text_block(each) for each in to_blocks(part["text"])],
        "sentences": [sentence.text for sentence in block.sentences],
        "figures": [_figure(figure) for figure in block.figures],
        "bars": _bars(block),
        "held_back": [f"« {label} » {HELD_BACK}" for label in part["held_back"]],
        "is_empty": part["block"] is None,
    }


def _text_block(block: Block) -> dict[str, Any]:
    runs = [[run.text, run.is_bold, run.is_italic] for run in block.runs]
    return {"kind": block.kind, "mark": block.mark, "depth": block.depth, "runs": runs}


def _figure(figure: BlockFigure) -> list[str]:
    return [figure.value, figure.label, figure.definition, figure.period]


def _bars(block: ReportBlock) -> dict[str, Any] | None:
    if block.bars is None or not block.bars.bars:
        return None
    shown = block.bars.bars[:SHOWN_BARS]
    highest = max(block.bars.whole, *(value for _, value in shown)) or Decimal(1)
    return {
        "finding": block.bars.finding,
        "bars": [[label, number_words(value), float(value / highest)] for label, value in shown],
        "unit": block.bars.unit,
    }


def number_words(value: Decimal) -> str:
    """« 12 », « 9,2 », « 12 500 »: without the zeros that say nothing."""
    text = f"{value.normalize():,f}" if value else "0"
    return text.replace(",", NARROW).replace(".", ",")


def report_text(content: dict[str, Any]) -> bytes:
    """The whole report as a text file that the school may rework (ODT); the frozen figures stay in Fanal."""
    common = _head_data(content)
    parts: list[Part] = [
        Heading(1, content["title"]),
        Paragraph.plain(f"{common['school']} · {content['number']}"),
        Paragraph.plain(" · ".join(filter(None, [common["board"], content["period"], common["made"]]))),
    ]
    for part in _parts(content):
        parts += [Heading(2, part["title"]), *_text_parts(part)]
    return write_odt(parts, title=content["title"])


def _text_parts(part: dict[str, Any]) -> list[Part]:
    made: list[Part] = []
    for block in part["text"]:
        runs = tuple((text, is_bold, is_italic) for text, is_bold, is_italic in block["runs"])
        if block["kind"] == "heading":
            made.append(Heading(3, "".join(text for text, *_ in runs)))
        elif block["kind"] == "item":
            made.append(ListItem(runs, block["mark"], block["depth"]))
        else:
            made.append(Paragraph(runs))
    made += [Paragraph.plain(spaced(text)) for text in (*part["sentences"], *part["held_back"])]
    if part["figures"]:
        head = ("Chiffre", "Valeur", "Ce qui est compté", "Période")
        rows = tuple((label, value, words, period) for value, label, words, period in part["figures"])
        made.append(TextTable(head, rows))
    if part["bars"]:
        made.append(Paragraph.plain(spaced(part["bars"]["finding"])))
        bars = tuple((label, value) for label, value, _ in part["bars"]["bars"])
        made.append(TextTable(("", part["bars"]["unit"] or "nombre"), bars))
    if part["is_empty"]:
        made.append(Paragraph.plain("Rien à dire de cette partie sur la période."))
    return made
