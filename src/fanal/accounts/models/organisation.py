"""Schools and the two bodies above them. Shared catalogues: no personal data, no row-level security."""

from datetime import date, time
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from fanal.accounts.rules.departures import HIGHEST_LEAST, HIGHEST_PERCENT, LEAST, LOWEST, PERCENT
from fanal.accounts.rules.places import PARIS, REGIONS, TIME_ZONES
from fanal.accounts.rules.small_groups import HIGHEST as LARGEST_GROUP
from fanal.accounts.rules.small_groups import LEAST as SMALLEST_GROUP
from fanal.core.people.data_map import DataMap
from fanal.core.text.french import of_the
from fanal.year.rules.calendars import Region


class Authority(models.Model):
    """The collectivité that owns and maintains the equipment: département, région, or another by law."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "Département"
        REGION = "region", "Région"
        METROPOLIS = "metropolis", "Métropole"
        COLLECTIVITY = "collectivity", "Collectivité"
        CITY = "city", "Ville"

    code = models.SlugField("code", unique=True, max_length=40)
    name = models.CharField("nom", max_length=120)
    kind = models.CharField("type", max_length=12, choices=Kind)
    support_email = models.EmailField("adresse du service d’assistance", blank=True)
    support_phone = models.CharField("téléphone", max_length=30, blank=True)

    DATA = DataMap("joindre la collectivité", "none", "vie de l’installation")
    JOURNAL_NAME = "accounts.authority"

    def __str__(self) -> str:
        return self.name

    @property
    def of_the(self) -> str:
        """« du Département », « de la Région »."""
        return of_the(self.get_kind_display(), feminine=self.kind != self.Kind.DEPARTMENT)


class Academy(models.Model):
    """An académie and the local name of its digital office (DANE, DRANE, DRNE…: names are data)."""

    code = models.SlugField("code", unique=True, max_length=40)
    name = models.CharField("nom", max_length=120)
    office = models.CharField("délégation au numérique", max_length=40, default="DRANE")

    DATA = DataMap("nommer l’académie", "none", "vie de l’installation")
    JOURNAL_NAME = "accounts.academy"

    def __str__(self) -> str:
        return self.name


def open_on(day: date) -> models.Q:
    """The schools that are open that day: nobody enters the others, and nothing is sent for them."""
    return models.Q(open_until__isnull=True) | models.Q(open_until__gte=day)


class SchoolQuerySet(models.QuerySet["School"]):
    def open_on(self, day: date) -> "SchoolQuerySet":
        return self.filter(open_on(day))

    def held(self, pk: int) -> "School":
        """The school as it is now, held until the transaction ends: whoever asks for it too waits.

        Its key is not held: whoever does not ask may write rows of the school meanwhile.
        """
        school: School = self.select_for_update(of=("self",), no_key=True).get(pk=pk)
        return school


class School(models.Model):
    """An établissement, known by its UAI."""

    class Kind(models.TextChoices):
        COLLEGE = "college", "Collège"
        LYCEE = "lycee", "Lycée"
        VOCATIONAL = "lycee_pro", "Lycée professionnel"
        OTHER = "other", "Autre établissement"

    class Status(models.TextChoices):
        PUBLIC = "public", "Public (EPLE)"
        PRIVATE = "private", "Privé sous contrat"

    class Zone(models.TextChoices):
        A = "A", "Zone A"
        B = "B", "Zone B"
        C = "C", "Zone C"
        OTHER = "-", "Hors zone (Corse, outre-mer)"

    uai = models.CharField("UAI", unique=True, max_length=8)
    name = models.CharField("nom de l’établissement", max_length=120)
    kind = models.CharField("type", max_length=10, choices=Kind)
    status = models.CharField("statut", max_length=8, choices=Status)
    zone = models.CharField("zone de vacances", max_length=1, choices=Zone)
    city = models.CharField("commune", max_length=80, blank=True)
    timezone = models.CharField("fuseau horaire", max_length=40, choices=TIME_ZONES, default=PARIS)
    region = models.CharField(
        "jours fériés",
        max_length=14,
        choices=REGIONS,
        default=Region.MAINLAND,
        help_text="Les délais promis et les courriels en tiennent compte. Un autre jour férié local s’ajoute "
        "dans « Vacances ».",
    )
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, verbose_name="collectivité")
    # Until then it is what the school says: the authority's technicians see nothing of it (ADR 0028).
    authority_confirmed_on = models.DateField("rattachement confirmé le", null=True, blank=True)
    academy = models.ForeignKey(Academy, models.PROTECT, null=True, verbose_name="académie")
    # « user-12 » (a technician whose access this school ended) → its last day (ISO). Read without scope.
    partner_ends = models.JSONField("accès de partenaires arrêtés", default=dict, blank=True)
    has_quiet_hours = models.BooleanField(
        "ni courriel le soir (20 h à 7 h), ni le week-end, ni les jours fériés",
        default=True,
        help_text="Une panne du réseau, la connexion et les techniciens ne sont jamais retardés.",
    )
    digest_at = models.TimeField("heure du récapitulatif quotidien", default=time(17))
    address = models.CharField("adresse", max_length=200, blank=True)
    # The SHA-256 of a small WebP in `core.files.attachments`.
    logo = models.CharField("logo", max_length=64, blank=True)
    desk_email = models.EmailField(
        "adresse de l’assistance, pour cet établissement",
        blank=True,
        help_text="Vide : l’adresse générale de la collectivité. Les pannes y sont transmises.",
    )
    desk_phone = models.CharField("téléphone de l’assistance", max_length=30, blank=True)
    access_hours = models.CharField(
        "quand un technicien peut venir",
        max_length=120,
        blank=True,
        help_text="Par exemple « Loge ouverte de 7 h 30 à 18 h ». Joint à ce qui est transmis.",
    )
    departures_percent = models.PositiveSmallIntegerField(
        "départs arrêtant un import, en %",
        default=PERCENT,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST_PERCENT)],
        help_text=f"De {LOWEST} à {HIGHEST_PERCENT} ; d’ordinaire {PERCENT}. Plus haut, un fichier coupé "
        "passe plus facilement ; plus bas, on vous demande plus souvent.",
    )
    departures_least = models.PositiveSmallIntegerField(
        "jamais en dessous de ce nombre de départs",
        default=LEAST,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST_LEAST)],
        help_text=f"De {LOWEST} à {HIGHEST_LEAST} ; d’ordinaire {LEAST}. Pour qu’un petit établissement ne "
        "soit pas arrêté par trois déménagements.",
    )
    smallest_group = models.PositiveSmallIntegerField(
        "plus petit groupe montré, en personnes",
        default=SMALLEST_GROUP,
        validators=[MinValueValidator(SMALLEST_GROUP), MaxValueValidator(LARGEST_GROUP)],
        help_text=f"De {SMALLEST_GROUP} à {LARGEST_GROUP}. En dessous, ni un indicateur ni une enquête ne "
        "montre le groupe, et rien ne permet de le retrouver par différence.",
    )
    shares_indicators_since = models.DateField(
        "indicateurs partagés avec l’académie depuis", null=True, blank=True
    )
    dpo_appointed_since = models.DateField("DPD de l’académie désigné depuis", null=True, blank=True)
    dpo_name = models.CharField(
        "nom du délégué à la protection des données",
        max_length=120,
        blank=True,
        help_text="Une personne ou un service. Sans nom, adresse ni téléphone, c’est celui de l’académie que "
        "vous avez désigné qui est proposé.",
    )
    dpo_email = models.EmailField("adresse du délégué", blank=True)
    dpo_phone = models.CharField("téléphone du délégué", max_length=30, blank=True)
    # Its last day here; what it keeps stays until it is erased, and nobody enters any more.
    open_until = models.DateField("ouvert jusqu’au", null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(uai__regex=r"^[0-9]{7}[A-Z]$"), name="school_uai_has_its_form"
            ),
            models.CheckConstraint(
                condition=models.Q(departures_percent__range=(LOWEST, HIGHEST_PERCENT))
                & models.Q(departures_least__range=(LOWEST, HIGHEST_LEAST)),
                name="school_departures_guarded",
            ),
            models.CheckConstraint(
                condition=models.Q(smallest_group__range=(SMALLEST_GROUP, LARGEST_GROUP)),
                name="school_small_groups_guarded",
            ),
        ]

    DATA = DataMap(
        "décrire l’établissement",
        "numéro des techniciens dont l’accès est arrêté, coordonnées du délégué",
        "vie de l’établissement",
    )
    JOURNAL_NAME = "accounts.school"

    def __str__(self) -> str:
        return self.name

    @property
    def is_private(self) -> bool:
        """Under contract, without the boards of an EPLE."""
        return self.status == self.Status.PRIVATE

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def is_open_on(self, day: date) -> bool:
        """The same as `open_on`, of a school already read."""
        return self.open_until is None or self.open_until >= day

    @property
    def support_email(self) -> str:
        """Where breakdowns are passed on: this school's own address for it, or else the authority's."""
        return self.desk_email or (self.authority.support_email if self.authority else "")

    @property
    def is_authority_confirmed(self) -> bool:
        return self.authority_id is not None and self.authority_confirmed_on is not None

    @property
    def authority_words(self) -> str:
        """« du Département », « de la Région »: whom one waits for, by the authority's own type."""
        return self.authority.of_the if self.authority else "de la collectivité"
