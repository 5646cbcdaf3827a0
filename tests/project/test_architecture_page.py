"""The pictures of docs/architecture.md are those that the tables of states give."""

from tests.support.state_pictures import PAGE, PICTURE, redrawn


def test_the_page_shows_the_states_as_their_tables_have_them() -> None:
    page = PAGE.read_text("utf-8")

    assert len(PICTURE.findall(page)) == 2
    assert page == redrawn(page), "draw it anew: make pictures"
