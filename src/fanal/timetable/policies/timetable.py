"""Who says when lessons are, and what can be booked beside them?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM, in_order
from fanal.accounts.policies.rights import allows


@allows(*in_order(TEAM), label="Dire ce qui se réserve, et les heures de cours")
def manage_bookings(actor: Actor, _: object) -> bool:
    return True
