"""Everything that changes who somebody of the school is: their card, their functions, their departure."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from fanal.accounts.actions.awaiting import await_act
from fanal.accounts.models import Invitation, Membership, Person, School
from fanal.accounts.models.colleague import Colleague, colleague_of
from fanal.accounts.models.member import Actor
from fanal.accounts.models.membership import valid_since
from fanal.accounts.models.roles import Role
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.rules import granting
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.text.email_address import is_address
from fanal.people.actions.joining import withdraw

TAKEN = "Une autre personne de l’établissement porte déjà cette adresse de courriel."
NO_ADDRESS = "« {} » n’est pas une adresse de courriel : écrivez-en une seule."


type Card = Mapping[str, str]  # what the school knows of somebody: fields of `Person`


@dataclass(frozen=True)
class Functions:
    """Which functions, over which period."""

    roles: frozenset[Role]
    valid_from: date
    valid_until: date | None = None
    replaces: Person | None = None


@transaction.atomic
def add_person(school: School, card: Card, functions: Functions, *, today: date, by: Actor) -> Person:
    """Somebody who arrives, with their functions; nobody signs in before an invitation is accepted."""
    require(policies.add_person, by, school)
    person = Person(school=school, **_plain(card))
    _refuse_address(school, person.email)
    change = granting.Change(giver=by.roles, before=(), after=functions.roles)
    if reasons := granting.refusals(change) + _period(functions, today):
        raise RuleBroken(reasons)
    with _address_once():
        person.save(force_insert=True)
    journal.created(person, by=by, verb="accounts.person_added")
    _begin(person, functions, today=today, by=by)
    return person


@transaction.atomic
def change_card(person: Person, card: Card, *, today: date, now: datetime, by: Actor) -> Person:
    """Correct what the school knows of somebody. Their sign-in keeps the address it was made with.

    A link sent to the address before opens nothing any more: it may have been somebody else's.
    """
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    colleague = colleague_of(person, today=today)
    require(policies.change_person, by, colleague)
    values = _plain(card)
    email = values["email"]
    _refuse_address(person.school, email, but=person)
    if colleague.invitation is not None and colleague.invitation.email.lower() != email:
        withdraw(colleague.invitation, now=now, by=by)
    return _rewrite(person, values, by=by)


@transaction.atomic
def change_own_card(person: Person, card: Card, *, by: Actor) -> Person:
    """Each corrects their own name and telephone; the address proves who writes: the team changes it."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    require(policies.change_own_card, by, person)
    return _rewrite(person, {name: text for name, text in _plain(card).items() if name != "email"}, by=by)


@transaction.atomic
def change_functions(person: Person, functions: Functions, *, today: date, by: Actor) -> Membership:
    """Give and take away functions, within what `by` holds. Read by each page at once."""
    alone = _alone(person, today)
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    colleague = colleague_of(person, today=today)
    require(policies.change_functions, by, colleague)
    change = granting.Change(
        giver=by.roles,
        before=colleague.roles,
        after=functions.roles,
        is_self=person.pk == by.person_id,
        alone=alone,
    )
    reasons = granting.refusals(change) + _period(functions, today)
    if reasons := reasons + _overlap(colleague, functions):
        raise RuleBroken(reasons)
    return _rewrite_functions(colleague, functions, today=today, by=by)


@transaction.atomic
def note_departure(person: Person, left_on: date, *, today: date, by: Actor) -> Person:
    """They left: their functions end that evening, an invitation that waits is withdrawn."""
    alone = _alone(person, today)
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    colleague = colleague_of(person, today=today)
    require(policies.note_departure, by, colleague)
    reasons = granting.departure_refusals(left_on, today=today)
    if reasons := reasons + granting.alone_refusals(alone & colleague.roles):
        raise RuleBroken(reasons)
    _end_all(person, left_on, today=today, by=by)
    journal.write_changes(person, {"left_on": left_on}, by=by, verb="accounts.person_left")
    return person


