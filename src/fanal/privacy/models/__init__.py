"""The tables of privacy."""

from fanal.privacy.models.processing import Processing, ProcessingPart, ProcessingVersion

__all__ = ["Processing", "ProcessingPart", "ProcessingVersion"]
