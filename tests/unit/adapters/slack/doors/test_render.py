from bot.adapters.slack.doors.render import SlackRenderer
from bot.application.posts.contents import Card, Content, Mark
from bot.application.posts.keys import CARD as CARD_KEY
from bot.application.posts.post import Nature, Post, Where
from tests.support.sessions import CARD, THREAD_MESSAGE, WORKSPACE_URL
from tests.unit.adapters.slack.view_samples import running


def a_post(content: Content) -> Post:
    return Post(key=CARD_KEY, where=Where.CHANNEL, nature=Nature.LIVING, content=content)


def test_equal_content_has_an_equal_digest() -> None:
    renderer = SlackRenderer(WORKSPACE_URL)
    before, same = (renderer.render(a_post(Card(running().build())), CARD) for _ in range(2))
    after = renderer.render(a_post(Card(running().ticked(2).build())), CARD)

    assert before.digest == same.digest
    assert before.digest != after.digest


def test_a_mark_is_no_message() -> None:
    message = SlackRenderer(WORKSPACE_URL).render(a_post(Mark(THREAD_MESSAGE)), CARD)

    assert (message.text, list(message.blocks)) == ("", [])
