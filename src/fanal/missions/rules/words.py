"""What a rule says: of which kind, where it comes from, since when it holds, and how sure that is.

Where it comes from stands on the screen. A paper that somebody signs cites texts alone (`cited`): neither a
doubt nor a page of somebody's.
"""

from dataclasses import dataclass, replace

from fanal.accounts.rules.law import ANNEX, CIRCULAR, PRIVATE, SCHOOL_YEAR_2015, UNREAD, LegalText
from fanal.core.labelled import Labelled


class RuleKind(Labelled):
    """What becomes of what is said."""

    REFUSAL = "refusal", "Impossible"
    REASON = "reason", "Motif à écrire"
    WARNING = "warning", "À savoir"


STOPS = (RuleKind.REFUSAL, RuleKind.REASON)


def cited(*sources: LegalText) -> str:
    """« Textes : … », as a paper cites those that are sure, each once, in their order; or nothing."""
    texts = dict.fromkeys(source.text for source in sources if source.is_sure)
    return f"Textes : {' ; '.join(texts)}." if texts else ""


DECREE = LegalText("décret n° 2015-475 du 27 avril 2015", since=SCHOOL_YEAR_2015)
RATES_ORDER = LegalText("arrêté du 27 avril 2015", since=SCHOOL_YEAR_2015)
RELIEF_DECREE = LegalText("décret n° 2014-940 du 20 août 2014, article 3", since=SCHOOL_YEAR_2015)
PRIVATE_RELIEF_DECREE = LegalText("décret n° 2015-851 du 10 juillet 2015, article 2")
PRIVATE_DECREE = LegalText("décret n° 2015-605 du 3 juin 2015", is_sure=False)
PRACTICE = LegalText(UNREAD, is_rule=False)
OURS = LegalText("choix de Fanal, pas une règle de droit", is_rule=False)
ENVELOPE = LegalText("dotation notifiée par le recteur avec la dotation horaire globale")


@dataclass(frozen=True)
class Texts:
    """Those that hold for a school of one status; `annex`: where the range of the digital mission is."""

    decree: LegalText
    circular: LegalText
    annex: LegalText
    relief: LegalText
    is_read: bool

    def of(self, source: LegalText) -> LegalText:
        """A text read for public schools: whether it says the same of this one is to be verified."""
        return source if self.is_read else replace(source, is_sure=False)


PUBLIC_TEXTS = Texts(DECREE, CIRCULAR, ANNEX, RELIEF_DECREE, is_read=True)
PRIVATE_TEXTS = Texts(PRIVATE_DECREE, PRIVATE, PRIVATE, PRIVATE_RELIEF_DECREE, is_read=False)


def texts_of(*, is_private: bool) -> Texts:
    """Private schools under contract have their own decree and circular, known by name and not read, and
    their own decree for the relief of service, which was read."""
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
