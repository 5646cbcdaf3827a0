"""What the doctor tells in a channel."""

from collections.abc import Sequence

from bot.adapters.slack.kit.blocks import Rendered, rendered, section, sections
from bot.adapters.slack.kit.text import escape
from bot.application.operating.checkup import Finding


def examined(findings: Sequence[Finding]) -> Rendered:
    """What checks of the bot have found, each with what to do about it."""
    to_fix = sum(not finding.is_ok for finding in findings)
    said = f"*{to_fix} to fix.*" if to_fix else "*All is well.*"
    return rendered(said, [section(said), *sections(_finding(each) for each in findings)])


def _finding(finding: Finding) -> str:
    if finding.is_ok:
        note = f": {escape(finding.note)}" if finding.note else ""
        return f"OK · {finding.name}{note}"
    return f"*To fix* · {finding.name}: {escape(finding.problem)} {escape(finding.fix)}"


def only_in_channels() -> Rendered:
    return rendered("I check channels. Type `/worksession doctor` in one.")
