"""The versions of a project as pages ask for them."""

from fanal.accounts.models.member import Member
from fanal.steering.models import ProjectOpinion, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.rules.adoption import adoption_doubts, councils_of
from fanal.steering.rules.version import Council


def version_in_force(member: Member) -> ProjectVersion | None:
    rows = ProjectVersion.objects.for_school(member.school).in_force()
    return rows.select_related("school").first()


def draft_of(member: Member) -> ProjectVersion | None:
    """The version that is prepared, for whoever reads it."""
    if not policies.read_versions(member.actor, None):
        return None
    return ProjectVersion.objects.for_school(member.school).drafts().first()


def opinions_of(version: ProjectVersion) -> list[tuple[Council, ProjectOpinion | None]]:
    """Each council, with what it said if it said something (one question)."""
    noted = {opinion.council: opinion for opinion in version.opinions.all()}
    return [
        (council, noted.get(council.value)) for council in councils_of(is_private=version.school.is_private)
    ]


def doubts_of(version: ProjectVersion) -> list[str]:
    """What the law says against bringing a draft into force today; nothing where nobody votes it."""
    if not version.is_voted:
        return []
    heard = version.opinions.filter(council=Council.PEDAGOGICAL).exists()
    return adoption_doubts(version.decision, has_pedagogical=heard)
