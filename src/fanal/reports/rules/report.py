"""What may a report hold, when do its papers leave, and to how many may it be sent? Pure.

The papers of a board leave eight days before it, one in an emergency (code de l’éducation, R421-25); where
that day is not worked, they leave on the last one before it that is. The other numbers are Fanal's own.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from fanal.core.text.french import full_day
from fanal.year.rules.delays import WorkingCalendar, next_working_day

PAPERS_DAYS = 8
SOON_DAYS = 7  # before the papers leave: the draft comes first on the home page
LONGEST_TEXT = 4_000  # signs before one part
MOST_DRAFTS, MOST_REPORTS, MOST_PARTS = 10, 200, 20
MOST_ADDRESSES, MOST_A_DAY = 20, 40  # of one report; of a school in a day
FARTHEST = timedelta(days=366)
KEPT_YEARS = 10
PATIENCE = timedelta(minutes=5)  # of whoever waits for a job


def part_refusals(codes: Sequence[str], offered: Sequence[str]) -> list[str]:
    """Why a report cannot be made of these parts."""
    if not codes:
        return ["Choisissez au moins une partie : un rapport vide ne se fige pas."]
    if len(codes) > MOST_PARTS:
        return [f"Un rapport a {MOST_PARTS} parties au plus : retirez-en {len(codes) - MOST_PARTS}."]
    if set(codes) - set(offered):
        return ["Une des parties n’existe plus : rechargez la page, puis choisissez de nouveau."]
    return []


def papers_day(board_on: date, calendar: WorkingCalendar) -> date:
    """The last day on which the school is open to send the papers of a board."""
    return next_working_day(board_on - timedelta(days=PAPERS_DAYS), calendar, step=-1)


def date_refusals(board_on: date | None, today: date) -> list[str]:
    """Why a report cannot be presented on that day."""
    if board_on is None or today - FARTHEST <= board_on <= today + FARTHEST:
        return []
    return ["Cette séance est à plus d’un an d’aujourd’hui : vérifiez l’année, ou laissez la date vide."]


def sending_refusals(
    *, fresh: int, of_report: int, of_day: int, send_on: date, today: date, refused: Sequence[str]
) -> list[str]:
    """Why a report cannot be sent to so many more addresses on that day.

    `of_report`: how many it was sent to; `of_day`: how many leave on that day, whatever the report;
    `refused`: those among them whose reader wants none any more.
    """
    reasons = [
        f"« {address} » ne veut plus recevoir de rapport : retirez cette adresse." for address in refused
    ]
    if not fresh:
        reasons.append("Ces adresses l’ont déjà, ou l’auront : donnez-en une autre.")
    if of_report + fresh > MOST_ADDRESSES:
        left = max(MOST_ADDRESSES - of_report, 0)
        reasons.append(
            f"Un rapport part à {MOST_ADDRESSES} adresses au plus : il en reste {left}. "
            "Au-delà, joignez le PDF à l’un de vos courriels."
        )
    if of_day + fresh > MOST_A_DAY:
        reasons.append(
            f"L’établissement envoie au plus {MOST_A_DAY} rapports par jour : choisissez un autre jour."
        )
    if not today <= send_on <= today + FARTHEST:
        reasons.append("Choisissez un jour d’envoi entre aujourd’hui et dans un an.")
    return reasons


def papers_words(papers_by: date | None, today: date) -> str:
    """« Les documents partent le … », as the page of a draft says it."""
    if papers_by is None:
        return "La date du conseil n’est pas fixée."
    days, when = (papers_by - today).days, full_day(papers_by)
    before = f"au moins {PAPERS_DAYS} jours avant le conseil"
    if days < 0:
        return f"Les documents devaient partir le {when}, {before}. En urgence, le délai est d’un jour."
    if days == 0:
        return f"Les documents partent aujourd’hui, {before}."
    return f"Les documents partent au plus tard le {when}, {before}."
