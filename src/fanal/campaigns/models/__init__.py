"""Campaigns, their rooms, what was scanned in them, and the report that stays."""

from fanal.campaigns.models.campaign import Campaign, CampaignReport, CampaignRoom
from fanal.campaigns.models.scan import Scan

__all__ = ["Campaign", "CampaignReport", "CampaignRoom", "Scan"]
