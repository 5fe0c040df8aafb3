"""Reading requests. `visible_to` is the only door for pages, mails and exports."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat

from fanal.accounts.models import Person
from fanal.accounts.models.anonymous import LONG_AGO, NOBODY
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.names import name_of
from fanal.core.mail.models import whole_mail
from fanal.core.pages.search import KEY, holding, words_of
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.core.text.words import number_of
from fanal.equipment.models import Room
from fanal.helpdesk.models.message import Message
from fanal.helpdesk.models.transmission import Transmission
from fanal.helpdesk.rules.codes import RequestState, Urgency, WaitingFor
from fanal.helpdesk.rules.priority import Rank

if TYPE_CHECKING:
    from fanal.accounts.models import School
    from fanal.accounts.models.member import Member
    from fanal.accounts.reading.school_years import ShownYear

TO_HANDLE = Q(state__in=[RequestState.SENT, RequestState.TAKEN])
WAITING = Q(state=RequestState.WAITING)
OPEN = ~Q(state__in=[RequestState.SOLVED, RequestState.CLOSED])
RECENTLY = timedelta(days=7)
# Whose turn it is, for whoever asked: theirs to confirm or to say, theirs to read, or somebody else’s.
TURN_CONFIRM, TURN_ANSWERED, TURN_OTHERS = range(3)


def to_handle_on(today: date) -> Q:
    """What the team has to look at: a wait that passed its day comes back."""
    return TO_HANDLE | Q(state=RequestState.WAITING, waiting_until__lt=today)


def asked_between(first: datetime, after: datetime | None = None) -> Q:
    """Those asked from a moment on, until one that is left out, each need once: the one count of requests."""
    since = Q(merged_into__isnull=True, asked_at__gte=first)
    return since if after is None else since & Q(asked_at__lt=after)


def view_filter(view: str, now: datetime, today: date, recently: datetime, person_id: int) -> Q:
    """What one view of the list holds, and so what each figure that opens it counts.

    An unknown name is the first view. `recently`: since when « résolues en 7 jours » looks back.
    `person_id`: whose « chez vous » is; 0 is nobody.
    """
    in_hand = OPEN & Q(waiting_for="")
    filters = {
        "retard": OPEN & Q(due_at__lt=now),
        "attente": WAITING,
        "resolues": ~OPEN,
        "toutes": Q(),
        "a-prendre": Q(state=RequestState.SENT),
        "a-vous": in_hand & Q(taken_by=person_id),
        "referents": in_hand & ~Q(taken_by=person_id),
        "collectivite": OPEN & Q(waiting_for=WaitingFor.AUTHORITY),
        "piece": OPEN & Q(waiting_for=WaitingFor.PART),
        "demandeur": OPEN & Q(waiting_for=WaitingFor.REQUESTER),
        "recentes": Q(solved_at__gte=recently),
    }
    return filters.get(view, to_handle_on(today))


def reader_id(member: "Member") -> int:
    """Who reads, as requests name who took them; 0 is nobody."""
    return member.person.pk if member.person else 0


# « Mme Martin », as `Person.polite_name` says it.
POLITE_NAME = Concat(
    Case(When(civility="", then="given_name"), default="civility"), Value(" "), "family_name"
)


class HelpRequestQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "HelpRequestQuerySet":
        """The team sees all of its school; everyone else what they asked; an adviser nothing.

        Following a colleague's request tells how far it is, it does not open its words.
        """
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        if member.has(Role.TECHNICIAN):
            return here.awaited_from_authority([member.school])
        if member.person is None:
            return here.none()
        return here.filter(requester=member.person)

    def awaited_from_authority(self, schools: "Iterable[School]") -> "HelpRequestQuerySet":
        """What these schools wait for from their authority of today: its technicians' queue.

        What was last sent to another one, and is not over there, stays between that one and the school.
        """
        sent = Transmission.objects.for_school(OuterRef("school_id")).pending().latest_first()
        last = Subquery(sent.filter(help_request=OuterRef("pk")).values("authority")[:1])
        awaited = self.for_schools(schools).filter(
            state=RequestState.WAITING, waiting_for=WaitingFor.AUTHORITY
        )
        return awaited.alias(sent_to=last).filter(Q(sent_to=None) | Q(sent_to=F("school__authority")))

    def not_merged(self) -> "HelpRequestQuerySet":
        """Without those merged into another: the same need, told by somebody else, is counted once."""
        return self.filter(merged_into__isnull=True)

    def asked_within(self, first: datetime, after: datetime) -> "HelpRequestQuerySet":
        """Those asked between two moments, the last one left out."""
        return self.filter(asked_between(first, after))

    def solved_within(self, first: datetime, after: datetime) -> "HelpRequestQuerySet":
        """Those whose solution is between two moments, whenever they were asked."""
        return self.not_merged().filter(solved_at__gte=first, solved_at__lt=after)

    def passed_on_within(self, first: datetime, after: datetime) -> "HelpRequestQuerySet":
        """Those sent to the authority between two moments, once each."""
        sent = Transmission.objects.for_school(OuterRef("school_id"))
        sent = sent.filter(help_request=OuterRef("pk"), sent_at__gte=first, sent_at__lt=after)
        return self.not_merged().filter(Exists(sent))

    def kept_whole(self) -> "HelpRequestQuerySet":
        """Those whose words are still there: what is anonymised is kept, and counted, without them."""
        return self.exclude(requester__family_name=NOBODY, requester__left_on=LONG_AGO)

    def followed_by(self, member: "Member") -> "HelpRequestQuerySet":
        """Open requests of colleagues of which this person asked to be told."""
        return self.for_school(member.school).open().filter(followers__person=member.person)

    def to_handle(self, today: date) -> "HelpRequestQuerySet":
        """Those nobody has settled, and those that waited until a day now past."""
        return self.filter(to_handle_on(today))

    def waiting(self) -> "HelpRequestQuerySet":
        return self.filter(WAITING)

    def open(self) -> "HelpRequestQuerySet":
        return self.filter(OPEN)

    def late(self, now: datetime) -> "HelpRequestQuerySet":
        return self.open().filter(due_at__lt=now)

    def changed_since(self, moment: datetime) -> "HelpRequestQuerySet":
        """Those of which the journal tells something since: whatever changes a request is its last write."""
        entries = JournalEntry.objects.filter(
            school_id=OuterRef("school_id"),
            subject=Concat(Value(f"{name_of(self.model)}:"), Cast(OuterRef("pk"), TextField())),
            at__gte=moment,
        )
        return self.filter(Exists(entries))

    def asked_in(self, year: "ShownYear") -> "HelpRequestQuerySet":
        """Those of the school year that the address names; all of them when it names none."""
        if not year.is_chosen:
            return self
        first, after = year.moments
        return self.filter(asked_at__gte=first, asked_at__lt=after)

    def in_view(self, view: str, now: datetime, today: date, *, by: "Member") -> "HelpRequestQuerySet":
        """The rows of one view of the list, for its reader; an unknown name is the first one."""
        return self.filter(view_filter(view, now, today, now - RECENTLY, reader_id(by)))

    def matching(self, words: str) -> "HelpRequestQuerySet":
        """Those whose text holds each word, accents and case aside; a number alone is a request's."""
        number = number_of(words.strip())
        if number is not None:
            return self.filter(number=number)
        return holding(self, words, KEY) if words_of(words) else self

    def by_what_matters(self, now: datetime, today: date) -> "HelpRequestQuerySet":
        """A blocked lesson first, a wait that is over, what is late, what is new, the rest; the oldest first.

        Each row knows its `rank` (`rules.priority.Rank`).
        """
        rank = Case(
            When(urgency=Urgency.BLOCKED, state=RequestState.SENT, then=Value(Rank.BLOCKED)),
            When(state=RequestState.WAITING, waiting_until__lt=today, then=Value(Rank.WAIT_OVER)),
            When(due_at__lt=now, then=Value(Rank.LATE)),
            When(state=RequestState.SENT, then=Value(Rank.NEW)),
            When(urgency=Urgency.BLOCKED, then=Value(Rank.TAKEN_BLOCKED)),
            default=Value(Rank.RUNNING),
            output_field=IntegerField(),
        )
        return self.annotate(rank=rank).order_by("rank", "asked_at", "pk")

    def their_turn_first(self) -> "HelpRequestQuerySet":
        """With `turn`: what waits for whoever asked comes first, then the newest.

        A message that has no author was written by Fanal, or notes a correction: it is no answer.
        """
        answers = Message.objects.for_school(OuterRef("school_id")).filter(
            Q(author__isnull=False) | Q(channel=Message.Channel.AUTHORITY),
            help_request=OuterRef("pk"),
            audience=Message.Audience.EVERYONE,
        )
        answers = answers.exclude(channel=Message.Channel.TOLD).order_by("-written_at", "-pk")
        is_theirs = Case(When(author=OuterRef("requester_id"), then=Value(True)), default=Value(False))
        turn = Case(
            When(state=RequestState.SOLVED, then=Value(TURN_CONFIRM)),
            When(state=RequestState.WAITING, waiting_for=WaitingFor.REQUESTER, then=Value(TURN_CONFIRM)),
            When(~Q(state=RequestState.CLOSED) & Q(last_is_theirs=False), then=Value(TURN_ANSWERED)),
            default=Value(TURN_OTHERS),
            output_field=IntegerField(),
        )
        last = Subquery(answers.values(is_theirs=is_theirs)[:1])
        return self.alias(last_is_theirs=last).annotate(turn=turn).order_by("turn", "-asked_at", "-pk")

    def in_order_of(self, view: str, now: datetime, today: date) -> "HelpRequestQuerySet":
        """What is to be done, by what matters; what is over, the latest first."""
        if view in {"resolues", "recentes", "toutes"}:
            return self.order_by("-asked_at", "-pk")
        return self.by_what_matters(now, today)

    def for_list(self) -> "HelpRequestQuerySet":
        """Only what a list shows, in one query: `room_name` and `who` are words, not rows.

        They are found for the lines of the page alone, after sorting: a join would find them for all.
        """
        who = Person.objects.for_school(OuterRef("school_id")).filter(pk=OuterRef("requester_id"))
        where = Room.objects.for_school(OuterRef("school_id")).filter(pk=OuterRef("room_id"))
        return self.annotate(
            room_name=Subquery(where.values("name")), who=Subquery(who.values(polite_name=POLITE_NAME))
        ).only(
            "number",
            "school_id",
            "text",
            "kind",
            "urgency",
            "state",
            "waiting_for",
            "waiting_until",
            "asked_at",
            "due_at",
            "solved_at",
            "requester_id",
            "taken_by_id",
            "merged_into_id",
        )

    def for_page(self) -> "HelpRequestQuerySet":
        """One request with what its page shows beside the thread."""
        return self.select_related(
            "room", "requester", "taken_by", "equipment", "equipment__type", "service", "school__authority"
        ).annotate(mail=whole_mail())
