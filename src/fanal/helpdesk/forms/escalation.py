"""The form of the mail to the authority, edited before it leaves."""

from django import forms


class DraftForm(forms.Form):
    """The mail to the authority, composed, that its sender may change."""

    subject = forms.CharField(label="Objet", max_length=200)
    text = forms.CharField(label="Message", max_length=8000, widget=forms.Textarea(attrs={"rows": 16}))
    pictures = forms.BooleanField(label="Joindre la photo de la demande", required=False, initial=True)
