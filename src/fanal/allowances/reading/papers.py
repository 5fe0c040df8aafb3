"""What leaves on paper: the table for the councils, one person's proposal, the list for whoever keys it."""

from collections import Counter
from datetime import date
from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.reading.head import signer_words
from fanal.accounts.reading.letterhead import letterhead_of, number_of
from fanal.allowances.models import CouncilOpinion, ImpProposal, Substitution
from fanal.allowances.reading.allowance import AllowanceYear, MissionLines, ProposalRow
from fanal.allowances.reading.proposal import instalments_of, rate_of, rates_for, texts_for
from fanal.allowances.reading.proposals import opinions_of
from fanal.allowances.reading.substitution_paper import span_said
from fanal.allowances.rules.councils import Body, bodies
from fanal.allowances.rules.instalments import ESTIMATE, schedule
from fanal.allowances.rules.rates import rates_of, units
from fanal.allowances.rules.relief import COUNTING
from fanal.allowances.rules.states import COMMITTED, LIVING, ProposalState
from fanal.core.sheets.cells import figure_in
from fanal.core.text.french import counted, full_day
from fanal.missions.rules.particular_mission import article_of
from fanal.missions.rules.words import cited, texts_of

KEYED = ["Nom", "Prénom", "Mission", "Code", "Tâche", "Unités (IMP)", "Premier mois", "État", "Remplacement"]
ONCE_DONE = "après service fait"
DRAFTS = (
    "Ce qui est « en préparation » n’est pas encore présenté : il ne compte pas dans le total, et aucun avis "
    "n’est enregistré pour lui."
)
BY_RECTORATE = "à voir avec le rectorat"


def table_of(allowances: AllowanceYear, school: School, *, with_names: bool, today: date) -> dict[str, Any]:
    """Give the breakdown by mission: the opinion bears on it, so no name unless somebody asks for them."""
    is_private = school.status == School.Status.PRIVATE
    texts = texts_of(is_private=is_private)
    rates, rows = (
        rates_of(allowances.year),
        [_mission(group, with_names=with_names) for group in allowances.missions],
    )
    presented = [
        line.proposal
        for group in allowances.missions
        for line in group.lines
        if line.proposal.state in COMMITTED
    ]
    quarters = sum(row.quarters for row in presented)
    gauge, heard = allowances.gauge, {opinion.body for opinion in allowances.opinions}
    return {
        "title": f"Missions particulières {allowances.year}",
        "school": f"{school.name}, {school.uai}",
        "letterhead": letterhead_of(school),
        "today": full_day(today),
        "rows": rows,
        "total": f"{units(quarters)}, {rates.amount(quarters)}",
        "envelope": gauge.units_and_amount(gauge.envelope.quarters) if gauge else "non notifiée",
        "left": gauge.units_and_amount(gauge.envelope.quarters - quarters) if gauge else "",
        "opinions": [
            [opinion.get_body_display(), opinion_said(opinion, with_votes=True)]
            for opinion in allowances.opinions
        ],
        "bodies": [
            body.label
            for body in bodies(is_private=is_private)
            if body not in heard or _lacks(allowances, body)
        ],
        "said": "Proposition soumise à l’avis des instances ; le recteur décide des attributions.",
        "drafts": DRAFTS if allowances.drafts else "",
        "texts": cited(texts.circular, texts.decree, texts.of(rates.source)),
        "has_articles": any(row["article"] for row in rows),
        "names": with_names,
    }


def _lacks(allowances: AllowanceYear, body: Body) -> bool:
    """Some line, even in preparation, remains to be presented to that body."""
    rows = [
        line.proposal
        for group in allowances.missions
        for line in group.lines
        if line.proposal.state in LIVING
    ]
    return any(body not in row.heard_by for row in rows)


def opinion_said(opinion: CouncilOpinion, *, with_votes: bool) -> str:
    """« séance du 18 mai 2026 : favorable (14 pour, 2 contre, 3 abstentions) »."""
    session_words = f"séance du {full_day(opinion.held_on)} : {opinion.get_outcome_display().lower()}"
    if not with_votes or opinion.votes_for is None:
        return session_words
    abstentions = counted(opinion.abstentions or 0, "abstention")
    return f"{session_words} ({opinion.votes_for} pour, {opinion.votes_against} contre, {abstentions})"


def _mission(group: MissionLines, *, with_names: bool) -> dict[str, Any]:
    presented = [line for line in group.lines if line.proposal.state in COMMITTED]
    drafts = [line for line in group.lines if line.proposal.is_draft]
    reliefs = [relief for relief in group.reliefs if relief.state in COUNTING]
    rows = [line.proposal for line in presented + drafts]
    people = {row.person_id for row in rows} | {relief.person_id for relief in reliefs}
    amounts = [
        *([_words_of(group, presented)] if presented else []),
        *([f"en préparation : {_words_of(group, drafts)}"] if drafts else []),
        *(f"allègement de {relief.hours} par semaine" for relief in reliefs),
    ]
    names = sorted(
        {_name(row) for row in rows if row.person}
        | {f"{relief.person} (allègement)" for relief in reliefs if relief.person}
    )
    mission = group.mission
    return {
        "title": mission.title,
        "people": counted(len(people), "personne"),
        "names": ", ".join(names) if with_names else "",
        "article": "" if group.is_private else article_of(mission.has_priority),
        "amount": " ; ".join(amounts) or "–",
        "words": [text for text in (mission.workload, mission.expertise, mission.reason) if text],
    }


