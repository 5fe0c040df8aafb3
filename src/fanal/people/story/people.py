"""The people of the demonstration: one collège, its neighbours, and who may enter with one click."""

from datetime import date, timedelta

from django.utils import timezone

from fanal.accounts.models import Academy, Authority, Membership, PartnerMembership, Person, School, User
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import load_holidays
from fanal.accounts.rules.uai import check_letter
from fanal.accounts.sign_in.demonstration import DOMAIN
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.people.actions.joining import invite_colleague
from fanal.people.actions.people import Functions, add_person, note_departure

SINCE = date(2024, 9, 1)
NAMED = {
    "head": ("Mme", "Hélène", "Carpentier", "Principale", [Role.HEAD]),
    "deputy": ("M.", "Rachid", "Benali", "Principal adjoint", [Role.DEPUTY]),
    "digital_lead": ("Mme", "Claire", "Morvan", "Mathématiques", [Role.DIGITAL_LEAD, Role.TEACHER]),
    "second_lead": ("M.", "Yann", "Le Goff", "Technologie", [Role.DIGITAL_LEAD, Role.TEACHER]),
    "bursar": ("Mme", "Sylvie", "Duprat", "Secrétaire générale", [Role.BURSAR]),
    "teacher": ("M.", "Thomas", "Wilson", "Anglais", [Role.TEACHER]),
    "staff": ("Mme", "Inès", "Da Silva", "Assistante d’éducation", [Role.STAFF]),
}
GIVEN = (
    "Anne Bruno Camille David Élodie Fabien Gaëlle Hugo Isabelle Jérôme Karima Laurent Maëlle Nicolas Océane "
    "Philippe Quentin Romane Samuel Théa Ugo Valérie William Xavier Yasmine Zoé"
).split()
MEN = {*"Bruno David Fabien Hugo Jérôme Laurent Nicolas Philippe Quentin Samuel Ugo William Xavier".split()}
FAMILY = (
    "Abadie Bertin Chauvet Delmas Étienne Fournier Guérin Hamel Imbert Jacquet Keller Lacombe Marchand Noël "
    "Œuvrard Perrin Quemener Roussel Sauvage Thévenot Urvoy Vasseur Weber Ximenes Yvon Ziegler Aubry Benoist "
    "Carlier Dumas Esnault Ferry Gosselin Hébert Iribarne Joly Klein Lebrun Mercier Navarro Ollivier Poirier "
    "Quesnel Renaud Simonet Tessier Ursulin Valentin Wagner Xérès Yvernault Zimmer"
).split()
SUBJECTS = ("Français", "Mathématiques", "Histoire-géographie", "Anglais", "SVT", "EPS", "Arts plastiques")
TEACHERS = 48
# On record for some days, and nobody thought of inviting them; the second gave no address.
NOT_INVITED = (
    {
        "civility": "M.",
        "given_name": "Marc",
        "family_name": "Delaunay",
        "job": "Agent d’accueil",
        "email": f"accueil@{DOMAIN}",
    },
    {"civility": "Mme", "given_name": "Fatou", "family_name": "Ndiaye", "job": "Infirmière", "email": ""},
)


def name_of(rank: int) -> tuple[str, str, str]:
    """(civility, given name, family name) of the teacher of this rank: no two alike."""
    given = GIVEN[rank % len(GIVEN)]
    return "M." if given in MEN else "Mme", given, FAMILY[(rank * 7) % len(FAMILY)]


def _uai(digits: str) -> str:
    return digits + check_letter(digits)


QUAY = ("12, quai des Lanternes", "Saint-Aubin")
LIMES, STATION = ("3, rue des Tilleuls", "Montbrume"), ("40, avenue de la Gare", "Montbrume")


def _school(
    digits: str, name: str, kind: str, address: tuple[str, str], authority: Authority, academy: Academy
) -> School:
    return School.objects.create(
        uai=_uai(digits),
        name=name,
        kind=kind,
        status=School.Status.PUBLIC,
        zone=School.Zone.C,
        address=address[0],
        city=address[1],
        authority=authority,
        authority_confirmed_on=SINCE,
        academy=academy,
        access_hours="Loge ouverte de 7 h 30 à 18 h ; demander M. Petit",
    )


