"""Thoughts that were handed back are forgotten, once their owner has the message with them."""

from bot.application.posts.contents import PrivateNote
from bot.application.publishing.visit import Visit
from bot.domain.state.facts import ThoughtsHandedBack
from bot.domain.state.thoughts import ThoughtId


def told_thoughts(visit: Visit) -> frozenset[ThoughtId]:
    """The thoughts that a session still keeps although their messages need no more care."""
    handed_back = {
        each.id for each in visit.courier.session.activities.thoughts.kept if each.handed_back
    }
    if not handed_back:
        return frozenset()
    facts = [post.content.fact for post in visit.settled() if isinstance(post.content, PrivateNote)]
    told = {
        thought
        for fact in facts
        if isinstance(fact, ThoughtsHandedBack)
        for thought in fact.thoughts
    }
    return frozenset(told & handed_back)
