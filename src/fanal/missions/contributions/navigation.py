"""The pages about the mission."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.agenda.rules.years import kept_years, known_years
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.missions.policies import absence as absence_policies
from fanal.missions.policies import handover as handover_policies
from fanal.missions.policies import point as point_policies
from fanal.missions.policies import sharing as sharing_policies
from fanal.missions.policies import training as training_policies
from fanal.missions.reading.navigation import EACH_WEEK, EACH_YEAR, mission_section


@register(NAVIGATION, "missions.point")
def point(member: Member) -> list[Item]:
    right, here = point_policies.read_point, mission_section(member)
    more = {"group": EACH_WEEK, "also": (address("points:decisions", member.school.uai),)}
    return page_for(member, right, here, "Point de la semaine", "points:point", **more)


@register(NAVIGATION, "missions.absence")
def absence(member: Member) -> list[Item]:
    right, here = absence_policies.read_absences, mission_section(member)
    return page_for(member, right, here, "Absence", "absences:absence", group=EACH_WEEK)


@register(NAVIGATION, "missions.needs_and_sharing")
def needs_and_sharing(member: Member) -> list[Item]:
    right, here = sharing_policies.read_sharing, mission_section(member)
    more = {"group": EACH_YEAR, "years": known_years}
    return [
        *page_for(member, right, here, "Besoins", "shares:needs", **more),
        *page_for(member, right, here, "Partage", "shares:sharing", **more),
    ]


@register(NAVIGATION, "missions.training_and_handover")
def training_and_handover(member: Member) -> list[Item]:
    training, handover = training_policies.open_training, handover_policies.read_handover
    here, each = mission_section(member), {"group": EACH_YEAR}
    return [
        *page_for(member, training, here, "Formation", "trainings:training", years=kept_years, **each),
        *page_for(member, handover, here, "Passation", "handover:handover", **each),
    ]