@register(STORY, "people.schools")
def found_schools(story: Story) -> None:
    """A collège, a second one and a lycée: fictional numbers, with their right check letter."""
    load_holidays()
    department = Authority.objects.create(
        code="departement-fictif",
        name="Département de Haute-Lande",
        kind=Authority.Kind.DEPARTMENT,
        support_email=f"assistance@departement.{DOMAIN}",
    )
    fields = {"name": "Région des Deux-Rives", "kind": Authority.Kind.REGION}
    region = Authority.objects.create(code="region-fictive", **fields)
    academy = Academy.objects.create(code="academie-fictive", name="Académie de Montbrume", office="DRANE")
    story.school = _school("9990001", "Collège Simone-Veil", "college", QUAY, department, academy)
    story.others = [
        _school("9990002", "Collège Les Tilleuls", "college", LIMES, department, academy),
        _school("9990003", "Lycée Ada-Lovelace", "lycee", STATION, region, academy),
    ]
    _partners(department, academy)


def _partners(department: Authority, academy: Academy) -> None:
    partners = [
        ("technician", "Marc Vidal", Role.TECHNICIAN, {"authority": department}),
        ("adviser", "Sophie Lambert", Role.ADVISER, {"academy": academy}),
        ("dpo", "Aline Roche", Role.DPO, {"academy": academy}),
    ]
    for login, name, role, body in partners:
        user = User.objects.create_user(f"{login}@{DOMAIN}")
        PartnerMembership.objects.create(user=user, name=name, role=role, valid_from=SINCE, **body)


@register(STORY, "people.staff")
def hire_people(story: Story) -> None:
    """Forty-eight teachers, the team, and one référent next door."""
    with scope(story.school):
        for login, (civility, given, family, job, roles) in NAMED.items():
            story.people[login] = _hire(story.school, login, civility, given, family, job, roles)
        story.teachers = [story.people["digital_lead"], story.people["second_lead"], story.people["teacher"]]
        for rank in range(TEACHERS - len(story.teachers)):
            login, job = f"prof{rank + 1}", SUBJECTS[rank % len(SUBJECTS)]
            story.teachers.append(_hire(story.school, login, *name_of(rank), job, [Role.TEACHER]))
    with scope(story.others[0]):
        lead = [Role.DIGITAL_LEAD, Role.TEACHER]
        _hire(story.others[0], "neighbour_lead", "M.", "Olivier", "Ferrand", "SVT", lead)


@register(STORY, "people.movements")
def come_and_go(story: Story) -> None:
    """A substitute invited until the holidays, a colleague who left, a référent shared with the lycée."""
    head, today = story.people["head"], story.today
    by = Member(story.school, 0, frozenset({Role.HEAD.value}), person=head).actor
    with scope(story.school):
        away = next(teacher for teacher in story.teachers if teacher.job == "Anglais")
        until = Functions(frozenset({Role.TEACHER}), today, today + timedelta(days=24), away)
        card = {
            "civility": "Mme",
            "given_name": "Nora",
            "family_name": "Belkacem",
            "email": f"remplacante@{DOMAIN}",
            "job": "Anglais (remplacement)",
        }
        substitute = add_person(story.school, card, until, today=today, by=by)
        invite_colleague(substitute, today=today, now=timezone.now(), by=by)
        for card in NOT_INVITED:
            functions = Functions(frozenset({Role.STAFF}), today - timedelta(days=5), None)
            add_person(story.school, card, functions, today=today, by=by)
        gone = story.people["leaver"] = story.teachers.pop()
        note_departure(gone, today - timedelta(days=60), today=today, by=by)
    lycee, shared = story.others[1], story.people["second_lead"]
    with scope(story.school):
        user = shared.memberships.get().user
    with scope(lycee):
        twin = Person.objects.create(
            school=lycee,
            civility="M.",
            given_name="Yann",
            family_name="Le Goff",
            job="Technologie",
            email=shared.email,
        )
        roles = [Role.DIGITAL_LEAD.value, Role.TEACHER.value]
        Membership.objects.create(school=lycee, person=twin, user=user, roles=roles, valid_from=SINCE)


def _hire(
    school: School, login: str, civility: str, given: str, family: str, job: str, roles: list[Role]
) -> Person:
    email = f"{login}@{DOMAIN}"
    person = Person.objects.create(
        school=school, civility=civility, given_name=given, family_name=family, job=job, email=email
    )
    user = User.objects.create_user(email)
    Membership.objects.create(
        school=school, person=person, user=user, roles=[role.value for role in roles], valid_from=SINCE
    )
    return person
