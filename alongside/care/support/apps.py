from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "alongside.care.support"
    label = "care_support"
