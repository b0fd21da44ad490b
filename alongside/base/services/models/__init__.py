from alongside.base.services.models.installation import Installation
from alongside.base.services.models.service import Service

__all__ = ["Installation", "Service"]
