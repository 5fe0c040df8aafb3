"""The pages of the mission in its row of links."""

from fanal.agenda.rules.years import kept_years, known_years
from fanal.core.registry import MISSION_PAGE, register
from fanal.missions import policies
from fanal.missions.views.sections import MissionPage

PAGES = {
    10: MissionPage("week", "Point", "points:point", policies.read_point),
    20: MissionPage("work", "Mon carnet", "work:log", policies.show_own_log, kept_years),
    30: MissionPage("shared_work", "Carnets", "work:shared_list", policies.read_shared_work),
    40: MissionPage("needs", "Besoins", "shares:needs", policies.read_sharing, known_years),
    50: MissionPage("sharing", "Partage", "shares:sharing", policies.read_sharing, known_years),
    80: MissionPage("absence", "Absence", "absences:absence", policies.read_absences),
    90: MissionPage("training", "Formation", "trainings:training", policies.open_training, kept_years),
    100: MissionPage("handover", "Transmission", "handover:handover", policies.read_handover),
}
for order, page in PAGES.items():
    register(MISSION_PAGE, order)(page)
