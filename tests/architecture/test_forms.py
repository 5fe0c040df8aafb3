"""A field is written once, on its model (ADR 0060): which forms name one of their app all the same?"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

from django import forms
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from tests.architecture import source
from tests.architecture.source import none_of

# Each with its reason; a form that restates a model's field and is not here is to be made over that model.
APART = {
    "ShownValueForm": "one value of a preview, sent back; the row may not exist yet",
    "ValueForm": "both sides of a formula, whose labels are the words of its definition",
    "LoanForm": "a borrower of either sort, labels that a scanner types, guardians: four models",
    "SittingForm": "what is the same for a whole class; it stands in the address, and makes thirty loans",
    "PhotoForm": "a file that becomes a row once it is checked; the boxes of one loan",
    "ExchangeForm": "a label that somebody scans, and what becomes of another machine",
    "BookForm": "the cells of a grid, from which several bookings are made",
    "PeriodLineForm": "one line for several weekdays, each of which is a period",
    "PasswordChoice": "the password is typed twice and kept as a hash",
    "AppForm": "the code of a telephone, which no model keeps",
    "AgreementForm": "the day of an agreement given on paper, that its action alone writes",
    "AgreementsForm": "one day for several agreements given on paper, that their action alone writes",
    "CancelSubstitutionForm": "why a substitution ends, not why somebody is relieved",
    "DecisionForm": "what the rector decided: an answer, and quarters within the envelope",
    "DecisionsForm": "the day of a letter of the rector, about several rows",
    "ReliefBoardForm": "the day of a council, about several rows",
    "ReliefDecisionForm": "an answer, kept as a state",
    "SignatureForm": "the day of one signature on paper, by which the letter changes its state",
    "WhoseForm": "whose letter is begun: a mission or a person, never both",
    "RevokingForm": "the day that ends an act, with a reason for the journal",
    "LabelLayoutForm": "typed in millimetres, kept in tenths",
    "DraftForm": "a message for the authority, which the request proposes",
    "AttachMailForm": "the number of a request that somebody knows",
    "RequesterForm": "who wrote a mail, before it is a request",
    "EntrustForm": "the key of whoever is chosen, « me » included",
    "HoldForm": "whom a request waits for and until when, which only waiting asks",
    "RelatedRequestForm": "the number of another request",
    "ReopenForm": "one answer box for several kinds of messages",
    "SolveForm": "a word of the thread and minutes, in one press",
    "ReplyForm": "one answer box for several kinds of messages",
    "TheirAnswerForm": "what the authority said, by their number",
    "TimeForm": "minutes added to those that are known",
    "AttachMachineForm": "required here, empty on a machine that nobody attached",
    "NewMachinesForm": "two settings of an address, with what each means",
    "CompetenceForm": "one mark beside the line of a share, none of its other fields",
    "EvidenceForm": "a question to the journal, whose answer is kept",
    "ToolDeclarationForm": "what a colleague knows, in their words, of a processing that others keep",
    "OtherAdminForm": "a person or a name, one of the two",
    "MachinesForm": "all the machines of a type or of a room, for a licence or a contract",
    "ReviewedServiceForm": "the note beside the decisions of a whole service",
}


def _forms(of: type) -> Iterator[type]:
    for form in of.__subclasses__():
        yield form
        yield from _forms(form)


def restated(form: type[forms.BaseForm], app: str) -> set[str]:
    """The fields of this form that a model written in its app has too, whatever the label of that model."""
    names = set[str]()
    for model in apps.get_models():
        if not model.__module__.startswith(f"fanal.{app}."):
            continue
        for name in form.base_fields:
            try:
                model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            names.add(name)
    return names


def _ours() -> dict[str, tuple[type[forms.BaseForm], str]]:
    for file in source.python_files():
        if file.parent.name == "forms" or file.stem.endswith("forms"):
            import_module(".".join(file.relative_to(source.ROOT / "src").with_suffix("").parts))
    ours = {}
    for form in _forms(forms.BaseForm):
        parts = form.__module__.split(".")
        if parts[0] == "fanal" and "tests" not in parts and not issubclass(form, forms.BaseModelForm):
            ours[form.__name__] = form, parts[1]
    return ours


def test_a_form_that_names_a_field_of_a_model_is_over_that_model_or_says_why():
    restating = {name for name, (form, app) in _ours().items() if restated(form, app)}
    none_of(
        f"{name} restates a field of a model: make it a SchoolModelForm" for name in restating - set(APART)
    )
    none_of(f"{name} restates nothing: take its reason away" for name in set(APART) - restating)


def test_a_form_that_restates_a_field_would_be_seen():
    class Twice(forms.Form):
        family_name = forms.CharField()
        other = forms.CharField()

    assert restated(Twice, "accounts") == {"family_name"}

    class Weeks(forms.Form):
        first_day = forms.DateField()

    assert restated(Weeks, "timetable") == {"first_day"}, "its tables have the label of another app"
    assert restated(Weeks, "bookings") == set()


WAYS = {"form_page", "button_page", "press", "apply_page", "undo_page", "document_page", "already_submitted"}


def _calls(function: ast.FunctionDef) -> set[str]:
    called = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {name for node in called if (name := getattr(node, "id", getattr(node, "attr", "")))}


def by_hand(trees: dict[str, ast.Module]) -> set[str]:
    """The views for buttons of one app that go round `form_page` and do not say why; `trees` by file."""
    functions = {
        node.name: (file, node)
        for file, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    reach, before = set(WAYS), set[str]()
    while reach != before:
        before = set(reach)
        reach |= {name for name, (_, node) in functions.items() if _calls(node) & reach}
    return {
        f"{file}: {name}"
        for name, (file, node) in functions.items()
        if name not in reach
        and any("require_POST" in ast.unparse(mark) for mark in node.decorator_list)
        and not ast.get_docstring(node)
    }


def test_a_button_is_pressed_once_or_the_view_says_why_not():
    """ADR 0060: a second press leads where the first one led."""
    by_app = defaultdict[str, dict[str, ast.Module]](dict)
    for file in source.python_files():
        if file.parent.name == "views":
            by_app[file.parents[1].name][source.name_of(file)] = ast.parse(file.read_text(encoding="utf-8"))
    none_of(view for trees in by_app.values() for view in by_hand(trees))


def test_a_button_pressed_by_hand_would_be_seen():
    view = "@require_POST\ndef close(request):\n    {}\n    return redirect('/')\n"
    assert by_hand({"a.py": ast.parse(view.format("act()"))}) == {"a.py: close"}
    assert by_hand({"a.py": ast.parse(view.format("'''By hand: …'''"))}) == set()
    assert by_hand({"a.py": ast.parse(view.format("button_page(request)"))}) == set()
