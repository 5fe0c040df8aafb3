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
from fanal.accounts.reading.head import deputy_words, head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_words, logo_of, number_of
from fanal.core.registry import registered
from fanal.core.text.french import full_day
from fanal.measures.reading.report_blocks import REPORT_BLOCK, ReportBlock, ReportBlockSource
from fanal.measures.reading.report_data import as_data
from fanal.reports.models import BoardReport, FigureAgreement, ReportPart
from fanal.reports.reading.delegation import delegation_act
from fanal.reports.rules.words import report_words

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
    period = replace(report.measure_period, until=today)
    return None if source is None else source.compose(school, period, today)


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
    agreed, words = agreed_people(report), report_words(is_private=school.is_private)
    return {
        "version": VERSION,
        "title": report.full_title,
        "number": number_of(report.measure_period.year, report.number),
        "period": report.measure_period.label,
        "board_on": report.board_on and full_day(report.board_on),
        "made_on": full_day(today),
        "by_delegation": report.by_delegation,
        "delegation": _delegation(report, school, today),
        "for_head": words.for_head if report.by_delegation else "",
        "made_for_head": words.made_for_head if report.by_delegation else "",
        "signer": list(_signer(report, school, today)),
        "session": words.session,
        "brief_mark": words.brief_mark,
        "school": letterhead_words(school),
        "uai": school.uai,
        "logo": base64.b64encode(bytes(logo_of(school))).decode(),
        "parts": [_part(report, school, part, agreed, today) for part in report.parts.all()],
    }


def _signer(report: BoardReport, school: School, today: date) -> tuple[str, str]:
    """Name and quality of whoever freezes it (CRPA, article L212-1); of the head as long as it is a draft."""
    if report.by_delegation:
        return ("", "") if report.frozen_by is None else deputy_words(report.frozen_by)
    return signer_words(report.frozen_by or head_of(school, today))


def _delegation(report: BoardReport, school: School, today: date) -> str | None:
    """The number of the act of delegation, "" where it is to be filled in; None where none is cited."""
    if not report.by_delegation or not report_words(is_private=school.is_private).has_delegation:
        return None
    return delegation_act(school, report.frozen_by_id, today)


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


def json_of(content: dict[str, Any]) -> str:
    """The content as it is kept: equal contents give equal bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_sum(kept: str) -> str:
    """The sum that the fingerprint of its papers is made of (ADR 0071)."""
    return hashlib.sha256(kept.encode()).hexdigest()
