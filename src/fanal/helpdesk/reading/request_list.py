"""The list of requests, opened often: its views and its rows, what each line says; prepared questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import Member, asked_once
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import PARAMETER, ShownYear
from fanal.core.database.prepared import prepared
from fanal.core.http.answers import InPages
from fanal.core.pages.search import words_of
from fanal.helpdesk.models import Follower, HelpRequest, RequestFile
from fanal.helpdesk.models.request_queryset import TO_HANDLE, WAITING, HelpRequestQuerySet, to_handle_on
from fanal.helpdesk.reading.authority import say_steps
from fanal.helpdesk.rules.priority import Rank

VIEWS = {
    "": "À traiter",
    "retard": "En retard",
    "attente": "En attente",
    "resolues": "Résolues",
    "toutes": "Toutes",
}
# Opened by a figure of the home page, and a tab only while it is open.
NARROW_VIEWS = {
    "a-prendre": "À prendre",
    "a-vous": "Chez vous",
    "referents": "Chez l’équipe",
    "collectivite": "Chez la collectivité",
    "piece": "En attente d’une pièce",
    "demandeur": "En attente du demandeur",
    "recentes": "Résolues en 7 jours",
}
PANE = "section#pane"
IN_NAVIGATION = "counted-in-navigation"
# The ids of what says how many, in the tabs: a press in the pane says it again.
COUNTS_OF_VIEWS = {"": "to_handle", "attente": "waiting", "retard": "late"}
COUNTED = {"": "counted-open", "attente": "counted-waiting", "retard": "counted-late"}


@dataclass(frozen=True)
class RequestTab:
    """One filter above a list."""

    label: str
    url: str
    current: bool
    count: int | None = None
    counted_as: str = ""


def known_view(name: str) -> str:
    """The view of the list that an address names; the first one when it names none."""
    return name if name in VIEWS or name in NARROW_VIEWS else ""


def tabs(member: Member, view: str, year: ShownYear) -> list[RequestTab]:
    """The views of the list, with what is open counted in one query; « En retard » only if any is."""
    offered = VIEWS | {name: label for name, label in NARROW_VIEWS.items() if name == view}
    if year.is_chosen:  # the counts are those of today, not of a year
        of_year = urlencode({PARAMETER: str(year)})
        return [RequestTab(label, f"?vue={name}&{of_year}", name == view) for name, label in offered.items()]
    counts = open_counts(member, timezone.now(), timezone.localdate())
    figures = {view: counts[name] for view, name in COUNTS_OF_VIEWS.items()}
    return [
        RequestTab(label, f"?vue={name}", name == view, figures.get(name), COUNTED.get(name, ""))
        for name, label in offered.items()
        if name in {view, "", "attente"} or figures.get(name) != 0
    ]


@prepared
def _open_counts(member: Member, now: datetime, today: date) -> QuerySet:
    """One row at most: how many wait for the team, how many for somebody else, how many are late."""
    rows = HelpRequest.objects.visible_to(member).filter(TO_HANDLE | WAITING).values("school_id")
    return rows.annotate(
        to_handle=Count("pk", filter=to_handle_on(today)),
        waiting=Count("pk", filter=WAITING),
        late=Count("pk", filter=Q(due_at__lt=now)),
    )


@asked_once
def open_counts(member: Member, now: datetime, today: date) -> dict[str, int]:
    """`to_handle`, `waiting` and `late`, for the navigation and the tabs of one page."""
    return _open_counts.first(member, now, today) or {"to_handle": 0, "waiting": 0, "late": 0}


def with_marks(rows: HelpRequestQuerySet) -> HelpRequestQuerySet:
    """Each with `has_photo` and `others`: how many colleagues wait for it too."""
    here, one = OuterRef("school_id"), {"help_request": OuterRef("pk")}
    waiting = Follower.objects.for_school(here).filter(**one).order_by().values("help_request")
    return rows.annotate(
        has_photo=Exists(RequestFile.objects.for_school(here).filter(**one, is_picture=True)),
        others=Coalesce(Subquery(waiting.values(many=Count("pk"))), 0),
    )


@prepared
def listed(
    member: Member, now: datetime, today: date, *words: str, view: str, start: int, stop: int
) -> QuerySet:
    """These rows of one view, by what matters."""
    return with_marks(_rows(member, now, today, " ".join(words), view).for_list())[start:stop]


@prepared
def listed_count(member: Member, now: datetime, today: date, *words: str, view: str) -> QuerySet:
    requests = (
        HelpRequest.objects.visible_to(member).in_view(view, now, today, by=member).matching(" ".join(words))
    )
    return requests.values("school_id").annotate(count=Count("pk"))


def _rows(member: Member, now: datetime, today: date, typed: str, view: str) -> HelpRequestQuerySet:
    rows = HelpRequest.objects.visible_to(member).in_view(view, now, today, by=member).matching(typed)
    return rows.in_order_of(view, now, today)


def rows_of(
    member: Member, typed: str, view: str, year: ShownYear, *, now: datetime, today: date
) -> HelpRequestQuerySet:
    """The requests of the list, all its pages, in its order: what it shows, and what leaves as a file.

    What a figure of the year opens holds what it counts; whoever asked keeps seeing all of theirs.
    """
    rows = _rows(member, now, today, typed, view).asked_in(year)
    is_whole = year.is_chosen and view == "toutes" and member.has(*TEAM)
    return rows.not_merged() if is_whole else rows


def list_rows(member: Member, typed: str, view: str, year: ShownYear) -> InPages | HelpRequestQuerySet:
    """What the list shows, for a paginator.

    Not prepared: a number alone, which names one request; a year, seldom chosen; what looks back from now.
    """
    now, today = timezone.now(), timezone.localdate()
    if typed.strip().isdecimal() or year.is_chosen or view == "recentes":
        return with_marks(rows_of(member, typed, view, year, now=now, today=today).for_list())
    words = words_of(typed)

    def rows(start: int, stop: int) -> list[Any]:
        return listed(member, now, today, *words, view=view, start=start, stop=stop)

    def counted() -> int:
        row = listed_count.first(member, now, today, *words, view=view)
        return row["count"] if row else 0

    return InPages(rows, counted)


def is_grouped(member: Member, view: str) -> bool:
    """Whether this view of the list has headings: for the team, what is to be done."""
    return view in {"", "retard"} and member.has(*TEAM)


def say_lines(rows: Iterable[Any], *, is_grouped: bool = False) -> None:
    """Set on each row `line`, « n° 12 · Salle 204 · Mme Martin », and `shows_state`.

    Under a heading, what waits says for whom in its line, and what was just solved says so; elsewhere each
    row shows its state.
    """
    for row in rows:
        row.line = f"n°\u00a0{row.number} · {row.room_name or 'sans salle'} · {row.who}"
        row.shows_state = not is_grouped
        if is_grouped and (row.waiting_for or not row.is_open):
            row.line += f" · {row.step}"
        if is_grouped and row.taken_by_id and row.blocks_a_lesson:  # it stands under « En cours »
            row.line += " · bloque un cours"


def say_headings(rows: Iterable[Any], *, is_grouped: bool) -> None:
    """Set on each row `heading`, under which it stands; empty where the list has none."""
    for row in rows:
        row.heading = Rank(row.rank).heading if is_grouped else ""


@dataclass(frozen=True)
class ListBeside:
    """The list beside which a request is open, after a press: its lines that changed, how many are left."""

    rows: Sequence[HelpRequest]
    counts: list[tuple[str, int | str]]


def list_beside(request: SchoolRequest, changed: Sequence[HelpRequest]) -> ListBeside:
    return ListBeside(_lines_of(changed, request), _counts_of(request))


def _asked_from(request: SchoolRequest) -> SplitResult:
    """The page that htmx says it asks from; an address that is none is nowhere."""
    try:
        return urlsplit(request.htmx.current_url or "")
    except ValueError:
        return urlsplit("")


def is_beside_list(request: SchoolRequest) -> bool:
    """htmx says from which page it asks: the list shows a request in its pane."""
    if not request.htmx:
        return False
    return _asked_from(request).path == reverse("helpdesk:request_list", args=[request.member.school.uai])


def is_press(request: SchoolRequest) -> bool:
    """A button was pressed, or htmx follows where a button led: opening alone asks for the pane by GET."""
    return request.method == "POST" or request.htmx.target != PANE


def _lines_of(requests: Sequence[HelpRequest], request: SchoolRequest) -> Sequence[HelpRequest]:
    """The same requests as their lines of the list say them."""
    lines: Sequence[Any] = requests
    view = known_view(parse_qs(_asked_from(request).query).get("vue", [""])[0])
    marked = HelpRequest.objects.for_school(request.member.school).filter(pk__in=[row.pk for row in requests])
    marks = {pk: mark for pk, *mark in with_marks(marked).values_list("pk", "has_photo", "others")}
    for line in lines:
        line.room_name, line.who = line.room, line.requester.polite_name
        line.has_photo, line.others = marks[line.pk]
    say_steps(requests, request.member, today=request.today)
    say_lines(requests, is_grouped=is_grouped(request.member, view))
    return requests


def _counts_of(request: SchoolRequest) -> list[tuple[str, int | str]]:
    """What the tabs and the navigation say now: (id of the element, what it says)."""
    counts = open_counts(request.member, timezone.now(), timezone.localdate())
    element_counts: list[tuple[str, int | str]] = []
    if request.member.has(*TEAM):
        element_counts.append((IN_NAVIGATION, counts["to_handle"] or ""))
    if PARAMETER not in parse_qs(_asked_from(request).query):  # a year is not counted
        element_counts += [(COUNTED[view], counts[name]) for view, name in COUNTS_OF_VIEWS.items()]
    return element_counts
