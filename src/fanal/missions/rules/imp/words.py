"""What a rule says: of which kind, and where it comes from, with how sure that is."""

from dataclasses import dataclass, replace

from fanal.core.labelled import Labelled


class Kind(Labelled):
    """What becomes of what is said."""

    REFUSAL = "refusal", "Impossible"
    ORDER = "order", "Dans l’ordre"
    REASON = "reason", "Motif à écrire"
    WARNING = "warning", "À savoir"


STOPS = (Kind.REFUSAL, Kind.ORDER, Kind.REASON)


@dataclass(frozen=True)
class Source:
    """A text, its date in its name; `is_sure` when the text itself, or pages that quote it, were read."""

    text: str
    is_sure: bool = True

    def __str__(self) -> str:
        return self.text if self.is_sure else f"{self.text}, à vérifier"


CIRCULAR = Source("circulaire n° 2015-058 du 29 avril 2015")
ANNEX = Source("circulaire n° 2015-058 du 29 avril 2015, annexe, § 6")
DECREE = Source("décret n° 2015-475 du 27 avril 2015")
RATES_ORDER = Source("arrêté du 27 avril 2015")
RELIEF_DECREE = Source("décret n° 2014-940 du 20 août 2014, article 3")
PRIVATE = Source("circulaire n° 2015-093 du 12 juin 2015", is_sure=False)
PRIVATE_DECREE = Source("décret n° 2015-605 du 3 juin 2015", is_sure=False)
LEAVE_DECREE = Source("décret n° 2010-997, cité dans les visas ; sa règle n’a pas été lue", is_sure=False)
PRACTICE = Source("usage ; aucun texte trouvé", is_sure=False)
ARTICLES = Source("articles 6 et 7 du décret, d’après une page syndicale", is_sure=False)
CALENDAR = Source("usage relevé dans deux pages ; aucun texte trouvé", is_sure=False)
SUBSTITUTION = Source(
    "page syndicale, qui demande une attestation écrite du chef d’établissement", is_sure=False
)
OURS = Source("choix de Fanal, pas une règle de droit")
ENVELOPE = Source("dotation notifiée par le recteur avec la dotation horaire globale")
ACADEMY = Source("annexe d’une circulaire académique (Caen)", is_sure=False)


@dataclass(frozen=True)
class Texts:
    """Those that hold for a school of one status; `annex`: where the range of the digital mission is."""

    decree: Source
    circular: Source
    annex: Source
    is_read: bool

    def of(self, source: Source) -> Source:
        """A text read for public schools: whether it says the same of this one is to be verified."""
        return source if self.is_read else replace(source, is_sure=False)


PUBLIC_TEXTS = Texts(DECREE, CIRCULAR, ANNEX, is_read=True)
PRIVATE_TEXTS = Texts(PRIVATE_DECREE, PRIVATE, PRIVATE, is_read=False)


def texts_of(*, is_private: bool) -> Texts:
    """Private schools under contract have their own decree and circular, known by name and not read."""
    return PRIVATE_TEXTS if is_private else PUBLIC_TEXTS


@dataclass(frozen=True)
class Said:
    """One sentence of one rule."""

    rule: str
    kind: Kind
    text: str
    source: Source

    @property
    def stops(self) -> bool:
        return self.kind in STOPS


def reasons(found: list[Said]) -> list[str]:
    """The sentences that stop, as the page lists them."""
    return [one.text for one in found if one.stops]


def notices(found: list[Said]) -> list[Said]:
    """What is to be known, and stops nothing."""
    return [one for one in found if not one.stops]
