"""The differences of one service as its page and its files show them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from fanal.accounts.models import Membership, Person
from fanal.accounts.models.roles import Role
from fanal.directory.models import Pupil, StaffYear
from fanal.online_services.models import Comparison, Finding, OnlineService
from fanal.online_services.reading.register import KindFigure
from fanal.online_services.rules import corrections
from fanal.online_services.rules.accounts import split_name
from fanal.online_services.rules.findings import KIND_OF, KINDS, OLD_DAYS

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
    rows = rows.shown().exclude(state=Finding.State.TO_DO) if is_settled else rows.to_do()
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
    return [_row(one, names, today) for one in findings]


def _candidates(findings: Sequence[Finding], today: date) -> dict[str, str]:
    asked: dict[str, set[int]] = {"pupil": set(), "staff": set()}
    for one in findings:
        for kind, pk in one.candidates:
            asked[kind].add(pk)
    named: dict[str, str] = {}
    if asked["pupil"]:
        for pupil in Pupil.objects.for_school(findings[0].school_id).filter(pk__in=asked["pupil"]):
            born = f", né le {pupil.born:%d/%m/%Y}" if pupil.born else ""
            left = ", parti" if pupil.left_on and pupil.left_on <= today else ""
            named[f"pupil {pupil.pk}"] = f"{pupil}{born}{left}"
    if asked["staff"]:
        for person in Person.objects.for_school(findings[0].school_id).filter(pk__in=asked["staff"]):
            named[f"staff {person.pk}"] = f"{person}, {person.job or 'personnel'}"
    return named


def _row(one: Finding, names: dict[str, str], today: date) -> FindingRow:
    kind, days = KIND_OF[one.kind], (today - one.since).days
    by = f" par {one.settled_by}" if one.settled_by else ""
    on = f" le {one.settled_on:%d/%m/%Y}" if one.settled_on else ""
    return FindingRow(
        one.pk,
        one.kind,
        kind.label,
        kind.tone,
        name_of(one),
        " · ".join(filter(None, [_class_beside(one), account_of(one.told)])),
        one.why,
        f"depuis {days} jours" if days > OLD_DAYS else "",
        one.get_returned_display() if one.returned else "",
        one.state,
        f"{one.get_state_display()}{on}{by}",
        one.reason,
        one.is_open,
        getattr(one, "can", {}),
        [(choice, names[choice]) for kind_of, pk in one.candidates if (choice := f"{kind_of} {pk}") in names],
    )


def _class_beside(one: Finding) -> str:
    """The class, unless it is already what is said of the difference."""
    told = str(one.told.get("class", ""))
    return "" if told == one.why else told


def name_of(one: Finding) -> str:
    """As the list writes it; else as the directory does."""
    told = one.told
    written = f"{told.get('family_name', '')} {told.get('given_name', '')}".strip() or told.get(
        "full_name", ""
    )
    return written or str(one.pupil or one.person or "") or account_of(told)


def account_of(told: dict[str, str]) -> str:
    return next((told[code] for code in ("login", "identifier", "email") if told.get(code)), "")


def chips_of(figures: list[KindFigure], settled: int, *, kind: str, is_settled: bool) -> list[dict[str, Any]]:
    """The views of the page as filters, with their counts."""
    chips = [
        {
            "label": "Tout ce qui est à faire",
            "url": "?",
            "count": sum(one.count for one in figures),
            "current": not kind and not is_settled,
        }
    ]
    chips += [
        {
            "label": one.label,
            "url": f"?{urlencode({'sorte': one.code})}",
            "count": one.count,
            "current": one.code == kind and not is_settled,
        }
        for one in figures
    ]
    if settled:
        settled_url = f"?{urlencode({'vue': SETTLED})}"
        chips.append(
            {"label": "Faits ou acceptés", "url": settled_url, "count": settled, "current": is_settled}
        )
    return chips


class NeutralFile:
    """What is left to do in columns of ours, for a service whose own are not published."""

    headers = corrections.NEUTRAL_HEADERS

    def rows(self, findings: Iterable[Finding]) -> Iterator[list[str]]:
        for one in findings:
            kind, told = KIND_OF[one.kind], _named(one.told)
            cells = (str(told.get(code, "")) for code in corrections.NEUTRAL_CODES)
            yield [kind.label, kind.to_do, *cells, one.why]


class MoodleFile:
    """Accounts to suspend, as Moodle's « upload users » reads them."""

    headers = corrections.MOODLE_HEADERS

    def rows(self, findings: Iterable[Finding]) -> Iterator[list[str]]:
        for one in findings:
            if login := one.told.get("login") or one.told.get("identifier"):
                yield [login.lower(), "1"]


def _named(told: dict[str, str]) -> dict[str, str]:
    """With a family name and a given name, when the list told a full name that can be cut."""
    if told.get("family_name") or not told.get("full_name"):
        return told
    family, given = split_name(told["full_name"])
    return told | {"family_name": family or told["full_name"], "given_name": given}


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

    def rows(self, findings: Iterable[Finding]) -> Iterator[list[str]]:
        for one in findings:
            first = [KIND_OF[one.kind].label, KIND_OF[one.kind].to_do, one.why] if self.is_mixed else []
            yield [*first, *(self._cell(one, code) for code in self.columns)]

    def _cell(self, one: Finding, code: str) -> str:
        told = one.told
        if one.kind == "missing" and code == "profile":
            return self._profile(one)
        if one.kind == "missing" and code == "full_name":
            return f"{told.get('family_name', '')} {told.get('given_name', '')}".strip()
        if one.kind == "profile" and code == "profile":
            return self._profile(one) or told.get(code, "")
        cell = str(told.get(code, "")) if code else ""
        return _french_day(cell) if code in DATES else cell

    def _profile(self, one: Finding) -> str:
        """What most of their sort have. Of the staff, for teachers alone: an AED must not become one."""
        if one.pupil_id:
            return str(self.profiles.get("pupil", ""))
        return str(self.profiles.get("staff", "")) if one.is_teacher else ""  # type: ignore[attr-defined]


def with_teachers(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Each says whether it is of somebody who teaches, by a function here or by what a source told."""
    school, who = OuterRef("school"), OuterRef("person")
    here = Membership.objects.for_school(school).filter(person=who, roles__contains=[Role.TEACHER.value])
    told = StaffYear.objects.for_school(school).filter(person=who, functions__contains=[TEACHES])
    return rows.annotate(is_teacher=Exists(here) | Exists(told))


def _french_day(cell: str) -> str:
    """A day that the directory told; what the list wrote stays as it was."""
    try:
        return f"{date.fromisoformat(cell):%d/%m/%Y}"
    except ValueError:
        return cell
