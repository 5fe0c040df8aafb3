"""A document joined to something of a school: its row, joined once, and what the page says of it.

An app has a table of its own for each thing that carries documents (`AttachedDocument`), its policies and its
verbs of the journal; what a document is, and how one is joined, stands here.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import Stored
from fanal.core.files.contents import FileKind
from fanal.core.files.document_form import DocumentForm
from fanal.core.files.recognise import ATTACHMENTS
from fanal.core.pages.form_page import form_page
from fanal.core.tenancy import SchoolOwned

if TYPE_CHECKING:
    from fanal.accounts.models import School

MOST = 20


class AttachedDocument(SchoolOwned):
    """One file. The bytes are in `core.files.attachments`."""

    name = models.CharField("nom", max_length=120)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille, en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    is_picture = models.BooleanField("image")
    joined_on = models.DateField("joint le")

    class Meta:
        abstract = True

    JOURNALED = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> Stored:
        return Stored(self.name, self.mime, self.size, self.sha256, self.is_picture)


def join[Document: AttachedDocument](
    rows: models.QuerySet[Document], file: Stored, *, today: date, full: str, **owner: object
) -> tuple[Document, bool]:
    """The row of this file among those of its owner, and whether it is new: the same file twice stands once.

    The owner's row must be locked. `full`: the sentence when there are `MOST` already.
    """
    if existing := rows.filter(sha256=file.sha256).first():
        return existing, False
    if rows.count() >= MOST:
        raise RuleBroken(full.format(most=MOST))
    columns = {"name": file.name[:120], "mime": file.mime, "size": file.size, "sha256": file.sha256}
    document = rows.model(**columns, is_picture=file.is_picture, joined_on=today, **owner)
    document.save(force_insert=True)
    return document, True


def document_page(
    request: HttpRequest,
    school: "School",
    act: Callable[[Stored], object],
    *,
    next_page: str,
    allowed: frozenset[FileKind] = ATTACHMENTS,
) -> HttpResponse:
    """Join the file that a form brings, or say why not: the page comes back in either case."""
    form = DocumentForm(request.POST, request.FILES, school=school, allowed=allowed)

    def show(reasons: list[str]) -> HttpResponse:
        for reason in [*form.errors.get("file", ()), *reasons]:
            messages.error(request, str(reason))
        return redirect(next_page)

    return form_page(
        request,
        form,
        lambda values: act(values["file"]),
        success=lambda document: f"« {document} » est joint.",
        next_page=next_page,
        show=show,
    )
