"""Opening the first school of an installation, with its people and the account of whoever opens it.

One transaction; afterwards it is refused for ever: the next schools are opened by `fanal school create`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from fanal.accounts.actions.awaiting import await_act
from fanal.accounts.models import Membership, Person, School, User
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, SECOND_FACTOR, Role, role_words
from fanal.accounts.sign_in.demonstration import is_demonstration
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.people.actions.joining import send_invitation
from fanal.people.rules.staff_lines import StaffLine, role_of
from fanal.schools.actions.school import NewSchool, create_school

ONE_AT_A_TIME = 2_015_058  # the key of the lock that orders two foundings at the same second


@dataclass(frozen=True)
class Founder:
    """Whoever opens the school: who they are in it, their function, and the password they chose."""

    line: StaffLine
    role: Role
    password: str


def is_empty() -> bool:
    """Does this installation wait for its first school? Never, when it is a demonstration."""
    return not School.objects.exists() and not is_demonstration()


def roles_of_all(
    founder: Founder, staff: Iterable[StaffLine], holders: dict[Role, list[StaffLine]]
) -> dict[StaffLine, set[Role]]:
    """Everybody once, with their roles: by the job pasted, by what was chosen, and the founder's own."""
    roles = {line: {Role(role_of(line.job))} for line in staff}
    for role, lines in holders.items():
        for line in lines:
            roles.setdefault(line, set()).add(role)
    roles.setdefault(founder.line, set()).add(founder.role)
    return {line: _tidy(held) for line, held in roles.items()}


def _tidy(held: set[Role]) -> set[Role]:
    """A référent is a teacher (circulaire 2015-058); whoever manages is not also one of the others."""
    if Role.DIGITAL_LEAD in held:
        return (held | {Role.TEACHER}) - {Role.STAFF}
    return held - {Role.TEACHER, Role.STAFF} if held & {Role.HEAD, Role.DEPUTY, Role.BURSAR} else held


@transaction.atomic
def found_school(
    new: NewSchool,
    founder: Founder,
    people: dict[StaffLine, set[Role]],
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> tuple[School, User]:
    """Open the first school; `people` holds the founder too, who alone may sign in afterwards.

    The head is invited at once, to the address given here: nobody of the school may invite them later, as
    nobody lets in somebody who holds more than themselves.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if not is_empty():
        raise RuleBroken("Un établissement est déjà ouvert ici : connectez-vous, ou demandez une invitation.")
    if founder.role not in SECOND_FACTOR & EVERYONE:
        raise RuleBroken("Choisissez votre fonction : direction, gestionnaire ou référent numérique.")
    school = create_school(new, by=by)
    user = User.objects.create_user(founder.line.email, founder.password)
    with scope(school):
        for line, roles in people.items():
            account = user if line == founder.line else None
            membership = _enrol(school, line, roles, account, today=today, by=by)
            if Role.HEAD in roles and account is None and line.email:
                send_invitation(membership.person, role_words(membership.roles), now=now, by=by)
    return school, user


def _enrol(
    school: School, line: StaffLine, roles: set[Role], user: User | None, *, today: date, by: Actor
) -> Membership:
    """Someone of the staff and their roles, with or without a sign-in."""
    person = Person.objects.create(
        school=school,
        given_name=line.given_name,
        family_name=line.family_name,
        email=line.email,
        job=line.job,
    )
    membership = Membership.objects.create(
        school=school, person=person, user=user, roles=sorted(roles), valid_from=today
    )
    journal.created(membership, by=by, verb="accounts.person_enrolled")
    await_act(membership, today=today, by=by)
    return membership
