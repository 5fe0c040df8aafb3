"""The versions of a project as pages ask for them."""

from fanal.accounts.models.member import Member
from fanal.steering.models import ProjectOpinion, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.rules.version import Council


def version_in_force(member: Member) -> ProjectVersion | None:
    return ProjectVersion.objects.for_school(member.school).in_force().first()


def draft_of(member: Member) -> ProjectVersion | None:
    """The version that is prepared, for whoever reads it."""
    if not policies.read_versions(member.actor, None):
        return None
    return ProjectVersion.objects.for_school(member.school).drafts().first()


def opinions_of(version: ProjectVersion) -> list[tuple[Council, ProjectOpinion | None]]:
    """Each council, with what it said if it said something (one question)."""
    noted = {opinion.council: opinion for opinion in version.opinions.all()}
    return [(council, noted.get(council.value)) for council in Council]
