"""A Slack workspace on your own machine, for Bolt apps and their tests."""

from localslack import faults
from localslack.accidents import Accidents
from localslack.conversations import Channel, Message
from localslack.errors import BadAnswer, NotAcknowledged, NotPossible, SlackError
from localslack.faults import Fault
from localslack.filled_forms import Form
from localslack.forms import View
from localslack.manifest import Manifest
from localslack.people import Person
from localslack.server import LocalSlack
from localslack.switches import Switches
from localslack.team import Team
from localslack.users import NewPerson, User

__all__ = [
    "Accidents",
    "BadAnswer",
    "Channel",
    "Fault",
    "Form",
    "LocalSlack",
    "Manifest",
    "Message",
    "NewPerson",
    "NotAcknowledged",
    "NotPossible",
    "Person",
    "SlackError",
    "Switches",
    "Team",
    "User",
    "View",
    "faults",
]
