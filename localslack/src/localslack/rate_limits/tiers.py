"""How often each method may be called, per workspace and app, whatever token is used.

Tiers: docs.slack.dev/apis/web-api/rate-limits and the method pages. Slack promises so many calls
a minute "or more" and takes short bursts without saying how long; here a burst is what the tier
allows in a minute. Of "special" methods Slack gives no numbers, or only rough ones.
"""

from dataclasses import dataclass

from localslack.options import Options
from localslack.rate_limits.rates import Limits, Rate

TIER_1 = Rate(1, burst=1)
TIER_2 = Rate(20, burst=20)
TIER_3 = Rate(50, burst=50)
TIER_4 = Rate(100, burst=100)
SPECIAL = Rate(600, burst=600)

POSTS_OF_A_CHANNEL = Rate(60, burst=5)
"""About one message a second in each channel, with a small burst."""
POSTS_OF_A_WORKSPACE = Rate(300, burst=300)
"""Slack: "several hundred messages per minute"."""
EVENTS_OF_A_WORKSPACE = Rate(500, burst=30_000)
"""30,000 deliveries an hour to each app (docs.slack.dev/apis/events-api)."""
FEW_READS = Rate(1, burst=1)
"""conversations.history and .replies of a commercial app that is not in the Marketplace."""

_METHODS = {
    TIER_1: "apps.uninstall",
    TIER_2: """
        conversations.archive conversations.canvases.create conversations.create
        conversations.list conversations.setTopic conversations.unarchive
        bookmarks.add bookmarks.edit bookmarks.remove canvases.create dnd.endSnooze
        dnd.setSnooze dnd.teamInfo emoji.list pins.add pins.list pins.remove reactions.remove
        usergroups.list usergroups.users.list users.list
    """,
    TIER_3: """
        apps.connections.open auth.revoke bookmarks.list bots.info canvases.edit chat.delete
        chat.deleteScheduledMessage chat.scheduleMessage chat.scheduledMessages.list chat.update
        conversations.history conversations.info conversations.invite
        conversations.join conversations.kick conversations.leave conversations.open
        conversations.replies dnd.info files.delete
        reactions.add reactions.get team.info users.conversations
        users.getPresence users.lookupByEmail users.profile.set
    """,
    TIER_4: """
        api.test chat.postEphemeral conversations.members files.completeUploadExternal
        files.getUploadURLExternal files.info users.info users.profile.get views.open
        views.publish views.push views.update
    """,
    SPECIAL: """
        auth.test chat.getPermalink chat.postMessage
        oauth.v2.access
    """,
}

RATES: dict[str, Rate] = {name: rate for rate, names in _METHODS.items() for name in names.split()}


_READS = frozenset({"conversations.history", "conversations.replies"})


@dataclass(frozen=True, slots=True)
class Pace:
    """Holds all apps of a server to Slack's rates, as far as its options say so."""

    limits: Limits
    options: Options

    def take_call(self, team_id: str, method: str) -> None:
        """Count a call against its method.

        Raises:
            RateLimited: if it comes too early.
        """
        if self.options.few_reads and method in _READS:
            self.limits.take((team_id, method), FEW_READS)
        if not self.options.rate_limits:
            return
        self.limits.take((team_id, method), RATES[method])

    def take_event(self, team_id: str) -> None:
        """Count a delivery; retries do not count here."""
        if self.options.rate_limits:
            self.limits.take((team_id, "events"), EVENTS_OF_A_WORKSPACE)

    def take_post(self, team_id: str, channel_id: str) -> None:
        """Count a message against its channel and workspace."""
        if self.options.rate_limits:
            self.limits.take((team_id, channel_id), POSTS_OF_A_CHANNEL)
            self.limits.take(team_id, POSTS_OF_A_WORKSPACE)
