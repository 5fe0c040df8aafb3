"""How an app says its part of the journal in French (`JOURNAL_WORDS`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from fanal.core.http.addresses import address
from fanal.core.journal.names import name_of
from fanal.core.people.links import Links, names_of
from fanal.core.registry import Kind
from fanal.core.tenancy import says_who_reads

if TYPE_CHECKING:
    from fanal.accounts.models import School
    from fanal.accounts.models.member import Actor, Member

JOURNAL_WORDS: "Kind[JournalWords]" = Kind(
    "journal words",
    (
        "accounts.sign_in",
        "accounts.person",
        "schools",
        "helpdesk.notices",
        "helpdesk.requests",
        "practice_sheets",
        "visits",
        "agenda",
        "missions.absence",
        "missions.handover",
        "missions.point",
        "missions.sharing",
        "missions.training",
        "work_log",
        "allowances",
        "mission_letters",
        "equipment",
        "equipment_import",
        "inventory",
        "disposals",
        "online_services",
        "service_status",
        "designations",
        "account_lists",
        "service_security",
        "bookings",
        "timetable",
        "privacy",
        "campaigns",
        "loans",
        "supplies",
        "indicators",
        "training",
        "commission",
        "file_readings",
        "directory",
        "people_files",
        "steering",
        "reports",
        "surveys",
        "peer_help",
    ),
)

Named = dict[int, tuple[str, str]]  # id -> name, address of its page (empty when it has none)


@dataclass(frozen=True)
class Things:
    """What the entries of one model are about. `names` finds what they are called, in two queries at most;
    `opened`, which of these rows a reader may read, in one.
    """

    noun: str
    names: Callable[["School", Iterable[int], "Member | None"], Named] | None = None
    opened: Callable[["School", Iterable[int], "Member"], set[int]] | None = None


@dataclass(frozen=True)
class JournalWords:
    """One app: its name as a filter, its verbs as sentences, its models as things."""

    app: str
    label: str
    sentences: dict[str, str]
    things: dict[str, Things] = field(default_factory=dict)


@dataclass(frozen=True)
class JournalName:
    """What the journal calls a row of a model: its noun, its name and its page.

    `name`, and what follows « ? » in `page`, are formats of the row (`"n° {0.number}"`), or `name` a function
    of it. `by`: the attributes that the address of the page takes after the school's. `related`: the links
    that the name reads. `right`: who opens the page, where not every reader of the journal does; rows that a
    reader does not see (`visible_to`) are named without their page.
    """

    noun: str
    name: str | Callable[[Any], str] = ""
    page: str = ""
    by: Links = ()
    related: Links = ()
    right: "Callable[[Actor, Any], bool] | None" = None

    def declare(self, model: Any, words: JournalWords) -> None:
        names = partial(self._names, model) if self.name else None
        words.things[name_of(model)] = Things(self.noun, names, partial(self._ids_opened, model))

    def _ids_opened(
        self, model: Any, school: "School", ids: Iterable[int], reader: "Member | None"
    ) -> set[int]:
        return self._opened(model.objects.for_school(school).filter(pk__in=ids), reader)

    def _names(self, model: Any, school: "School", ids: Iterable[int], reader: "Member | None") -> Named:
        rows = model.objects.for_school(school).filter(pk__in=ids)
        if self.related:
            rows = rows.select_related(*names_of(self.related))
        opened = self._opened(rows, reader) if self.page else set()
        return {
            row.pk: (self._name(row), self._address(school, row) if row.pk in opened else "") for row in rows
        }

    def _opened(self, rows: Any, reader: "Member | None") -> set[int]:
        """The ids of those of these rows that this reader may read."""
        if reader is None or not (self.right is None or self.right(reader.actor, None)):
            return set()
        readable = rows.visible_to(reader) if says_who_reads(rows) else rows
        return {row.pk for row in readable}

    def _name(self, row: Any) -> str:
        return self.name.format(row) if isinstance(self.name, str) else self.name(row)

    def _address(self, school: "School", row: Any) -> str:
        page, mark, question = self.page.partition("?")
        arguments = [getattr(row, name) for name in names_of(self.by)]
        return address(page, school.uai, *arguments) + mark + question.format(row)
