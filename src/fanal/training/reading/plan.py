"""What the team reads of the plan: how many need what, never who; the requests, and the rules they follow."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.rules.small_groups import may_be_shown
from fanal.core.database.french_order import sort_key
from fanal.training.models import LocalTraining, LocalTrainingRules, TrainingNeed, TrainingSubject
from fanal.training.models.need import TrainingNeedQuerySet
from fanal.training.reading.weekly import weekly_needs
from fanal.training.rules.local_training import (
    GatheredPeople,
    LocalRules,
    RequestFacts,
    request_lines,
    rules_of_academy,
    threshold_words,
)
from fanal.training.rules.need import (
    NeedCounts,
    NeedFormat,
    NeedLevel,
    campaign_of,
    count_words,
    week_of,
)

RULE_FIELDS = (
    "name",
    "channel",
    "threshold",
    "list_days",
    "two_trainers_from",
    "source",
    "campaign_until",
)


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
    people: int
    words: str
    threshold_words: str
    is_enough: bool


def subjects_with_needs(school: School, rules: LocalRules, today: date) -> list[SubjectNeeds]:
    """Each subject with its needs of this week, the most asked first. A small group stands with no need."""
    counts = weekly_needs(school, today)
    subjects = TrainingSubject.objects.for_school(school).order_by(sort_key("name"))
    rows = [
        _subject_needs(subject, counts.get(subject.pk), rules, school.smallest_group) for subject in subjects
    ]
    return sorted(rows, key=lambda row: -row.people)


def _subject_needs(
    subject: TrainingSubject, counts: NeedCounts | None, rules: LocalRules, smallest: int
) -> SubjectNeeds:
    """A small group is said without its number."""
    people = counts.people if counts else 0
    lacks = threshold_words(people, rules.threshold, rules.name, is_counted=True) if counts else ""
    is_enough = counts is not None and people >= rules.threshold
    return SubjectNeeds(subject, people, count_words(people, smallest), lacks, is_enough)


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
    counts: NeedCounts | None
    levels: str
    formats: str


def people_of(local_training: LocalTraining, today: date, smallest: int) -> RequestPeople:
    """A draft reads the week; once sent, the number that was sent, whatever is said or withdrawn since."""
    school = local_training.school
    if local_training.is_draft:
        counts = weekly_needs(school, today).get(local_training.subject_id)
        people = counts.people if counts else 0
    else:
        counts, people = local_training.sent_counts, local_training.people
    levels, formats = (counts.levels, counts.formats) if counts else ({}, {})
    return RequestPeople(
        GatheredPeople(people, local_training.others, may_be_shown(people, smallest)),
        counts,
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
    """Subjects in the words of those who asked before this week: without a name, by their words."""
    rows = TrainingNeed.objects.for_school(school).in_campaign(campaign_of(today))
    rows = rows.filter(subject__isnull=True, made_on__lt=week_of(today))
    return rows.only("pk", "words", "school_id").order_by("words", "pk")
