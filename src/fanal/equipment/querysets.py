"""Reading equipment. `visible_to` is the only door for pages, mails and exports."""

from typing import TYPE_CHECKING

from fanal.accounts.roles import TEAM, Role
from fanal.core.tenancy import SchoolOwnedQuerySet

if TYPE_CHECKING:
    from fanal.accounts.members import Member


class EquipmentQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "EquipmentQuerySet":
        """The team and the authority's technicians see all of the school; others what they hold."""
        here = self.for_school(member.school)
        if member.has(*TEAM, Role.TECHNICIAN):
            return here
        return here.filter(holder=member.person) if member.person else here.none()

    def present(self) -> "EquipmentQuerySet":
        """Still to be found in the school."""
        return self.exclude(state__in=["disposed", "lost", "stolen"])

    def for_list(self) -> "EquipmentQuerySet":
        """Only what a list shows, in one query."""
        return (
            self.select_related("type", "room")
            .only(
                "number", "school_id", "name", "state", "maker", "model", "serial", "owner", "bought_on",
                "warranty_until", "type__name", "type__school_id", "room__name", "room__school_id",
            )  # fmt: skip
            .order_by("name", "number")
        )
