from django.urls import path

from fanal.service_security.views import reviewed_at_once, reviewed_right, reviewed_service, reviews

app_name = "reviews"
urlpatterns = [
    path("", reviews.review_list, name="review_list"),
    path("ouvrir/", reviews.review_open, name="review_open"),
    path("<int:number>/", reviews.review_page, name="review_page"),
    path("<int:number>/rapport.pdf", reviews.review_file, name="review_file"),
    path("<int:number>/completer/", reviews.review_complete, name="review_complete"),
    path("<int:number>/garder/", reviewed_at_once.review_keep, name="review_keep"),
    path("<int:number>/clore/", reviews.review_close, name="review_close"),
    path("<int:number>/services/<int:reviewed>/", reviewed_service.reviewed_service, name="reviewed_service"),
    path("<int:number>/services/<int:reviewed>/aucun/", reviewed_at_once.right_none, name="right_none"),
    path("<int:number>/services/<int:reviewed>/ajouter/", reviewed_right.right_add, name="right_add"),
    path("<int:number>/droits/<int:right>/oter/", reviewed_right.right_withdraw, name="right_withdraw"),
    path("<int:number>/droits/<int:right>/fait/", reviewed_right.right_done, name="right_done"),
    path("<int:number>/droits/<int:right>/confier/", reviewed_right.right_hand_over, name="right_hand_over"),
]
