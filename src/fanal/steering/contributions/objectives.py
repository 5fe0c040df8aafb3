"""On the page of each thing that may serve one, which."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TracedKind, traced_kinds
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.steering.forms.link import PointForm
from fanal.steering.models import Objective, ObjectiveLink
from fanal.steering.policies import project as policies


def _kind_of(thing: object) -> tuple[TracedKind, str] | None:
    return next(((kind, key) for kind in traced_kinds() if (key := kind.key_of(thing))), None)


@register(PANEL, "steering")
def served_objective(member: Member, thing: object) -> Panel | None:
    """« Projet numérique »: the objective that a thing serves; nothing in a school without any in force."""
    named = _kind_of(thing) if policies.read_project(member.actor, None) else None
    if named is None:
        return None
    kind, key = named
    links = ObjectiveLink.objects.for_school(member.school).filter(kind=kind.code, row=key)
    link = links.filter(objective__axis__version__state="in_force").select_related("objective__axis").first()
    form = None
    has_objectives = Objective.objects.for_school(member.school).in_force().exists()
    if has_objectives and policies.link_objective(member.actor, None):
        initial = {"kind": kind.code, "row": key, "objective": link.objective_id if link else None}
        form = PointForm(school=member.school, initial=initial, auto_id="id_objective_%s")
    if link is None and form is None:
        return None
    return Panel("Projet numérique", "steering/panel.html", {"link": link, "form": form})
