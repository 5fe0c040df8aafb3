"""What the team reads of the plan: how many need what, never who; the requests, and the rules they follow."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, When

from fanal.accounts.models import School
from fanal.accounts.rules.small_groups import may_be_shown
from fanal.equipment.models.equipment_queryset import sort_key
from fanal.training.models import LocalTraining, LocalTrainingRules, TrainingNeed, TrainingSubject
from fanal.training.models.need import TrainingNeedQuerySet
from fanal.training.rules.local_training import (
    GatheredPeople,
    LocalRules,
    RequestFacts,
    request_lines,
    rules_of_academy,
    threshold_words,
)
from fanal.training.rules.need import (
    NeedFormat,
    NeedLevel,
    campaign_of,
    count_words,
    safe_breakdown,
)

RULE_FIELDS = ("name", "channel", "threshold", "notice_days", "two_trainers_from", "source")


@dataclass(frozen=True)
class RulesInForce:
    """`is_checked`: the school says so; until then they are an estimate."""

    rules: LocalRules
    is_checked: bool


def rules_in_force(school: School) -> RulesInForce:
    row = LocalTrainingRules.objects.for_school(school).first()
    if row is None:
        return RulesInForce(rules_of_academy(str(school.academy or "")), is_checked=False)
    return RulesInForce(LocalRules(**{name: getattr(row, name) for name in RULE_FIELDS}), row.is_checked)


@dataclass(frozen=True)
class SubjectNeeds:
    """One subject as planners read it; a small group and nobody read alike."""

    subject: TrainingSubject
    words: str
    threshold_words: str
    is_enough: bool


def subjects_with_needs(school: School, today: date) -> QuerySet[TrainingSubject]:
    """`asked`: the open needs of this campaign that no request holds. A small group stands with no need."""
    campaign = campaign_of(today)
    counted = Q(
        needs__met_on__isnull=True, needs__campaign__lte=campaign.code, needs__local_training__isnull=True
    )
    rows = TrainingSubject.objects.for_school(school)
    size = Case(When(asked__gte=school.smallest_group, then=F("asked")), default=0)
    return rows.annotate(asked=Count("needs", filter=counted)).order_by(size.desc(), sort_key("name"))


def subject_needs(subject: TrainingSubject, rules: LocalRules, smallest: int) -> SubjectNeeds:
    """Of a row of `subjects_with_needs`; a small group is said without its number."""
    count: int = subject.asked  # type: ignore[attr-defined]
    counts = may_be_shown(count, smallest)
    lacks = threshold_words(count, rules.threshold, rules.name, is_counted=True) if counts else ""
    return SubjectNeeds(subject, count_words(count, smallest), lacks, counts and count >= rules.threshold)


def needs_for(local_training: LocalTraining, today: date) -> TrainingNeedQuerySet:
    """Those that it gathers: of its subject while it is a draft, its own once it is sent."""
    rows = TrainingNeed.objects.for_school(local_training.school_id)
    if local_training.is_draft:
        return rows.in_campaign(campaign_of(today)).free().filter(subject=local_training.subject_id)
    return rows.filter(local_training=local_training)


@dataclass(frozen=True)
class RequestPeople:
    """How many a request counts, and what may be said of their level and of the form that they want."""

    gathered: GatheredPeople
    levels: str
    formats: str


def people_of(local_training: LocalTraining, today: date, smallest: int) -> RequestPeople:
    """Once sent, the number that was sent, whatever is withdrawn since."""
    rows = list(needs_for(local_training, today).values_list("level", "format"))
    count = len(rows) if local_training.is_draft else local_training.people
    is_same = len(rows) == count
    levels = safe_breakdown(Counter(level for level, _ in rows), smallest) if is_same else {}
    formats = safe_breakdown(Counter(form for _, form in rows), smallest) if is_same else {}
    return RequestPeople(
        GatheredPeople(count, local_training.others, may_be_shown(count, smallest)),
        ", ".join(f"{number} « {NeedLevel(code).label} »" for code, number in sorted(levels.items())),
        ", ".join(f"{number} « {NeedFormat(code).label} »" for code, number in sorted(formats.items())),
    )


def lines_of_request(
    local_training: LocalTraining, people: RequestPeople, trainers: int
) -> list[tuple[str, str]]:
    school, subject = local_training.school, local_training.subject
    return request_lines(
        RequestFacts(
            title=local_training.title,
            subject=subject.name,
            aims=local_training.aims,
            people=people.gathered.words,
            levels=people.levels,
            skills=subject.skills_words,
            staff_domains=subject.staff_words,
            day=local_training.wished_on,
            place=local_training.place,
            trainers=trainers,
            school=school.name,
            uai=school.uai,
        )
    )


def proposed_words(school: School, today: date) -> QuerySet[TrainingNeed]:
    """Subjects in the words of those who asked: without a name, by their words, not their time."""
    rows = (
        TrainingNeed.objects.for_school(school).in_campaign(campaign_of(today)).filter(subject__isnull=True)
    )
    return rows.only("pk", "words", "school_id").order_by("words", "pk")
