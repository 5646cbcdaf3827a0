"""A Slack workspace on your own machine, for Bolt apps and their tests."""

from localslack import faults
from localslack.app.manifest import Manifest
from localslack.errors import BadAnswer, NotAcknowledged, NotPossible, SlackError
from localslack.faults import Fault
from localslack.options import Options
from localslack.people.filled_forms import Form
from localslack.people.person import Person
from localslack.server import LocalSlack
from localslack.teams.incidents import Incidents
from localslack.teams.team import Team
from localslack.workspace.conversations import Channel, Message
from localslack.workspace.forms import View
from localslack.workspace.users import NewPerson, User

__all__ = [
    "BadAnswer",
    "Channel",
    "Fault",
    "Form",
    "Incidents",
    "LocalSlack",
    "Manifest",
    "Message",
    "NewPerson",
    "NotAcknowledged",
    "NotPossible",
    "Options",
    "Person",
    "SlackError",
    "Team",
    "User",
    "View",
    "faults",
]
