"""How the authority of a school is named, and how a message is signed."""

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.helpdesk.rules.wording import AuthorityName


def authority_name(school: School) -> AuthorityName:
    return AuthorityName.of_kind(school.authority.kind if school.authority else "")


def signature(school: School, by: Actor) -> str:
    """How a message is signed: a technician speaks for the authority, anyone else in their own name."""
    if not by.has(Role.TECHNICIAN):
        return by.name
    name = authority_name(school).the
    return name[:1].upper() + name[1:]
