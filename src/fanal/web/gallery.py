"""Every component in its states, with invented words: what a developer looks at before making another."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fanal.accounts.sign_in import demonstration
from fanal.accounts.views.access import open_to
from fanal.core.forms.school_form import DayField
from fanal.core.pages.headings import ColumnHeading
from fanal.measures.reading.measures import MeasuredRow


class SampleForm(forms.Form):
    """Every sort of field; the first answer is missing, so that errors are seen."""

    title = forms.CharField(label="Que se passe-t-il ?", max_length=80, help_text="Une phrase suffit.")
    kind = forms.ChoiceField(
        label="Type de demande",
        choices=[("projector", "Vidéoprojecteur"), ("computer", "Ordinateur"), ("other", "Autre")],
        widget=forms.RadioSelect,
    )
    room = forms.ChoiceField(label="Salle", choices=[("204", "Salle 204"), ("cdi", "CDI")])
    detail = forms.CharField(label="Précision", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    day = DayField(label="Jusqu’au", required=False)
    tell = forms.BooleanField(label="Prévenir le demandeur", required=False)
    roles = forms.MultipleChoiceField(
        label="Fonctions",
        choices=[("teacher", "Enseignant"), ("lead", "Référent numérique")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _sample() -> dict[str, Any]:
    return {
        "headings": [
            ColumnHeading("Équipement", "#", is_sorted=True),
            ColumnHeading("Modèle"),
            ColumnHeading("État", "#"),
            ColumnHeading("Année", "#"),
        ],
        "at": timezone.now(),
        "reasons": ["Il reste 625,00 € sur l’enveloppe.", "L’accord n’est pas encore enregistré."],
        "form": SampleForm({"title": "", "kind": "projector", "room": "204", "roles": ["teacher"]}),
        "files": [{"name": "photo-204.jpg", "url": "#", "size": 812_345}],
        "page": Paginator(range(57), 10).page(3),
        "steps": ["Déposer", "Vérifier", "Aperçu", "Importer"],
        "left_out": ["en tête : Inventaire 2026", "ligne 37 : TOTAL · 18 375 €"],
        "columns": [
            {"rank": 0, "header": "Nom", "code": "name", "cells": ["PC-01", "PC-02"]},
            {"rank": 1, "header": "Mot de passe", "code": "", "never": "mot de passe ou code"},
        ],
        "fields": [{"code": "name", "label": "Nom"}, {"code": "room", "label": "Salle"}],
        "facts": [("Modèle", "Vidéoprojecteur, 2019"), ("N° de série", "X4TK-00871")],
        "item_pages": {
            "label": "Fournitures",
            "links": [
                {"label": "Licences", "url": "#licences", "is_current": True},
                {"label": "Contrats", "url": "#contrats"},
            ],
        },
        "measured_rows": Paginator([MeasuredRow("Demande n° 12", "#", date(2026, 11, 3), "2,5")], 10).page(1),
        "things": {
            "page": Paginator([], 10).page(1),
            "chips": [
                {"label": "En cours", "url": "#", "count": 12},
                {"label": "En retard", "url": "#", "count": 0, "current": True},
            ],
            "tab": {"icon": "circle-check", "empty": "Rien n’est en retard."},
        },
        "chips": [
            {"label": "À traiter", "url": "#", "count": 7, "current": True},
            {"label": "En attente", "url": "#", "count": 9},
            {"label": "Toutes", "url": "#"},
        ],
    }


@open_to("anyone", because="les composants, avec des mots inventés ; dans une démonstration seulement")
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    if not demonstration.is_demonstration():
        raise Http404
    return render(request, "gallery.html", {"gallery": _sample()})
