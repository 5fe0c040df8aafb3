from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "fanal.surveys"
    label = "surveys"
    verbose_name = "Questionnaires"
