"""The letters of the demonstration: one is signed, the second référent's waits for their agreement."""

from datetime import date, timedelta

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.mission_letters.actions import letter
from fanal.mission_letters.reading.prefill import prefilled
from fanal.mission_letters.rules.letter import Pay
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import MissionKind
from fanal.year.rules.years import year_of

LEAD = {
    "objectives": "Les comptes de l’ENT justes à la Toussaint\nUne réponse à chaque demande le jour même",
    "means": "Un portable et un téléphone de service\nLe bureau du rez-de-chaussée",
    "time_slots": "Mardi de 13 h à 14 h\nJeudi de 10 h à 12 h",
}
SECOND = {
    "main_missions": "Accompagner les enseignants\nSe former et former",
    "secondary_missions": "Remplacer le référent quand il est absent",
    "objectives": "Un temps de formation par trimestre, ouvert à tous",
    "means": "Une valise de douze tablettes",
    "time_slots": "Vendredi de 11 h à 12 h",
}


@register(STORY, "mission_letters")
def write_the_letters(story: Story) -> None:
    year, people, head = year_of(story.today), story.people, actor_of(story.people["head"], Role.HEAD)
    with scope(story.school):
        rows = ParticularMission.objects.for_school(story.school).of_year(year.label)
        mission = rows.get(kind=MissionKind.DIGITAL)
        made = []
        for name, words in (("digital_lead", LEAD), ("second_lead", SECOND)):
            values = prefilled(story.school, mission, people[name], story.today).values
            pay = Pay(values.pop("pay", Pay.NONE.value))
            written = letter.LetterInput(year.starts_on, year.lessons_end_on, pay, values | words)
            made.append(letter.start_letter(mission, people[name], written, by=head))
            letter.share_letter(made[-1], by=head)
        lead = actor_of(people["digital_lead"], Role.DIGITAL_LEAD)
        day = max(date(year.first, 9, 8), year.starts_on)
        if day > story.today:
            day = story.today
        letter.agree_to_letter(made[0], made[0].revision, today=day, by=lead)
        letter.note_signature(made[0], min(day + timedelta(days=3), story.today), today=story.today, by=head)
