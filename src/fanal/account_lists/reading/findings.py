"""The differences of one service as its page and its files show them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.reading.comparisons import KindFigure
from fanal.account_lists.rules import corrections
from fanal.account_lists.rules.accounts import split_name
from fanal.account_lists.rules.findings import KIND_OF, KINDS, OLD_DAYS
from fanal.accounts.models import Membership, Person
from fanal.accounts.models.roles import Role
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.sheets.cells import TypedCell, day_in, french_day
from fanal.directory.models import Pupil, StaffYear
from fanal.online_services.models import OnlineService

SETTLED, BACK = "regles", "revenus"
TEACHES = "ENS"  # the function of teachers, in the AAF, STSWEB and the GAR alike
RANK = Case(*(When(kind=kind.code, then=Value(rank)) for rank, kind in enumerate(KINDS)), default=Value(99))
DATES = {"born", "seen"}


@dataclass(frozen=True)
class FindingRow:
    """One line of work. `age` says for how long when that is more than thirty days."""

    pk: int
    kind: str
    label: str
    tone: str
    name: str
    account: str
    why: str
    age: str
    returned: str
    state: str
    state_words: str
    reason: str
    is_open: bool
    can: dict[str, bool]
    candidates: list[tuple[str, str]]


def findings_of(
    service: OnlineService, *, kind: str, is_settled: bool, late: bool, today: date, is_back: bool = False
) -> QuerySet:
    """The lines of one view, what weighs most first, then the oldest."""
    rows = Finding.objects.for_school(service.school_id).filter(service=service)
    rows = rows.not_gone().exclude(state=Finding.State.TO_DO) if is_settled else rows.to_do()
    if kind in KIND_OF:
        rows = rows.filter(kind=kind)
    if late:
        rows = rows.old(today)
    if is_back:
        rows = rows.exclude(returned=Finding.Return.NO)
    return rows.select_related("pupil", "person", "settled_by").order_by(RANK, "since", "pk")


def rows_of(findings: Sequence[Any], today: date) -> list[FindingRow]:
    """In words; at most two queries, for the people in doubt."""
    names = _candidates(findings, today)
    return [_row(finding, names, today) for finding in findings]


def _candidates(findings: Sequence[Finding], today: date) -> dict[str, str]:
    wanted: dict[str, set[int]] = {"pupil": set(), "staff": set()}
    for finding in findings:
        for kind, pk in finding.candidates:
            wanted[kind].add(pk)
    named: dict[str, str] = {}
    if wanted["pupil"]:
        for pupil in Pupil.objects.for_school(findings[0].school_id).filter(pk__in=wanted["pupil"]):
            born = f", né le {pupil.born:%d/%m/%Y}" if pupil.born else ""
            left = ", parti" if pupil.left_on and pupil.left_on <= today else ""
            named[f"pupil {pupil.pk}"] = f"{pupil}{born}{left}"
    if wanted["staff"]:
        for person in Person.objects.for_school(findings[0].school_id).filter(pk__in=wanted["staff"]):
            named[f"staff {person.pk}"] = f"{person}, {person.job or 'personnel'}"
    return named


def _row(finding: Finding, names: dict[str, str], today: date) -> FindingRow:
    kind, days = KIND_OF[finding.kind], (today - finding.since).days
    by = f" par {finding.settled_by}" if finding.settled_by else ""
    on = f" le {finding.settled_on:%d/%m/%Y}" if finding.settled_on else ""
    return FindingRow(
        finding.pk,
        finding.kind,
        kind.label,
        kind.tone,
        name_of(finding),
        " · ".join(filter(None, [_class_beside(finding), account_of(finding.cells)])),
        finding.why,
        f"depuis {days} jours" if days > OLD_DAYS else "",
        finding.get_returned_display() if finding.returned else "",
        finding.state,
        f"{finding.get_state_display()}{on}{by}",
        finding.reason,
        finding.is_open,
        getattr(finding, "can", {}),
        [
            (choice, names[choice])
            for kind_of, pk in finding.candidates
            if (choice := f"{kind_of} {pk}") in names
        ],
    )


def _class_beside(finding: Finding) -> str:
    """The class, unless it is already what is said of the difference."""
    class_name = str(finding.cells.get("class", ""))
    return "" if class_name == finding.why else class_name


def name_of(finding: Finding) -> str:
    """As the list writes it; else as the directory does."""
    texts = finding.cells
    written = f"{texts.get('family_name', '')} {texts.get('given_name', '')}".strip() or texts.get(
        "full_name", ""
    )
    return written or str(finding.pupil or finding.person or "") or account_of(texts)


def account_of(texts: dict[str, str]) -> str:
    return next((texts[code] for code in ("login", "identifier", "email") if texts.get(code)), "")


def chips_of(figures: list[KindFigure], settled: int, *, kind: str, is_settled: bool) -> list[FilterChip]:
    """The views of the page as filters, with their counts."""
    total = sum(figure.count for figure in figures)
    chips = [FilterChip("Tout ce qui est à faire", "?", total, not kind and not is_settled)]
    for figure in figures:
        is_current = figure.code == kind and not is_settled
        url = f"?{urlencode({'sorte': figure.code})}"
        chips.append(FilterChip(figure.label, url, figure.count, is_current))
    if settled:
        url = f"?{urlencode({'vue': SETTLED})}"
        chips.append(FilterChip("Faits ou acceptés", url, settled, is_settled))
    return chips


class NeutralFile:
    """What is left to do in columns of ours, for a service whose own are not published."""

    headers = corrections.NEUTRAL_HEADERS

    def rows(self, findings: Iterable[Finding]) -> Iterator[list[str]]:
        for finding in findings:
            kind, texts = KIND_OF[finding.kind], _named(finding.cells)
            cells = (str(texts.get(code, "")) for code in corrections.NEUTRAL_CODES)
            yield [kind.label, kind.to_do, *cells, finding.why]


class MoodleFile:
    """Accounts to suspend, as Moodle's « upload users » reads them."""

    headers = corrections.MOODLE_HEADERS

    def rows(self, findings: Iterable[Finding]) -> Iterator[list[str]]:
        for finding in findings:
            if login := finding.cells.get("login") or finding.cells.get("identifier"):
                yield [login.lower(), "1"]


