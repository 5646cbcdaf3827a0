"""How many files and connections the process may have open at once."""

import resource

# Many systems allow 256 or 1,024 unless asked, and macOS no more than 10,240 in all.
WANTED = 8192


def raise_descriptor_limit() -> int:
    """Allow the process as many as it wants and the system lets it; gives how many that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft == resource.RLIM_INFINITY or soft >= reachable:
        return WANTED if soft == resource.RLIM_INFINITY else soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
    return reachable
