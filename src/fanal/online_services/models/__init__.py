"""The services of a school, and the documents of their contracts."""

from fanal.online_services.models.document import ServiceDocument
from fanal.online_services.models.online_service import OnlineService

__all__ = ["OnlineService", "ServiceDocument"]
