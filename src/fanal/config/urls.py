"""Every address. Pages of a school live under `/e/<uai>/`, those above schools under `/c/` and `/a/`."""

from django.urls import include, path, register_converter

from fanal.accounts.rules.uai import FORM
from fanal.accounts.views.account import account_page
from fanal.accounts.views.declared import accessibility, data_page
from fanal.accounts.views.sign_out import sign_out
from fanal.equipment.views.labels import label_followed
from fanal.people.views.invitation import invitation
from fanal.people.views.joining import joining
from fanal.web import offline
from fanal.web import views as web
from fanal.web.gallery import gallery


class UaiConverter:
    """An UAI in an address: seven digits and a letter."""

    regex = FORM.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(UaiConverter, "uai")

school = [
    path("", include("fanal.web.urls")),
    path("personnes/", include("fanal.people.urls")),
    path("api/v1/", include("fanal.config.api")),
    path("lectures/", include("fanal.file_readings.urls")),
    path("jetons/", include("fanal.accounts.urls.tokens")),
    path("reglages/", include("fanal.schools.urls.settings")),
    path("verifier/", include("fanal.schools.urls.verification")),
    path("demandes/", include("fanal.helpdesk.urls.helpdesk")),
    path("moins-de-courriels/", include("fanal.helpdesk.urls.notices")),
    path("fiches/", include("fanal.practice_sheets.urls")),
    path("reserver/", include("fanal.bookings.urls")),
    path("recolement/", include("fanal.campaigns.urls")),
    path("prets/", include("fanal.loans.urls")),
    path("sorties/", include("fanal.disposals.urls")),
    path("fournitures/", include("fanal.supplies.urls")),
    path("indicateurs/", include("fanal.indicators.urls")),
    path("passages/", include("fanal.visits.urls")),
    path("entraide/", include("fanal.peer_help.urls")),
    path("questionnaires/", include("fanal.surveys.urls.surveys")),
    path("billet/", include("fanal.surveys.urls.ticket")),
    path("rapports/", include("fanal.reports.urls.reports")),
    path("moins-de-rapports/", include("fanal.reports.urls.stop")),
    path("suivre/", include("fanal.helpdesk.urls.following")),
    path("annee/commission/", include("fanal.commission.urls")),
    path("annee/", include("fanal.agenda.urls")),
    path("projet/", include("fanal.steering.urls")),
    path("mission/absence/", include("fanal.missions.urls.absence")),
    path("mission/formation/", include("fanal.missions.urls.training")),
    path("mission/transmission/", include("fanal.missions.urls.handover")),
    path("mission/point/", include("fanal.missions.urls.point")),
    path("mission/carnet/", include("fanal.work_log.urls")),
    path("mission/", include("fanal.missions.urls.sharing")),
    path("mission/indemnites/", include("fanal.allowances.urls.allowances")),
    path("formation/", include("fanal.training.urls")),
    path("mission/lettres/", include("fanal.mission_letters.urls")),
    path("eleves/", include("fanal.directory.urls.directory")),
    path("eleves/", include("fanal.people_files.urls")),
    path("mouvements/", include("fanal.directory.urls.arrivals_departures")),
    path("equipements/machines/", include("fanal.inventory.urls.machines")),
    path("equipements/", include("fanal.equipment_import.urls")),
    path("equipements/", include("fanal.equipment.urls")),
    path("registre/", include("fanal.privacy.urls")),
    path("services/", include("fanal.online_services.urls")),
    path("services/", include("fanal.account_lists.urls")),
    path("etat/", include("fanal.service_status.urls")),
    path("revues/", include("fanal.service_security.urls.reviews")),
    path("habitudes/", include("fanal.service_security.urls.habits")),
    path("designations/", include("fanal.designations.urls")),
    path("partenaires/", include("fanal.overview.urls.sharing")),
    path("agent/", include("fanal.inventory.urls.agents")),
]

urlpatterns = [
    path("", web.start, name="start"),
    path("healthz", web.healthz, name="healthz"),
    path("readyz", web.readyz, name="readyz"),
    path("metrics", web.metrics_page, name="metrics"),
    path("worker.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("hors-reseau/", offline.offline_page, name="offline"),
    path("hors-reseau/jeton/", offline.queue_pass, name="queue_pass"),
    # An address is what an invitation goes to: nobody gives themselves another one unproven.
    path("compte/email/", web.not_served, name="account_email"),
    path("compte/", account_page, name="account"),
    path("compte/logout/", sign_out, name="account_logout"),
    path("compte/", include("allauth.urls")),
    path("accessibilite/", accessibility, name="accessibility"),
    path("donnees-personnelles/", data_page, name="data_kept"),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("rejoindre/<str:token>/", joining, name="joining"),
    path("installation/", include("fanal.web.setup.urls")),
    path("q/<str:code>", label_followed, name="label"),
    path("demo/<str:token>/", web.demo_sign_in, name="demo_sign_in"),
    path("dev/composants/", gallery, name="gallery"),
    path("e/<uai:uai>/", include(school)),
    path("", include("fanal.overview.urls.overview")),
]

handler400 = "fanal.web.errors.bad_request"
handler403 = "fanal.web.errors.forbidden"
handler404 = "fanal.core.http.answers.not_found"
handler500 = "fanal.web.errors.server_error"
