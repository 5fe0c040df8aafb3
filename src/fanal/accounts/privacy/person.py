"""What is kept about somebody of the staff, and how they are found when they ask for it, or to be erased.

A person who left loses their name a year later, when nothing needs it any more (a loan, an open request);
what they did stays, done by nobody.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.anonymous import BLANK, NOBODY
from fanal.accounts.models.member import Member
from fanal.accounts.policies.school import see_people
from fanal.accounts.privacy.sign_in import still_here
from fanal.core import journal
from fanal.core.imports.models import Import
from fanal.core.pages.saved_views import SavedView
from fanal.core.people.erasure import PERSON, Finder, Subject
from fanal.core.people.kinds import STAFF
from fanal.core.people.own_data import OwnRows
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Own, Until, days
from fanal.core.people.subjects import DATA_SUBJECTS
from fanal.core.registry import NEEDED, PERSONAL_DATA, register, registered
from fanal.core.retention.removal import BATCH, day_before

SENTENCES = {
    "accounts.person_enrolled": "Personne inscrite à la mise en service",
    "accounts.person_invited": "Personne invitée par l’exploitant",
    "accounts.person_added": "Personne ajoutée",
    "accounts.person_changed": "Fiche d’une personne modifiée",
    "accounts.person_left": "Départ noté",
    "accounts.person_came_back": "Retour noté",
    "core.values_erased": "Valeurs effacées du journal",
    "retention.removed": "Données effacées au bout de leur délai",
}
THEIRS = "Lu de cette personne seule, sur la page « Mes données » de son compte : elle l’y prend elle-même."


def _people(school_id: int) -> QuerySet:
    return Person.objects.for_school(school_id).exclude(family_name=NOBODY)


def _summary(person: Person, today: date) -> Subject:
    names = person.given_name, person.family_name
    return Subject(PERSON, person.school_id, person.pk, *names, today, person.job)


def _subject(person: Person, today: date) -> Subject:
    """With the addresses of their sign-ins: mails are theirs by these."""
    links = Membership.objects.for_school(person.school_id).filter(person=person, user__isnull=False)
    users = list(links.order_by("-valid_from").values_list("user_id", "user__email"))
    emails = {email.lower() for email in (person.email, *(email for _, email in users)) if email}
    user_id = users[0][0] if users else 0
    return replace(_summary(person, today), emails=tuple(sorted(emails)), user_id=user_id)


def _tell(subject: Subject) -> dict[str, Any]:
    """What the page « Mes données » would give them, but for what they alone read while they can open it."""
    school = School.objects.get(pk=subject.school_id)
    person = Person.objects.for_school(school).get(pk=subject.pk)
    member = Member(school, subject.user_id, frozenset(), person=person)
    can_read = still_here(subject).filter(user__isnull=False).exists()
    return {
        name: THEIRS if can_read and isinstance(rows, OwnRows) and rows.is_private else rows
        for tell in registered(PERSONAL_DATA)
        for name, rows in tell(member).items()
    }


register(DATA_SUBJECTS, "people")(Finder(PERSON, "Personnel", _people, _summary, _subject, _tell))


@register(PERSONAL_DATA, "accounts.record")
def own_record(member: Member) -> dict[str, Any]:
    """The member holds the record already: it costs no question."""
    person = member.person
    assert person is not None
    return {
        "fiche": {
            "civilité": person.civility,
            "prénom": person.given_name,
            "nom": person.family_name,
            "courriel": person.email,
            "téléphone": person.phone,
            "fonction ou discipline": person.job,
        }
    }


def _forget_people(school_id: int, now: datetime) -> int:
    """Any app may still need a name (`NEEDED`)."""
    needed = {person for needs in registered(NEEDED) for person in needs(school_id)}
    gone = Person.objects.for_school(school_id).filter(left_on__lt=day_before(now.date(), 1))
    gone = gone.exclude(family_name=NOBODY).exclude(pk__in=needed)
    people = list(gone.order_by("pk").values_list("pk", flat=True)[:BATCH])
    journal.erase_of(school_id, Person, people)
    return Person.objects.for_school(school_id).filter(pk__in=people).update(**BLANK)


# Their name goes after all that is found by it.
keeps = AppPrivacy(
    "accounts",
    "Personnes et réglages",
    SENTENCES,
    place="accounts.person",
    purpose="Reconnaître les personnes de l’établissement et leurs partenaires, et leur donner leurs droits",
)
keeps.rule(
    "accounts.people",
    "Une personne partie : un an, puis son nom et ses coordonnées s’effacent, sauf si elle détient "
    "encore du matériel ou a une demande en cours.",
    Person,
    remover=_forget_people,
)
FILTERS = keeps.rule("accounts.filters", "Les filtres enregistrés : jusqu’au départ.")

keeps(
    SavedView,
    Erased("Filtres enregistrés", "person"),
    Until(FILTERS, "person__left_on", days(0)),
    Own("filtres enregistrés", {"page": "page", "nom": "name", "filtre": "query"}, by="nom"),
)
keeps(
    Import,
    Erased("Imports faits", "made_by", becomes="sans dire par qui"),
    Own("imports faits", {"fichier": "name", "le": "made_at"}, by="le", of="made_by"),
)
keeps(
    Person,
    About(STAFF, "given_name", "family_name", "email", "phone", "job"),
    Erased(
        "Nom et coordonnées",
        "pk",
        becomes=f"remplacés par « {NOBODY} » : ce qui est compté le reste",
        leaves=BLANK,
    ),
    JournalName("Fiche", "{0}", "people:person_page", by="pk", right=see_people),
)
