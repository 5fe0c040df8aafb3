"""A form of one school: it narrows choices to that school's rows, it does not decide.

A form over a model (`SchoolModelForm`) takes labels, help, bounds, choices and sentences from the model,
where they stand once. It never saves nor touches the row it was given: an action writes its `cleaned_data`.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.http import QueryDict
from django.utils.text import capfirst

from fanal.core.forms import hidden_signs
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.core.text.moments import MomentField
from fanal.core.text.money import NoAmount, euros, typed_cents

LINES = 3  # of a field for a few sentences
YEARS = range(1900, 2200)
BOUNDS: dict[type, str] = {MinValueValidator: "min_value", MaxValueValidator: "max_value"}

if TYPE_CHECKING:
    from fanal.accounts.models import School


class NameField(forms.CharField):
    """A name in one line, which reads as it is written."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if reasons := hidden_signs.refusals(value):
            raise forms.ValidationError(reasons)


class DayInput(forms.DateInput):
    """The browser's own calendar, which takes and gives ISO days whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of the calendar that a school may mean: after « 9999-12-31 » no day and no school year comes."""

    widget = DayInput
    default_error_messages: ClassVar[Any] = {
        "required": "Donnez un jour.",
        "invalid": "Donnez un jour du calendrier.",
        "far": "Cette date n’est pas possible : vérifiez l’année.",
    }

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value.year not in YEARS:
            raise forms.ValidationError(self.error_messages["far"], code="far")


class EurosField(forms.CharField):
    """An amount as people write it, « 1 250,50 » or « 1250.5 € »; its value is in cents, None when empty."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_length=30, widget=widget, **({"required": False} | more))

    def clean(self, value: Any) -> int | None:
        written: str = super().clean(value)
        try:
            return typed_cents(written) if written else None
        except NoAmount as reason:
            raise forms.ValidationError(str(reason)) from None

    def prepare_value(self, value: Any) -> Any:
        return euros(value).removesuffix("€").strip() if isinstance(value, int) else value


class CodesField(forms.MultipleChoiceField):
    """Several codes among a few, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple


def as_seen(sent: Any) -> Any:
    """What was sent; a text of signs that nobody sees is empty in it, as one of spaces is."""
    if not isinstance(sent, QueryDict):
        return sent
    unseen = [
        name
        for name, texts in sent.lists()
        if any(not text.isascii() and hidden_signs.is_unseen(text) for text in texts)
    ]
    if unseen:
        sent = sent.copy()
    for name in unseen:
        sent.setlist(name, ["" if hidden_signs.is_unseen(text) else text for text in sent.getlist(name)])
    return sent


class SchoolForm(forms.Form):
    """Give it the school (and today); `narrow` fills the choices from that school alone."""

    def __init__(
        self, data: Any = None, *args: Any, school: "School", today: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(as_seen(data), *args, **kwargs)
        self.school = school
        self.today = today
        self.narrow(school)

    def narrow(self, school: "School") -> None:
        """Fill the choices; nothing to do for a form without any."""


class SchoolChoice(forms.ModelChoiceField):
    """A choice among rows of the school, set by `narrow`; empty until then."""

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        super().__init__(queryset=model._default_manager.none(), **kwargs)

    def offer(self, rows: SchoolOwnedQuerySet, *empty_label: str | None) -> None:
        """These rows alone; above them this empty choice, or none for None, if one is given."""
        self.queryset = rows
        if empty_label:
            self.empty_label = empty_label[0]


NO_CHOICE = "–"


def form_field(field: models.Field, **options: Any) -> forms.Field | None:
    """The field of a form that asks for a field of a model: ours where Fanal has one, else Django's.

    `error_messages={"blank": …}` of the model is the sentence of a field left empty; its smallest and largest
    values bound what is typed. A choice that must be made has no empty line, another has « – »; a foreign
    key has no rows until `narrow` gives them; an amount is a number of cents whose name ends in `_cents`; an
    array of codes is shown as boxes to tick.
    """
    declared = field.deconstruct()[3]
    if "blank" in (sentences := declared.get("error_messages", {})):
        options.setdefault("error_messages", {"required": sentences["blank"]})
    ours: type[forms.Field] | None = None
    if isinstance(field, models.ForeignKey):
        link: forms.Field = options.pop("form_class", SchoolChoice)(
            field.related_model, **_words_of(field, options)
        )
        return link
    if field.name.endswith("_cents"):
        ours = EurosField
    elif isinstance(field, models.DateTimeField):
        ours = MomentField
    elif isinstance(field, ArrayField) and field.base_field.choices:
        ours = CodesField
        options.setdefault("choices", field.base_field.choices)
    if ours is not None:
        return ours(**_words_of(field, options))
    if isinstance(field, models.DateField):
        options.setdefault("form_class", DayField)
    elif isinstance(field, models.TextField) and not field.choices:
        options.setdefault("widget", forms.Textarea(attrs={"rows": LINES}))
    for bound in declared.get("validators", ()):
        if kind := BOUNDS.get(type(bound)):
            options[kind] = bound.limit_value
    usual: forms.Field | None = field.formfield(**options)
    if isinstance(usual, forms.TypedChoiceField) and field.choices:
        is_said = not field.blank or "" in dict(field.flatchoices)
        usual.choices = list(field.choices) if is_said else [("", NO_CHOICE), *field.choices]
    return usual


def _words_of(field: models.Field, options: dict[str, Any]) -> dict[str, Any]:
    label = capfirst(str(field.verbose_name))
    return {"label": label, "help_text": field.help_text, "required": not field.blank} | options


class _FieldsOfFanal(ModelFormMetaclass):
    """Each form over a model asks `form_field`, without a word in its `Meta`."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **more: Any) -> Any:
        if (meta := attrs.get("Meta")) is not None:
            meta.formfield_callback = staticmethod(form_field)
        return super().__new__(cls, name, bases, attrs, **more)


class SchoolModelForm(SchoolForm, forms.ModelForm, metaclass=_FieldsOfFanal):
    """Fields of a model, begun with the values of `instance`; `cleaned_data` is what an action writes."""

    def _post_clean(self) -> None:
        """Ask the validators of the model, and nothing of the database; the row stays as it was read."""
        for name, value in list(self.cleaned_data.items()):
            if name not in (self._meta.fields or ()):
                continue
            try:
                self._meta.model._meta.get_field(name).run_validators(value)
            except forms.ValidationError as refusal:
                self.add_error(name, refusal)

    def save(self, commit: bool = True) -> NoReturn:
        """Raise TypeError: only an action writes, on the row as it is when it holds it."""
        raise TypeError(f"{type(self).__name__} never saves: an action writes its cleaned_data.")
