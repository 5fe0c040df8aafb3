"""Templates as they are read: the spaces of French are put once, when a template is loaded."""

from django.template import Origin
from django.template.loaders import app_directories, filesystem
from django_cotton import cotton_loader

from fanal.core.typography import spaced_template


class Components(cotton_loader.Loader):
    def get_contents(self, origin: Origin) -> str:
        return spaced_template(super().get_contents(origin))


class Frames(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return spaced_template(super().get_contents(origin))


class Pages(app_directories.Loader):
    def get_contents(self, origin: Origin) -> str:
        return spaced_template(super().get_contents(origin))
