"""`/worksession capture`."""

from bot.adapters.slack.captures import forms
from bot.adapters.slack.edge.calls import Answer, Call, OpenForm
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services


async def capture(services: Services, call: Call, rest: str) -> Answer:
    session = await services.work.peek_in(call.asker, await place_of(services, call))
    return OpenForm(forms.capture_form(session.id, text=rest))
