from django.apps import AppConfig


class MissionLettersConfig(AppConfig):
    name = "fanal.mission_letters"
    label = "mission_letters"
    verbose_name = "Lettres de mission"
