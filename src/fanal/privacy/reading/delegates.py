"""Who is the data protection officer of a school, in one place for pages, registers and letters?"""

from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.roles import Role

NO_DPO, OF_ACADEMY = "Aucun n’est désigné dans Fanal", "Délégué de l’académie ({academy})"
TO_WRITE = "Nom et coordonnées : ……………………………………"


@dataclass(frozen=True)
class Delegate:
    """How the data protection officer is reached, as far as it is known."""

    name: str
    email: str = ""
    phone: str = ""

    def __str__(self) -> str:
        return ", ".join(word for word in (self.name, self.email, self.phone) if word)

    @property
    def dialled(self) -> str:
        """The number as the address of a call wants it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def own_delegate(school: School) -> Delegate | None:
    """The one whom the school wrote down: a name, an address or a number is enough."""
    known = Delegate(school.dpo_name, school.dpo_email, school.dpo_phone)
    return known if str(known) else None


def has_academy_delegate(school: School, today: date) -> bool:
    """Whether the school appointed the académie’s."""
    since = school.dpo_appointed_since
    return school.academy_id is not None and since is not None and since <= today


def delegates_of(school: School, today: date) -> list[Delegate]:
    """The school’s own, or those of the académie that it appointed (one query)."""
    if own := own_delegate(school):
        return [own]
    if not has_academy_delegate(school, today):
        return []
    held = PartnerMembership.objects.filter(valid_on(today), role=Role.DPO, academy=school.academy_id)
    return [Delegate(row.name, row.user.email) for row in held.select_related("user").order_by("pk")]


def delegate_lines(school: School, today: date) -> list[str]:
    """The same on a paper, with a place to write what is not known."""
    known = [str(delegate) for delegate in delegates_of(school, today)]
    if own_delegate(school) or not has_academy_delegate(school, today):
        return known or [NO_DPO]
    assert school.academy is not None
    return [OF_ACADEMY.format(academy=school.academy.name), *(known or [TO_WRITE])]
