from django.urls import path

from alongside.care.support import back_urls
from alongside.care.support.views import lists, review, review_typed, ring, typed, understood, word

app_name = "support"
urlpatterns = [
    path("", lists.home, name="home"),
    path("people/", lists.people, name="people"),
    path("ring/", ring.people_to_ring, name="ring"),
    path("p/<uuid:partnership_id>/ring/<uuid:item_id>/", ring.ring_them, name="ring-them"),
    path("p/<uuid:partnership_id>/were-you-seen/<uuid:report_id>/", ring.were_you_seen, name="were-you-seen"),
    path("clinic/", lists.clinic, name="clinic"),
    path("p/<uuid:partnership_id>/", lists.overview, name="overview"),
    path("p/<uuid:partnership_id>/attention/<uuid:item_id>/", lists.deal, name="deal"),
    path("p/<uuid:partnership_id>/review/", review.review, name="review"),
    path("p/<uuid:partnership_id>/review/tell/", review.tell, name="review-tell"),
    path("p/<uuid:partnership_id>/review/say/", review.say, name="review-say"),
    path("p/<uuid:partnership_id>/review/step/<uuid:step_id>/", review.step, name="review-step"),
    path("p/<uuid:partnership_id>/review/how/", review.how, name="review-how"),
    path("p/<uuid:partnership_id>/review/how/<uuid:how_id>/", review.answer, name="review-answer"),
    path("p/<uuid:partnership_id>/review/type/", review_typed.told, name="review-type-told"),
    path("p/<uuid:partnership_id>/review/type/rest/", review_typed.rest, name="review-type-rest"),
    path("p/<uuid:partnership_id>/typed/", typed.typed, name="typed"),
    path("p/<uuid:partnership_id>/word/", word.word, name="word"),
    path("p/<uuid:partnership_id>/word/<uuid:word_id>/seen/", word.seen, name="word-seen"),
    path("p/<uuid:partnership_id>/understood/", understood.understood, name="understood"),
    path("p/<uuid:partnership_id>/understood/choose/", understood.choose, name="understood-choose"),
    path("p/<uuid:partnership_id>/understood/<uuid:statement_id>/", understood.one, name="understood-one"),
    *back_urls.urlpatterns,
]
