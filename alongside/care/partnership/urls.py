from django.urls import path

from alongside.care.partnership import erasing, invitations, leaving, mailing, own_copy, promises, views

app_name = "partnership"
urlpatterns = [
    path("p/<uuid:partnership_id>/timeline/", views.timeline, name="timeline"),
    path("p/<uuid:partnership_id>/who-looked/", views.who_looked, name="who-looked"),
    path("p/<uuid:partnership_id>/own-copy/", own_copy.own_copy, name="own-copy"),
    path("p/<uuid:partnership_id>/own-copy/erase/", erasing.ask, name="ask-erasure"),
    path("clinic/keeping/", erasing.keeping_list, name="keeping"),
    path("clinic/keeping/<uuid:partnership_id>/", erasing.decide, name="keep-or-erase"),
    path("p/<uuid:partnership_id>/take-on/", views.take_on, name="take-on"),
    path("p/<uuid:partnership_id>/team/", views.team, name="team"),
    path("p/<uuid:partnership_id>/promises/", promises.promises, name="promises"),
    path("p/<uuid:partnership_id>/promises/<uuid:promise_id>/", promises.promise, name="promise"),
    path("p/<uuid:partnership_id>/deliveries/", mailing.deliveries, name="deliveries"),
    path("p/<uuid:partnership_id>/reminders/", mailing.reminders, name="reminders"),
    path("p/<uuid:partnership_id>/reminders/where/", mailing.zone, name="reminder-zone"),
    path("p/<uuid:partnership_id>/reminders/<slug:cue>/", mailing.reminder, name="reminder"),
    path(
        "p/<uuid:partnership_id>/reminders/<slug:cue>/after/", mailing.reminder_after, name="reminder-after"
    ),
    path("clinic/left/<uuid:seat_id>/", leaving.leave, name="leave"),
    path("invitations/", invitations.index, name="invitations"),
    path("invitations/person/", invitations.invite_person, name="invite-person"),
    path("invitations/professional/", invitations.invite_professional, name="invite-professional"),
    path("invitations/<uuid:invitation_id>/again/", invitations.send_again, name="invitation-again"),
    path("invitations/<uuid:invitation_id>/withdraw/", invitations.withdraw, name="invitation-withdraw"),
    path("invitation/<str:token>/", invitations.answer, name="invitation"),
]
