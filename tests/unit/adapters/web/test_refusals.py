from bot.adapters.web.refusals import Refusals
from bot.application.operating.telemetry import NO_TELEMETRY, RequestRefusal


async def test_a_clock_that_is_off_is_named_as_the_cause() -> None:
    refusals = Refusals(NO_TELEMETRY)
    refusals.refuse(RequestRefusal.LATE)

    (found,) = await refusals.findings()
    assert found.fix == "Let the machine set its clock (NTP)."


async def test_the_cause_of_refusals_is_told_and_blocks_nothing() -> None:
    for reason in (RequestRefusal.LATE, RequestRefusal.WRONG_SIGNATURE):
        refusals = Refusals(NO_TELEMETRY)
        refusals.refuse(reason)
        (found,) = await refusals.findings()

        assert not found.is_ok
        assert not found.blocks
