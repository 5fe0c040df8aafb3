"""Of whom does Fanal keep something? One map: the kinds of people, and the tables where each is.

The public notice, the register's sheet of Fanal, the right of access, the search of a person and the erasure
are made of it. A room says with `About` (here) or `Known` (`core.people.known_people`) whom its rows name; a
link to a person, a pupil or a sign-in says it by itself. `tests/matrix/test_people_map.py` fails for a table
that nobody placed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import EmailField, JSONField, Model, TextField, URLField

from fanal.core.people.data_map import OF_LIBRARIES, DataMap
from fanal.core.people.links import PERSON, PUPIL
from fanal.core.registry import PURPOSES, Kind, register, registered
from fanal.core.school_data.tables import school_models, texts_of

HOLDINGS: "Kind[Holding]" = Kind("holdings")  # one for each kind of people in each table

SENTENCE = 200  # signs: a shorter column holds a title or a name
NO_PROSE = frozenset({"address", "device_id", "query", "drawing"})
IN_TEXTS = "ce que ses textes disent d’elle"


@dataclass(frozen=True)
class PeopleKind:
    """A kind of people. `code`: its word in addresses; `groups`: « personnes concernées » of the register."""

    code: str
    noun: str
    plural: str
    groups: tuple[str, ...]


STAFF = PeopleKind(PERSON, "Personnel", "Personnels de l’établissement", ("teachers", "staff"))
PUPILS = PeopleKind(PUPIL, "Élève", "Élèves", ("pupils",))
GUARDIANS = PeopleKind("responsable", "Responsable d’élève", "Responsables d’élèves", ("guardians",))
BORROWERS = PeopleKind(
    "emprunteur", "Emprunteur sans fiche", "Emprunteurs qui ont quitté l’établissement", ("others",)
)
MEMBERS = PeopleKind(
    "membre-exterieur",
    "Membre extérieur de la commission",
    "Personnes extérieures qui siègent à la commission",
    ("visitors",),
)
READERS = PeopleKind("lecteur", "Lecteur d’un rapport", "Lecteurs d’un rapport", ("others",))
PARTNERS = PeopleKind(
    "partenaire",
    "Partenaire",
    "Partenaires : techniciens, conseillers, délégué à la protection des données",
    ("visitors",),
)
SPEAKERS = PeopleKind(
    "intervenant", "Intervenant extérieur", "Intervenants et responsables extérieurs", ("visitors",)
)
CORRESPONDENTS = PeopleKind(
    "correspondant", "Correspondant par courriel", "Correspondants par courriel", ("others",)
)
CONTACTS = PeopleKind(
    "contact", "Contact d’un prestataire", "Contacts de prestataires et de services en ligne", ("others",)
)
RECIPIENTS = PeopleKind(
    "beneficiaire", "Bénéficiaire d’un don", "Bénéficiaires d’un don et transporteurs", ("others",)
)
ACCOUNT_HOLDERS = PeopleKind(
    "titulaire",
    "Titulaire d’un compte",
    "Titulaires d’un compte d’un service, sans fiche ici",
    ("others",),
)
ASKERS = PeopleKind(
    "demandeur",
    "Auteur d’une demande de droits",
    "Auteurs d’une demande de droits",
    ("others",),
)
ANYONE = PeopleKind(
    "cite",
    "Personne citée",
    "Toute personne que cite un texte ou un document joint",
    ("others",),
)
KINDS = (
    PUPILS,
    GUARDIANS,
    STAFF,
    BORROWERS,
    MEMBERS,
    READERS,
    PARTNERS,
    SPEAKERS,
    CORRESPONDENTS,
    CONTACTS,
    RECIPIENTS,
    ACCOUNT_HOLDERS,
    ASKERS,
    ANYONE,
)
LINKED = {"accounts.Person": STAFF, "directory.Pupil": PUPILS, settings.AUTH_USER_MODEL: STAFF}


@dataclass(frozen=True)
class Holding:
    """People of a kind are in the rows of this model; `what` of them, in French; in which columns of text."""

    kind: PeopleKind
    model: type[Model]
    what: str
    fields: tuple[str, ...] = ()

    @property
    def data(self) -> DataMap:
        return data_of(self.model)


class About:
    """Rows that name people of this kind in these columns, and are found or erased by another declaration.

    Without a word of its own, what the data map says of the model is what is kept.
    """

    def __init__(self, kind: PeopleKind, *fields: str, what: str = "") -> None:
        self.kind, self.fields, self.what = kind, fields, what

    def declare(self, model: Any) -> None:
        register(HOLDINGS)(Holding(self.kind, model, self.what or data_of(model).category, self.fields))


def data_of(model: Any) -> DataMap:
    """What a model says of itself; the tables of libraries say it in `core.people.data_map`."""
    return getattr(model, "DATA", None) or OF_LIBRARIES[model._meta.label]


def holdings() -> list[Holding]:
    """The whole map: what rooms say, and what links and free texts say by themselves."""
    declared: list[Holding] = registered(HOLDINGS)
    places = {(holding.kind, holding.model) for holding in declared}
    by_themselves = [*_by_links(), *_by_free_texts()]
    return declared + [one for one in by_themselves if (one.kind, one.model) not in places]


def _by_free_texts() -> Iterator[Holding]:
    """Whoever writes a text may name anybody in it."""
    for model in school_models():
        texts = tuple(name for name in texts_of(model) if _is_free_text(model._meta.get_field(name)))
        if texts:
            yield Holding(ANYONE, model, IN_TEXTS, texts)


def _is_free_text(field: Any) -> bool:
    """Long enough for a sentence, and written by somebody: no drawing, no page that Fanal composed."""
    is_long = isinstance(field, TextField) or (field.max_length or 0) >= SENTENCE
    is_prose = field.name not in NO_PROSE and not isinstance(field, EmailField | JSONField | URLField)
    return is_long and is_prose and field.editable


def _by_links() -> Iterator[Holding]:
    for model in apps.get_models():
        targets = {
            field.related_model._meta.label: None
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model
        } | {model._meta.label: None}
        for kind in dict.fromkeys(LINKED[label] for label in targets if label in LINKED):
            yield Holding(kind, model, data_of(model).category)


def holdings_by_kind() -> dict[PeopleKind, list[Holding]]:
    """Each kind, and where it is."""
    everything = holdings()
    return {kind: [one for one in everything if one.kind == kind] for kind in KINDS}


def add_purpose(model: type[Model], purpose: str) -> None:
    """What the room of this model does with what it keeps, as the register of processing says it."""
    if purpose and (model._meta.app_label, purpose) not in registered(PURPOSES):
        register(PURPOSES)((model._meta.app_label, purpose))


def purposes() -> dict[str, list[str]]:
    """App → its purposes, without those that another app said already."""
    by_app: dict[str, list[str]] = {}
    for label, purpose in registered(PURPOSES):
        by_app.setdefault(label, []).append(purpose)
    return by_app
