"""An import and its lines: what was read, what each line would do or did, and why some were refused."""

from django.db import models
from django.db.models import F, Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned

RETENTION = "30 jours s’il n’est pas fini ; 3 ans, ou la vie de ce qu’il a écrit"


class Import(SchoolOwned):
    """One table brought by one person. `kind` names the app's own sort of import."""

    class Stage(models.TextChoices):
        DEPOSITED = "deposited", "Colonnes à vérifier"
        PLANNED = "planned", "Aperçu prêt"
        APPLIED = "applied", "Importé"

    number = models.PositiveIntegerField("numéro")
    kind = models.CharField("sorte", max_length=20)
    stage = models.CharField("étape", max_length=10, choices=Stage, default=Stage.DEPOSITED)
    name = models.CharField("fichier", max_length=120)
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    headers = models.JSONField("en-têtes", default=list)
    columns = models.JSONField("correspondance des colonnes", default=list)
    words = models.JSONField("mots du fichier et les nôtres", default=dict)
    skipped = models.JSONField("lignes laissées de côté", default=list)
    creations = models.JSONField("ce qu’il faut créer d’abord", default=dict)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("déposé le")
    applied_at = models.DateTimeField("importé le", null=True)
    undone_at = models.DateTimeField("annulé le", null=True)
    read = models.PositiveIntegerField("lignes lues", default=0)
    created = models.PositiveIntegerField("créées", default=0)
    changed = models.PositiveIntegerField("modifiées", default=0)
    unchanged = models.PositiveIntegerField("inchangées", default=0)
    refused = models.PositiveIntegerField("refusées", default=0)
    gone = models.PositiveIntegerField("départs", default=0)
    root = models.CharField("empreinte des lignes", max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="import_number_once"),
            models.CheckConstraint(
                condition=Q(read=F("created") + F("changed") + F("unchanged") + F("refused")),
                name="import_counts_every_line",
            ),
            models.CheckConstraint(
                condition=Q(stage="applied", applied_at__isnull=False)
                | (~Q(stage="applied") & Q(applied_at__isnull=True)),
                name="import_applied_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False),
                name="import_undone_was_applied",
            ),
            SameSchool("made_by"),
        ]
        indexes = [models.Index(fields=["school", "kind", "-made_at"], name="import_latest")]

    DATA = DataMap("reprendre un fichier", "qui a importé quoi", RETENTION)
    JOURNAL_NAME = "core.import"

    def __str__(self) -> str:
        return f"Import n° {self.number}"

    @property
    def outcome(self) -> str:
        """Where it stands, as lists of imports say it."""
        return "Annulé" if self.undone_at else self.get_stage_display()


class ImportLine(SchoolOwned):
    """One line of the file: its cells as read, then what it does. `target` is the row it made or changed."""

    class Effect(models.TextChoices):
        CREATED = "created", "Créé"
        CHANGED = "changed", "Modifié"
        UNCHANGED = "unchanged", "Inchangé"
        REFUSED = "refused", "À corriger"
        GONE = "gone", "Départ"

    imported = models.ForeignKey(Import, models.PROTECT, related_name="lines")
    line = models.PositiveIntegerField("ligne du fichier")
    cells = models.JSONField("cellules", default=list)
    effect = models.CharField("effet", max_length=10, choices=Effect, blank=True)
    target = models.BigIntegerField("enregistrement", null=True)
    before = models.JSONField("avant", null=True)
    after = models.JSONField("après", null=True)
    reasons = models.JSONField("raisons du refus", default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "imported", "line"], name="import_line_once"),
            SameSchool("imported"),
        ]
        indexes = [
            models.Index(fields=["school", "imported", "effect", "line"], name="import_lines_by_effect"),
            models.Index(fields=["school", "target"], name="import_lines_of_target"),
        ]

    DATA = DataMap("reprendre un fichier", "ce que contient le fichier", RETENTION)
    JOURNAL_NAME = "core.importline"

    def __str__(self) -> str:
        return f"ligne {self.line}"
