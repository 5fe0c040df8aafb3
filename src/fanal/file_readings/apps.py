from django.apps import AppConfig


class FileReadingsConfig(AppConfig):
    name = "fanal.file_readings"
    label = "file_readings"
    verbose_name = "Lecture de fichiers"
