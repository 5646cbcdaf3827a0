"""A page for the browser, on which people use a local Slack as they use Slack."""

from localslack.page.page import LocalPage

__all__ = ["LocalPage"]
