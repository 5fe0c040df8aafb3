from django.apps import AppConfig


class PracticeSheetsConfig(AppConfig):
    name = "fanal.practice_sheets"
    label = "practice_sheets"
    verbose_name = "Fiches pratiques"
