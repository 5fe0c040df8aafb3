"""The form of how many mails somebody wants."""

from django import forms

from fanal.helpdesk.rules.rhythm import NotificationFrequency


class NoticeForm(forms.Form):
    """The three rhythms."""

    rhythm = forms.ChoiceField(
        label="Les courriels de vos demandes",
        choices=NotificationFrequency.choices(),
        widget=forms.RadioSelect,
    )
