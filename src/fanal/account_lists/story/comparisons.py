"""The services of the demonstration: the ENT, Pronote and Pix Orga, compared as a référent does it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fanal.account_lists.actions.comparisons import compare_accounts, deposit_accounts
from fanal.account_lists.actions.expected_admins import expect_admins
from fanal.account_lists.actions.findings import settle_finding
from fanal.account_lists.models import Finding
from fanal.accounts.models import Person
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.registry import register
from fanal.core.sheets import read_table
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.directory.models import Pupil
from fanal.online_services.actions.register import add_service
from fanal.online_services.models import OnlineService

BY = system(System.SETUP)
ENT = "Identifiant;Nom;Prénom;Classe;Profil;Courriel;Dernière connexion;Administrateur"
PRONOTE = "Identifiant de connexion;Nom;Prénom;Classe;Type;Dernière connexion"
PIX = "ID Campagne;Nom de la campagne;Nom du Participant;Prénom du Participant;Classe;Date de l'envoi"
STRAYS = (
    "cdi-st-aubin;;CDI;;Personnel;;{recent};",
    "viescolaire;;Vie scolaire;;Personnel;;{recent};oui",
    "salle12;;Salle 12;;Personnel;;{old};",
    "m.ancien;ANCIEN;Marius;;Enseignant;m.ancien@ac.invalid;{old};oui",
    "l.inconnu;INCONNU;Lola;5C;Élève;;{recent};",
)


def _ent(pupils: list[Pupil], staff: list[Person], day: date) -> str:
    """All but four pupils; one twice, one as a teacher, two long silent; places, somebody who left long ago."""
    recent, old = f"{day - timedelta(days=3):%d/%m/%Y}", f"{day - timedelta(days=300):%d/%m/%Y}"
    lines = [
        f"e{pupil.pk};{pupil.family_name};{pupil.given_name};{pupil.klass};"
        f"{'Enseignant' if rank == 9 else 'Élève'};;{old if rank in (30, 31) else recent};"
        for rank, pupil in enumerate(pupils)
        if rank not in (4, 77, 140, 300)
    ]
    twin = pupils[12]
    lines.append(f"e{twin.pk}bis;{twin.family_name};{twin.given_name};{twin.klass};Élève;;{old};")
    lines += [
        f"p{person.pk};{person.family_name};{person.given_name};;Enseignant;{person.email};{recent};{'oui' if rank in (0, 5) else ''}"
        for rank, person in enumerate(staff)
    ]
    return "\n".join([ENT, *lines, *(stray.format(recent=recent, old=old) for stray in STRAYS)])


def _pronote(staff: list[Person], day: date) -> str:
    recent = f"{day - timedelta(days=1):%d/%m/%Y %H:%M}"
    lines = [
        f"{person.family_name.lower()}{person.pk};{person.family_name};{person.given_name};;Professeur;{recent}"
        for rank, person in enumerate(staff)
        if rank not in (7, 8)
    ]
    return "\n".join([PRONOTE, *lines, "remplacant;;Remplaçant;;Professeur;"])


def _pix(pupils: list[Pupil], day: date) -> str:
    """Who took part in a campaign: most pupils of the « troisièmes », and some twice."""
    lines = [
        f"{41 + rank % 2};Rentrée 3e;{pupil.family_name};{pupil.given_name};{pupil.klass};{day - timedelta(days=rank % 20):%Y-%m-%d}"
        for rank, pupil in enumerate(pupils)
        if rank % 37
    ]
    return "\n".join([PIX, *lines, *lines[:5]])


def _bring(service: OnlineService, text: str, name: str, day: date) -> None:
    now = timezone.make_aware(datetime.combine(day, time(10, 20)))
    made = deposit_accounts(service, read_table(text.encode(), name), name=name, now=now, by=BY)
    compare_accounts(made, made.imported.columns, is_sure=True, today=day, now=now, by=BY)
    service.refresh_from_db()


@register(STORY, "account_lists")
def compare_services(story: Story) -> None:
    """Three services; the ENT twice, forty days apart: what was ticked and is still there shows."""
    school, today = story.school, story.today
    before, after = today - timedelta(days=42), today - timedelta(days=2)
    with scope(school):
        staff = list(Person.objects.for_school(school).present().exclude(given_name="").order_by("pk"))
        pupils = _pupils(story)
        ent = add_service(
            school,
            today=before,
            by=BY,
            name="ENT",
            kind="portal",
            holders="both",
            note="Fourni par le Département.",
        )
        pronote = add_service(
            school, today=before, by=BY, name="Pronote", kind="school_life", holders="staff"
        )
        pix = add_service(school, today=before, by=BY, name="Pix Orga", kind="skills", holders="pupils")
        expect_admins(ent, [story.people["digital_lead"], story.people["head"]], today=before, by=BY)
        _bring(ent, _ent(pupils, staff, before), "comptes-ent-septembre.csv", before)
        _tick(ent, before)
        _bring(ent, _ent(pupils, staff, after), "comptes-ent.csv", after)
        _bring(pronote, _pronote(staff, after), "pronote-professeurs.csv", after)
        _bring(pix, _pix(pupils, after), "Resultats-Rentree-41.csv", after)


def _pupils(story: Story) -> list[Pupil]:
    """By their number, each with `klass`, the class of the year."""
    rows = Pupil.objects.for_school(story.school).staying().order_by("pk").prefetch_related("enrolments")
    pupils = list(rows)
    for pupil in pupils:
        pupil.klass = pupil.enrolments.all()[0].class_code  # type: ignore[attr-defined]
    return pupils


def _tick(service: OnlineService, day: date) -> None:
    """One orphan closed, so they said; the CDI's account accepted."""
    rows = Finding.objects.for_school(service.school_id).filter(service=service)
    settle_finding(rows.filter(kind="orphan").order_by("pk")[0], "done", today=day, by=BY)
    shared = rows.filter(kind="shared").order_by("pk")[0]
    settle_finding(shared, "accepted", reason="le poste de prêt du CDI, jusqu’à l’été", today=day, by=BY)
