from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "fanal.core"
    label = "core"
    verbose_name = "Noyau"

    def ready(self) -> None:
        from fanal.core.new_models import render_new_models_alone
        from fanal.core.registry import load_parts
        from fanal.core.small_tables import count_small_tables

        post_migrate.connect(count_small_tables, sender=self)
        render_new_models_alone()
        load_parts("contributions", "privacy")
