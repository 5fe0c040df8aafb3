from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fanal.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        from fanal.accounts.actions import security_log
        from fanal.accounts.sign_in import lost_account, school_switcher, session_assurance

        security_log.listen()
        lost_account.listen()
        session_assurance.listen()
        school_switcher.listen()
