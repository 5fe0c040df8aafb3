"""Partners for tests."""

from datetime import date
from typing import Any

from fanal.accounts.models import Academy, Authority, PartnerMembership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.testing import ForgetfulClient


def partner(role: Role, body: Authority | Academy, **dates: Any) -> ForgetfulClient:
    """A signed-in browser of someone with this role at this body."""
    user = User.objects.create(email=f"{role}-{User.objects.count()}@partenaire.invalid", password="!")
    where = {"authority": body} if isinstance(body, Authority) else {"academy": body}
    given = {"name": "Paul Durand", "valid_from": date(2020, 9, 1)} | where | dates
    return signed_in(PartnerMembership.objects.create(user=user, role=role, **given))
