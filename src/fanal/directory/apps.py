from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "fanal.directory"
    label = "directory"
    verbose_name = "Répertoire"
