from django.apps import AppConfig


class PeerHelpConfig(AppConfig):
    name = "fanal.peer_help"
    label = "peer_help"
    verbose_name = "Entraide entre collègues"
