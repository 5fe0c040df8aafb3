"""The texts that pages name: what each is called, and since when it holds.

A page never names a text otherwise than through here: its words come with its first day of application. A
paper that somebody signs cites the text alone (`Source.text`). Pure.
"""

from dataclasses import dataclass
from datetime import date

from fanal.core.text.french import full_day

UNREAD = "usage, sans texte lu"


@dataclass(frozen=True)
class LegalText:
    """A text, its date in its name; `is_sure` when the text itself, or pages that quote it, were read.

    A page does not name a text that was not read: `docs/domain` says from where it is known.
    `since`: the first day on which it holds, None when no page read says it. `is_rule`: false of a choice of
    Fanal or of a usage, which have no such day.
    """

    text: str
    is_sure: bool = True
    since: date | None = None
    is_rule: bool = True

    @property
    def validity(self) -> str:
        """« depuis le 1er septembre 2015 »; nothing where no page read says the first day."""
        return f"depuis le {full_day(self.since)}" if self.since else ""

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.text, self.validity])) if self.is_sure else UNREAD


SCHOOL_YEAR_2015 = date(2015, 9, 1)
CIRCULAR = LegalText("circulaire n° 2015-058 du 29 avril 2015", since=SCHOOL_YEAR_2015)
ANNEX = LegalText("circulaire n° 2015-058 du 29 avril 2015, annexe, § 6", since=SCHOOL_YEAR_2015)
PRIVATE = LegalText("circulaire n° 2015-093 du 12 juin 2015", is_sure=False)
SIGNATURE = LegalText(
    "code des relations entre le public et l’administration, article L212-1", since=date(2016, 1, 1)
)
DIRECTION = LegalText("code de l’éducation, article L421-3")
DELEGATION = LegalText("code de l’éducation, article R421-13", since=date(2020, 1, 1))
SCHOOL_PROJECT = LegalText("code de l’éducation, article L401-1")
BUDGET = LegalText("code de l’éducation, article L421-11")
GIFTS = LegalText("code général de la propriété des personnes publiques, articles L3212-2 et L3212-3")
ELIMINATION = LegalText("code du patrimoine, article R212-14")
REGION_LYCEES = LegalText("code de l’éducation, article L214-6")
BOARD_PAPERS = LegalText("code de l’éducation, article R421-25", since=date(2020, 12, 24))
PASSWORDS = LegalText("CNIL, délibération n° 2022-100 du 21 juillet 2022", since=date(2022, 10, 17))
SECOND_FACTOR = LegalText("CNIL, délibération n° 2025-019 du 20 mars 2025", since=date(2025, 4, 2))


def gdpr(article: str) -> LegalText:
    """« RGPD, article 33, § 5, depuis le 25 mai 2018 »."""
    return LegalText(f"RGPD, {article}", since=date(2018, 5, 25))


NAMED = {
    "annex": ANNEX,
    "signature": SIGNATURE,
    "delegation": DELEGATION,
    "board_papers": BOARD_PAPERS,
    "passwords": PASSWORDS,
    "time_limit": gdpr("article 12, § 3"),
    "notice": gdpr("article 13"),
    "public_interest": gdpr("article 6, § 1, e"),
}
_BY_TEXT = {source.text.casefold(): source for source in (CIRCULAR, ANNEX, PRIVATE, DELEGATION, BUDGET)}


def dated(text: str) -> str:
    """The source that somebody wrote beside a task, with its first day when it is a text of ours."""
    source = _BY_TEXT.get(text.casefold())
    return ", ".join(filter(None, [text, source.validity if source else ""]))
