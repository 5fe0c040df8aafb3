"""A training on the spot asked of the académie (FIL, FIT), and the rules by which the school asks."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.training.models.subject import TEAM_RETENTION, TrainingSubject
from fanal.training.rules.local_training import TONES, LocalTrainingState
from fanal.training.rules.need import NeedCounts, counts_of_data


class LocalTrainingRules(SchoolOwned):
    """What the académie asks of a request, as this school knows it; until it says so, an estimate."""

    name = models.CharField(
        "nom local",
        max_length=12,
        help_text="« FIL », « FIT » : ce que dit votre académie.",
        error_messages={"blank": "Donnez le nom, par exemple « FIL »."},
    )
    channel = models.CharField(
        "où se fait la demande",
        max_length=80,
        help_text="« GAIA Accès Responsable », « SOFIA-FMO », « formulaire de l’EAFC ».",
        error_messages={"blank": "Dites où se fait la demande."},
    )
    threshold = models.PositiveSmallIntegerField(
        "personnes au moins", validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    list_days = models.PositiveSmallIntegerField(
        "liste des participants, jours d’avance",
        validators=[MaxValueValidator(365)],
        help_text="Combien de jours avant la formation la liste part. 56 jours font huit semaines.",
    )
    campaign_until = models.DateField(
        "demandes reçues jusqu’au",
        null=True,
        blank=True,
        help_text="La fin de la campagne, comme l’académie l’annonce. Vide tant qu’elle n’est pas connue.",
    )
    two_trainers_from = models.PositiveSmallIntegerField(
        "deux formateurs à partir de",
        default=0,
        validators=[MaxValueValidator(200)],
        help_text="0 : votre académie n’en dit rien.",
    )
    source = models.CharField(
        "d’où viennent ces règles",
        max_length=200,
        blank=True,
        help_text="La page ou le courrier de l’académie, et son jour.",
    )
    is_checked = models.BooleanField("vérifiées auprès de l’académie", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school"], name="local_training_rules_once")]

    DATA = DataMap("demander une formation à l’académie", "none", TEAM_RETENTION)
    JOURNAL_NAME = "training.rules"

    def __str__(self) -> str:
        return f"Règles des {self.name}"


class LocalTrainingQuerySet(SchoolOwnedQuerySet):
    def latest_first(self) -> "LocalTrainingQuerySet":
        return self.order_by("-pk")

    def prepared_on(self, subject: TrainingSubject) -> "LocalTrainingQuerySet":
        return self.filter(subject=subject, state=LocalTrainingState.DRAFT)


class LocalTraining(SchoolOwned):
    """One request. `people`, `wishes`: the needs it gathered, kept when sent; `others`: from elsewhere."""

    subject = models.ForeignKey(
        TrainingSubject, models.PROTECT, verbose_name="sujet", related_name="local_trainings"
    )
    title = models.CharField("intitulé", max_length=120, error_messages={"blank": "Donnez l’intitulé."})
    aims = models.TextField(
        "objectifs",
        max_length=1500,
        blank=True,
        help_text="Ce que les participants sauront faire. Aucun nom de personne.",
    )
    wished_on = models.DateField("date souhaitée", null=True, blank=True)
    place = models.CharField("lieu", max_length=80, blank=True)
    others = models.PositiveSmallIntegerField(
        "personnes d’autres établissements",
        default=0,
        validators=[MaxValueValidator(200)],
        help_text="Se grouper compte dans le seuil.",
    )
    people = models.PositiveSmallIntegerField("besoins réunis", default=0, editable=False)
    wishes = models.JSONField("niveaux et formes", default=dict, editable=False)
    state = models.CharField(
        "état", max_length=8, choices=LocalTrainingState.choices(), default=LocalTrainingState.DRAFT
    )
    made_on = models.DateField("préparée le")
    sent_on = models.DateField("envoyée le", null=True)
    reference = models.CharField("numéro donné par l’académie", max_length=40, blank=True)
    answered_on = models.DateField("réponse du", null=True)
    reason = models.CharField("motif", max_length=300, blank=True)

    objects = LocalTrainingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") ^ Q(sent_on__isnull=False), name="local_training_sent_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "refused"]) ^ Q(answered_on__isnull=True),
                name="local_training_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="local_training_refusal_has_a_reason"
            ),
            SameSchool("subject"),
        ]

    DATA = DataMap("demander une formation à l’académie", "none", "5 ans")
    JOURNAL_NAME = "training.local_training"
    # How many needs it gathers may be a small group: the journal does not say it.
    JOURNALED = frozenset(
        {
            "title",
            "aims",
            "wished_on",
            "place",
            "others",
            "state",
            "sent_on",
            "reference",
            "answered_on",
            "reason",
        }
    )

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_draft(self) -> bool:
        return self.state == LocalTrainingState.DRAFT

    @property
    def sent_counts(self) -> NeedCounts | None:
        """What it gathered as it was sent; None for a group that may not be shown."""
        return counts_of_data(self.wishes) if self.wishes else None
