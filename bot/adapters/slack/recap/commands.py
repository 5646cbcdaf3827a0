"""`/worksession close`."""

from bot.adapters.slack.edge.calls import Answer, Call, OpenForm
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.recap import forms
from bot.domain.rules.rights import require_closer


async def close(services: Services, call: Call, _rest: str) -> Answer:
    session = await services.work.peek_in(call.asker, await place_of(services, call))
    require_closer(session, call.asker.person)
    return OpenForm(forms.close_form(session, services.work.formats[session.format].close))
