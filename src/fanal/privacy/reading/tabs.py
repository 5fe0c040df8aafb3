"""The tabs above the lists of breaches, of requests and of opinions: all, or what waits."""

from collections.abc import Mapping

ASKED, TO_ANSWER = "demandes", "a-repondre"
OPEN_TABS = {"": "Toutes", "ouvertes": "Ouvertes"}
OPINION_TABS = {"": "Tous", ASKED: "Demandés", TO_ANSWER: "À répondre"}


def tab_of(tabs: Mapping[str, str], query: Mapping[str, str]) -> str:
    """The tab that the address names; the whole list where it names none."""
    view = query.get("vue", "")
    return view if view in tabs else ""
