"""Services, their comparisons with the directory, and the differences that are still to be settled."""

from fanal.online_services.models.comparison import Comparison
from fanal.online_services.models.designation import Designation
from fanal.online_services.models.document import ServiceDocument
from fanal.online_services.models.finding import AccountOwner, Finding
from fanal.online_services.models.habit import ServiceHabit
from fanal.online_services.models.online_service import ExpectedAdmin, OnlineService
from fanal.online_services.models.review import AccessReview, ReviewedRight, ReviewedService
from fanal.online_services.models.signing import Signing, SigningFile
from fanal.online_services.models.state import ServiceWatch, StatePeriod

__all__ = [
    "AccessReview",
    "AccountOwner",
    "Comparison",
    "Designation",
    "ExpectedAdmin",
    "Finding",
    "OnlineService",
    "ReviewedRight",
    "ReviewedService",
    "ServiceDocument",
    "ServiceHabit",
    "ServiceWatch",
    "Signing",
    "SigningFile",
    "StatePeriod",
]
