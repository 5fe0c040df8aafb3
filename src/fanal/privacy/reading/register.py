"""The register as it is read: the list with what each sheet lacks, one sheet, the whole for a reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.documents.paper import typeset_whole
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.registry import PROCESSING_LINKS, registered
from fanal.core.sheets.cells import french_day
from fanal.core.text.french import full_day
from fanal.privacy.models import Processing, ProcessingDocument, ProcessingVersion
from fanal.privacy.reading.delegates import delegate_lines
from fanal.privacy.reading.models import models
from fanal.privacy.reading.opinions import HEADING, printed_opinions
from fanal.privacy.rules.codes import ProcessingPartKind, ProcessingState
from fanal.privacy.rules.models import Model
from fanal.privacy.rules.telling import SheetSection, public_part, tell

REGISTER = Path(__file__).parents[1] / "documents" / "register.typ"
HEADERS = ("N°", "Traitement", "Version", "Validée le")


def head_words(school: School) -> str:
    return f"Le chef d’établissement, {school.name}"


def identity_of(school: School, today: date) -> list[list[Any]]:
    """The school, its controller and its delegate, each with how to reach them (article 30, § 1, a RGPD)."""
    head = head_of(school, today)
    name, quality = signer_words(head)
    place = ", ".join(word for word in (school.address, school.city) if word)
    controller = [head_words(school), f"{name}, {quality}" if name else "", head.email if head else "", place]
    return [
        ["Établissement", [line for line in (f"{school.name} ({school.uai})", place) if line]],
        ["Responsable de traitement", [line for line in controller if line]],
        ["Délégué à la protection des données", delegate_lines(school, today)],
    ]


def sections_of(processing: Processing, *, head: str) -> list[SheetSection]:
    """The sheet as it reads now; its parts must be there (`with_parts`)."""
    parts = [(ProcessingPartKind(part.kind), str(part)) for part in processing.parts.all()]
    return tell(
        processing.sheet,
        head=head,
        tool=processing.tool,
        ground_words=processing.ground_words,
        data_words=processing.data_words,
        parts=parts,
    )


@dataclass(frozen=True)
class RegisterRow:
    """One sheet in the list."""

    processing: Processing
    percent: int
    missing: int
    tone: str
    words: str


def lines_of(school: School, state: str) -> list[RegisterRow]:
    """Every sheet of these states by name (two queries)."""
    rows = Processing.objects.for_school(school).with_parts().by_name()
    rows = rows.filter(state=state) if state else rows.going_on()
    return [line_of(processing) for processing in rows]


def state_chips(school: School, state: str) -> list[FilterChip]:
    """Make a filter of each state that some sheet has (one query)."""
    rows = Processing.objects.for_school(school).values_list("state").annotate(count=Count("pk")).order_by()
    counts = dict(rows)
    going_on = sum(count for code, count in counts.items() if code != ProcessingState.ENDED)
    used = [choice for choice in ProcessingState if choice in counts]
    tabs = {"": "En cours"} | {choice.value: choice.label for choice in used}
    return tab_chips(tabs, [going_on, *(counts[choice] for choice in used)], state, name="etat")


def line_of(processing: Processing) -> RegisterRow:
    completeness = processing.completeness
    tone, words = _state(processing)
    return RegisterRow(processing, completeness.percent, len(completeness.missing), tone, words)


def _state(processing: Processing) -> tuple[str, str]:
    if processing.state == ProcessingState.KEPT and processing.has_changed:
        return "warn", "À valider de nouveau"
    tones = {
        ProcessingState.DECLARED: "warn",
        ProcessingState.DRAFT: "info",
        ProcessingState.KEPT: "ok",
        ProcessingState.ENDED: "off",
    }
    state = ProcessingState(processing.state)
    return tones[state], state.label


def models_left(school: School) -> list[Model]:
    """The models that no sheet of this school started from (one query)."""
    rows = Processing.objects.for_school(school).going_on()
    codes = set(rows.values_list("model_code", flat=True))
    return [model for model in models() if model.code not in codes]


def versions_of(processing: Processing) -> list[ProcessingVersion]:
    """The latest first."""
    rows = ProcessingVersion.objects.for_school(processing.school_id).filter(processing=processing)
    return list(rows.select_related("validated_by").order_by("-number"))


def documents_of(processing: Processing) -> list[ProcessingDocument]:
    """Its proofs, the latest first."""
    rows = ProcessingDocument.objects.for_school(processing.school_id).filter(processing=processing)
    return list(rows.order_by("-pk"))


def links_of(school: School) -> dict[int, list[list[Any]]]:
    """By sheet, a heading and names: what the rest of Fanal holds that this sheet is about."""
    links: dict[int, list[list[Any]]] = {}
    for heading, names in (links(school) for links in registered(PROCESSING_LINKS)):
        for sheet, held in names.items():
            links.setdefault(sheet, []).append([heading, held])
    return links


def validated(school: School, *, only_public: bool = False) -> list[ProcessingVersion]:
    """The last version of each sheet of the register, by name (one query).

    `only_public`: those that the head validated as public, and that nobody took back since.
    """
    last = ProcessingVersion.objects.for_school(school).filter(processing=OuterRef("processing"))
    rows = ProcessingVersion.objects.for_school(school).filter(
        processing__state=ProcessingState.KEPT, number=Subquery(last.order_by("-number").values("number")[:1])
    )
    if only_public:
        rows = rows.filter(processing__is_public=True, content__is_public=True)
    rows = rows.annotate(sheet_number=F("processing__number"))
    return sorted(rows, key=lambda version: int(version.sheet_number))  # type: ignore[attr-defined]  # annotated


def sections_of_version(version: ProcessingVersion) -> list[SheetSection]:
    return [SheetSection(heading, lines) for heading, lines in version.content["sheet"]]


def register_pdf(school: School, versions: Iterable[ProcessingVersion], *, today: date) -> bytes:
    """The register: who answers for it, the list of activities, then a sheet for each (model of the CNIL)."""
    return typeset_whole(REGISTER, _document(school, list(versions), today))


def _document(school: School, versions: list[ProcessingVersion], today: date) -> dict[str, Any]:
    links, opinions = links_of(school), printed_opinions(school)
    return {
        "title": f"Registre des activités de traitement – {school.name}",
        "school": school.name,
        "letterhead": letterhead_of(school),
        "edited": full_day(today),
        "identity": identity_of(school, today),
        "sheets": [
            {
                "number": version.sheet_number,  # type: ignore[attr-defined]  # annotated
                "name": version.content["name"],
                "version": f"version {version.number}, validée le {full_day(version.validated_at)}",
                "lines": [
                    *([section.heading, section.lines] for section in sections_of_version(version)),
                    *links.get(version.processing_id, []),
                    *([HEADING, lines] for lines in [opinions.get(version.processing_id)] if lines),
                ],
            }
            for version in versions
        ],
    }


def register_rows(
    school: School, versions: Iterable[ProcessingVersion]
) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of the register as a table; lines of one cell stand on lines of their own."""
    kept_versions, opinions = list(versions), printed_opinions(school)
    headings = [section.heading for section in sections_of_version(kept_versions[0])] if kept_versions else []
    rows: list[list[object]] = [
        [
            version.sheet_number,  # type: ignore[attr-defined]
            version.content["name"],
            version.number,
            french_day(timezone.localdate(version.validated_at)),
            *("\n".join(section.lines) for section in sections_of_version(version)),
            "\n".join(opinions.get(version.processing_id, [])),
        ]
        for version in kept_versions
    ]
    return [*HEADERS, *headings, HEADING], rows


def public_sheets(school: School) -> list[tuple[str, list[SheetSection]]]:
    """The sheets of the public extract, each with what is public of it."""
    return [
        (version.content["name"], public_part(sections_of_version(version)))
        for version in validated(school, only_public=True)
    ]
