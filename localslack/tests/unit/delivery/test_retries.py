"""Events come again as Slack's schedule says, and stop when the app asks for it."""

from localslack.concurrency.background import Background
from localslack.concurrency.changes import Changes
from localslack.delivery.dispatcher import Dispatcher
from localslack.delivery.envelopes import Envelope, NotDelivered
from localslack.delivery.retries import DELAYED_HOURS, Retries
from localslack.faults import Plan
from localslack.json_types import JsonObject
from localslack.options import Options
from localslack.traffic import Traffic


class DeafApp:
    """Takes nothing; remembers the number and reason of each try."""

    late = "http_timeout"

    def __init__(self, *, wants_more: bool = True) -> None:
        self.tries: list[tuple[int, str]] = []
        self._wants_more = wants_more

    async def ready(self) -> None:
        pass

    async def deliver(self, envelope: Envelope) -> JsonObject:
        self.tries.append((envelope.retry_attempt, envelope.retry_reason))
        raise NotDelivered("http_error", retry=self._wants_more)


async def deliver(app: DeafApp, options: Options, away: float = 0) -> list[float]:
    """Deliver an event until it is given up, to an app that is away for so many seconds first.

    Gives what was waited for between the tries.
    """
    waited: list[float] = []
    times = iter([0.0])

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    background = Background()
    background.open()
    changes = Changes()
    retries = Retries(options=options, wait=wait, seconds=lambda: next(times, away))
    dispatcher = Dispatcher(app, Traffic(changes), background, Plan(), retries)
    dispatcher.deliver_event("message", {"event_id": "Ev1"})
    assert await changes.until(lambda: bool(dispatcher.given_up), timeout=5)
    await background.close()
    return waited


async def test_three_more_tries_at_once_after_a_minute_and_after_five() -> None:
    app = DeafApp()

    assert await deliver(app, Options()) == [60.0, 300.0]
    assert app.tries == [(0, ""), (1, "http_error"), (2, "http_error"), (3, "http_error")]


async def test_delayed_events_come_each_hour_for_a_day() -> None:
    app = DeafApp()
    waited = await deliver(app, Options(delayed_events=True))

    assert waited == [60.0, 300.0, *[3600.0] * DELAYED_HOURS]
    assert len(app.tries) == 4 + DELAYED_HOURS


async def test_an_app_can_ask_for_no_more_tries() -> None:
    app = DeafApp(wants_more=False)
    await deliver(app, Options(delayed_events=True))

    assert app.tries == [(0, "")]


async def test_what_is_more_than_two_hours_late_is_dropped() -> None:
    in_time, late, delayed = DeafApp(), DeafApp(), DeafApp()
    await deliver(in_time, Options(), away=7200)
    await deliver(late, Options(), away=7201)
    await deliver(delayed, Options(delayed_events=True), away=7201)

    assert [len(app.tries) for app in (in_time, late, delayed)] == [4, 0, 4 + DELAYED_HOURS]
