"""The head's parapheur: validate, refuse, sign a batch on paper and scan it once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Membership, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.files.attachments import Stored, is_our_unsigned_paper
from fanal.core.frozen.papers import keep_paper
from fanal.designations.actions.designations import refuse
from fanal.designations.actions.opening import align
from fanal.designations.models import Designation, Signing, SigningFile
from fanal.designations.policies import acts as policies
from fanal.designations.reading.act import act_sum, seal_of, whole_fingerprint
from fanal.designations.rules import signing as rules
from fanal.online_services.actions.administrators import administered


@dataclass(frozen=True)
class Signed:
    """What a head says of a batch: the day, the scans, and the name and quality printed on the acts."""

    on: date
    files: Collection[Stored]
    signer: str
    quality: str
    # The seal of each act (`reading.act.seal_of`) as the page showed it; None outside a page.
    read: Mapping[int, str] | None = None


@transaction.atomic
def validate_designations(school: School, numbers: Collection[int], *, now: datetime, by: Actor) -> int:
    """« Validation dans Fanal »: read and agreed, before the paper is signed. Opens nothing."""
    require(policies.sign_designation, by, None)
    rows = Designation.objects.for_school(school).awaiting().filter(number__in=numbers, validated_at=None)
    acts = list(rows.order_by("pk").select_for_update())
    for act in acts:
        require(policies.sign_designation, by, act)
        act.validated_at = now
        act.save(update_fields=["validated_at"])
        journal.noted(act, by=by, verb="online_services.act_validated")
    return len(acts)


@transaction.atomic
def refuse_designation(act: Designation, reason: str, *, by: Actor) -> Designation:
    """Back to its draft, with the reason for whoever prepared it."""
    act = Designation.objects.for_school(act.school_id).locked(act.pk)
    require(policies.sign_designation, by, act)
    if reasons := rules.reason_refusals(reason, why="pourquoi vous ne le signez pas"):
        raise RuleBroken(reasons)
    values = {**Designation.AS_DRAFT, "refusal": reason}
    journal.write_changes(act, values, by=by, verb="online_services.act_refused")
    return act


@transaction.atomic
def sign_designations(
    school: School, numbers: Collection[int], signed: Signed, *, today: date, by: Actor
) -> list[Designation]:
    """All of the batch or none: the acts are locked, so two heads cannot both sign one.

    What they open begins with the transaction (their first day, if it is to come).
    """
    require(policies.sign_designation, by, None)
    rows = Designation.objects.for_school(school).filter(number__in=set(numbers)).order_by("pk")
    acts = list(rows.select_for_update(of=("self",)))
    states = [act.state_on(today) for act in acts]
    if len(acts) != len(set(numbers)):
        raise RuleBroken(rules.ALREADY)
    reasons = rules.signing_refusals(states, signed_on=signed.on, today=today, files=len(signed.files))
    reasons += rules.unsigned_refusals(
        [file.name for file in signed.files if is_our_unsigned_paper(school.pk, file)]
    )
    reasons += rules.signer_refusals(signed.signer, signed.quality, _heads(school, {signed.on, today}))
    if reasons := reasons + _no_longer(acts, signed, today):
        raise RuleBroken(reasons)
    for act in acts:
        if act.service is not None and act.starts_on <= today:
            administered(act.service, [act.delegate_id])
    made = Signing.objects.create(
        school=school,
        signed_on=signed.on,
        signed_by_id=by.person_id,
        signer=signed.signer,
        quality=signed.quality,
    )
    SigningFile.objects.bulk_create(
        SigningFile(
            school=school, signing=made, name=file.name, mime=file.mime, size=file.size, sha256=file.sha256
        )
        for file in signed.files
    )
    for act in acts:
        require(policies.sign_designation, by, act)
        with journal.change(act, by=by, verb="online_services.act_signed", chain=journal.Chain.SECURITY):
            act.step, act.signing = Designation.Step.SIGNED, made
            act.save(update_fields=["step", "signing"])
        keep_paper("designations.act", act, act_sum(act), on=today, fingerprint=whole_fingerprint(act))
        align(act, by=by)
    return acts


def _heads(school: School, days: Collection[date]) -> list[str]:
    """The family names of those who are head of the school on one of these days."""
    names: set[str] = set()
    for day in days:
        held = Membership.objects.for_school(school).valid_on(day).holding(Role.HEAD)
        names |= set(held.values_list("person__family_name", flat=True))
    return sorted(names)


def _no_longer(acts: Collection[Designation], signed: Signed, today: date) -> list[str]:
    """What changed while they waited: the act itself, the function or the presence of whom it names."""
    reasons = []
    for act in acts:
        if signed.read is not None and signed.read.get(act.number) != seal_of(act):
            reasons.append(f"L’acte n° {act.number} a changé depuis que cette page est ouverte : relisez-le.")
        with reasons_of_refusal() as refusals:
            refuse(act, today)
        reasons += [f"Acte n° {act.number}. {reason}" for reason in refusals]
    return reasons
