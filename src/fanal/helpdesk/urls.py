from django.urls import path

from fanal.helpdesk import asking, files, forwarding, kin_pages, letterbox, notice_pages, time_pages, views

app_name = "helpdesk"
urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("nouvelle/", asking.request_ask, name="request_ask"),
    path("nouvelle/aide/", asking.ask_hints, name="ask_hints"),
    path("<int:number>/suivre/", asking.request_follow, name="request_follow"),
    path("<int:number>/", views.request_page, name="request_page"),
    path("<int:number>/fichiers/<slug:reference>/", files.request_file, name="request_file"),
    path("<int:number>/prendre/", views.request_take, name="request_take"),
    path("<int:number>/confier/", views.request_entrust, name="request_entrust"),
    path("<int:number>/repondre/", views.request_reply, name="request_reply"),
    path("<int:number>/attendre/", views.request_hold, name="request_hold"),
    path("<int:number>/resoudre/", views.request_solve, name="request_solve"),
    path("<int:number>/terminer/", views.request_close, name="request_close"),
    path("<int:number>/rouvrir/", views.request_reopen, name="request_reopen"),
    path("<int:number>/liens/", kin_pages.request_kin, name="request_kin"),
    path("<int:number>/liens/<int:other>/retirer/", kin_pages.request_unlink, name="request_unlink"),
    path("<int:number>/separer/", kin_pages.request_separate, name="request_separate"),
    path("<int:number>/temps/", time_pages.time_note, name="time_note"),
    path("<int:number>/temps/<int:entry>/retirer/", time_pages.time_take_back, name="time_take_back"),
    path("<int:number>/transmettre/", forwarding.request_transmit, name="request_transmit"),
    path("<int:number>/transmission/reponse/", forwarding.transmission_answer, name="transmission_answer"),
    path("<int:number>/transmission/relance/", forwarding.transmission_remind, name="transmission_remind"),
    path("<int:number>/transmission/refus/", forwarding.transmission_refuse, name="transmission_refuse"),
    path("<int:number>/transmission/faite/", forwarding.transmission_done, name="transmission_done"),
    path("mes-courriels/", notice_pages.notice_choice, name="notice_choice"),
    path("courriers/", letterbox.mail_to_sort, name="mail_to_sort"),
    path("courriers/envoyes/", letterbox.mail_sent, name="mail_sent"),
    path("courriers/envoyes/<slug:reference>/", letterbox.mail_send_again, name="mail_send_again"),
    path("courriers/<slug:reference>/rattacher/", letterbox.mail_attach, name="mail_attach"),
    path("courriers/<slug:reference>/demande/", letterbox.mail_ask, name="mail_ask"),
    path("courriers/<slug:reference>/ecarter/", letterbox.mail_discard, name="mail_discard"),
]
