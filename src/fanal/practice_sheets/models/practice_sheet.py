"""A practice sheet: what anyone can try before asking, and whether it helped."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.utils.safestring import SafeString

from fanal.accounts.models.roles import TEAM
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.core.text.markdown import to_html
from fanal.helpdesk.rules.codes import RequestKind
from fanal.practice_sheets.rules.practice_sheet import Audience, SearchableSheet, Stage


class PracticeSheetQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member) -> "PracticeSheetQuerySet":
        """Those who handle requests see all; the rest of the school what is published for everyone."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        return here.for_everyone() if member.person is not None else here.none()

    def for_everyone(self) -> "PracticeSheetQuerySet":
        return self.filter(state=Stage.PUBLISHED, audience=Audience.EVERYONE)

    def with_counts(self) -> "PracticeSheetQuerySet":
        """How many it helped, how many not, and how many requests were not sent."""
        return self.annotate(
            helped=Count("opinions", filter=Q(opinions__has_helped=True)),
            not_helped=Count("opinions", filter=Q(opinions__has_helped=False)),
            avoided=Count("opinions", filter=Q(opinions__is_instead=True)),
        )


class PracticeSheet(SchoolOwned):
    """« Fiche pratique » of one school. `origin` is the code of the one delivered with Fanal, if it was."""

    number = models.PositiveIntegerField("numéro")
    title = models.CharField(
        "titre",
        max_length=120,
        error_messages={"blank": "Donnez un titre : ce que dirait la personne en panne."},
    )
    kinds = ArrayField(
        models.CharField(max_length=12, choices=RequestKind.choices()),
        default=list,
        blank=True,
        verbose_name="pour",
    )
    words = models.CharField(
        "mots",
        max_length=300,
        blank=True,
        help_text="Ceux que vos collègues emploient : « vidéoproj, noir, bleu, signal ».",
    )
    body = models.TextField(
        "texte",
        max_length=8000,
        help_text="## un titre · 1. une étape · - une liste · **gras** · [un lien](https://…)",
        error_messages={"blank": "Écrivez au moins une chose à essayer."},
    )
    audience = models.CharField(
        "pour qui", max_length=10, choices=Audience.choices(), default=Audience.EVERYONE
    )
    state = models.CharField("étape", max_length=10, choices=Stage.choices(), default=Stage.DRAFT)
    reviewed_on = models.DateField("relue le", null=True, blank=True)
    author = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.CharField("livrée avec Fanal", max_length=40, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = PracticeSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="sheet_number_once"),
            models.UniqueConstraint(
                fields=["school", "origin"], name="sheet_origin_once", condition=~Q(origin="")
            ),
            SameSchool("author"),
        ]

    DATA = DataMap("aider à se dépanner seul", "auteur d’une fiche", "vie de l’établissement")
    JOURNAL_NAME = "helpdesk.practicesheet"
    JOURNALED = frozenset({"title", "kinds", "words", "body", "audience", "state", "reviewed_on"})

    def __str__(self) -> str:
        return self.title

    @property
    def kind_labels(self) -> str:
        return ", ".join(RequestKind(code).label for code in self.kinds)

    @property
    def html(self) -> SafeString:
        return to_html(self.body)

    @property
    def is_published(self) -> bool:
        return self.state == Stage.PUBLISHED

    @property
    def searchable(self) -> SearchableSheet:
        return SearchableSheet(self.number, self.title, tuple(self.kinds), self.words)


class SheetOpinion(SchoolOwned):
    """« Cette fiche m’a aidé »: once a person and a day, without keeping who.

    `seal` is made from the person, the sheet and the day under the signing key: it makes the opinion unique
    and leads back to nobody.
    """

    sheet = models.ForeignKey(PracticeSheet, models.PROTECT, related_name="opinions")
    seal = models.CharField("sceau", max_length=26)
    has_helped = models.BooleanField("a aidé")
    is_instead = models.BooleanField("à la place d’une demande", default=False)
    given_on = models.DateField("donné le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "seal"], name="opinion_once"),
            SameSchool("sheet"),
        ]

    DATA = DataMap("savoir si une fiche aide", "none", "avec la fiche")
    JOURNAL_NAME = "helpdesk.sheetopinion"

    def __str__(self) -> str:
        return "a aidé" if self.has_helped else "n’a pas aidé"
