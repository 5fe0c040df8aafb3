"""What is kept about functions, rights and sign-ins: the rights that somebody had, five years.

A sign-in that leads nowhere for a year is removed.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from fanal.accounts.models import (
    AccessGrant,
    ApiToken,
    Invitation,
    Membership,
    PartnerMembership,
    School,
    User,
)
from fanal.accounts.models.membership import cut_off, sign_ins_in_use, valid_since
from fanal.accounts.models.roles import Delegated, role_words
from fanal.accounts.policies.school import see_people
from fanal.accounts.policies.token import make_token
from fanal.core import jobs
from fanal.core.people.erasure import Subject
from fanal.core.people.kinds import PARTNERS, STAFF
from fanal.core.people.personal_data import (
    About,
    AppPrivacy,
    Erased,
    JournalName,
    Known,
    Own,
    Until,
    days,
    years,
)
from fanal.core.retention.removal import BATCH, day_before, years_before
from fanal.core.tenancy import scope

SENTENCES = {
    "accounts.partner_invited": "Partenaire invité",
    "accounts.partner_kept_until": "Fin de l’accès d’un partenaire changée",
    "accounts.partner_ended": "Accès d’un partenaire arrêté",
    "accounts.partner_reopened": "Accès d’un partenaire rouvert",
    "accounts.functions_given": "Fonctions données",
    "accounts.functions_changed": "Fonctions changées",
    "accounts.functions_ended": "Fonctions arrêtées",
    "accounts.functions_withdrawn": "Fonctions à venir retirées",
    "accounts.act_awaited": "Droits d’administration donnés en attendant la désignation",
    "accounts.act_not_awaited": "Droits donnés en attendant la désignation arrêtés",
    "accounts.right_given": "Droits d’administration ouverts par un acte",
    "accounts.right_changed": "Droits d’administration changés avec leur acte",
    "accounts.right_ended": "Droits d’administration fermés avec leur acte",
    "accounts.invitation_sent": "Invitation envoyée",
    "accounts.invitation_withdrawn": "Invitation retirée",
    "accounts.invitation_accepted": "Invitation acceptée",
    "accounts.signed_in": "Connexion",
    "accounts.signed_out": "Déconnexion",
    "accounts.sign_in_failed": "Connexion refusée",
    "accounts.password_changed": "Mot de passe changé",
    "accounts.password_reset": "Mot de passe choisi de nouveau",
    "accounts.second_factor_added": "Double authentification ajoutée",
    "accounts.second_factor_removed": "Double authentification retirée",
    "accounts.second_factor_reset": "Double authentification remise à zéro",
    "accounts.second_factor_failed": "Double authentification refusée",
    "accounts.access_ended": "Accès fermé par l’exploitant",
    "accounts.access_reopened": "Accès rouvert par l’exploitant",
    "accounts.token_made": "Jeton d’accès créé",
    "accounts.token_revoked": "Jeton d’accès révoqué",
}
TOKENS_LAST = timedelta(days=30)
SIGN_IN = "l’adresse et le mot de passe haché de son compte"
RIGHTS = "savoir qui avait quels droits, cinq ans après leur fin"


def still_here(subject: Subject) -> QuerySet:
    held = Membership.objects.for_school(subject.school_id).filter(person=subject.pk)
    return held.filter(valid_since(subject.today), person__left_on__isnull=True)


def _cut_from_sign_in(rows: QuerySet, subject: Subject) -> None:
    """Their sign-in leads here no more; if it leads nowhere else, it goes too."""
    users = set(rows.filter(user__isnull=False).values_list("user_id", flat=True))
    ApiToken.objects.for_school(subject.school_id).filter(user__in=users).delete()
    rows.update(user=None)
    for user_id in sorted(users):
        jobs.defer("accounts.forget_sign_in", user_id=user_id)


def _partners_of(school_id: int) -> QuerySet:
    """Those of its authority and of its académie, who are not rows of the school."""
    school = School.objects.filter(pk=school_id)
    theirs = Q(authority__in=school.values("authority")) | Q(academy__in=school.values("academy"))
    return PartnerMembership.objects.filter(theirs).select_related("user")


def _forget_sign_ins(school_id: int, now: datetime) -> int:
    """The only rule that looks into every school at once: a sign-in may lead to any of them."""
    schools = list(School.objects.only("pk"))
    with scope(*schools):
        in_use = sign_ins_in_use(day_before(now.date(), 1))
        old = User.objects.filter(date_joined__lt=years_before(now, 1)).order_by("pk")
        users = [pk for pk in old.values_list("pk", flat=True) if pk not in in_use][:BATCH]
        ApiToken.objects.for_schools(schools).filter(user__in=users).delete()
        cut_off(users)
        User.objects.filter(pk__in=users).delete()
    return len(users)


def forget_if_nowhere(user_id: int) -> bool:
    """Remove one sign-in that no school and no partner knows any more; True when it went."""
    with scope(*School.objects.only("pk")):
        is_member = Membership.objects.filter(user=user_id).exists()
        if is_member or PartnerMembership.objects.filter(user=user_id).exists():
            return False
        ApiToken.objects.for_schools(School.objects.only("pk")).filter(user=user_id).delete()
        return bool(User.objects.filter(pk=user_id).delete()[0])


keeps = AppPrivacy("accounts", "Personnes et réglages", SENTENCES, place="accounts.sign_in")
MEMBERSHIPS = keeps.rule("accounts.memberships", "Les droits d’une personne : cinq ans après leur fin.")
INVITATIONS = keeps.rule("accounts.invitations", "Les invitations : trente jours après l’envoi.")
TOKENS = keeps.rule("accounts.tokens", "Les jetons d’accès : trente jours après leur fin.")
PARTNER_RIGHTS = keeps.rule(
    "accounts.partners", "Les droits d’un partenaire : un an après leur fin.", is_of_a_school=False
)
keeps.rule(
    "accounts.users",
    "Un compte qui ne mène plus nulle part : un an.",
    User,
    EmailAddress,
    Authenticator,
    UserSession,
    remover=_forget_sign_ins,
    is_of_a_school=False,
)

keeps(User, About(STAFF, "email"), About(PARTNERS, "email", what=SIGN_IN))
keeps(EmailAddress, About(STAFF, "email"), About(PARTNERS, "email", what=SIGN_IN))
keeps(
    Membership,
    Erased(
        "Fonctions en cours",
        rows=still_here,
        stops="Cette personne est encore dans l’établissement : notez d’abord son départ, "
        "sous « Personnes ».",
    ),
    Erased(
        "Fonctions",
        "person",
        becomes=f"détachées de son compte ; les dates restent : {RIGHTS}",
        forget=_cut_from_sign_in,
    ),
    Erased("Remplacements de cette personne", "replaces", becomes="sans dire qui était remplacé"),
    Until(MEMBERSHIPS, "valid_until", years(5)),
    Own(
        "fonctions",
        {"fonctions": "roles", "depuis": "valid_from", "jusqu’au": "valid_until"},
        by="depuis",
        labels={"fonctions": role_words},
    ),
    JournalName(
        "Accès", "{0.person}", "people:person_page", by="person_id", related="person", right=see_people
    ),
)
keeps(
    AccessGrant,
    Erased("Droits d’administration de Fanal", "person", why=f"sans son nom : {RIGHTS}"),
    Until(MEMBERSHIPS, "valid_until", years(5)),
    Own(
        "droits d’administration",
        {"opérations": "operations", "depuis": "valid_from", "jusqu’au": "valid_until"},
        by="depuis",
        labels={"opérations": lambda codes: [Delegated(code).label for code in codes]},
    ),
)
keeps(
    Invitation,
    About(STAFF, "email"),
    Erased("Invitations", "person"),
    Until(INVITATIONS, "sent_at", days(30)),
    JournalName(
        "Invitation", "{0.person}", "people:person_page", by="person_id", related="person", right=see_people
    ),
    Own(
        "invitations",
        {"adresse": "email", "envoyée le": "sent_at", "acceptée le": "accepted_at"},
        by="envoyée le",
    ),
)
keeps(
    ApiToken,
    About(STAFF, "holder_name"),
    About(PARTNERS, "holder_name", what="ses jetons d’accès"),
    Erased("Jetons d’accès", "person"),
    Until(TOKENS, rows=lambda tokens, now: tokens.over_before((now - TOKENS_LAST).date())),
    Own(
        "jetons d’accès",
        {"nom": "name", "créé le": "made_on", "jusqu’au": "expires_on", "servi le": "last_used_on"},
        by="créé le",
        of=(),  # those of their sign-in: what somebody made as a partner names no person
        among=lambda tokens, member: tokens.filter(user_id=member.user_id),
    ),
    JournalName("Jeton d’accès", "« {0} »", "tokens:token_list", right=make_token),
)
keeps(
    PartnerMembership,
    Known(
        PARTNERS,
        (
            Erased(
                "Accès d’un partenaire",
                why="l’exploitant l’ouvre et le ferme pour la collectivité ou l’académie : "
                "demandez-lui de l’arrêter, son nom s’efface un an après",
            ),
        ),
        {"nom": "name", "fonction": "role", "depuis": "valid_from", "jusqu’au": "valid_until"},
        name="name",
        email="user__email",
        rows=_partners_of,
        what="le nom, l’adresse et la fonction",
    ),
    Until(PARTNER_RIGHTS, "valid_until", years(1)),
)