def _words_of(group: MissionLines, lines: list[ProposalRow]) -> str:
    """« 4 × 0,5 IMP, soit 2 IMP, 2 500 € »: the shares as they are proposed, then their sum."""
    quarters = sum(line.proposal.quarters for line in lines)
    total = f"{units(quarters)}, {group.rates.amount(quarters)}"
    if len(lines) == 1:
        return total
    shares = Counter(line.proposal.quarters for line in lines)
    parts = [
        f"{count} × {units(share)}" if count > 1 else units(share)
        for share, count in sorted(shares.items(), reverse=True)
    ]
    return f"{' + '.join(parts)}, soit {total}"


def _name(line: ImpProposal) -> str:
    """Whoever has not agreed is not told as if they had, nor a draft as if it were presented."""
    if line.agreed_on:
        return f"{line.person} (en préparation)" if line.is_draft else f"{line.person}"
    return f"{line.person} (pas d’accord)" if line.declined_on else f"{line.person} (accord attendu)"


def proposal_of(line: ImpProposal, school: School, head: Person | None, today: date) -> dict[str, Any]:
    """Make one person's, to read and sign: what is proposed, why, when it would be paid, who decides."""
    texts = texts_for(line)
    agreed = f"donné le {full_day(line.agreed_on)}" if line.agreed_on else "à donner ci-dessous"
    return {
        "title": "Proposition d’indemnité pour mission particulière",
        "number": line.number,
        "letterhead": letterhead_of(school, number_of(line.envelope.school_year, line.number)),
        "year": line.envelope.school_year,
        "today": full_day(today),
        "facts": [
            ["Personne", str(line.person) if line.person else "–"],
            ["Mission", line.about],
            ["Taux proposé", rate_of(line)],
            ["Versement", _payment(line)],
            ["Accord", agreed],
        ],
        "words": [
            [label, text]
            for label, text in (
                ("Charge effective de travail", line.mission.workload),
                ("Niveau d’expertise requis", line.mission.expertise),
                ("Motif", line.mission.reason if line.mission.is_digital else ""),
            )
            if text
        ],
        "opinions": [
            [opinion.get_body_display(), opinion_said(opinion, with_votes=False)]
            for opinion in opinions_of(school, line.envelope.school_year)
            if line.had(opinion.body, opinion.held_on)
        ],
        "instalments": [list(pair) for pair in instalments_of(line)],
        "estimate": ESTIMATE,
        "person": f"{line.person.given_name} {line.person.family_name}" if line.person else "",
        "head": signer_words(head)[0],
        "quality": signer_words(head)[1],
        "is_agreed": line.agreed_on is not None,
        "said": "Ceci est une proposition : les instances donnent leur avis, le recteur décide.",
        "texts": cited(texts.annex, texts.decree, texts.of(rates_for(line).source)),
    }


def _payment(line: ImpProposal) -> str:
    return "mensuel, par neuvièmes" if line.is_whole_year else ONCE_DONE


def keying_of(allowances: AllowanceYear, school: School) -> list[list[object]]:
    """List what the rector was proposed or decided, for whoever keys it in the State's tool (R22).

    Whoever takes over has a row of their own, without units: no text read says how many.
    """
    taken, rows = _taken_over(allowances, school), list[list[object]]()
    for group in allowances.missions:
        for line in group.lines:
            if line.proposal.state not in {ProposalState.PROPOSED, ProposalState.DECIDED}:
                continue
            cents = rates_of(allowances.year).cents(line.proposal.quarters)
            parts = schedule(cents, allowances.year, first_month=line.proposal.envelope.first_month)
            who = line.proposal.person
            rows.append(
                [
                    who.family_name if who else "",
                    who.given_name if who else "",
                    group.mission.title,
                    group.mission.code,
                    line.proposal.task,
                    figure_in(units(line.proposal.quarters).removesuffix(" IMP")),
                    parts[0].label if line.proposal.is_whole_year else ONCE_DONE,
                    line.proposal.get_state_display(),
                    "",
                ]
            )
            rows += [_substitute(group, line.proposal, row) for row in taken.get(line.proposal.pk, [])]
    return rows


def _taken_over(allowances: AllowanceYear, school: School) -> dict[int, list[Substitution]]:
    """List who took over in the year, by line; one question."""
    rows = Substitution.objects.for_school(school).filter(
        proposal__envelope__school_year=allowances.year.label
    )
    by_line: dict[int, list[Substitution]] = {}
    for row in rows.select_related("person").order_by("since"):
        by_line.setdefault(row.proposal_id, []).append(row)
    return by_line


def _substitute(group: MissionLines, line: ImpProposal, row: Substitution) -> list[object]:
    who = row.person
    return [
        who.family_name if who else "",
        who.given_name if who else "",
        group.mission.title,
        group.mission.code,
        line.task,
        "",
        BY_RECTORATE,
        "Remplacement enregistré",
        f"remplace {line.person or 'une personne effacée'} {span_said(row)}",
    ]
