from django.urls import path

from alongside.care.access.views import door, referral, screening

app_name = "door"
urlpatterns = [
    path("", door.start, name="start"),
    path("forget/", door.forget, name="forget"),
    path("leave/", door.leave, name="leave"),
    path("for-someone/", door.for_someone, name="for-someone"),
    path("safety/", screening.intro, name="safety"),
    path("safety/<slug:question_id>/", screening.question, name="question"),
    path("advice/", screening.advice, name="advice"),
    path("after/", screening.after, name="after"),
    path("born/", referral.born, name="born"),
    path("place/", referral.place, name="place"),
    path("not-here/<slug:why>/", referral.not_here, name="not-here"),
    path("under-age/", referral.under_age, name="under-age"),
    path("alone/", referral.alone, name="alone"),
    path("you/", referral.details, name="details"),
    path("code/", referral.code, name="code"),
    path("how/<slug:page>/", referral.how, name="how"),
    path("check/", referral.check, name="check"),
    path("sent/", referral.sent, name="sent"),
    path("open/", referral.open_pages, name="open"),
]
