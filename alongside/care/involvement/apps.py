from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "alongside.care.involvement"
    label = "care_involvement"
