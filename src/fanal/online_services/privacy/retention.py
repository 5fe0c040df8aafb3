"""How long are accounts of other services kept here? As long as their difference, and never longer than that.

The list itself goes as soon as it is compared, or a week after it was left there.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from fanal.core.imports.models import Import, ImportLine
from fanal.core.registry import FILES, RETENTION, register
from fanal.core.retention import Retention, day_before, remove
from fanal.online_services.models import (
    AccessReview,
    AccountOwner,
    Comparison,
    Designation,
    ExpectedAdmin,
    Finding,
    ServiceDocument,
    ServiceHabit,
    Signing,
    SigningFile,
    StatePeriod,
)
from fanal.online_services.rules.states import DECLARED

LEFT, SILENT = timedelta(days=7), timedelta(days=180)
SETTLED = GONE = timedelta(days=365)


def _findings(school_id: int, now: datetime) -> int:
    rows = Finding.objects.for_school(school_id)
    silent = rows.exclude(state=Finding.State.GONE).filter(seen_on__lt=(now - SILENT).date())
    settled = rows.filter(state=Finding.State.GONE, settled_on__lt=(now - SETTLED).date())
    return remove(silent) or remove(settled)


def _lists(school_id: int, now: datetime) -> int:
    """A list that was left there: its lines, then what named it."""
    left = Comparison.objects.for_school(school_id).filter(
        compared_on__isnull=True, imported__made_at__lt=now - LEFT
    )
    imports: QuerySet = Import.objects.for_school(school_id).filter(pk__in=left.values("imported"))
    return remove(ImportLine.objects.for_school(school_id).filter(imported__in=imports)) or remove(imports)


def _people(school_id: int, now: datetime) -> int:
    """Whoever left a year ago is nobody's administrator, and owns no account."""
    day = (now - GONE).date()
    models = (ExpectedAdmin, AccountOwner)
    return sum(
        remove(model.objects.for_school(school_id).filter(person__left_on__lt=day)) for model in models
    )


@register(FILES)
def claimed_files(school_id: int) -> set[str]:
    """Documents of services, and scans of the acts that were signed on paper."""
    documents = ServiceDocument.objects.for_school(school_id).values_list("sha256", flat=True)
    return {*documents, *SigningFile.objects.for_school(school_id).values_list("sha256", flat=True)}


def _acts(school_id: int, now: datetime) -> int:
    """Drafts that nobody touched are not proofs; an act is one for five years after it ended."""
    rows = Designation.objects.for_school(school_id)
    over = rows.filter(ends_on__lt=day_before(now.date(), 5))
    over = over | rows.filter(revoked_on__lt=day_before(now.date(), 5))
    gone = remove(over)
    return gone or remove(Signing.objects.for_school(school_id).filter(acts__isnull=True))


def _reviews(school_id: int, now: datetime) -> int:
    return remove(AccessReview.objects.for_school(school_id).filter(opened_on__lt=day_before(now.date(), 5)))


def _states(school_id: int, now: datetime) -> int:
    """A state that ended a year ago, by what was said or by the end that was announced."""
    rows = StatePeriod.objects.for_school(school_id)
    ended = Q(ended_at__lt=now - GONE)
    announced = Q(ended_at__isnull=True, source=DECLARED, expected_end__lt=now - GONE)
    return remove(rows.filter(ended | announced))


def _habits(school_id: int, now: datetime) -> int:
    """An answer counts for a year; a year later it goes."""
    day = (now - 2 * GONE).date()
    return remove(ServiceHabit.objects.for_school(school_id).filter(said_on__lt=day))


OFFERED = (
    Retention(
        "online_services.findings",
        "Un écart de comptes : jusqu’à la comparaison qui ne le voit plus, ou 180 jours ; son empreinte "
        "seule, un an de plus.",
        ("online_services.Finding",),
        _findings,
    ),
    Retention(
        "online_services.lists",
        "Une liste de comptes : effacée dès qu’elle est comparée ; laissée avant, sept jours.",
        ("online_services.Comparison", "core.ImportLine"),
        _lists,
    ),
    Retention(
        "online_services.people",
        "L’administrateur prévu d’un service, le titulaire d’un compte : un an après le départ.",
        ("online_services.ExpectedAdmin", "online_services.AccountOwner"),
        _people,
    ),
    Retention(
        "online_services.states",
        "L’état d’un service : un an après sa fin.",
        ("online_services.StatePeriod",),
        _states,
    ),
    Retention(
        "online_services.reviews",
        "Une revue d’accès : cinq ans.",
        (
            "online_services.AccessReview",
            "online_services.ReviewedService",
            "online_services.ReviewedRight",
        ),
        _reviews,
    ),
    Retention(
        "online_services.habits",
        "Une réponse sur les habitudes de sécurité d’un service : deux ans.",
        ("online_services.ServiceHabit",),
        _habits,
    ),
    Retention(
        "online_services.acts",
        "Une désignation et son scan : cinq ans après la fin de l’acte.",
        (
            "online_services.Designation",
            "online_services.Signing",
            "online_services.SigningFile",
        ),
        _acts,
    ),
)
for rule in OFFERED:
    register(RETENTION, 42)(rule)
