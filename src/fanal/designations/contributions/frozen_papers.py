"""A signed act, among the papers that « Vérifier un document » knows."""

from typing import Any

from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.reading.act import act_sum


def _found(school_id: int, row: int) -> Designation | None:
    return Designation.objects.for_school(school_id).signed().select_related("school").filter(pk=row).first()


def _reads(member: Any, act: Designation) -> bool:
    is_theirs = member.person is not None and member.person.pk == act.delegate_id
    return is_theirs or policies.read_designations(member.actor, None)


register(FROZEN_PAPERS)(
    PaperKind(
        "designations.act",
        _found,
        sums=lambda act: [act_sum(act)],
        name=lambda act: f"l’acte de désignation n° {act.number}",
        page=lambda act: address("designations:act_page", act.school.uai, act.number),
        reads=_reads,
    )
)
