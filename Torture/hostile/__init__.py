"""Cases of hostile input, by what reads it."""
from hostile import databases, files, names, settings


def cases():
    """All of them, in a fixed order."""
    return [*files.cases(), *settings.cases(), *names.cases(), *databases.cases()]
