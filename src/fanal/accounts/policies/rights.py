"""One declaration for the gate, the button and the published table « qui peut quoi ».

@allows(Role.HEAD, label="Proposer une indemnité")
def propose_allowance(actor, allowance) -> bool: …

require(policies.propose_allowance, by, allowance)      # the gate: NotAllowed with a sentence
annotate_permissions(page, policies.propose_allowance, to=actor)  # the button: row.can.propose_allowance
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.core.errors import NoLonger, NotAllowed

Test = Callable[[Actor, Any], bool]
Closed = Callable[[Any], str]  # what became of the thing, and what to do: « elle est en vigueur. Préparez … »
UNSAID = "quelque chose a changé entre-temps"


@dataclass(frozen=True)
class Right:
    """A question with a yes or no: may this actor do that to this thing?

    Whoever acts in a school never may anything to a thing of another: no policy has to say so.
    """

    app: str
    verb: str
    label: str
    roles: frozenset[str]
    test: Test
    closed: Closed | None = None

    def __call__(self, actor: Actor, thing: Any) -> bool:
        return actor.has(*self.roles) and not _is_elsewhere(actor, thing) and self.test(actor, thing)


RIGHTS: list[Right] = []


def _is_elsewhere(actor: Actor, thing: Any) -> bool:
    school_id = thing.pk if isinstance(thing, School) else getattr(thing, "school_id", None)
    return None not in {actor.school_id, school_id} and actor.school_id != school_id


def allows(
    *roles: Role | Delegated | System, label: str, closed: Closed | None = None
) -> Callable[[Test], Right]:
    """Declare who may do it (`roles`) and its French name; the function adds what depends on the thing.

    A `Delegated` among the roles: whoever was designated for it too, as long as the act lasts. `closed`: what
    a refusal says of the thing that lets nobody any more, empty where it does not know.
    """

    def declare(test: Test) -> Right:
        app = test.__module__.split(".")[1]
        right = Right(app, test.__name__, label, frozenset(role.value for role in roles), test, closed)
        RIGHTS.append(right)
        return right

    return declare


def require_role(right: Right, by: Actor) -> None:
    """Raise NotAllowed for whoever has none of the roles of this right, whatever the thing is.

    Asked before a row is looked for: then a refusal does not say whether it exists.
    """
    if not by.has(*right.roles):
        raise NotAllowed(_not_for_them(right))


def require(right: Right, by: Actor, thing: Any) -> None:
    """Raise NotAllowed, with a sentence that names who could, unless `by` has the right.

    NoLonger, when it is the thing that does not let them any more.
    """
    if right(by, thing):
        return
    if not by.has(*right.roles):
        raise NotAllowed(_not_for_them(right), thing)
    says = right.closed if not _is_elsewhere(by, thing) else None
    why = (says(thing) if says else "") or UNSAID
    raise NoLonger(f"« {right.label} » n’est plus possible ici : {why}.")


def _not_for_them(right: Right) -> str:
    return f"« {right.label} » n’est pas prévu pour vous. Peut le faire : {_who(right)}."


def _who(right: Right) -> str:
    who = ", ".join(role.label.lower() for role in Role if role.value in right.roles)
    if right.roles.isdisjoint(Delegated):
        return who
    return f"{who}, ou la personne qu’une désignation en cours en charge"


def annotate_permissions(things: Iterable[Any], *rights: Right, to: Actor) -> None:
    """Set `thing.can = {verb: bool}` on each thing, beside what was asked of it before; no query."""
    for thing in things:
        thing.can = getattr(thing, "can", {}) | {right.verb: right(to, thing) for right in rights}
