"""What a browser keeps of Fanal, and what signing out leaves of it: ADR 0063."""

import json
import re

from django.conf import settings
from django.urls import reverse

from fanal.core.testing import ForgetfulClient
from fanal.web.offline import worker_text


def is_served(address):
    return (settings.STATIC_ROOT / address.removeprefix("/static/")).is_file()


def test_the_worker_serves_every_page_and_is_asked_again_at_each_visit(client):
    answer = client.get("/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_worker_keeps_parts_that_exist_and_the_page_without_network_alone():
    shell = json.loads(re.search(r"SHELL = (\[.*?\]);", worker_text())[1])
    assert shell[0] == reverse("offline")
    assert all(re.fullmatch(r"/static/[\w./-]+\.[0-9a-f]{12}\.\w+", part) for part in shell[1:])
    assert [part for part in shell[1:] if not is_served(part)] == []


def test_its_version_is_that_of_all_it_keeps(monkeypatch):
    before = worker_text()
    worker_text.cache_clear()
    monkeypatch.setattr("fanal.web.offline.PARTS", ("fanal.css",))
    assert worker_text().split("\n")[0] != before.split("\n")[0]
    worker_text.cache_clear()


def test_fanal_can_be_installed(client):
    said = client.get("/manifest.webmanifest").json()
    assert (said["scope"], said["start_url"], said["display"], said["lang"]) == ("/", "/", "standalone", "fr")
    assert {icon["sizes"] for icon in said["icons"]} == {"any", "192x192", "512x512"}
    assert all(is_served(icon["src"]) for icon in said["icons"])


def test_the_page_without_network_is_of_nobody(lead):
    page = lead.get(reverse("offline")).text
    assert "Pas de réseau ici" in page
    assert "fanal/kept." in page, "the links to what was carried along are of this browser alone"
    assert lead.membership.person.family_name not in page
    assert "csrfmiddlewaretoken" not in page


def test_a_queue_learns_whose_session_it_is_and_a_stranger_gets_no_token(lead, client):
    said = lead.get(reverse("queue_pass"))
    assert said.json()["reader"] == str(lead.membership.user.pk)
    assert said.json()["token"]
    assert said.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in said.headers
    assert client.get(reverse("queue_pass")).json() == {"reader": ""}


def test_signing_out_clears_what_the_browser_keeps(lead):
    assert "Clear-Site-Data" not in lead.get(reverse("account_logout")).headers
    assert lead.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"storage"'


def test_what_a_queue_sends_needs_the_token_of_this_session(lead, school):
    """The token that the queue is given is all that makes its sending differ from a form of another site."""
    careful = ForgetfulClient(enforce_csrf_checks=True)
    careful.cookies = lead.cookies
    page = reverse("helpdesk:request_ask", args=[school.uai])
    sent = {"text": "La souris siffle", "kind": "other", "guessed": "other", "urgency": "annoying"}
    sent["key"] = "k" * 20
    assert careful.post(page, sent, headers={"HX-Request": "true"}).status_code == 403
    token = careful.get(reverse("queue_pass")).json()["token"]
    headers = {"HX-Request": "true", "X-CSRFToken": token}
    first = careful.post(page, sent, headers=headers).headers["HX-Redirect"]
    assert careful.post(page, sent, headers=headers).headers["HX-Redirect"] == first, "sent twice, kept once"
