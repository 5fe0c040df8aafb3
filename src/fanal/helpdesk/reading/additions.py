"""What other apps add to a request: hints while somebody asks, and something to join to an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.safestring import SafeString

from fanal.accounts.models.member import Member
from fanal.core.registry import Kind, registered

REPLY_ADDITION: "Kind[ReplyAddition]" = Kind("reply addition")  # in the form of an answer

# (member, text, kind, today)
REQUEST_HINTS: "Kind[Callable[[Member, str, str, date], list[Hint]]]" = Kind("request hints")


@dataclass(frozen=True)
class Hint:
    """What may solve it before anybody is asked; `solved_url` receives « C’est résolu, merci »."""

    key: str
    title: str
    html: SafeString
    solved_url: str


@dataclass(frozen=True)
class ReplyAddition:
    """A choice in the form of an answer, and the line that it adds at the end; an empty one adds nothing."""

    template: str
    line: Callable[[QueryDict, Member], str]


def hints_for(member: Member, text: str, kind: str, today: date) -> list[Hint]:
    return [hint for find in registered(REQUEST_HINTS) for hint in find(member, text, kind, today)]


def reply_additions() -> list[ReplyAddition]:
    return registered(REPLY_ADDITION)


def with_additions(text: str, posted: QueryDict, member: Member) -> str:
    """An answer, and the lines of what was chosen to go with it."""
    lines = [line for addition in reply_additions() if (line := addition.line(posted, member))]
    return "\n\n".join([text.rstrip(), *lines]).lstrip() if lines else text
