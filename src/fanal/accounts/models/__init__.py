"""Who works where: sign-ins, schools, the authorities and académies above them, people, memberships."""

from fanal.accounts.models.access_grant import AccessGrant
from fanal.accounts.models.calendar import Holiday, SchoolHoliday
from fanal.accounts.models.invitation import Invitation
from fanal.accounts.models.membership import Membership, PartnerMembership
from fanal.accounts.models.organisation import Academy, Authority, School
from fanal.accounts.models.person import Person
from fanal.accounts.models.token import ApiToken
from fanal.accounts.models.user import User

__all__ = [
    "Academy",
    "AccessGrant",
    "ApiToken",
    "Authority",
    "Holiday",
    "Invitation",
    "Membership",
    "PartnerMembership",
    "Person",
    "School",
    "SchoolHoliday",
    "User",
]
