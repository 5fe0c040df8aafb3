"""The letter of mission of one person: written by two, agreed to, signed on paper, amended, closed."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from fanal.accounts.models.roles import MANAGEMENT
from fanal.core.files.attached_document import AttachedDocument
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.mission_letters.rules.letter import OPEN, TEXTS, WRITABLE, LetterState, Pay
from fanal.missions.models.particular_mission import LIFE, ParticularMission

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


def long_text(label: str) -> models.TextField:
    return models.TextField(label, max_length=3000, blank=True)


class MissionLetterQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> Self:
        """The management reads all of them; each person theirs; nobody else any."""
        here = self.for_school(member.school)
        if member.has(*MANAGEMENT):
            return here
        return here.filter(person=member.person) if member.person is not None else here.none()

    def still_open(self) -> Self:
        return self.filter(state__in=OPEN)

    def latest_versions(self) -> Self:
        """The last version of each letter."""
        later = MissionLetter.objects.filter(
            school=models.OuterRef("school"),
            number=models.OuterRef("number"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(later))


class MissionLetter(SchoolOwned):
    """One version of a letter. `revision` counts what was written in it: one agrees to what one has read."""

    number = models.PositiveIntegerField("numéro")
    version = models.PositiveSmallIntegerField("version", default=1)
    revision = models.PositiveIntegerField("révision", default=1)
    mission = models.ForeignKey(ParticularMission, models.PROTECT, related_name="letters")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    school_year = models.CharField("année scolaire", max_length=9)
    state = models.CharField(
        "état", max_length=8, choices=LetterState.choices(), default=LetterState.DRAFT.value
    )
    begun_by_person = models.BooleanField("commencée par la personne", default=False)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au, ce jour compris")
    main_missions = long_text("missions principales")
    secondary_missions = long_text("missions secondaires")
    qualification = long_text("niveau de qualification")
    participation = long_text("formations et rencontres")
    objectives = long_text("objectifs")
    indicators = long_text("indicateurs")
    means = long_text("moyens")
    time_slots = long_text("créneaux")
    follow_up = long_text("suivi")
    opinions = long_text("avis")
    annexes = long_text("annexes")
    pay = models.CharField(
        "rémunération",
        max_length=10,
        choices=Pay.choices(),
        default=Pay.NONE.value,
        help_text="Sans montant : il se lit dans la proposition d’indemnité.",
    )
    agreed_on = models.DateField("accord de la personne", null=True, blank=True)
    agreed_in_person = models.BooleanField("accord donné dans Fanal", default=False)
    signed_on = models.DateField("signée sur papier le", null=True, blank=True)

    objects = MissionLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number", "version"], name="letter_version_once"),
            models.UniqueConstraint(
                fields=["school", "number"],
                name="letter_written_once",
                condition=Q(state__in=[state.value for state in WRITABLE]),
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="letter_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in WRITABLE]) | Q(agreed_on__isnull=False),
                name="letter_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SIGNED.value) | Q(signed_on__isnull=False),
                name="letter_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in WRITABLE]) | Q(signed_on__isnull=True),
                name="letter_signed_is_not_written",
            ),
            SameSchool("mission"),
            SameSchool("person"),
        ]
        indexes = [models.Index(fields=["school", "person"], name="letter_by_person")]

    DATA = DataMap("dire la mission d’une personne", "nom, missions, moyens, horaires, forme de paie", LIFE)
    JOURNAL_NAME = "missions.missionletter"
    # Its state goes on: amended, closed. Once its person is erased, no pay is said.
    FROZEN = Frozen(
        (
            "number",
            "version",
            "mission_id",
            "person_id",
            "school_year",
            "starts_on",
            "ends_on",
            *(part.field for part in TEXTS),
            "pay=none",
            "agreed_on",
            "agreed_in_person",
            "signed_on",
        ),
        when="signed_on IS NOT NULL",
    )
    # Its words are those of two people: whoever reads the journal by designation does not read them.
    JOURNALED = ("version", "state", "starts_on", "ends_on", "agreed_on", "signed_on")

    def __str__(self) -> str:
        return f"Lettre n° {self.number}" + (f", version {self.version}" if self.version > 1 else "")

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def written_parts(self) -> list[tuple[str, str]]:
        """(title, text) of each part that says something."""
        return [(part.label, text) for part in TEXTS if (text := getattr(self, part.field))]


class LetterScan(AttachedDocument):
    """The letter as it was signed on paper."""

    letter = models.ForeignKey(MissionLetter, models.CASCADE, related_name="scans")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "letter", "sha256"], name="letter_scan_once"),
            SameSchool("letter"),
        ]

    DATA = DataMap("garder la lettre signée", "ce que dit la lettre, signatures", LIFE)
    JOURNAL_NAME = "missions.letterscan"
