"""Who opens a campaign of inventory, who scans, who reads it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import allows
from fanal.campaigns.models import Campaign, Scan
from fanal.equipment.policies.equipment import KEEPERS

CLOSED = "la campagne est close, et son procès-verbal ne change plus"


@allows(*KEEPERS, Role.TECHNICIAN, label="Lire une campagne de récolement et son procès-verbal")
def read_campaigns(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Ouvrir une campagne de récolement")
def open_campaign(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Scanner dans une campagne de récolement")
def scan(actor: Actor, campaign: Campaign) -> bool:
    return True  # closed too: what a phone kept without network arrives late, and is not lost


@allows(*KEEPERS, label="Retirer une étiquette inconnue d’un récolement en cours", closed=lambda _: CLOSED)
def remove_scan(actor: Actor, scan: Scan) -> bool:
    """Whoever scanned it, and whoever leads the campaign: the same people open, scan and close."""
    return not scan.campaign.is_closed


@allows(*KEEPERS, label="Clore une campagne de récolement", closed=lambda _: CLOSED)
def close_campaign(actor: Actor, campaign: Campaign) -> bool:
    return not campaign.is_closed
