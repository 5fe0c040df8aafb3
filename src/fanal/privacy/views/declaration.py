"""What a colleague declares of the tools they use, and where each declaration stands."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, paginate
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.privacy.actions import register as actions
from fanal.privacy.forms.processing import ToolDeclarationForm
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading.declaration import declarations_of
from fanal.privacy.rules.declaration import advice


@dataclass(frozen=True, kw_only=True)
class DeclarationListPage(Page):
    template = "privacy/declaration_list.html"

    page: Paged


@require_safe
def declaration_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """Show whoever asks what they declared or reported, and where it stands."""
    require(policies.declare_use, request.actor, None)
    declarations = declarations_of(request.member)
    return render(request, DeclarationListPage(page=paginate(request, declarations)))


@dataclass(frozen=True, kw_only=True)
class DeclarationFormPage(FormPage):
    template = "privacy/declaration_form.html"


@require_http_methods(FORM)
def declaration_add(request: SchoolRequest, uai: str) -> HttpResponse:
    """Ask a few questions, and say at once what to do meanwhile."""
    require(policies.declare_use, request.actor, None)
    form, school = ToolDeclarationForm(request.POST or None), request.member.school
    stamp = on_day(request)
    return form_page(
        request,
        DeclarationFormPage(form=form),
        lambda _: actions.declare_use(school, form.declaration(), **stamp),
        success=lambda _: " ".join(["C’est déclaré, merci.", *advice(form.declaration())]),
        next_page=address("privacy:mine", uai),
    )
