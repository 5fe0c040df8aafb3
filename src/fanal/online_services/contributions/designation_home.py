"""What designations put on the home page: acts to sign, to confirm, ending; one's own duties to accept."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, register
from fanal.online_services.models import Designation

FOLLOWS = (Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD)


@register(HOME_FACT)
def acts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many acts wait for whom."""
    rows = Designation.objects.for_school(OuterRef("pk"))
    mine = rows.in_force(today).filter(acknowledged_at=None, delegate=member.person)
    facts = {"acts_to_accept": count_of(mine)} if member.person else {}
    if member.has(*FOLLOWS):
        force = rows.in_force(today)
        facts |= {
            "acts_sign": count_of(rows.awaiting()),
            "acts_confirm": count_of(force.filter(confirm_by__isnull=False)),
            "acts_ending": count_of(rows.ending(today).without_next()),
            "acts_refused": count_of(rows.refused()),
            "acts_drafts": count_of(rows.filter(step=Designation.Step.DRAFT, refusal="")),
            "acts_suspended": count_of(
                rows.signed()
                .with_function(today)
                .filter(Q(is_suspended=True) | Q(has_function=False), revoked_on=None, ends_on__gte=today)
            ),
        }
    return facts


NAMES = ("sign", "refused", "confirm", "ending", "drafts", "suspended")


@register(HOME_CARD, 7)
def designations(member: Member, today: date) -> Card | None:
    facts, is_head = home_facts(member, today), member.has(Role.HEAD)
    counts: dict[str, Any] = dict.fromkeys(NAMES, 0)
    if member.has(*FOLLOWS):
        counts = {
            name: getattr(facts, f"acts_to_{name}", 0) or getattr(facts, f"acts_{name}", 0) for name in NAMES
        }
    counts["accept"] = facts.acts_to_accept if member.person else 0
    counts["suspended"] *= is_head
    if not any(counts.values()):
        return None
    return Card("online_services/acts_card.html", counts | {"can_sign": is_head}, has_work=True)
