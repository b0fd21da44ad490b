from django.urls import path

from alongside.care.access.views import follow_up, normal, referred, way, worse

app_name = "access"
urlpatterns = [
    path("way/", way.show, name="way"),
    path("way/<slug:page>/", way.change, name="way-change"),
    path("my-normal/", normal.show, name="my-normal"),
    path("my-normal/<slug:question_id>/", normal.write, name="my-normal-write"),
    path("my-normal/<uuid:normal_id>/agree/", normal.agree, name="my-normal-agree"),
    path("new-or-worse/", worse.start, name="new-or-worse"),
    path("new-or-worse/safety/<slug:question_id>/", worse.question, name="worse-question"),
    path("new-or-worse/advice/", worse.advice, name="worse-advice"),
    path("new-or-worse/words/", worse.words, name="worse-words"),
    path("new-or-worse/<uuid:report_id>/", worse.report, name="report"),
    path("follow-up/", follow_up.show, name="follow-up"),
    path("follow-up/talked/", follow_up.talked, name="follow-up-talked"),
    path("follow-up/<slug:becomes>/", follow_up.propose, name="follow-up-propose"),
    path("follow-up/<uuid:follow_up_wording_id>/answer/", follow_up.answer, name="follow-up-answer"),
    path(
        "follow-up/<uuid:follow_up_wording_id>/type-answer/",
        follow_up.type_answer,
        name="follow-up-type-answer",
    ),
    path("referral/", referred.show, name="referral"),
    path("referral/decide/", referred.decide, name="referral-decide"),
]
