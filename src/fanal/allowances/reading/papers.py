"""What leaves on paper: the table for the councils, one person's proposal, the list for whoever keys it."""

from collections import Counter
from datetime import date
from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.reading.letterhead import letterhead_of, number_of
from fanal.accounts.rules.french import counted, full_day
from fanal.allowances.models import CouncilOpinion, ImpProposal, Substitution
from fanal.allowances.reading.allowance import AllowancesPage, MissionLines, ProposalRow
from fanal.allowances.reading.proposal import instalments_of, rate_of, rates_for, texts_for
from fanal.allowances.reading.proposals import opinions_of
from fanal.allowances.reading.substitution_paper import span_said
from fanal.allowances.rules.councils import Body, bodies
from fanal.allowances.rules.instalments import ESTIMATE, schedule
from fanal.allowances.rules.rates import rates_of, units
from fanal.allowances.rules.relief import COUNTING
from fanal.allowances.rules.states import COMMITTED, LIVING, ProposalState
from fanal.missions.rules.particular_mission import PRIORITY_HELP, article_of
from fanal.missions.rules.words import cited, texts_of

KEYED = ["Nom", "Prénom", "Mission", "Code", "Tâche", "Unités (IMP)", "Premier mois", "État", "Remplacement"]
ONCE_DONE = "après service fait"
DRAFTS = (
    "Ce qui est « en préparation » n’est pas encore présenté : il ne compte pas dans le total, et aucun avis "
    "n’est enregistré pour lui."
)
BY_RECTORATE = "à voir avec le rectorat"


def table_of(page: AllowancesPage, school: School, *, with_names: bool, today: date) -> dict[str, Any]:
    """The breakdown by mission: the opinion bears on it, so no name unless somebody asks for them."""
    is_private = school.status == School.Status.PRIVATE
    texts = texts_of(is_private=is_private)
    rates, rows = rates_of(page.year), [_mission(group, with_names=with_names) for group in page.missions]
    presented = [line.row for group in page.missions for line in group.lines if line.row.state in COMMITTED]
    quarters = sum(row.quarters for row in presented)
    gauge, heard = page.gauge, {opinion.body for opinion in page.opinions}
    return {
        "title": f"Missions particulières {page.year}",
        "school": f"{school.name}, {school.uai}",
        "letterhead": letterhead_of(school),
        "today": full_day(today),
        "rows": rows,
        "total": f"{units(quarters)}, {rates.said(quarters)}",
        "envelope": gauge.said(gauge.envelope.quarters) if gauge else "non notifiée",
        "left": gauge.said(gauge.envelope.quarters - quarters) if gauge else "",
        "opinions": [
            [opinion.get_body_display(), opinion_said(opinion, with_votes=True)] for opinion in page.opinions
        ],
        "bodies": [
            body.label for body in bodies(is_private=is_private) if body not in heard or _lacks(page, body)
        ],
        "said": "Proposition soumise à l’avis des instances ; le recteur décide des attributions.",
        "drafts": DRAFTS if page.drafts else "",
        "texts": f"Textes : {cited(texts.circular, texts.decree, rates.source)}.",
        "priority": "" if is_private else PRIORITY_HELP,
        "names": with_names,
    }


def _lacks(page: AllowancesPage, body: Body) -> bool:
    """Some line, even in preparation, remains to be presented to that body."""
    rows = [line.row for group in page.missions for line in group.lines if line.row.state in LIVING]
    return any(body not in row.heard_by for row in rows)


def opinion_said(opinion: CouncilOpinion, *, with_votes: bool) -> str:
    """« séance du 18 mai 2026 : favorable (14 pour, 2 contre, 3 abstentions) »."""
    said = f"séance du {full_day(opinion.held_on)} : {opinion.get_outcome_display().lower()}"
    if not with_votes or opinion.votes_for is None:
        return said
    abstentions = counted(opinion.abstentions or 0, "abstention")
    return f"{said} ({opinion.votes_for} pour, {opinion.votes_against} contre, {abstentions})"


def _mission(group: MissionLines, *, with_names: bool) -> dict[str, Any]:
    presented = [line for line in group.lines if line.row.state in COMMITTED]
    drafts = [line for line in group.lines if line.row.is_draft]
    reliefs = [relief for relief in group.reliefs if relief.state in COUNTING]
    rows = [line.row for line in presented + drafts]
    people = {row.person_id for row in rows} | {relief.person_id for relief in reliefs}
    amounts = [
        *([_said(group, presented)] if presented else []),
        *([f"en préparation : {_said(group, drafts)}"] if drafts else []),
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
        "article": "" if group.is_private else article_of(has_priority=mission.has_priority),
        "amount": " ; ".join(amounts) or "–",
        "words": [text for text in (mission.workload, mission.expertise, mission.reason) if text],
    }


def _said(group: MissionLines, lines: list[ProposalRow]) -> str:
    """« 4 × 0,5 IMP, soit 2 IMP, 2 500 € »: the shares as they are proposed, then their sum."""
    quarters = sum(line.row.quarters for line in lines)
    total = f"{units(quarters)}, {group.rates.said(quarters)}"
    if len(lines) == 1:
        return total
    shares = Counter(line.row.quarters for line in lines)
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
    """One person's, to read and sign: what is proposed, why, when it would be paid, who decides."""
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
        "head": str(head) if head else "",
        "is_agreed": line.agreed_on is not None,
        "said": "Ceci est une proposition : les instances donnent leur avis, le recteur décide.",
        "texts": f"Textes : {cited(texts.annex, texts.decree, rates_for(line).source)}.",
    }


def _payment(line: ImpProposal) -> str:
    return "mensuel, par neuvièmes" if line.is_whole_year else ONCE_DONE


def keying_of(page: AllowancesPage, school: School) -> list[list[str]]:
    """What the rector was proposed or decided, for whoever keys it in the State's tool (R22).

    Whoever takes over has a row of their own, without units: no text read says how many.
    """
    taken, rows = _taken_over(page, school), []
    for group in page.missions:
        for line in group.lines:
            if line.row.state not in {ProposalState.PROPOSED, ProposalState.DECIDED}:
                continue
            cents = rates_of(page.year).cents(line.row.quarters)
            parts = schedule(cents, page.year, first_month=line.row.envelope.first_month)
            who = line.row.person
            rows.append(
                [
                    who.family_name if who else "",
                    who.given_name if who else "",
                    group.mission.title,
                    group.mission.code,
                    line.row.task,
                    units(line.row.quarters).removesuffix(" IMP"),
                    parts[0].label if line.row.is_whole_year else ONCE_DONE,
                    line.row.get_state_display(),
                    "",
                ]
            )
            rows += [_substitute(group, line.row, row) for row in taken.get(line.row.pk, [])]
    return rows


def _taken_over(page: AllowancesPage, school: School) -> dict[int, list[Substitution]]:
    """Who took over in the year, by line; one question."""
    rows = Substitution.objects.for_school(school).filter(proposal__envelope__school_year=page.year.label)
    by_line: dict[int, list[Substitution]] = {}
    for row in rows.select_related("person").order_by("since"):
        by_line.setdefault(row.proposal_id, []).append(row)
    return by_line


def _substitute(group: MissionLines, line: ImpProposal, row: Substitution) -> list[str]:
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
