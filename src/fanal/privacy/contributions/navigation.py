"""What privacy offers to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.pages.navigation import NAVIGATION, PRIVACY, SERVICES, Item
from fanal.core.registry import register
from fanal.privacy.policies import registers as policies


@register(NAVIGATION, "privacy")
def navigation(member: Member) -> list[Item]:
    pages = [
        *page_for(member, policies.read_register, PRIVACY, "Registre", "privacy:register"),
        *page_for(member, policies.read_rights, PRIVACY, "Droits des personnes", "privacy:rights_list"),
        *page_for(member, policies.read_breaches, PRIVACY, "Violations de données", "privacy:breach_list"),
        *page_for(member, policies.read_register, PRIVACY, "Avis du délégué", "privacy:opinion_list"),
        *page_for(member, policies.read_archives, PRIVACY, "Archives", "privacy:archive_list"),
    ]
    return pages or page_for(member, policies.declare_use, SERVICES, "Déclarer un usage", "privacy:declare")
