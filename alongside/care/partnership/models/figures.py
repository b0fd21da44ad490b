from __future__ import annotations

from django.db import models


class Figures(models.Model):
    """What lists need to know of one partnership, kept up to date by the actions that change it.

    Never computed on a page: a page reads one row a person. Each room owns its columns, says in its
    ``figures.py`` how they follow from its rows, and a test holds kept and rebuilt equal.
    """

    partnership = models.OneToOneField(
        "Partnership", primary_key=True, on_delete=models.CASCADE, related_name="figures"
    )
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")

    # partnership
    open_attention = models.PositiveIntegerField(default=0)
    oldest_attention_at = models.DateTimeField(null=True)
    # understanding
    story_versions = models.PositiveIntegerField(default=0)
    story_shared_at = models.DateTimeField(null=True)
    story_read_at = models.DateTimeField(null=True)
    reflection_state = models.CharField(max_length=16, blank=True)
    told_again = models.PositiveIntegerField(default=0)
    # measures
    person_rated_at = models.DateTimeField(null=True)
    professional_rated_at = models.DateTimeField(null=True)
    next_rating_due_at = models.DateTimeField(null=True)
    differences_open = models.PositiveIntegerField(default=0)
    # access
    last_new_or_worse_at = models.DateTimeField(null=True)
    # involvement
    problems_open = models.PositiveIntegerField(default=0)
    goals_agreed = models.PositiveIntegerField(default=0)
    proposals_wait_for_person = models.PositiveIntegerField(default=0)
    proposals_wait_for_team = models.PositiveIntegerField(default=0)
    decisions_open = models.PositiveIntegerField(default=0)
    # plan
    steps_agreed = models.PositiveIntegerField(default=0)
    steps_wait_for_person = models.PositiveIntegerField(default=0)
    steps_wait_for_team = models.PositiveIntegerField(default=0)
    look_again_on = models.DateField(null=True)  # the next day on which both look at a step again
    last_check_in_on = models.DateField(null=True)
    quiet_from = models.DateField(
        null=True
    )  # the day from which not hearing is worth a call; null: nothing asked
    bad_day_until = models.DateField(null=True)  # nothing is asked before this day is over
    # support
    review_done_on = models.DateField(null=True)
    promises_open = models.PositiveIntegerField(default=0)
    next_promise_on = models.DateField(null=True)
    # communication
    messages_wait_for_team = models.PositiveIntegerField(default=0)
    oldest_message_at = models.DateTimeField(null=True)  # of those that wait for an answer
    messages_new_to_person = models.PositiveIntegerField(default=0)
    calls_open = models.PositiveIntegerField(default=0)
    next_call_at = models.DateTimeField(null=True)  # the promised time of the next one
    next_visit_at = models.DateTimeField(null=True)
    summaries_wait_for_person = models.PositiveIntegerField(default=0)
    # access
    follow_up_until = models.DateField(null=True)  # the door stands open by both sides' word until then
    # partnership
    last_met_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"figures {self.pk}"
