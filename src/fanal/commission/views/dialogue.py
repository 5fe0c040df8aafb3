"""The dialogue file of the year: what is written by hand, the making of it, and the files that were made."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.commission.actions.dialogue import ask_dialogue
from fanal.commission.forms.meeting import DialogueForm
from fanal.commission.models import DialogueFile
from fanal.commission.policies import meeting as policies
from fanal.core.files import attachments
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Paged

PROMISED = "Le dossier se prépare : il sera ici dans la minute, rechargez la page."


@dataclass(frozen=True, kw_only=True)
class DialoguePage(FormPage):
    template = "commission/dialogue.html"

    page: Paged
    school: School


@require_http_methods(FORM)
def dialogue_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """GET shows the files already made, and the texts of the last one to begin with."""
    require(policies.read_commission, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.prepare_dialogue, to=request.actor)
    rows = DialogueFile.objects.for_school(school).select_related("asked_by").order_by("-number")
    last = rows.first()
    start = {"needs": last.needs, "uses": last.uses} if last else {}
    form = DialogueForm(request.POST or None, school=school, initial=start)

    def may_prepare() -> None:
        if request.method == "POST":
            require(policies.prepare_dialogue, request.actor, None)

    return form_page(
        request,
        form,
        lambda values: ask_dialogue(school, values, now=timezone.now(), **on_day(request)),
        success=PROMISED,
        next_page=address("commission:dialogue", uai),
        require=may_prepare,
        show=lambda reasons: DialoguePage(form=form, page=paginate(request, rows), school=school),
    )


@require_safe
def dialogue_file(request: SchoolRequest, uai: str, number: int, form: str) -> FileResponse:
    require(policies.read_commission, request.actor, None)
    file = get_or_404(DialogueFile.objects.for_school(request.member.school), number=number)
    if file.made_at is None:
        raise Http404
    return attachments.serve(file.school_id, file.stored(form))
