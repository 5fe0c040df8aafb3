"""The tables of privacy."""

from fanal.privacy.models.breach import DataBreach
from fanal.privacy.models.processing import Processing, ProcessingPart, ProcessingVersion

__all__ = ["DataBreach", "Processing", "ProcessingPart", "ProcessingVersion"]
