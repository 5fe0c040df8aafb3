"""What a rule says: of which kind, where it comes from, since when it holds, and how sure that is.

Where it comes from stands on the screen. A paper that somebody signs cites texts alone (`cited`): neither a
doubt nor a page of somebody's.
"""

from dataclasses import dataclass, replace

from fanal.accounts.rules.law import ANNEX, CIRCULAR, PRIVATE, SCHOOL_YEAR_2015, LegalText
from fanal.core.labelled import Labelled


class RuleKind(Labelled):
    """What becomes of what is said."""

    REFUSAL = "refusal", "Impossible"
    ORDER = "order", "Dans l’ordre"
    REASON = "reason", "Motif à écrire"
    WARNING = "warning", "À savoir"


STOPS = (RuleKind.REFUSAL, RuleKind.ORDER, RuleKind.REASON)


def cited(*sources: LegalText) -> str:
    """The texts as a paper cites them, each once, in their order."""
    return " ; ".join(dict.fromkeys(source.text for source in sources))


DECREE = LegalText("décret n° 2015-475 du 27 avril 2015", since=SCHOOL_YEAR_2015)
RATES_ORDER = LegalText("arrêté du 27 avril 2015", since=SCHOOL_YEAR_2015)
RELIEF_DECREE = LegalText("décret n° 2014-940 du 20 août 2014, article 3", since=SCHOOL_YEAR_2015)
PRIVATE_DECREE = LegalText("décret n° 2015-605 du 3 juin 2015", is_sure=False)
LEAVE_DECREE = LegalText("décret n° 2010-997, cité dans les visas ; sa règle n’a pas été lue", is_sure=False)
PRACTICE = LegalText("usage ; aucun texte trouvé", is_sure=False)
ARTICLES = LegalText("articles 6 et 7 du décret, d’après une page syndicale", is_sure=False)
CALENDAR = LegalText("usage relevé dans deux pages ; aucun texte trouvé", is_sure=False)
SUBSTITUTION = LegalText(
    "page syndicale, qui demande une attestation écrite du chef d’établissement", is_sure=False
)
OURS = LegalText("choix de Fanal, pas une règle de droit", is_rule=False)
ENVELOPE = LegalText("dotation notifiée par le recteur avec la dotation horaire globale")
ACADEMY = LegalText("annexe d’une circulaire académique (Caen)", is_sure=False)


@dataclass(frozen=True)
class Texts:
    """Those that hold for a school of one status; `annex`: where the range of the digital mission is."""

    decree: LegalText
    circular: LegalText
    annex: LegalText
    is_read: bool

    def of(self, source: LegalText) -> LegalText:
        """A text read for public schools: whether it says the same of this one is to be verified."""
        return source if self.is_read else replace(source, is_sure=False)


PUBLIC_TEXTS = Texts(DECREE, CIRCULAR, ANNEX, is_read=True)
PRIVATE_TEXTS = Texts(PRIVATE_DECREE, PRIVATE, PRIVATE, is_read=False)


def texts_of(*, is_private: bool) -> Texts:
    """Private schools under contract have their own decree and circular, known by name and not read."""
    return PRIVATE_TEXTS if is_private else PUBLIC_TEXTS


@dataclass(frozen=True)
class RuleSentence:
    """One sentence of one rule."""

    rule: str
    kind: RuleKind
    text: str
    source: LegalText

    @property
    def stops(self) -> bool:
        return self.kind in STOPS


def reasons(sentences: list[RuleSentence]) -> list[str]:
    """The sentences that stop, as the page lists them."""
    return [sentence.text for sentence in sentences if sentence.stops]