@transaction.atomic
def take_back(person: Person, *, today: date, by: Actor) -> Person:
    """They came back: the card is present again; functions are given anew."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    require(policies.take_back, by, colleague_of(person, today=today))
    journal.write_changes(person, {"left_on": None}, by=by, verb="accounts.person_came_back")
    return person


def _period(functions: Functions, today: date) -> list[str]:
    return granting.period_refusals(functions.valid_from, functions.valid_until, today=today)


def _overlap(colleague: Colleague, functions: Functions) -> list[str]:
    """Two periods of one person never cross: PostgreSQL refuses it, this says it in words."""
    rows = Membership.objects.for_school(colleague.person.school_id).filter(person=colleague.person)
    others = rows.exclude(pk=colleague.membership.pk if colleague.membership else 0)
    crossing = others.filter(valid_since(functions.valid_from))
    if functions.valid_until is not None:
        crossing = crossing.filter(valid_from__lte=functions.valid_until)
    return ["Une autre période de cette personne couvre déjà ces dates."] if crossing.exists() else []


def _refuse_address(school: School, email: str, *, but: Person | None = None) -> None:
    if email and not is_address(email):
        raise RuleBroken(NO_ADDRESS.format(email[:60]))
    others = Person.objects.for_school(school).filter(email__iexact=email)
    if email and others.exclude(pk=but.pk if but else 0).exists():
        raise RuleBroken(TAKEN)


@contextmanager
def _address_once() -> Iterator[None]:
    """Somebody else may give the same address meanwhile: the database alone can tell."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise RuleBroken(TAKEN) from None


def _plain(card: Card) -> dict[str, str]:
    """Each text on one line, without blanks to spare; an address in small letters."""
    values = {name: " ".join(text.split()) for name, text in card.items()}
    return values | ({"email": values["email"].lower()} if "email" in values else {})


def _rewrite(person: Person, values: Card, *, by: Actor) -> Person:
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    with _address_once():
        journal.write_changes(person, values, by=by, verb="accounts.person_changed")
    return person


def _begin(person: Person, functions: Functions, *, today: date, by: Actor) -> Membership:
    membership = Membership.objects.create(
        school=person.school,
        person=person,
        roles=sorted(functions.roles),
        valid_from=functions.valid_from,
        valid_until=functions.valid_until,
        replaces=functions.replaces,
    )
    journal.noted(
        membership,
        by=by,
        verb="accounts.functions_given",
        chain=journal.Chain.SECURITY,
        roles=membership.roles,
    )
    await_act(membership, today=today, by=by)
    return membership


def _rewrite_functions(colleague: Colleague, functions: Functions, *, today: date, by: Actor) -> Membership:
    membership = colleague.membership
    if membership is None:
        return _begin(colleague.person, functions, today=today, by=by)
    with journal.change(membership, by=by, verb="accounts.functions_changed", chain=journal.Chain.SECURITY):
        membership.roles = sorted(functions.roles)
        membership.valid_from, membership.valid_until = functions.valid_from, functions.valid_until
        membership.replaces = functions.replaces
        membership.save(update_fields=["roles", "valid_from", "valid_until", "replaces"])
    await_act(membership, today=today, by=by)
    return membership


def _alone(person: Person, today: date) -> frozenset[str]:
    """What this person alone will hold tomorrow with a sign-in: who leaves today holds until this evening.

    Locks the holders: two may press at the same second.
    """
    watched = list(granting.NEVER_EMPTY)
    rows = Membership.objects.for_school(person.school_id).valid_on(today).filter(user__isnull=False)
    holders = list(rows.holding(*watched).order_by("pk").select_for_update())
    mine = {role for row in holders if row.person_id == person.pk for role in row.roles}
    staying = [row for row in holders if row.valid_until is None or row.valid_until > today]
    others = {role for row in staying if row.person_id != person.pk for role in row.roles}
    return frozenset(role for role in watched if role in mine - others)


def _end_all(person: Person, left_on: date, *, today: date, by: Actor) -> None:
    for membership in Membership.objects.for_school(person.school_id).filter(person=person):
        if membership.valid_from > left_on:
            says = "accounts.functions_withdrawn"
            journal.noted(membership, by=by, verb=says, chain=journal.Chain.SECURITY, roles=membership.roles)
            membership.delete()
        elif membership.valid_until is None or membership.valid_until > left_on:
            with journal.change(
                membership, by=by, verb="accounts.functions_ended", chain=journal.Chain.SECURITY
            ):
                membership.valid_until = left_on
                membership.save(update_fields=["valid_until"])
    for invitation in Invitation.objects.for_school(person.school_id).filter(person=person).waiting():
        invitation.delete()
