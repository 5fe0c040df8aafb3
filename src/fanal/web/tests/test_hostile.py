"""What somebody tries against the pages: another address, an old session, a NUL, a lost row."""

import re
import time

import pytest
from django.core import mail
from django.http import Http404
from django.urls import reverse

from fanal.accounts.models import PartnerMembership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.sign_in import session_assurance
from fanal.accounts.tests.factories import AuthorityFactory, member_of
from fanal.core.files import attachments
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory

PASSWORD = "quatre mots bien longs 42"


def test_nobody_takes_an_address_that_another_school_will_invite(elsewhere):
    with scope(elsewhere):
        user = member_of(elsewhere, Role.TEACHER).user
    user.set_password(PASSWORD)
    user.save()
    client, page = ForgetfulClient(), "/compte/email/"
    client.post("/compte/login/", {"login": user.email, "password": PASSWORD})
    client.post("/compte/reauthenticate/", {"password": PASSWORD})
    for gesture in ("action_add", "action_primary", "action_remove"):
        assert client.post(page, {gesture: "", "email": "chef@college.invalid"}).status_code == 404
    assert User.objects.get(pk=user.pk).email == user.email


def test_a_session_that_is_too_old_ends_and_asks_to_sign_in(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    session = lead.session
    session[session_assurance.SINCE] = int(time.time()) - session_assurance.LIMIT_SECONDS - 1
    session.save()
    answer = lead.get(reverse("web:home", args=[school.uai]))
    assert answer.status_code == 302
    assert lead.get(answer.headers["Location"]).status_code == 200


def test_the_link_of_a_new_password_is_at_our_address_whatever_host_was_asked(school, settings):
    with scope(school):
        user = member_of(school, Role.TEACHER).user
    user.set_password(PASSWORD)
    user.save()
    client = ForgetfulClient()
    client.post("/compte/password/reset/", {"email": user.email}, headers={"host": "localhost:6666"})
    (link,) = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert link.startswith(f"{settings.PUBLIC_URL}/compte/password/reset/key/")
    assert client.get(link.removeprefix(settings.PUBLIC_URL)).status_code == 302


MB = 1024 * 1024


@pytest.mark.parametrize(
    ("path", "has_cookie", "size", "status"),
    [
        ("/healthz", True, 32 * MB, 200),
        ("/healthz", True, 32 * MB + 1, 413),
        ("/healthz", True, 10**30, 413),
        ("/healthz", False, MB, 200),
        ("/healthz", False, MB + 1, 413),
        ("/e/0750001A/agent/secret", False, 8 * MB + 1, 401),
        ("/e/0750001A/agent/secret", True, 9 * MB + 1, 413),
        ("/e/0750001A/api/x", True, 2 * MB + 1, 413),
    ],
)
def test_a_body_too_large_is_refused_before_it_is_read(client, db, settings, path, has_cookie, size, status):
    if has_cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    announced = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": "multipart/form-data; boundary=B"}
    assert client.get(path, **announced).status_code == status


@pytest.mark.parametrize("route", ["web:search", "helpdesk:request_list", "inventory:machine_list"])
def test_a_nul_in_the_address_is_refused(client_of, school, route):
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert lead.get(reverse(route, args=[school.uai]), {"q": "ab\0cd"}).status_code == 400


def test_a_nul_in_a_form_is_refused(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    answer = lead.post(reverse("equipment:view_keep", args=[school.uai]), {"name": "a\0b", "query": "q=x"})
    assert answer.status_code == 400


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_technician_solves_what_they_then_no_longer_see(school, headers):
    school.authority = AuthorityFactory()
    school.save()
    user = User.objects.create_user("technique@departement.invalid")
    PartnerMembership.objects.create(
        user=user, name="T", role=Role.TECHNICIAN, valid_from="2026-01-01", authority=school.authority
    )
    with scope(school):
        help_request = HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
    client = ForgetfulClient()
    client.force_login(user)
    session = client.session
    session[session_assurance.STRONG] = True
    session.save()
    answer = client.post(
        reverse("helpdesk:request_solve", args=[school.uai, help_request.number]), headers=headers
    )
    away = answer.headers.get("HX-Redirect") or answer.headers["Location"]
    assert client.get(away).status_code == 200
    with scope(school):
        assert HelpRequest.objects.for_school(school).get(pk=help_request.pk).state == "solved"


def test_a_cookie_that_holds_a_nul_is_nobody_s(client, school):
    cookie = {"cookie": 'sessionid="\\000aaaaaaaaaa"'}
    assert client.get("/compte/login/", headers=cookie).status_code == 200
    assert client.get(f"/e/{school.uai}/", headers=cookie).status_code == 302


def test_an_address_that_takes_forms_says_so_to_whoever_opens_it(client_of, school):
    address = reverse("privacy:models_add", args=[school.uai])
    answer = client_of(school, Role.HEAD).get(address)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "reçoit un formulaire" in answer.text


def test_an_address_that_takes_a_button_leads_to_the_page_of_the_thing(client_of, school):
    """Opened again after a refusal, or reloaded: one press leads to where the button stands."""
    address = reverse("helpdesk:request_take", args=[school.uai, 1])
    page = reverse("helpdesk:request_page", args=[school.uai, 1])
    answer = client_of(school, Role.DIGITAL_LEAD).get(address)
    assert answer.status_code == 405
    assert f'<a class="btn" href="{page}">Voir où on en est</a>' in answer.text


def test_a_file_that_the_disk_has_lost_is_not_found(school, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lost = attachments.Stored("photo.jpg", "image/jpeg", 3, "0" * 64, is_picture=True)
    with pytest.raises(Http404):
        attachments.serve(school.pk, lost)


def test_a_file_of_a_request_is_not_kept_by_a_shared_computer(school, settings, tmp_path):
    """verified in November 2026, § 7 S16"""
    settings.MEDIA_ROOT = tmp_path
    with scope(school):
        file = attachments.keep_own(school.pk, b"abc", "lettre.pdf", "application/pdf")
    answer = attachments.serve(school.pk, file)
    assert b"".join(answer.streaming_content) == b"abc"
    answer.close()
    assert answer.headers["Cache-Control"] == "no-store"
