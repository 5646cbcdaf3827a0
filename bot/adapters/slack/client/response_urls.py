"""Where an answer to a press may go: to Slack, and to nobody who only says to be Slack."""

import structlog
from yarl import URL

log = structlog.get_logger()

# docs.slack.dev/interactivity/handling-user-interaction: https://hooks.slack.com/…; GovSlack's
# addresses end with slack-gov.com (docs.slack.dev/govslack).
SLACKS_OWN = ("slack.com", "slack-gov.com")
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
HTTPS_PORT = 443


def answers_go_to(given: str | None, api_url: str) -> URL | None:
    """The address of Slack at which a delivery is to be answered.

    None if it has no such address, or one of somebody else's, which is logged and never called.

    Args:
        given: The address that came with the delivery, if any.
        api_url: Where Slack's methods are; a local Slack takes answers at the same port.
    """
    if not given:
        return None
    url = _read(given)
    if url is not None and (_is_slacks(url) or _is_local_slack(url, api_url)):
        return url
    log.warning(
        "response_url_refused",
        action="response_url_refused",
        fix="An answer is sent to Slack's own hosts only. If Slack did not send this, whoever "
        "did knows your signing secret: make a new one.",
    )
    return None


def _read(given: str) -> URL | None:
    try:
        url = URL(given)
        # A wrong port is found only when it is asked for.
        is_whole = url.host and url.port and url.user is None
    except ValueError:
        return None
    return url if is_whole else None


def _is_slacks(url: URL) -> bool:
    host = url.host or ""
    is_slacks = any(host == own or host.endswith(f".{own}") for own in SLACKS_OWN)
    return is_slacks and url.scheme == "https" and url.port == HTTPS_PORT


def _is_local_slack(url: URL, api_url: str) -> bool:
    api = URL(api_url)
    on_this_machine = api.host in LOOPBACK_HOSTS and url.host in LOOPBACK_HOSTS
    return on_this_machine and (url.scheme, url.port) == (api.scheme, api.port)
