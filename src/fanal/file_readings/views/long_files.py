"""How a view that reads a file lets a job read it where it is long."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from fanal.accounts.reading.requests import FileRequest, at_moment
from fanal.accounts.views.access import READS_FIRST, View, reading_of
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.files.uploads import file_of, name_of
from fanal.core.http.addresses import address
from fanal.core.pages.form_page import button_page
from fanal.file_readings.actions import promising as actions
from fanal.file_readings.models import FileReading
from fanal.file_readings.reading.readers import reader_of
from fanal.file_readings.reading.waiting import in_flight_of, unfinished_of
from fanal.file_readings.rules.length import HEAD, is_long


def read_later(kind: str) -> Callable[[View], View]:
    """Mark a view, over `reads_first`: a long file waits for a job, and leads to the page of its progress.

    Whoever opens the view meanwhile is led there too, and whoever has not seen why their file was not read.
    """

    def mark(view: View) -> View:
        read_now = reading_of(view)
        assert read_now is not None

        def keep(request: FileRequest) -> None:
            request.is_long = brings_a_long_file(request)
            if request.is_long:
                request.file_content, request.unread = None, []
            else:
                read_now(request)

        @wraps(view)
        def page(request: FileRequest, uai: str, **named: int) -> HttpResponseBase:
            about = next(iter(named.values()), None)
            if request.method != "POST":
                waiting = unfinished_of(request.member.school, request.member.person, kind, about)
                return to_reading(waiting) if waiting else view(request, uai, **named)
            if not hasattr(request, "file_content"):
                keep(request)
            if not request.unread:
                reader_of(kind).require(request.member.school, request.actor, *named.values())
                request.unread = _refusals(request, kind)
            if request.is_long and not request.unread:
                return _promise(request, kind, about)
            return view(request, uai, **named)

        setattr(page, READS_FIRST, keep)
        return page

    return mark


def brings_a_long_file(request: FileRequest) -> bool:
    """One file; several at once are read as they come."""
    files = request.FILES.getlist("file")
    if len(files) != 1:
        return False
    head = files[0].read(HEAD)
    files[0].seek(0)
    return is_long(files[0].size or 0, head)


def to_reading(reading: FileReading) -> HttpResponse:
    return redirect(page_of_reading(reading))


def page_of_reading(reading: FileReading) -> str:
    return address("file_readings:reading_page", reading.school.uai, reading.pk)


def _refusals(request: FileRequest, kind: str) -> list[str]:
    """Why nothing of this file is kept: another one is being read, or it is of another sort."""
    with reasons_of_refusal() as reasons:
        if in_flight_of(request.member.school, request.member.person):
            raise RuleBroken(actions.ONE_AT_A_TIME)
        if request.is_long:
            reader_of(kind).check(*_content_and_name(request))
    return reasons


def _promise(request: FileRequest, kind: str, about: int | None) -> HttpResponse:
    school, (content, name) = request.member.school, _content_and_name(request)
    return button_page(
        request,
        lambda: actions.promise_reading(school, kind, content, name=name, about=about, **at_moment(request)),
        success="",
        next_page=page_of_reading,
    )


def _content_and_name(request: FileRequest) -> tuple[bytes, str]:
    file = file_of(request, missing="")
    file.seek(0)
    return file.read(), name_of(file)
