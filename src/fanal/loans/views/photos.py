"""The photos of a loan: joined, read, taken away."""

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.files.attachments import serve
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.loans.actions import photos
from fanal.loans.forms.photo import PhotoForm
from fanal.loans.views.loan import loan_or_404, page_of, show_loan


@require_POST
def photo_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    form = PhotoForm(request.POST, request.FILES, school=request.member.school, loan=loan)

    def show(reasons: list[str]) -> HttpResponse:
        refused = [str(reason) for errors in form.errors.values() for reason in errors]
        return show_loan(request, loan, [*refused, *reasons])

    return form_page(
        request,
        form,
        lambda values: photos.join_photo(
            loan, values["file"], values["moment"], values["item"], **on_day(request)
        ),
        success=lambda photo: f"{photo} : elle est jointe.",
        next_page=f"{page_of(loan, uai)}#photos",
        show=show,
    )


@require_safe
def photo_file(request: SchoolRequest, uai: str, number: int, loan_photo: int) -> FileResponse:
    loan = loan_or_404(request, number)
    photo = get_or_404(loan.photos.all(), pk=loan_photo)
    return serve(loan.school_id, photo.stored)


@require_POST
def photo_remove(request: SchoolRequest, uai: str, number: int, loan_photo: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    photo = get_or_404(loan.photos.all(), pk=loan_photo)
    return button_page(
        request,
        lambda: photos.remove_photo(loan, photo.pk, by=request.actor),
        success="La photo est retirée.",
        next_page=f"{page_of(loan, uai)}#photos",
    )
