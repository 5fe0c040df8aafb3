"""What an adviser and a DPO find on the page of one school: what they may read there, and the way to it."""

from datetime import date

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register
from fanal.overview.reading.academy import holders_of


@register(HOME_CARD, "overview.adviser")
def for_an_adviser(member: Member, today: date) -> Card | None:
    """The référents of a school that agreed; of one that did not, only that it did not."""
    if not member.has(Role.ADVISER):
        return None
    since = member.school.shares_indicators_since
    is_shared = since is not None and since <= today
    leads = holders_of(Role.DIGITAL_LEAD, [member.school], today)[member.school.pk] if is_shared else []
    return Card("overview/cards.html#adviser", {"is_shared": is_shared, "leads": leads, "since": since})


@register(HOME_CARD, "overview.officer")
def for_a_dpo(member: Member, today: date) -> Card | None:
    """Who answers for the school’s data, and what is kept there."""
    if not member.has(Role.DPO):
        return None
    heads = holders_of(Role.HEAD, [member.school], today)[member.school.pk]
    return Card("overview/cards.html#dpo", {"since": member.school.dpo_appointed_since, "heads": heads})
