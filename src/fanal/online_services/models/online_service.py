"""A service that the school uses: what it is, who provides it, its contract."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Func, Q, Value

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.online_services.rules.catalogue import BOTH, HOLDERS, KINDS
from fanal.online_services.rules.register import (
    DORMANT_DAYS,
    SHEET_WORDS,
    SOON,
    Payer,
    ServiceOwner,
    duties_of,
)
from fanal.privacy.rules.codes import ProcessingState

LEAST_DAYS, MOST_DAYS = 30, 730


class OnlineServiceQuerySet(SchoolOwnedQuerySet):
    def in_use(self) -> "OnlineServiceQuerySet":
        return self.filter(archived_on__isnull=True)

    def with_validated_sheet(self) -> "OnlineServiceQuerySet":
        """Whose sheet is in the register: one that is drafted, declared or ended says nothing."""
        return self.filter(processing__state=ProcessingState.KEPT)

    def without_validated_sheet(self) -> "OnlineServiceQuerySet":
        return self.exclude(processing__state=ProcessingState.KEPT)

    def by_name(self) -> "OnlineServiceQuerySet":
        return self.order_by(Func("name", function="sort_key"), "pk")

    def ending(self, today: date) -> "OnlineServiceQuerySet":
        """Whose contract ended, or ends within three months (`rules.register.ending`)."""
        # The day stays a value of its own: a prepared question binds it.
        warned_on = ExpressionWrapper(F("contract_ends_on") - Value(SOON), output_field=DateField())
        return self.alias(warned_on=warned_on).filter(warned_on__lte=today)


class OnlineService(SchoolOwned):
    """A service hosted elsewhere. `columns`: what the headers of its account list mean.

    `audience`, `access` and `ask` are read by everybody. Whose data and which, who decides why and how, who
    processes them: its sheet (`processing`) says it, once.
    `sheet_…`: of the file that its login cards are printed from, nothing else is kept. A header is there as a
    mark that does not give it back (`account_lists.actions.login_cards`).
    """

    name = models.CharField(
        "nom",
        max_length=80,
        help_text="Celui que l’on dit, par exemple « Pronote ».",
        error_messages={"blank": "Donnez un nom au service, par exemple « Pronote »."},
    )
    kind = models.CharField("sorte", max_length=12, choices=list(KINDS.items()), default="other")
    holders = models.CharField("qui y a un compte", max_length=6, choices=list(HOLDERS.items()), default=BOTH)
    address = models.URLField("adresse", blank=True)
    audience = models.CharField(
        "qui est concerné",
        max_length=160,
        blank=True,
        help_text="Si ce ne sont pas ceux qui y ont un compte, par exemple « Familles de 6e ».",
    )
    access = models.TextField(
        "comment y accéder", max_length=600, blank=True, help_text="Lu par tous. Aucun mot de passe."
    )
    ask = models.CharField(
        "à qui demander", max_length=160, blank=True, help_text="Vide : aux référents numériques."
    )
    owner = models.CharField("à qui il est", max_length=10, choices=ServiceOwner.choices(), blank=True)
    provider = models.CharField(
        "qui le fournit", max_length=120, blank=True, help_text="L’éditeur, le groupement…"
    )
    hosting = models.CharField(
        "hébergement", max_length=160, blank=True, help_text="Chez qui, dans quel pays."
    )
    role = models.CharField(
        "rôle de l’établissement",
        max_length=120,
        blank=True,
        help_text="Par exemple « Administrateur local », « Responsable d’affectation ».",
    )
    support = models.CharField(
        "assistance", max_length=300, blank=True, help_text="Qui appeler, à quelle adresse."
    )
    duties = models.TextField(
        "devoirs de l’année",
        max_length=3000,
        blank=True,
        help_text="Un par ligne, par exemple « Importer les élèves ».",
    )
    contract = models.CharField(
        "référence du contrat",
        max_length=120,
        blank=True,
        help_text="Sa référence, par exemple « Marché 2025-14 ».",
    )
    contract_ends_on = models.DateField(
        "fin du contrat", null=True, blank=True, help_text="Vous en êtes prévenu trois mois avant."
    )
    cost_cents = models.PositiveIntegerField("coût par an, en centimes", null=True, blank=True)
    payer = models.CharField("qui paie", max_length=10, choices=Payer.choices(), blank=True)
    note = models.CharField(
        "note", max_length=300, blank=True, help_text="Pour l’équipe. Aucun mot de passe."
    )
    dormant_days = models.PositiveSmallIntegerField(
        "compte inactif après, en jours",
        default=DORMANT_DAYS,
        validators=[MinValueValidator(LEAST_DAYS), MaxValueValidator(MOST_DAYS)],
        help_text="Un réglage de l’établissement, pas une règle. Il sert à la comparaison suivante.",
    )
    columns = models.JSONField("colonnes retenues", default=dict)
    sheet_columns = models.JSONField("colonnes des fiches", default=dict)
    sheet_words = models.CharField("phrase des fiches", max_length=300, blank=True, default=SHEET_WORDS)
    sheet_size = models.PositiveSmallIntegerField("fiches par page", default=4)
    processing = models.ForeignKey(
        "privacy.Processing", models.SET_NULL, null=True, verbose_name="fiche du registre", related_name="+"
    )
    archived_on = models.DateField("archivé le", null=True)

    objects = OnlineServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "school",
                Func("name", function="public.sort_key"),
                name="service_name_once",
                condition=Q(archived_on__isnull=True),
            ),
            SameSchool("processing"),
        ]

    DATA = DataMap(
        "tenir le registre des services ; rien n’est gardé des fiches de connexion imprimées",
        "contact professionnel, s’il est écrit",
        "vie de l’établissement",
    )
    JOURNAL_NAME = "online_services.onlineservice"
    WRITTEN = (  # by whoever keeps the list
        "name",
        "kind",
        "holders",
        "address",
        "audience",
        "access",
        "ask",
        "owner",
        "provider",
        "hosting",
        "support",
        "note",
        "role",
        "duties",
        "dormant_days",
    )
    CONTRACT = ("contract", "contract_ends_on", "cost_cents", "payer")
    JOURNALED = (*WRITTEN, *CONTRACT, "sheet_words", "processing", "archived_on")

    def __str__(self) -> str:
        return self.name

    @property
    def concerned(self) -> str:
        """Who is concerned: as the school says it, or whoever holds an account."""
        return self.audience or self.get_holders_display()

    @property
    def duty_lines(self) -> list[str]:
        return duties_of(self.duties)
