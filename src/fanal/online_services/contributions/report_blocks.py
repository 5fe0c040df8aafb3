"""What the services say to the board: how many are used, how many have their sheet in the register."""

from datetime import date

from fanal.accounts.models import School
from fanal.accounts.reading.report_blocks import (
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    TracedRow,
    counted_figure,
)
from fanal.accounts.rules.french import counted, full_day
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register
from fanal.online_services.models import OnlineService

NOUN = ("service", "services")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    rows = OnlineService.objects.for_school(school).in_use()
    used = rows.order_by("name", "pk")
    whole = used.count()
    if not whole:
        return None
    span = f"au {full_day(today)}"

    def traced(service: OnlineService) -> TracedRow:
        return TracedRow.of(
            service, service.name, address("online_services:service_page", school.uai, service.pk)
        )

    covered = used.filter(processing__isnull=False)
    ending = rows.ending(today).order_by("contract_ends_on", "pk")
    figures = (
        counted_figure(
            "online_services.used", "services utilisés", used, traced, definition=USED, period=span, noun=NOUN
        ),
        counted_figure(
            *("online_services.covered", "reliés à une fiche du registre", covered, traced),
            definition=COVERED,
            whole=whole,
            period=span,
            noun=NOUN,
        ),
        counted_figure(
            "online_services.ending",
            "contrats qui finissent bientôt",
            ending,
            traced,
            definition=ENDING,
            period=span,
            noun=NOUN,
        ),
    )
    missing = whole - figures[1].rows
    sentence = (
        f"{counted(missing, 'service')} sans fiche au registre des traitements."
        if missing
        else "Chaque service utilisé a sa fiche au registre des traitements."
    )
    return ReportBlock((BlockSentence(sentence, "online_services.covered"),), figures)


USED = "Services en ligne du catalogue de l’établissement, non archivés."
COVERED = "Services utilisés dont le catalogue nomme la fiche du registre des traitements."
ENDING = "Services utilisés dont le contrat finit dans le délai où Fanal prévient."

register(REPORT_BLOCK, 40)(ReportBlockSource("online_services.services", "Les services en ligne", compose))
