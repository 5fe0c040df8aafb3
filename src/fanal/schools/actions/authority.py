"""The authority that a school names: a shared catalogue, where one never rewrites what others rely on."""

import hashlib
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from fanal.accounts.models import Authority, PartnerMembership, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies import installation as policies
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope

LONGEST = 40


def code_of(name: str) -> str:
    """How addresses name an authority or an académie: its letters. Two long names never share a code."""
    whole = slugify(name)
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[: LONGEST - 9]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def known_kind(name: str) -> str:
    """The type of the authority of this name; empty when nobody named it before."""
    return Authority.objects.filter(code=code_of(name)).values_list("kind", flat=True).first() or ""


@transaction.atomic
def authority_of(name: str, kind: str, *, school: School | None = None) -> Authority:
    """The authority of this name and type, made if nobody named it before. `school`: who names it, if open.

    A name differs by its letters, not by its accents or capitals. The record that this school alone names is
    corrected; one that confirmed schools name, or that has technicians here, stays as it is.
    """
    name = " ".join(name.split())
    code = code_of(name)
    if not code or kind not in Authority.Kind:
        raise RuleBroken("Donnez le nom de la collectivité, et son type.")
    authority = Authority.objects.select_for_update().filter(code=code).first()
    if authority is None:
        return Authority.objects.create(code=code, name=name, kind=kind)
    if (authority.name, authority.kind) != (name, kind):
        _correct(authority, school, name, kind)
    return authority


def _correct(authority: Authority, school: School | None, name: str, kind: str) -> None:
    believed = School.objects.filter(authority=authority, authority_confirmed_on__isnull=False)
    others = believed.exclude(pk=school.pk) if school else believed
    if others.exists() or _has_technicians(authority):
        if authority.kind != kind:
            type_words = authority.get_kind_display()
            raise RuleBroken(
                f"« {authority.name} » est déjà connue ici, de type « {type_words} » : choisissez ce type."
            )
        return
    authority.name, authority.kind = name, kind
    authority.save(update_fields=["name", "kind"])


def _has_technicians(authority: Authority) -> bool:
    return PartnerMembership.objects.filter(authority=authority).exists()


def spelt_again(school: School, name: str, kind: str) -> bool:
    """Whether another name of the same type is a slip put right: this school alone names its record.

    The record is renamed then, and whatever was sent to it stays with it.
    """
    own, code = school.authority, code_of(name)
    if own is None or own.kind != kind or not code or Authority.objects.filter(code=code).exists():
        return False
    if School.objects.filter(authority=own).exclude(pk=school.pk).exists() or _has_technicians(own):
        return False
    own.name, own.code = " ".join(name.split()), code
    own.save(update_fields=["name", "code"])
    return True


@transaction.atomic
def change_support(authority: Authority, *, email: str, phone: str, by: Actor) -> Authority:
    """Where the schools of this authority pass breakdowns on, when they name no address of their own.

    Each of them reads it in its journal.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    require(policies.change_authority, by, authority)
    before = (authority.support_email, authority.support_phone)
    authority.support_email, authority.support_phone = email.strip().lower(), " ".join(phone.split())
    try:
        authority.clean_fields(exclude=["code", "name", "kind"])
    except ValidationError as wrong:
        raise RuleBroken(
            [message for reasons in wrong.message_dict.values() for message in reasons]
        ) from wrong
    authority.save(update_fields=["support_email", "support_phone"])
    if before != (authority.support_email, authority.support_phone):
        _note_support(authority, by=by)
    return authority


def _note_support(authority: Authority, *, by: Actor) -> None:
    where = " ".join(filter(None, (authority.support_email, authority.support_phone))) or "aucune adresse"
    schools = list(School.objects.filter(authority=authority).order_by("pk"))
    with scope(*schools):
        for school in schools:
            journal.noted(
                school,
                by=by,
                verb="accounts.support_changed",
                chain=journal.Chain.SECURITY,
                reason=f"{authority.name} : {where}",
            )


@transaction.atomic
def confirm_authority(school: School, kind: str = "", *, today: date, by: Actor) -> School:
    """The school does stand under the authority it names: its technicians see it from now on.

    `kind`: the type put right, for every school that names it. Needs the school's scope.
    """
    school = School.objects.held(school.pk)
    require(policies.confirm_authority, by, school)
    if school.authority is None:
        raise RuleBroken(f"{school.name} ne dit pas encore de quelle collectivité il dépend.")
    if kind and kind != school.authority.kind:
        school.authority.kind = kind
        school.authority.save(update_fields=["kind"])
    name, chain = school.authority.name, journal.Chain.SECURITY
    with journal.change(school, by=by, verb="accounts.authority_confirmed", reason=name, chain=chain):
        school.authority_confirmed_on = today
        school.save(update_fields=["authority_confirmed_on"])
    return school
