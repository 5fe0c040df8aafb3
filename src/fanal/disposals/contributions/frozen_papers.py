"""The list of what left the inventory, among the papers that « Vérifier un document » knows."""

from fanal.core.documents.paper import typeset_whole
from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.disposals.models import Disposal
from fanal.disposals.policies import disposal as policies
from fanal.disposals.reading.listed import list_sum
from fanal.disposals.reading.papers import TEMPLATE, list_paper


def _found(school_id: int, row: int) -> Disposal | None:
    rows = Disposal.objects.for_school(school_id).filter(pk=row, closed_on__isnull=False)
    found: Disposal | None = rows.select_related("school__authority").first()
    return found


def _made(disposal: Disposal) -> bytes:
    assert disposal.closed_on is not None
    return typeset_whole(TEMPLATE, list_paper(disposal, for_board=False, today=disposal.closed_on))


register(FROZEN_PAPERS)(
    PaperKind(
        "disposals.list",
        _found,
        sums=lambda disposal: [list_sum(disposal)],
        name=lambda disposal: f"la liste de la sortie n° {disposal.number}",
        page=lambda disposal: address("disposals:disposal_page", disposal.school.uai, disposal.pk),
        reads=lambda member, _: policies.read_disposals(member.actor, None),
        make=_made,
    )
)
