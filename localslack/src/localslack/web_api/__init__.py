"""The Web API: every method the local Slack knows, and the way a call takes to it."""

from localslack.web_api.auth import AUTH
from localslack.web_api.canvases import CANVASES
from localslack.web_api.changing_channels import CHANGING_CHANNELS
from localslack.web_api.chat import CHAT
from localslack.web_api.conversations import CONVERSATIONS
from localslack.web_api.files import FILES
from localslack.web_api.history import HISTORY
from localslack.web_api.methods import Method
from localslack.web_api.oauth import OAUTH
from localslack.web_api.pins import PINS
from localslack.web_api.presence import PRESENCE
from localslack.web_api.reactions import REACTIONS
from localslack.web_api.scheduled import SCHEDULED
from localslack.web_api.users import USERS
from localslack.web_api.views import VIEWS

_TABLES = (
    AUTH,
    CANVASES,
    CHANGING_CHANNELS,
    CHAT,
    CONVERSATIONS,
    FILES,
    HISTORY,
    OAUTH,
    PINS,
    PRESENCE,
    REACTIONS,
    SCHEDULED,
    USERS,
    VIEWS,
)

METHODS: dict[str, Method] = {
    name: method for table in _TABLES for name, method in table.methods.items()
}
