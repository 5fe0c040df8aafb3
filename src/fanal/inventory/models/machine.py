"""What machines say of themselves, and what people decided about it.

Only sections that describe the machine are kept: never processes, environment, local users or who was
signed in (`agents.markup` does not even read them).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.equipment.models.equipment import Equipment
from fanal.inventory.formats.programs import rows_of
from fanal.inventory.models.machine_queryset import MachineQuerySet
from fanal.inventory.rules.matching import MachineIdentity


class AgentAccess(SchoolOwned):
    """How machines of a school report: one secret address, and what becomes of a machine not yet known.

    The database holds no secret: `seed` is random and worth nothing without the installation's key, from
    which the secret is derived, so that the team can read the address again. `digest` (SHA-256) is what a
    report is checked against: machines already set up still report if the key is ever lost.
    """

    seed = models.BinaryField("graine", max_length=16)
    digest = models.BinaryField("empreinte du secret", max_length=32)
    made_at = models.DateTimeField("créée le")
    creates_records = models.BooleanField("créer la fiche sans demander", default=False)
    only_enrols = models.BooleanField("n’accepte que l’inscription", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school"], name="agent_access_once")]

    DATA = DataMap(
        "recevoir les rapports des machines",
        "none",
        "vie de l’établissement",
        secrets=("seed", "digest"),
    )
    JOURNAL_NAME = "equipment.agentaccess"
    JOURNALED = frozenset({"made_at", "creates_records", "only_enrols"})

    def __str__(self) -> str:
        return f"adresse des agents du {self.made_at:%d/%m/%Y}"


class AgentVisit(SchoolOwned):
    """How often one agent called in the current hour: the limit of each device."""

    device_id = models.CharField("identifiant de l’agent", max_length=255)
    since = models.DateTimeField("début de l’heure")
    calls = models.PositiveSmallIntegerField("appels", default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "device_id"], name="agent_visit_once")]
        indexes = [models.Index(fields=["school", "since"], name="agent_visit_recent")]

    DATA = DataMap("limiter les appels", "none", "2 jours")
    JOURNAL_NAME = "equipment.agentvisit"

    def __str__(self) -> str:
        return f"{self.device_id} {self.calls}"


class Machine(SchoolOwned):
    """One machine as it describes itself; `equipment` is its record once somebody, or its serial, said so."""

    class State(models.TextChoices):
        NEW = "new", "À ranger"
        TO_CHECK = "to_check", "À vérifier"
        MATCHED = "matched", "Rattachée"
        IGNORED = "ignored", "Ignorée"

    number = models.PositiveIntegerField("numéro")
    state = models.CharField("étape", max_length=8, choices=State, default=State.NEW)
    equipment = models.ForeignKey(Equipment, models.PROTECT, null=True, blank=True, related_name="machines")
    why = ArrayField(models.CharField(max_length=400), default=list, verbose_name="pourquoi")
    known_by = ArrayField(models.CharField(max_length=400), default=list, verbose_name="reconnue à")
    device_id = models.CharField("identifiant de l’agent", max_length=255)
    agent_id = models.CharField("identifiant GLPI Agent", max_length=36, blank=True)
    agent = models.CharField("agent", max_length=255, blank=True)
    serial = models.CharField("n° de série", max_length=255, blank=True)
    uuid = models.CharField("identifiant matériel", max_length=255, blank=True)
    macs = ArrayField(models.CharField(max_length=17), default=list, verbose_name="adresses réseau")
    name = models.CharField("nom", max_length=255, blank=True)
    maker = models.CharField("marque", max_length=255, blank=True)
    model = models.CharField("modèle", max_length=255, blank=True)
    hardware = models.JSONField("matériel", default=dict)
    connected = models.JSONField("réseau et imprimantes", default=dict)
    # One program a line (`agents.programs`): a text is read and written several times faster than JSON.
    softwares = models.TextField("logiciels", default="", blank=True)
    softwares_digest = models.CharField("empreinte des logiciels", max_length=64, blank=True)
    compared = models.CharField("empreinte de la comparaison", max_length=64, blank=True)
    first_seen = models.DateTimeField("premier rapport")
    last_seen = models.DateTimeField("dernier rapport")
    changed_at = models.DateTimeField("dernier changement")

    objects = MachineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="machine_number_once"),
            models.UniqueConstraint(
                fields=["school", "equipment"],
                name="machine_of_equipment_once",
                condition=Q(equipment__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(state="matched", equipment__isnull=False)
                | (~Q(state="matched") & Q(equipment__isnull=True)),
                name="machine_matched_has_its_record",
            ),
            SameSchool("equipment"),
        ]
        indexes = [
            models.Index(fields=["school", "device_id"], name="machine_by_device"),
            models.Index(fields=["school", "state", "-last_seen"], name="machine_by_state"),
        ]

    DATA = DataMap("tenir l’inventaire à jour", "nom donné à une machine", "13 mois après le dernier rapport")
    JOURNAL_NAME = "equipment.machine"
    JOURNALED = frozenset(
        {"state", "equipment", "device_id", "serial", "uuid", "name", "maker", "model", "hardware"}
    )

    def __str__(self) -> str:
        return self.name or self.serial or f"machine n° {self.number}"

    likely: list[Equipment]  # set by `reading.machine.add_likely_records`, for the buttons

    @property
    def identity(self) -> MachineIdentity:
        return MachineIdentity(self.serial, self.uuid, frozenset(self.macs), self.device_id, self.name)

    @property
    def programs(self) -> list[list[str]]:
        return rows_of(self.softwares)

    @property
    def tone(self) -> str:
        return {self.State.NEW: "info", self.State.TO_CHECK: "warn", self.State.MATCHED: "ok"}.get(
            self.State(self.state), ""
        )
