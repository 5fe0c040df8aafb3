"""What trainings say to the board: sessions, what was asked of the académie, what was thought of them.

Nobody is named, and needs are not counted here. How many were present is said once they are a group that may
be shown; what a session was thought of, where its own page shows it.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from fanal.accounts.models import School
from fanal.accounts.rules.small_groups import may_be_shown_beside
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.period_filters import days_within
from fanal.measures.reading.report_blocks import (
    MOST_ROWS,
    REPORT_BLOCK,
    BlockBars,
    BlockFigure,
    BlockSentence,
    FigureLabel,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
)
from fanal.training.models import LocalTraining, SessionRegistration, TrainingSession
from fanal.training.reading.opinions import best_answers
from fanal.training.rules.local_training import LocalTrainingState
from fanal.training.rules.session import OpinionMoment, SessionState
from fanal.year.rules.periods import MeasurePeriod, PeriodKind, periods_of

SESSIONS, REQUESTS = ("séance", "séances"), ("demande", "demandes")
NO_SUBJECT = "Sans sujet"
MOST_BARS = 6


def traced_session(session: TrainingSession, school: School) -> MeasuredRow:
    """« Tableur et données · 12 places »: by its subject, never by a title, which may say a name."""
    label = f"{session.subject or NO_SUBJECT} · {counted(session.seats, 'place')}"
    page = address("training:session_page", school.uai, session.pk)
    return MeasuredRow.of(session, label, page, session.day)


def _of_sessions(
    code: str,
    label: FigureLabel,
    sessions: Sequence[TrainingSession],
    school: School,
    words: tuple[str, str],
    *,
    part: int,
    whole: int | None = None,
) -> BlockFigure:
    """A figure that stands on these sessions; `words`: its definition, its period."""
    definition, span = words
    return BlockFigure.counting(
        code,
        label,
        part,
        whole,
        definition=definition,
        period=span,
        rows=len(sessions),
        trace=tuple(traced_session(session, school) for session in sessions[:MOST_ROWS]),
        row_noun=SESSIONS,
    )


def _present(
    school: School, sessions: Sequence[TrainingSession], period: MeasurePeriod
) -> BlockFigure | None:
    """None for a small group, in the period or in a half of its year, and for nobody."""
    there = SessionRegistration.objects.for_school(school).filter(
        is_present=True, session__state=SessionState.HELD
    )

    def counts(part: MeasurePeriod) -> tuple[int, int]:
        rows = there.filter(**days_within(part, "session__day")).order_by()
        counts = rows.aggregate(every=Count("pk"), people=Count("person", distinct=True))
        return counts["every"], counts["people"]

    every, people = counts(period)
    halves = [counts(half)[1] for half in periods_of(period.year, PeriodKind.HALF)]
    if not may_be_shown_beside(halves, people, school.smallest_group):
        return None
    words = PRESENT, period.label
    return _of_sessions("training.present", ("présence", "présences"), sessions, school, words, part=every)


def _opinions(
    school: School, sessions: Sequence[TrainingSession], today: date, span: str
) -> list[BlockFigure]:
    figures = []
    for moment, code, label, words in (
        (OpinionMoment.NOW, "training.useful", USEFUL_LABEL, USEFUL),
        (OpinionMoment.LATER, "training.used", USED_LABEL, USED),
    ):
        answers = best_answers(sessions, moment, today, school.smallest_group)
        if answers.answers:
            sides = {"part": answers.best, "whole": answers.answers}
            figures.append(_of_sessions(code, label, answers.sessions, school, (words, span), **sides))
    return figures


def _requests(school: School, period: MeasurePeriod) -> list[BlockFigure]:
    """What was asked of the académie in the period, and of that, what it answered."""
    asked = LocalTraining.objects.for_school(school).filter(**days_within(period, "sent_on"))
    asked = asked.select_related("subject").order_by("sent_on", "pk")
    count = asked.count()
    if not count:
        return []

    def traced(row: LocalTraining) -> MeasuredRow:
        label = f"{row.subject} · {row.get_state_display()}"
        return MeasuredRow.of(
            row, label, address("training:local_training_page", school.uai, row.pk), row.sent_on
        )

    states = {
        "training.answered": (
            ("a reçu une réponse", "ont reçu une réponse"),
            asked.filter(answered_on__isnull=False),
            ANSWERED,
        )
    }
    accepted = asked.filter(state=LocalTrainingState.ACCEPTED)
    states["training.accepted"] = (("est acceptée", "sont acceptées"), accepted, ACCEPTED)
    more: dict[str, Any] = {"period": period.label, "noun": REQUESTS}
    label = ("formation demandée à l’académie", "formations demandées à l’académie")
    return [
        counted_figure("training.asked", label, asked, traced, definition=ASKED, **more),
        *(
            counted_figure(code, words, rows, traced, definition=meant, whole=count, **more)
            for code, (words, rows, meant) in states.items()
        ),
    ]


def _by_subject(sessions: Sequence[TrainingSession]) -> BlockBars | None:
    counts: dict[str, int] = {}
    for session in sessions:
        name = str(session.subject or NO_SUBJECT)
        counts[name] = counts.get(name, 0) + 1
    if not counts:
        return None
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]
    finding = f"Le plus de séances : « {most[0][0]} », {most[0][1]} sur {len(sessions)}."
    return BlockBars(finding, tuple((name, Decimal(count)) for name, count in most), "séances")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    held = TrainingSession.objects.for_school(school).filter(
        state=SessionState.HELD, **days_within(period, "day")
    )
    sessions = list(held.select_related("subject").order_by("day", "pk"))
    requests, span = _requests(school, period), period.label
    if not sessions and not requests:
        return None
    figures, sentences = list[BlockFigure](), list[BlockSentence]()
    if sessions:
        seats = sum(session.seats for session in sessions)
        figures = [
            _of_sessions(
                "training.held",
                ("séance tenue", "séances tenues"),
                sessions,
                school,
                (HELD, span),
                part=len(sessions),
            ),
            _of_sessions("training.seats", ("place", "places"), sessions, school, (SEATS, span), part=seats),
        ]
        present = _present(school, sessions, period)
        figures += [present] if present else []
        words = counted(len(sessions), "séance de formation tenue", "séances de formation tenues")
        sentences.append(BlockSentence(f"{words}, {counted(seats, 'place')}.", "training.held"))
    if requests:
        asked, _, accepted = requests
        words = counted(asked.rows, "formation demandée", "formations demandées")
        taken = counted(accepted.rows, "acceptée", "acceptées") if accepted.rows else "aucune acceptée"
        sentences.append(BlockSentence(f"{words} à l’académie, {taken}.", asked.code))
    opinions = _opinions(school, sessions, today, span)
    return ReportBlock(tuple(sentences), (*figures, *requests, *opinions), _by_subject(sessions))


USEFUL_LABEL = "réponse « très utile »", "réponses « très utile »"
USED_LABEL = (
    "réponse « chaque semaine », trois mois après",
    "réponses « chaque semaine », trois mois après",
)
HELD = "Séances de formation dont le jour tombe dans la période et dont la présence a été notée."
SEATS = "Somme des places de ces séances, prises ou non."
PRESENT = "Présences notées à ces séances : qui vient à deux séances compte deux fois."
ASKED = "Formations sur place (FIL, FIT) dont la demande est partie pendant la période."
ANSWERED = "Parmi ces demandes, celles auxquelles l’académie a répondu, oui ou non."
ACCEPTED = "Parmi ces demandes, celles que l’académie a acceptées."
USEFUL = (
    "Réponses « très utile » à « Cette séance vous sera-t-elle utile ? », sur toutes celles des séances "
    "tenues où cette réponse peut être lue sans désigner personne."
)
USED = (
    "Réponses « chaque semaine » à « Vous en servez-vous dans votre travail ? », sur toutes celles des "
    "séances tenues où cette réponse peut être lue sans désigner personne."
)

register(REPORT_BLOCK, "training.sessions")(
    ReportBlockSource(
        "training.sessions",
        "La formation",
        compose,
        "Les séances, ce qui a été demandé à l’académie, ce qu’on en dit.",
    )
)
