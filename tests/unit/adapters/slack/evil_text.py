"""Text that people type to see whether it does harm."""

from hypothesis import strategies as st

EVIL = "<!channel> <!here|x> <!subteam^S0EVIL> <#C0EVIL> <@U0BEN> <!everyone> https://x.y/<!here>"
anything = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>@#!&|^*`UWC:/.h")))
pieces = st.lists(
    st.sampled_from([*EVIL.split(), "<", ">", "&", "&lt;", "https://", "a", "|", "<@U0ANA>", "*"])
).map("".join)
texts = st.one_of(anything, pieces)
