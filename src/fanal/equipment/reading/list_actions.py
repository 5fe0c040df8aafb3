"""What another room does with the machines chosen in the list: a button each, which leads to its page."""

from collections.abc import Callable
from dataclasses import dataclass

from fanal.accounts.models.member import Member
from fanal.core.registry import Kind, registered

LIST_ACTION: "Kind[Callable[[Member], list[ListAction]]]" = Kind("list action")


@dataclass(frozen=True)
class ListAction:
    """`code`: the value of its button; `page`: an address, which is given the numbers as `?n=1&n=2`."""

    code: str
    label: str
    page: str
    icon: str


def list_actions(member: Member) -> tuple[ListAction, ...]:
    return tuple(action for offered in registered(LIST_ACTION) for action in offered(member))
