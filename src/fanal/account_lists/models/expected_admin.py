"""Who is expected to be an administrator of a service."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.online_services.models.online_service import OnlineService


class ExpectedAdmin(SchoolOwned):
    """Somebody whom the management expects to be an administrator of a service."""

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="expected_admins")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    marked_on = models.DateField("indiqué le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service", "person"], name="expected_admin_once"),
            SameSchool("service"),
            SameSchool("person"),
        ]

    DATA = DataMap("savoir qui administre un service", "fonction", "départ + 1 an, ou archivage du service")
    JOURNAL_NAME = "online_services.expectedadmin"

    def __str__(self) -> str:
        return f"{self.person_id}"
