"""When a session that nobody ends is over by itself."""

from datetime import timedelta

OVER = "session.over"  # a kind of schedule; its subject is the session's id
OVERTIME = timedelta(minutes=30)  # so long after its planned end
