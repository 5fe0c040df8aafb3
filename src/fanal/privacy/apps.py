from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "fanal.privacy"
    label = "privacy"
    verbose_name = "Protection des données"
