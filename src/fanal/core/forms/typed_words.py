"""What somebody typed and cannot be kept: it is shown again, to be copied.

Where the form is known, its texts under their labels; where the thing itself is gone, so that no form can be
made, every value that holds a space: a word chosen in a list, a number, a code, a password hold none.
"""

from typing import Any

from django import forms
from django.http import HttpRequest

YOUR_TEXT = "Votre texte"
LONGEST_WORDS = 8_000  # signs that a refusal gives back of one field: no form keeps more
MOST_TEXTS = 10
FORM_ENCODINGS = ("application/x-www-form-urlencoded", "multipart/form-data")


def words_of_form(form: Any) -> list[tuple[str, str]]:
    """The texts that were typed and differ from what the form began with; nothing that was chosen.

    A label made for this school (a name, a question) is not said again: only those the form declares.
    """
    words = list[tuple[str, str]]()
    for bound in form if form.is_bound else ():
        is_text = type(bound.field.widget) in {forms.Textarea, forms.TextInput}
        text = bound.data if is_text and isinstance(bound.data, str) else ""
        if text.strip() and bound.field.has_changed(bound.initial, text):
            label = str(bound.label) if bound.name in form.base_fields else YOUR_TEXT
            words.append((label, text[:LONGEST_WORDS]))
    return words


def words_of_sending(request: HttpRequest) -> list[tuple[str, str]]:
    """The texts sent to a page that found nothing.

    None without the token of one of our forms: a page elsewhere cannot make ours say its words.
    """
    is_form = request.method == "POST" and request.content_type in FORM_ENCODINGS
    if not is_form or not getattr(request, "csrf_processing_done", False):
        return []
    texts = [
        text
        for name, values in request.POST.lists()
        for text in values
        if " " in text.strip() and "password" not in name
    ]
    return [(YOUR_TEXT, text[:LONGEST_WORDS]) for text in texts[:MOST_TEXTS]]
