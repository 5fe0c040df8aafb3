"""How somebody wants the screen to look."""

from django import forms

THEMES = [("system", "Comme mon appareil"), ("light", "Clair"), ("dark", "Sombre")]


class DisplayForm(forms.Form):
    """The look, for this browser; the shortcuts, for this person everywhere."""

    theme = forms.ChoiceField(label="Couleurs, sur cet appareil", choices=THEMES, widget=forms.RadioSelect)
    without_shortcuts = forms.BooleanField(label="Couper les raccourcis clavier", required=False)
