from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "alongside.care.plan"
    label = "care_plan"
