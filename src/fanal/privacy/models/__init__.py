"""The tables of privacy."""

from fanal.privacy.models.archive_release import ArchiveRelease
from fanal.privacy.models.breach import DataBreach
from fanal.privacy.models.document import ProcessingDocument
from fanal.privacy.models.evidence import BreachEvidence
from fanal.privacy.models.opinion import DelegateOpinion
from fanal.privacy.models.processing import Processing, ProcessingPart, ProcessingVersion
from fanal.privacy.models.rights_request import RightsRequest

__all__ = [
    "ArchiveRelease",
    "BreachEvidence",
    "DataBreach",
    "DelegateOpinion",
    "Processing",
    "ProcessingDocument",
    "ProcessingPart",
    "ProcessingVersion",
    "RightsRequest",
]
