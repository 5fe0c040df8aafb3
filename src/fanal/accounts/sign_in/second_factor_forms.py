"""The forms of the second factor whose words are ours."""

from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms


class AppForm(ActivateTOTPForm):
    """The same name above the field and in the list of what is wrong."""

    code = forms.CharField(
        label="Code à six chiffres",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
