"""What Slack refuses in a message or a view, and the words it uses to say so."""

from localslack.validation.messages import check_message
from localslack.validation.problems import Problem
from localslack.validation.suggestions import check_suggestions
from localslack.validation.views import check_view

__all__ = ["Problem", "check_message", "check_suggestions", "check_view"]
