"""What is a report called, and for whom is it, in a public school and in a private one?

A private school under contract has no conseil d'administration of an EPLE: neither its name nor its delays
(code de l'éducation, R421-25) are said there. Nor does a deputy sign there by a delegation of R421-13, which
is of public schools: they sign « pour le chef d'établissement ». Pure.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportWords:
    title: str  # of the list
    menu: str
    session: str  # what the date of the report is, before « le 3 décembre 2026 »
    brief: str
    brief_mark: str  # at the foot of that sheet
    to_freeze: str  # several reports, as the home page says them
    has_board: bool  # the papers of a board have a law
    has_delegation: bool  # a deputy signs by an act of delegation, which the paper cites
    for_head: str  # over the name of a deputy who signs
    made_for_head: str  # after « Figé le 3 décembre 2026 »


PUBLIC = ReportWords(
    title="Rapport au conseil d’administration",
    menu="Rapport au CA",
    session="Conseil d’administration du",
    brief="Fiche pour le CA",
    brief_mark="fiche pour le conseil",
    to_freeze="rapports au CA à figer",
    has_board=True,
    has_delegation=True,
    for_head="Pour le chef d’établissement et par délégation,",
    made_for_head="par délégation du chef d’établissement",
)
PRIVATE = ReportWords(
    title="Rapport sur le numérique",
    menu="Rapport",
    session="Présenté le",
    brief="Fiche d’une page",
    brief_mark="fiche d’une page",
    to_freeze="rapports à figer",
    has_board=False,
    has_delegation=False,
    for_head="Pour le chef d’établissement,",
    made_for_head="pour le chef d’établissement",
)


def report_words(*, is_private: bool) -> ReportWords:
    return PRIVATE if is_private else PUBLIC
