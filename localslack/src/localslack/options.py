"""What differs between one real Slack and another, and between apps: on or off."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Options:
    """May be turned while the workspace is running.

    Attributes:
        rate_limits: Calls that come too fast get a 429.
        few_reads: conversations.history and .replies give 15 messages once a minute, as to a
            commercial app outside the Marketplace (docs.slack.dev/changelog/2025/05/29).
        delayed_events: An event that was not taken comes again each hour for a day, which an app
            asks for in its settings (docs.slack.dev/apis/events-api).
    """

    rate_limits: bool = True
    few_reads: bool = False
    delayed_events: bool = False
