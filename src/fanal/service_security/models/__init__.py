"""Reviews of the rights of administration, and the habits of security of services."""

from fanal.service_security.models.habit import ServiceHabit
from fanal.service_security.models.review import AccessReview, ReviewedRight, ReviewedService

__all__ = ["AccessReview", "ReviewedRight", "ReviewedService", "ServiceHabit"]
