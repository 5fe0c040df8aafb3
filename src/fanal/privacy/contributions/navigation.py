"""What privacy offers to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.navigation import PRIVACY, SERVICES, Item
from fanal.core.registry import NAVIGATION, register
from fanal.privacy.policies import registers as policies


@register(NAVIGATION, 90)
def navigation(member: Member) -> list[Item]:
    pages = [
        *page_for(member, policies.read_register, PRIVACY, "Registre", "privacy:register"),
        *page_for(member, policies.read_rights, PRIVACY, "Droits des personnes", "privacy:rights_list"),
        *page_for(member, policies.read_breaches, PRIVACY, "Violations de données", "privacy:breach_list"),
    ]
    return pages or page_for(member, policies.declare_use, SERVICES, "Déclarer un usage", "privacy:declare")
