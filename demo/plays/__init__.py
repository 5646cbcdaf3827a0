"""Sessions to watch: one play per format."""

from collections.abc import Mapping

from demo.plays import brainstorm, coworking, deep, meeting, solo, team, training, workshop
from demo.plays.play import Play

PLAYS: Mapping[str, Play] = {
    "solo": solo.PLAY,
    "team": team.PLAY,
    "coworking": coworking.PLAY,
    "brainstorm": brainstorm.PLAY,
    "deep": deep.PLAY,
    "workshop": workshop.PLAY,
    "training": training.PLAY,
    "meeting": meeting.PLAY,
}
