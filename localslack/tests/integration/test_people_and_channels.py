"""Channels and direct messages as people make, fill and leave them."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, Manifest, NewPerson, NotPossible, Person
from localslack.delivery.events import events_of
from localslack.json_types import JsonObject
from localslack.workspace.conversations import ChannelKind
from localslack_support.manifests import MANIFEST


async def test_a_channel_begins_with_who_made_it(slack: LocalSlack, ana: Person) -> None:
    garden = await ana.makes_channel("#Herb Garden")
    cellar = await ana.makes_channel("cellar", private=True)

    assert (garden.name, garden.kind) == ("herb-garden", ChannelKind.PUBLIC)
    assert cellar.kind is ChannelKind.PRIVATE
    assert garden.members == cellar.members == [ana.user]
    assert slack.workspace.channel_named("herb-garden") is garden


@pytest.mark.usefixtures("kitchen")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "needs a name"),
        ("a" * 81, "at most 80"),
        ("tea & cake", "letters, digits"),
        ("Kitchen", "already"),
    ],
)
async def test_a_name_that_slack_refuses_makes_no_channel(
    slack: LocalSlack, ana: Person, name: str, reason: str
) -> None:
    before = dict(slack.workspace.channels)

    with pytest.raises(NotPossible, match=reason):
        await ana.makes_channel(name)

    assert slack.workspace.channels == before


async def test_the_app_hears_of_public_channels_that_are_made() -> None:
    settings = MANIFEST["settings"]
    subscribed = {"event_subscriptions": {"bot_events": ["channel_created"]}}
    manifest = Manifest.parse(MANIFEST | {"settings": settings | subscribed})
    slack = LocalSlack(manifest, [NewPerson("Ana")])
    ana = slack.person("Ana")
    told: list[JsonObject] = []
    slack.subscribe(
        lambda happening: told.extend(each.json for each in events_of(slack.app, happening))
    )

    garden = await ana.makes_channel("garden")
    await ana.makes_channel("cellar", private=True)

    assert [(event["type"], event["channel"]) for event in told] == [
        (
            "channel_created",
            {"id": garden.id, "name": "garden", "created": garden.created, "creator": ana.id},
        )
    ]


async def test_who_is_in_brings_others_in(ana: Person, ben: Person) -> None:
    cellar = await ana.makes_channel("cellar", private=True)

    with pytest.raises(NotPossible, match="only by who is invited"):
        await ben.joins(cellar)
    await ana.invites(ben, cellar)
    await ben.says("Thank you", in_channel=cellar)

    await ana.sees("Thank you")
    with pytest.raises(NotPossible, match="Ben is in #cellar already"):
        await ana.invites(ben, cellar)


async def test_who_is_not_in_changes_nothing(
    slack: LocalSlack, ana: Person, kitchen: Channel
) -> None:
    cleo = slack.person("Cleo")

    for act in (
        cleo.leaves(kitchen),
        cleo.archives(kitchen),
        cleo.invites(slack.add_person(NewPerson("Dora")), kitchen),
        cleo.removes_app(kitchen),
    ):
        with pytest.raises(NotPossible, match="Cleo is not in #kitchen"):
            await act

    assert not kitchen.archived
    assert slack.app.is_in(kitchen)
    assert ana.user in kitchen.members


async def test_an_archived_channel_is_closed_until_it_is_opened_again(
    slack: LocalSlack, ana: Person, kitchen: Channel
) -> None:
    cleo = slack.person("Cleo")
    await ana.archives(kitchen)

    for act in (cleo.joins(kitchen), ana.archives(kitchen), ana.invites(cleo, kitchen)):
        with pytest.raises(NotPossible, match="#kitchen is archived"):
            await act
    await ana.unarchives(kitchen)
    await cleo.joins(kitchen)

    assert cleo.user in kitchen.members
    with pytest.raises(NotPossible, match="is not archived"):
        await ana.unarchives(kitchen)


async def test_general_is_for_everybody(slack: LocalSlack, ana: Person) -> None:
    general = slack.channel("general", members=["Ana"], bot=True)

    for act in (ana.leaves(general), ana.archives(general), ana.removes_app(general)):
        with pytest.raises(NotPossible, match="for everybody"):
            await act

    assert general.members == [ana.user, slack.app.bot]


async def test_a_guest_makes_and_archives_nothing(slack: LocalSlack) -> None:
    guest = slack.add_person(NewPerson("Gus", guest=True))
    kitchen = slack.channel("kitchen", members=["Gus"])

    for act in (guest.makes_channel("den"), guest.archives(kitchen)):
        with pytest.raises(NotPossible, match="guest"):
            await act

    assert not kitchen.archived


async def test_two_people_have_one_conversation_whoever_began_it(
    slack: LocalSlack, ana: Person, ben: Person
) -> None:
    theirs = await ana.opens_dm(ben)
    await ana.says("Just us", in_channel=theirs)

    assert await ben.opens_dm(ana) is theirs
    await ben.sees("Just us", in_channel=theirs)
    with pytest.raises(NotPossible, match="not in"):
        await slack.person("Cleo").says("Me too", in_channel=theirs)
    with pytest.raises(NotPossible, match="direct message"):
        await ana.leaves(theirs)


async def test_notes_to_oneself_are_ones_own(ana: Person) -> None:
    notes = await ana.opens_dm(ana)

    assert notes.members == [ana.user]
    assert await ana.opens_dm(ana) is notes


async def test_the_app_has_no_part_in_what_two_people_write(
    slack: LocalSlack, client: AsyncWebClient, app: AsyncApp, connect: Any, ana: Person, ben: Person
) -> None:
    await connect(app)
    theirs = await ana.opens_dm(ben)
    await ana.says("Just us", in_channel=theirs)
    await ana.says("Hello app", in_channel=ana.dm)
    await slack.until(lambda: bool(slack.traffic.deliveries("message")))
    listed = await client.conversations_list(types="im")

    told = [each.arguments["event"]["text"] for each in slack.traffic.deliveries("message")]
    assert told == ["Hello app"]
    assert theirs.id not in [channel["id"] for channel in listed["channels"]]


async def test_a_read_only_app_leaves_people_their_own_words() -> None:
    features = MANIFEST["features"]
    home = features["app_home"] | {"messages_tab_read_only_enabled": True}
    manifest = Manifest.parse(MANIFEST | {"features": features | {"app_home": home}})
    slack = LocalSlack(manifest, [NewPerson("Ana"), NewPerson("Ben")])
    ana, ben = slack.person("Ana"), slack.person("Ben")

    await ana.says("Just us", in_channel=await ana.opens_dm(ben))

    await ben.sees("Just us")
    with pytest.raises(NotPossible, match="read-only"):
        await ana.says("Hello", in_channel=ana.dm)
