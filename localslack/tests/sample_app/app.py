"""A dice roller: a Bolt app of twenty lines that has never heard of the local Slack."""

import os
import random

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

api_url = os.environ.get("SLACK_API_URL", "https://slack.com/api/")
app = App(client=WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=api_url))


@app.command("/roll")
def roll(ack, command, say):
    ack()
    say(f"<@{command['user_id']}> rolled {random.randint(1, 6)}")


@app.event("app_mention")
def greet(event, say):
    say(f"Hello <@{event['user']}>, type `/roll`.", thread_ts=event["ts"])


SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
