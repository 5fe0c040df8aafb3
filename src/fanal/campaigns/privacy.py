"""What campaigns keep about people: who scanned what, for one year after the campaign was closed."""

from datetime import datetime

from django.db.models import Q

from fanal.campaigns.models import Campaign, CampaignReport, CampaignRoom, Scan
from fanal.core.people.kinds import ANYONE
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Own, Until, years

SENTENCES = {
    "campaigns.opened": "Campagne de récolement ouverte",
    "campaigns.closed": "Campagne de récolement close",
    "campaigns.scan_removed": "Étiquette inconnue retirée d’un récolement",
    "campaigns.scan_noted": "Remarque sur une étiquette inconnue",
}
SCAN_YEARS = 1


def _is_over(limit: datetime) -> Q:
    """Closed before that moment; or never closed, and to end before."""
    is_forgotten = Q(campaign__closed_at__isnull=True, campaign__ends_on__lt=limit.date())
    return Q(campaign__closed_at__lt=limit) | is_forgotten


keeps = AppPrivacy(
    "campaigns",
    "Récolement",
    SENTENCES,
    place="campaigns",
    purpose="Vérifier l’inventaire, étiquette par étiquette",
)
SCANS = keeps.rule(
    "campaigns.scans",
    "Qui a scanné quoi : un an après la clôture (ou la fin prévue), le nom s’efface ; le relevé reste.",
)

keeps(
    Scan,
    Erased(
        "Relevés faits par cette personne",
        "person",
        becomes="gardés, sans nom ni remarque",
        leaves={"note": ""},
    ),
    Until(
        SCANS,
        rows=lambda rows, now: rows.filter(_is_over(years(SCAN_YEARS)(now))),
        leaves={"person": None},
    ),
    Own("relevés", {"quoi": "text", "salle": "room__name", "le": "read_at"}, by="le"),
    JournalName("Relevé", "{0.text}"),
)
keeps(Campaign, JournalName("Récolement", "{0.name}", "campaigns:campaign_page", by="pk"))
keeps(CampaignRoom, JournalName("Salle d’un récolement"))
keeps(
    CampaignReport,
    About(ANYONE, "paper", "rows", "sha256", what="qui est nommé dans un procès-verbal de récolement"),
    JournalName("Procès-verbal de récolement"),
)
