"""The points of the demonstration: six weeks of them, the last one waiting for the head on two lines."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.missions.actions import point as actions
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.rules.point import monday_of

WEEKS: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        ("Prêter la valise de tablettes aux 6e le jeudi", "agreed", ""),
        ("Fermer les comptes partagés de la salle 12", "agreed", "Prévenez les collègues avant."),
    ),
    (
        ("Présenter Pix au prochain conseil pédagogique", "talk", "Vingt minutes suffisent ?"),
        ("Imprimante de la salle des professeurs : ne plus réparer", "no", "Demandons d’abord un devis."),
    ),
    (("Présenter Pix au prochain conseil pédagogique", "agreed", "Dix minutes, le 8."),),
    (
        ("Réserver la salle 204 pour les certifications", "agreed", ""),
        ("Mot aux familles sur l’hameçonnage", "agreed", "Je le relis avant l’envoi."),
    ),
    (
        ("Deux vidéoprojecteurs de plus dans la demande au Département", "talk", ""),
        ("Renouveler le contrat du logiciel de notes", "", ""),
        ("Changer le code du wifi invité", "agreed", ""),
    ),
)
DRAFT = "Deux vidéoprojecteurs de plus dans la demande au Département"


@register(STORY, "missions.points")
def live_the_points(story: Story) -> None:
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    head = actor_of(story.people["head"], Role.HEAD)
    first = monday_of(story.today) - timedelta(weeks=len(WEEKS))
    with scope(story.school):
        for rank, lines in enumerate(WEEKS):
            monday = first + timedelta(weeks=rank)
            _week(story, datetime.combine(monday, time(8, 30)), lines, lead, head)
        actions.add_line(story.school, DRAFT, now=timezone.now(), by=lead)
        # Told long ago: the demonstration begins without waiting mails.
        WeekPoint.objects.for_school(story.school).filter(sent_at__isnull=False).update(
            told_at=timezone.now()
        )


def _week(
    story: Story, monday: datetime, lines: tuple[tuple[str, str, str], ...], lead: Actor, head: Actor
) -> None:
    now = timezone.make_aware(monday)
    for text, _, _ in lines:
        actions.add_line(story.school, text, now=now, by=lead)
    point = actions.send_point(story.school, today=now.date(), now=now, by=lead)
    answers = {text: (answer, word) for text, answer, word in lines if answer}
    for line in PointLine.objects.for_school(story.school).filter(point=point):
        if line.text in answers:
            answer, word = answers[line.text]
            actions.answer_line(line, answer, word, now=now + timedelta(hours=5), by=head)
