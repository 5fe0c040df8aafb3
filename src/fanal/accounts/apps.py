from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fanal.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        from fanal.accounts import lost_account, security_log, strength, switching

        security_log.listen()
        lost_account.listen()
        strength.listen()
        switching.listen()
