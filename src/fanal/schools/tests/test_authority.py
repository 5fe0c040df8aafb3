"""Which authority a school names: put right afterwards, and never at the cost of those who share it."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import Authority, PartnerMembership, School, User
from fanal.accounts.models.roles import Role
from fanal.core.models import JournalEntry
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.schools.actions.authority import code_of


def say(client, school, name, kind="department", **more):
    sent = {"authority": name, "authority_kind": kind, "desk_email": "", "desk_phone": ""} | more
    return client.post(reverse("settings:desk", args=[school.uai]), sent)


def now(school) -> Authority | None:
    return School.objects.select_related("authority").get(pk=school.pk).authority


def test_a_school_without_any_names_its_own(head, school):
    School.objects.filter(pk=school.pk).update(authority=None)
    page = head.get(reverse("settings:settings_page", args=[school.uai]))
    assert "non renseignée" in page.text
    assert say(head, school, "  Région  Bretagne ", "region", desk_email="a@b.fr").status_code == 302
    assert (now(school).name, now(school).kind, now(school).code) == (
        "Région Bretagne",
        "region",
        "region-bretagne",
    )
    assert School.objects.get(pk=school.pk).support_email == "a@b.fr"


def test_another_one_is_told_in_the_security_journal(head, school):
    before = school.authority
    say(head, school, "Métropole de Lyon", "metropolis")
    assert now(school).name == "Métropole de Lyon"
    assert Authority.objects.filter(pk=before.pk, name=before.name).exists()
    with scope(school):
        entry = JournalEntry.objects.for_school(school).get(verb="accounts.authority_changed")
    assert f"{before.name} → Métropole de Lyon" in entry.payload
    assert entry.chain == "security"


def test_a_name_known_here_is_found_again_whatever_its_accents(head, school):
    authority = Authority.objects.create(code="departement-de-l-aveyron", name="x", kind="department")
    Authority.objects.filter(pk=authority.pk).update(
        code="departement-de-laveyron", name="Département de l’Aveyron"
    )
    say(head, school, "departement de l’aveyron")
    assert now(school).pk == authority.pk


def test_a_slip_of_ones_own_is_corrected_in_place(head, school):
    own = school.authority
    Authority.objects.filter(pk=own.pk).update(
        code="region-bretagne", name="région bretagne", kind="department"
    )
    assert say(head, school, "Région Bretagne", "region").status_code == 302
    assert (now(school).pk, now(school).name, now(school).kind) == (own.pk, "Région Bretagne", "region")


@pytest.mark.parametrize("shared_by", ["a neighbour", "a technician"])
def test_what_others_rely_on_is_never_rewritten(head, school, elsewhere, shared_by):
    own = school.authority
    Authority.objects.filter(pk=own.pk).update(code="region-bretagne", name="Région Bretagne", kind="region")
    if shared_by == "a neighbour":
        School.objects.filter(pk=elsewhere.pk).update(authority=own)
    else:
        user = User.objects.create(email="tech@dep.invalid", password="!")
        PartnerMembership.objects.create(
            user=user, name="T", role=Role.TECHNICIAN, authority=own, valid_from=date(2020, 9, 1)
        )
    refused = say(head, school, "Région Bretagne", "department")
    assert refused.status_code == 422
    assert french("déjà connue ici, de type « Région »") in refused.text
    assert say(head, school, "RÉGION BRETAGNE", "region").status_code == 302
    assert (now(school).name, now(school).kind) == ("Région Bretagne", "region")


def test_who_alone_misspelt_it_puts_the_letters_right_and_is_confirmed_again(head, school):
    own = school.authority
    assert say(head, school, "Département de l’Aveyron").status_code == 302
    assert (now(school).pk, now(school).code) == (own.pk, "departement-de-laveyron")
    assert School.objects.get(pk=school.pk).authority_confirmed_on is None


def test_one_that_only_unconfirmed_schools_name_protects_nothing(head, school, elsewhere):
    squatted = Authority.objects.create(code="region-bretagne", name="Région Bretagne", kind="city")
    School.objects.filter(pk=elsewhere.pk).update(authority=squatted, authority_confirmed_on=None)
    assert say(head, school, "Région Bretagne", "region").status_code == 302
    assert (now(school).pk, now(school).kind) == (squatted.pk, "region")


@pytest.mark.parametrize(("name", "kind"), [("", "region"), ("’ ’", "region"), ("Région", "")])
def test_a_name_and_a_type_are_both_needed(head, school, name, kind):
    before = school.authority_id
    assert say(head, school, name, kind).status_code == 422
    assert School.objects.get(pk=school.pk).authority_id == before


def test_a_bursar_does_not_choose_it(client_of, school):
    assert say(client_of(school, Role.BURSAR), school, "Région Bretagne", "region").status_code == 403


def test_two_bodies_whose_long_names_begin_alike_are_two(head, school, elsewhere):
    orne, orge = (
        f"Syndicat intercommunal des écoles de la vallée de l’{river}" for river in ("Orne", "Orge")
    )
    School.objects.filter(pk=elsewhere.pk).update(
        authority=Authority.objects.create(code=code_of(orne), name=orne, kind="city")
    )
    assert say(head, school, orge, "city").status_code == 302
    assert (now(school).name, now(school).pk == now(elsewhere).pk) == (orge, False)
    assert len(now(school).code) == 40
    assert head.get(reverse("sharing:partner_list", args=[school.uai])).status_code == 200
