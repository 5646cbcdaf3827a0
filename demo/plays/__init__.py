"""Sessions to watch: one play per format."""

from collections.abc import Mapping

from demo.plays import team
from demo.plays.play import Play

PLAYS: Mapping[str, Play] = {
    "team": team.PLAY,
}
