"""The secret of one machine: what it reports is about itself, and nobody else reports for it."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class MachineKey(SchoolOwned):
    """One secret address, given to one machine. `machine` is unknown until its first report.

    As for the school's own (`AgentAccess`), the database holds no secret. `scans_network`: this machine also
    reports the printers and switches that it asked. `claims`: the machine, already known, that a new address
    reported; a person says whether it is that one.
    """

    seed = models.BinaryField("graine", max_length=16)
    digest = models.BinaryField("empreinte du secret", max_length=32)
    machine = models.ForeignKey("inventory.Machine", models.CASCADE, null=True, related_name="keys")
    claims = models.ForeignKey("inventory.Machine", models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField("donnée le")
    scans_network = models.BooleanField("relève aussi les imprimantes et commutateurs", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "digest"], name="machine_key_digest_once"),
            models.UniqueConstraint(
                fields=["school", "machine"], name="machine_key_once", condition=Q(machine__isnull=False)
            ),
            SameSchool("machine"),
            SameSchool("claims"),
            models.CheckConstraint(
                condition=Q(machine__isnull=True) | Q(claims__isnull=True), name="machine_key_claims_or_has"
            ),
        ]

    DATA = DataMap(
        "recevoir les rapports des machines",
        "none",
        "avec la machine ; 7 jours sans rapport",
        secrets=("seed", "digest"),
    )
    JOURNAL_NAME = "equipment.machinekey"

    def __str__(self) -> str:
        return f"clé du {self.made_at:%d/%m/%Y}"