def _named(texts: dict[str, str]) -> dict[str, str]:
    """With a family name and a given name, when the list told a full name that can be cut."""
    if texts.get("family_name") or not texts.get("full_name"):
        return texts
    family, given = split_name(texts["full_name"])
    return texts | {"family_name": family or texts["full_name"], "given_name": given}


def file_of(comparison: Comparison, kind: str, form: str) -> "NeutralFile | MoodleFile | ToDoFile":
    """The file of that form: in the list's own columns unless another is asked for."""
    if form == corrections.NEUTRAL:
        return NeutralFile()
    return MoodleFile() if form == corrections.MOODLE else ToDoFile(comparison, kind)


class ToDoFile:
    """What is left to do, in the columns of the service's own list; several kinds say first what to do."""

    def __init__(self, comparison: Comparison, kind: str) -> None:
        self.columns, self.profiles = comparison.imported.columns, comparison.profiles
        self.is_mixed = kind not in KIND_OF
        first = ["Écart", "À faire", "Précision"] if self.is_mixed else []
        self.headers = [*first, *comparison.imported.headers]

    def rows(self, findings: Iterable[Finding]) -> Iterator[list[object]]:
        for finding in findings:
            first = (
                [KIND_OF[finding.kind].label, KIND_OF[finding.kind].to_do, finding.why]
                if self.is_mixed
                else []
            )
            yield [*first, *(self._cell(finding, code) for code in self.columns)]

    def _cell(self, finding: Finding, code: str) -> object:
        texts = finding.cells
        if finding.kind == "missing" and code == "profile":
            return self._profile(finding)
        if finding.kind == "missing" and code == "full_name":
            return f"{texts.get('family_name', '')} {texts.get('given_name', '')}".strip()
        if finding.kind == "profile" and code == "profile":
            return self._profile(finding) or texts.get(code, "")
        cell = str(texts.get(code, "")) if code else ""
        return _french_day(cell) if code in DATES else cell

    def _profile(self, finding: Finding) -> str:
        """What most of their sort have. Of the staff, for teachers alone: an AED must not become one."""
        if finding.pupil_id:
            return str(self.profiles.get("pupil", ""))
        return str(self.profiles.get("staff", "")) if finding.is_teacher else ""  # type: ignore[attr-defined]


def with_teachers(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Each says whether it is of somebody who teaches, by a function here or by what a source told."""
    school, who = OuterRef("school"), OuterRef("person")
    here = Membership.objects.for_school(school).filter(person=who, roles__contains=[Role.TEACHER.value])
    teaching = StaffYear.objects.for_school(school).filter(person=who, functions__contains=[TEACHES])
    return rows.annotate(is_teacher=Exists(here) | Exists(teaching))


def _french_day(cell: str) -> TypedCell | str:
    """A day that the directory told; what the list wrote stays as it was, typed when it is a day."""
    try:
        return french_day(date.fromisoformat(cell))
    except ValueError:
        return day_in(cell)
