from django.urls import path

from fanal.commission.views import agenda, decision, dialogue, meeting, member, minutes

app_name = "commission"
urlpatterns = [
    path("", meeting.meeting_list, name="meeting_list"),
    path("prevoir/", meeting.meeting_add, name="meeting_add"),
    path("membres/", member.member_list, name="member_list"),
    path("membres/ajouter/", member.member_add, name="member_add"),
    path("membres/<int:commission_member>/", member.member_change, name="member_change"),
    path("decisions/", decision.decision_list, name="decision_list"),
    path("decisions/<int:meeting_decision>/tenue/", decision.decision_done, name="decision_done"),
    path("decisions/<int:meeting_decision>/non-tenue/", decision.decision_dropped, name="decision_dropped"),
    path("dossier/", dialogue.dialogue_page, name="dialogue"),
    path("dossier/<int:number>/pdf/", dialogue.dialogue_file, {"form": "pdf"}, name="dialogue_pdf"),
    path("dossier/<int:number>/odt/", dialogue.dialogue_file, {"form": "odt"}, name="dialogue_odt"),
    path("<int:number>/", meeting.meeting_page, name="meeting_page"),
    path("<int:number>/modifier/", meeting.meeting_change, name="meeting_change"),
    path("<int:number>/annuler/", meeting.meeting_cancel, name="meeting_cancel"),
    path("<int:number>/convoquer/", meeting.meeting_convene, name="meeting_convene"),
    path("<int:number>/ouvrir/", meeting.meeting_hold, name="meeting_hold"),
    path("<int:number>/refermer/", meeting.sitting_shut, name="sitting_shut"),
    path("<int:number>/agenda/", meeting.meeting_calendar, name="meeting_calendar"),
    path("<int:number>/points/", agenda.item_propose, name="item_propose"),
    path("<int:number>/points/<int:agenda_item>/monter/", agenda.item_raise, name="item_raise"),
    path("<int:number>/points/<int:agenda_item>/retirer/", agenda.item_withdraw, name="item_withdraw"),
    path("<int:number>/points/<int:agenda_item>/ecrire/", minutes.minutes_write, name="minutes_write"),
    path("<int:number>/presences/", minutes.presences_write, name="presences_write"),
    path("<int:number>/decisions/", decision.decision_add, name="decision_add"),
    path(
        "<int:number>/decisions/<int:meeting_decision>/modifier/",
        decision.decision_change,
        name="decision_change",
    ),
    path(
        "<int:number>/decisions/<int:meeting_decision>/retirer/",
        decision.decision_remove,
        name="decision_remove",
    ),
    path("<int:number>/approuver/", minutes.minutes_approve, name="minutes_approve"),
    path("<int:number>/publier/", minutes.minutes_publish, name="minutes_publish"),
    path("<int:number>/rectifier/", minutes.minutes_correct, name="minutes_correct"),
    path("<int:number>/compte-rendu/", minutes.minutes_file, name="minutes_file"),
]
