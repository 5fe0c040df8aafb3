"""What does a report say? Its content as plain data, from which each paper is made, and nothing else.

The content of a frozen report is kept as these very bytes: the papers made of them again are the same.
"""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_words, logo_of, number_of
from fanal.accounts.reading.report_blocks import (
    ReportBlock,
    ReportBlockSource,
    as_data,
)
from fanal.accounts.rules.french import full_day
from fanal.core.registry import REPORT_BLOCK, registered
from fanal.reports.models import BoardReport, FigureAgreement, ReportPart

VERSION = 1
HELD_BACK = "n’est pas montré : il mesure le travail d’une seule personne, qui n’a pas donné son accord."


def sources() -> dict[str, ReportBlockSource]:
    """Each part that a report may hold, by its code, in the order in which rooms offer them."""
    return {source.code: source for source in registered(REPORT_BLOCK)}


def agreed_people(report: BoardReport) -> set[int]:
    rows = FigureAgreement.objects.for_school(report.school_id).filter(report=report)
    return set(rows.values_list("person", flat=True))


def is_measured(report: BoardReport, school: School, person_id: int | None) -> bool:
    """Whether a figure of this report could be of the work of this person alone: they are asked to agree."""
    measures = [source.measures for source in sources().values() if source.measures]
    return person_id is not None and any(one(school, report.measure_period, person_id) for one in measures)


def composed(report: BoardReport, school: School, code: str, today: date) -> ReportBlock | None:
    """What a part says today, with all its figures; None when it has nothing to say."""
    source = sources().get(code)
    return None if source is None else source.compose(school, report.measure_period, today)


def held_back(block: ReportBlock, agreed: set[int]) -> tuple[ReportBlock, list[str]]:
    """The block without the figures, and without their sentences, that measure one person who did not agree;
    then the labels of these figures."""
    hidden = {
        figure.code: figure.label
        for figure in block.figures
        if figure.whose is not None and figure.whose not in agreed
    }
    kept = replace(
        block,
        sentences=tuple(sentence for sentence in block.sentences if sentence.figure not in hidden),
        figures=tuple(figure for figure in block.figures if figure.code not in hidden),
    )
    return kept, list(hidden.values())


def content_of(report: BoardReport, school: School, today: date) -> dict[str, Any]:
    """All that the report says today."""
    agreed = agreed_people(report)
    return {
        "version": VERSION,
        "title": report.full_title,
        "number": number_of(report.measure_period.year, report.number),
        "period": report.measure_period.label,
        "board_on": report.board_on and full_day(report.board_on),
        "made_on": full_day(today),
        "school": letterhead_words(school),
        "logo": base64.b64encode(bytes(logo_of(school))).decode(),
        "parts": [_part(report, school, part, agreed, today) for part in report.parts.all()],
    }


def _part(
    report: BoardReport, school: School, part: ReportPart, agreed: set[int], today: date
) -> dict[str, Any]:
    block = composed(report, school, part.code, today)
    kept, hidden = (None, []) if block is None else held_back(block, agreed)
    return {
        "code": part.code,
        "title": title_of(part.code),
        "text": part.text,
        "block": None if kept is None else as_data(kept),
        "held_back": hidden,
    }


def title_of(code: str) -> str:
    """The title of a part; its code when no room offers it any more."""
    source = sources().get(code)
    return source.title if source else code


def bytes_of(content: dict[str, Any]) -> str:
    """The content as it is kept: equal contents give equal bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(kept: str) -> str:
    return hashlib.sha256(kept.encode()).hexdigest()
