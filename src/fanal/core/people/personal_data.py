"""What does an app keep about people? One declaration for each model, from which the rest is made.

`privacy.py` of an app declares its models with `AppPrivacy`, each with its facts. `Erased`: what goes when
somebody is erased. `Until`: how long a row is kept. `Own`: what a person reads of it in « Mes données ».
`JournalName`: what the journal calls it. `Needed`: whose name it still needs. `Files`: it claims files.
`About`, `Known`: whom it names without a record (`core.people.kinds`). What no fact can say is a function
beside the declaration, with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet

from fanal.core.journal.words import JOURNAL_WORDS, JournalName, JournalWords
from fanal.core.people.erasure import Erased
from fanal.core.people.kinds import About, add_purpose
from fanal.core.people.known_people import Known
from fanal.core.people.links import Links, names_of
from fanal.core.people.own_data import Own
from fanal.core.registry import FILES, NEEDED, register
from fanal.core.retention.removal import Until, days, years
from fanal.core.retention.rule import RETENTION, Retention

__all__ = [
    "About",
    "AppPrivacy",
    "Erased",
    "Files",
    "JournalName",
    "Known",
    "Needed",
    "Own",
    "Until",
    "days",
    "years",
]


@dataclass(frozen=True)
class Needed:
    """Whoever these links lead to keeps a name as long as there is such a row."""

    links: Links
    among: Callable[[Any], QuerySet] = lambda rows: rows

    def declare(self, model: Any) -> None:
        register(NEEDED)(partial(self._people, model))

    def _people(self, model: Any, school_id: int) -> set[int]:
        rows = self.among(model.objects.for_school(school_id)).values_list(*names_of(self.links))
        return {person for people in rows for person in people if person is not None}


@dataclass(frozen=True)
class Files:
    """Its rows claim files, by their hash."""

    def declare(self, model: Any) -> None:
        register(FILES)(partial(self._hashes, model))

    def _hashes(self, model: Any, school_id: int) -> set[str]:
        return set(model.objects.for_school(school_id).values_list("sha256", flat=True))


Fact = Erased | Until | Own | JournalName | Needed | Files | About | Known


@dataclass(frozen=True)
class AppPrivacy:
    """The declarations of one app, or of one part of it.

    `place`: what it is called in the orders of `JOURNAL_WORDS`, `PERSONAL_DATA`, `PUPIL_DATA`, `ERASURE` and
    `RETENTION`; it stands in those that it fills.

    `app` and `label`: as the page « Journal » filters its verbs, which `sentences` say in French. `purpose`:
    what it does with what it keeps, for the register of processing.
    """

    app: str = ""
    label: str = ""
    sentences: dict[str, str] = field(default_factory=dict)
    place: str = ""
    purpose: str = ""
    words: JournalWords = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", JournalWords(self.app, self.label, self.sentences))
        if self.app:
            register(JOURNAL_WORDS, self.place)(self.words)

    def __call__(self, model: type[Model], *facts: Fact) -> None:
        """Declare what is kept in the rows of a model."""
        add_purpose(model, self.purpose)
        links = [link for fact in facts if isinstance(fact, Erased) for link in names_of(fact.links)]
        for fact in facts:
            match fact:
                case Erased() | Known():
                    fact.declare(model, self.place)
                case Own():
                    fact.declare(model, tuple(dict.fromkeys(links)), self.place)
                case JournalName():
                    fact.declare(model, self.words)
                case _:
                    fact.declare(model)

    def rule(
        self,
        name: str,
        says: str,
        *models: type[Model],
        remover: Callable[[int, datetime], int] | None = None,
        is_of_a_school: bool = True,
        is_archive: bool = False,
    ) -> Retention:
        """Offer a rule of retention: models name it in `Until`, or else `remover` removes rows of these."""
        labels = [model._meta.label for model in models]
        rule = Retention(name, says, labels, remover, is_of_a_school, is_archive=is_archive)
        return register(RETENTION, self.place)(rule)
