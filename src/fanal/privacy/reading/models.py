"""The sheets to start from; that of Fanal is written by what its rooms declare, and so forgets nobody."""

from dataclasses import replace
from functools import cache

from fanal.core.people.kinds import ANYONE, STAFF, Holding, PeopleKind, holdings_by_kind, purposes
from fanal.core.text.words import lower_first
from fanal.privacy.rules.codes import People
from fanal.privacy.rules.models import MODELS, Model

OURS = "fanal"
WORDS_OF = {
    STAFF: "identité, coordonnées, fonctions, et ce que chacun fait dans Fanal",
    ANYONE: "ce qu’un texte, un courriel ou un document dit d’elle",
}


def models() -> list[Model]:
    return [_ours(model) if model.code == OURS else model for model in MODELS]


@cache
def _ours(model: Model) -> Model:
    """Write it from what rooms declared before the first page: the same until the program ends."""
    by_kind = holdings_by_kind()
    groups = dict.fromkeys(group for kind in by_kind for group in kind.groups)
    aims = dict.fromkeys(purpose for some in purposes().values() for purpose in some)
    return replace(
        model,
        purposes="\n".join(aims),
        people=tuple(code for code in People if code.value in groups),
        data_words="\n".join(_line(kind, some) for kind, some in by_kind.items()),
    )


def _line(kind: PeopleKind, some: list[Holding]) -> str:
    """Of two kinds that are everywhere, in a few words."""
    what = dict.fromkeys(lower_first(holding.what) for holding in some)
    return f"{kind.plural} : {WORDS_OF.get(kind) or ' ; '.join(what)}."
