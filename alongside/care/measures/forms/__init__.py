from alongside.care.measures.forms.around import AskForm, AudienceForm, CountedForm, ReadBackForm
from alongside.care.measures.forms.questions import Ask, CheckForm, Sheet

__all__ = ["Ask", "AskForm", "AudienceForm", "CheckForm", "CountedForm", "ReadBackForm", "Sheet"]
