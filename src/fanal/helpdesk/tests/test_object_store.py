"""A photo in an object store: as in a folder while it answers; said, and nothing half done, while not."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pydantic import SecretStr

from fanal.core.mail.models import Mail
from fanal.core.mail.sending import send_mail
from fanal.core.models import Installation
from fanal.core.retention.removal import keep_no_longer
from fanal.core.stores.file_store import object_store
from fanal.core.stores.tests.seaweed import running
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.models import HelpRequest, RequestFile

SENTENCE = "Le stockage des fichiers ne répond pas"


@pytest.fixture(scope="module")
def seaweed(tmp_path_factory):
    with running(tmp_path_factory.mktemp("seaweed")) as server:
        yield server


@pytest.fixture
def store(seaweed, settings):
    settings.ENV = settings.ENV.model_copy(update={"files_url": SecretStr(seaweed.url)})
    yield object_store(seaweed.url)
    if not seaweed.is_running:
        seaweed.start()


def photo() -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(picture, "PNG")
    return SimpleUploadedFile("panne.png", picture.getvalue(), "image/png")


def ask(browser, school, **more):
    fields = {"text": "Écran fendu", "kind": "computer", "urgency": "annoying"}
    return browser.post(reverse("helpdesk:request_ask", args=[school.uai]), fields | more)


def file_of(school) -> RequestFile:
    with scope(school):
        return RequestFile.objects.for_school(school).select_related("help_request").get()


def page_of(school, file):
    return reverse("helpdesk:request_file", args=[school.uai, file.help_request.number, file.sha256])


def test_a_photo_is_kept_and_given_back(lead, school, store):
    ask(lead, school, photo=photo())
    file = file_of(school)
    assert list(store.hashes(school.pk)) == [file.sha256]
    answer = lead.get(page_of(school, file))
    data = b"".join(answer.streaming_content)
    assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)
    assert answer.headers["Content-Length"] == str(file.size)
    with scope(school):
        HelpRequest.objects.for_school(school).update(asked_at=timezone.now())
        keep_no_longer(timezone.now())
    assert store.contains(school.pk, file.sha256), "a row cites it"


def test_while_the_store_is_stopped_the_words_are_kept_and_the_photo_is_not_half_there(
    lead, school, store, seaweed
):
    seaweed.stop()
    answer = ask(lead, school, photo=photo())
    assert answer.status_code == 422
    assert SENTENCE in words_of(answer.text)
    assert "Écran fendu" in answer.text
    with scope(school):
        assert not HelpRequest.objects.for_school(school).exists()
    assert ask(lead, school).status_code == 302, "without its photo it leaves"


def test_while_the_store_is_stopped_a_photo_is_not_shown_and_not_lost(lead, school, store, seaweed):
    ask(lead, school, photo=photo())
    file = file_of(school)
    seaweed.stop()
    answer = lead.get(page_of(school, file))
    assert answer.status_code == 503
    assert SENTENCE in words_of(answer.text)
    with scope(school):
        keep_no_longer(timezone.now())
    seaweed.start()
    assert lead.get(page_of(school, file)).status_code == 200


def test_a_mail_waits_for_its_photo(lead, school, store, seaweed, settings, mail_servers):
    ask(lead, school, photo=photo())
    lead.post(reverse("helpdesk:request_transmit", args=[school.uai, 1]))
    with scope(school):
        mail = Mail.objects.for_school(school).get(is_automatic=False)
    seaweed.stop()
    send_mail(school_id=school.pk, mail_id=mail.pk)
    with scope(school):
        mail.refresh_from_db()
    assert (mail.state, SENTENCE in mail.reason) == (Mail.State.QUEUED, True)
    assert mail_servers.mails == []


def test_a_photo_is_not_put_into_the_bucket_of_another_installation(lead, school, seaweed, settings):
    url = f"{seaweed.url}-of-another"
    assert object_store(url).is_claimed_by("elsewhere")
    Installation.objects.create()
    settings.ENV = settings.ENV.model_copy(update={"files_url": SecretStr(url)})
    answer = ask(lead, school, photo=photo())
    assert answer.status_code == 422
    assert "celui d’une autre installation" in words_of(answer.text)
    assert "Écran fendu" in answer.text
    assert list(object_store(url).hashes(school.pk)) == []
    assert ask(lead, school).status_code == 302
