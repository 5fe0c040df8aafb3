"""The forms of a survey: itself, a question, the tickets to print, the questionnaire as it is filled in."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import NameField, SchoolForm, SchoolModelForm
from fanal.surveys.actions.answering import GivenAnswer
from fanal.surveys.models import Survey, SurveyQuestion
from fanal.surveys.rules.codes import LONGEST_WORDS, MOST_OPTIONS, MOST_TICKETS, QuestionKind
from fanal.surveys.rules.delivered import DELIVERED
from fanal.surveys.rules.running import DraftedQuestion, labels_of
from fanal.surveys.rules.tickets import TICKET

NO_NAME = "N’écrivez aucun nom : ni le vôtre, ni celui d’un élève ou d’un collègue."


class SurveyForm(SchoolModelForm):
    class Meta:
        model = Survey
        fields: ClassVar[Any] = ("title", "intro", "access", "invited", "closes_on", "is_for_staff")
        field_classes: ClassVar[Any] = {"title": NameField}

    def narrow(self, school: Any) -> None:
        self.fields["closes_on"].required = True


class NewSurveyForm(SurveyForm):
    delivered = forms.ChoiceField(
        label="Partir de",
        required=False,
        choices=[*((code, survey.title) for code, survey in DELIVERED.items()), ("", "Aucune question")],
        help_text="Les questions se changent avant l’ouverture.",
    )
    field_order = ("delivered", "title", "intro", "access", "invited", "closes_on", "is_for_staff")


class QuestionForm(SchoolModelForm):
    labels = forms.CharField(
        label="Choix",
        required=False,
        max_length=MOST_OPTIONS * 120,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"Un par ligne, {MOST_OPTIONS} au plus. Rien pour des mots libres.",
    )
    field_order = ("text", "kind", "labels", "is_profile")

    class Meta:
        model = SurveyQuestion
        fields: ClassVar[Any] = ("text", "kind", "is_profile")
        field_classes: ClassVar[Any] = {"text": NameField}


def drafted_question(values: Mapping[str, Any]) -> DraftedQuestion:
    """Make the question that a valid `QuestionForm` describes."""
    kind = QuestionKind(values["kind"])
    labels = () if kind == QuestionKind.WORDS else labels_of(values["labels"])
    return DraftedQuestion(values["text"], kind, labels, values["is_profile"])


class TicketsForm(SchoolForm):
    how_many = forms.IntegerField(label="Combien de billets", min_value=1, max_value=MOST_TICKETS)


class TypedTicketForm(forms.Form):
    """The code of a ticket, in fours or not, in capitals or not."""

    code = forms.CharField(
        label="Le code du billet",
        max_length=60,
        help_text="Seize lettres et chiffres, à côté du carré à scanner.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Recopiez le code du billet."},
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].lower().replace("-", " ").split())
        if not TICKET.fullmatch(code):
            raise forms.ValidationError("Ce n’est pas un code de billet : recopiez ses seize signes.")
        return code


class AnswerForm(forms.Form):
    """The questionnaire: its questions with their options prefetched. Nothing is required."""

    def __init__(self, data: Any, questions: Iterable[SurveyQuestion]) -> None:
        super().__init__(data)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.name] = _field_of(question)

    def answer(self, sending: str = "") -> GivenAnswer:
        """Give the answer by question; call once the form is valid."""
        options, words = {}, {}
        for question in self.questions:
            value = self.cleaned_data[question.name]
            if question.is_words:
                words[question.pk] = value
            else:
                keys = [value] if isinstance(value, str) else value
                options[question.pk] = frozenset(int(key) for key in keys if key)
        return GivenAnswer(options, words, sending)


def _field_of(question: SurveyQuestion) -> forms.Field:
    if question.is_words:
        area = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        return forms.CharField(
            label=question.text, required=False, max_length=LONGEST_WORDS, widget=area, help_text=NO_NAME
        )
    options = [option for option in question.options.all() if not option.is_blank]
    choices = [(str(option.pk), option.label) for option in options]
    if question.kind == QuestionKind.SEVERAL:
        ticks = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=question.text, required=False, choices=choices, widget=ticks)
    return forms.ChoiceField(label=question.text, required=False, choices=choices, widget=forms.RadioSelect)
