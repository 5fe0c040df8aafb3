"""Letters for many (« publipostage »): the list, the text with its preview, and who it is printed for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, file_content_of
from fanal.accounts.views.access import reads_first
from fanal.core.errors import reasons_of_refusal
from fanal.core.files.uploads import table_in_memory
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, UNPROCESSABLE, attached_pdf, get_or_404
from fanal.core.imports.forbidden_columns import named, never_read
from fanal.core.imports.staging import SEEN
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.sheets import Table
from fanal.directory.actions import letters as actions
from fanal.directory.forms.letter import AudienceForm, LetterForm
from fanal.directory.models import FormLetter
from fanal.directory.policies import directory as policies
from fanal.directory.reading import letters as reading
from fanal.directory.rules import letters as rules
from fanal.directory.rules.letter_examples import EXAMPLE_OF, EXAMPLES, Example


def _letter(request: SchoolRequest, pk: int) -> FormLetter:
    require(policies.write_letters, request.actor, None)
    letter: FormLetter = get_or_404(FormLetter.objects.for_school(request.member.school), pk=pk)
    return letter


@dataclass(frozen=True, kw_only=True)
class LetterListPage(Page):
    template = "directory/letter_list.html"

    letters: QuerySet[FormLetter]
    examples: tuple[Example, ...]


@require_safe
def letter_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.write_letters, request.actor, None)
    letters = FormLetter.objects.for_school(request.member.school).by_title()
    return render(request, LetterListPage(letters=letters, examples=EXAMPLES))


@dataclass(frozen=True, kw_only=True)
class FormLetterWritePage(FormPage):
    """`name`: what the page does; `fields`: those that a letter may name; `form_letter`: the one there is."""

    template = "directory/letter_write.html"
    fragment = "preview"

    name: str
    form_letter: FormLetter | None
    fields: list[str]
    preview: rules.Filled


@require_http_methods(FORM)
def letter_add(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.write_letters, request.actor, None)
    school, example = request.member.school, EXAMPLE_OF.get(request.GET.get("exemple", ""))
    start = {"title": example.title, "body": example.body} if example else {}
    form = LetterForm(request.POST or None, school=school, initial=start)
    return _write(request, form, partial(actions.write_letter, school), name="Écrire un courrier")


@require_http_methods(FORM)
def letter_change(request: SchoolRequest, uai: str, letter: int) -> HttpResponse:
    row = _letter(request, letter)
    form = LetterForm(request.POST or None, school=request.member.school, instance=row)
    return _write(request, form, partial(actions.change_letter, row), name="Modifier le courrier", letter=row)


def _write(
    request: SchoolRequest,
    form: LetterForm,
    save: Callable[..., FormLetter],
    *,
    name: str,
    letter: FormLetter | None = None,
) -> HttpResponse:
    """The form of a letter; while it is typed, its preview alone, and nothing is kept."""
    fields, preview = [*rules.OF_PUPILS, *rules.OF_ALL], _preview(request, form)
    page = FormLetterWritePage(form=form, name=name, form_letter=letter, fields=fields, preview=preview)
    if form.is_bound and request.htmx:
        return render(request, page, status=200)
    return form_page(
        request,
        page,
        lambda values: save(**values, today=request.today, by=request.actor),
        success=SAVED,
        next_page=lambda row: address("directory:letter_print", request.member.school.uai, row.pk),
    )


def _preview(request: SchoolRequest, form: LetterForm) -> rules.Filled:
    """What an invented pupil would read; a field that no list has stays as it is written."""
    title, body = ((form[name].value() or "") for name in ("title", "body"))
    title, body = title[: rules.LONGEST_TITLE], body[: rules.LONGEST_BODY]
    shared = reading.of_all(request.member.school, request.today)
    invented = {"nom": "MARTIN", "prénom": "Zoé", "classe": "6A"} | shared
    unknown = {field: f"{{{{{field}}}}}" for field in rules.fields_in(title, body)}
    return next(rules.filled(title, body, [unknown | invented]))


@require_POST
def letter_remove(request: SchoolRequest, uai: str, letter: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.remove_letter(_letter(request, letter), by=request.actor),
        success="Le courrier est supprimé.",
        next_page=address("directory:letter_list", uai),
    )


def read_file(request: FileRequest) -> Table | None:
    """The table that the form may bring, without what is never read."""
    file = request.FILES.get("file")
    if file is None:
        return None
    table = table_in_memory(file)
    headers = named(table.headers, (cells for _, cells in islice(table.numbered(), SEEN)))
    return replace(table, headers=headers).without(never_read(headers))


@dataclass(frozen=True, kw_only=True)
class LetterPrintPage(Page):
    """`preview`: the first of `count` letters, once it is known for whom they are."""

    template = "directory/letter_print.html"
    fragment = "preview"

    form_letter: FormLetter
    form: AudienceForm
    most: int
    reasons: list[str]
    count: int = 0
    preview: rules.Filled | None = None


@reads_first(read_file, may=policies.write_letters)
@require_http_methods(FORM)
def letter_print(request: FileRequest, uai: str, letter: int) -> HttpResponse:
    """By hand, not `form_page`: it leads to no page, but to a file that may be asked for again."""
    form_letter = _letter(request, letter)
    choices = reading.choices_of(request.member.school, request.today)
    form = AudienceForm(request.POST if request.method == "POST" else None, choices=choices)
    page = LetterPrintPage(form_letter=form_letter, form=form, most=rules.MOST, reasons=[])
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            letters = _letters(request, form_letter, form)
            if not request.htmx:
                return _file(form_letter, letters, request)
            page = replace(page, count=len(letters), preview=letters[0])
        page = replace(page, reasons=reasons)
    status = UNPROCESSABLE if form.is_bound and not request.htmx else 200
    return render(request, page, status=status)


def _letters(request: FileRequest, form_letter: FormLetter, form: AudienceForm) -> list[rules.Filled]:
    school, today, table = request.member.school, request.today, file_content_of(request)
    if table is None:
        people = reading.pupils_chosen(
            school, form.cleaned_data["who"], form.cleaned_data["names"], today=today
        )
        return reading.letters_for(form_letter, people, fields=[*rules.OF_PUPILS, *rules.OF_ALL], never={})
    never = never_read(table.headers)
    headers = [header for rank, header in enumerate(table.headers) if header and rank not in never]
    return reading.letters_for(
        form_letter,
        reading.lines_of(table, reading.of_all(school, today)),
        fields=[*headers, *rules.OF_ALL],
        never={table.headers[rank]: why for rank, why in never.items()},
    )


def _file(form_letter: FormLetter, letters: list[rules.Filled], request: SchoolRequest) -> HttpResponse:
    content = actions.print_letters(form_letter, letters, by=request.actor)
    return attached_pdf(content, slugify(form_letter.title) or "courriers")
