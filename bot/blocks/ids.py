"""Every command, callback, action and block id, in one place; tests hold them against the listeners."""

# ---- commands
PULSE = "/pulse"
PEER = "/peer"
COMPARE = "/compare"
PEERBOT = "/peerbot"

# ---- pulse
PULSE_NEW = "pulse_new"  # the modal that opens a round
PULSE_ANSWER = "pulse_answer"  # the button under the channel message; value: round id
PULSE_BALLOT = "pulse_ballot"  # the modal that takes the answers
PULSE_CHANNEL = "pulse_channel"  # fields of PULSE_NEW
PULSE_DAY = "pulse_day"
PULSE_TIME = "pulse_time"
PULSE_K = "pulse_k"
PULSE_QUESTION = "pulse_question_"  # fields of PULSE_BALLOT: this and the question's id

# ---- comparisons
SNIPPET_NEW = "snippet_new"  # the modal that posts a snippet
SNIPPET_INDICATOR = "snippet_indicator"  # its fields, as block and action id
SNIPPET_CHANNEL = "snippet_channel"
SNIPPET_OWN = "snippet_own"  # the button "Show my practice"; value: snippet id
COMPARE_OWN = "compare_own"  # a button for one indicator, in a private answer; value: its key

# ---- sessions
SESSION_FROM_SNIPPET = "session_from_snippet"  # the button "Discuss this"; value: snippet id
SESSION_NEW = "session_new"  # the modal that sets a session up
SESSION_TOPIC = "session_topic"  # its fields, as block and action id
SESSION_PRACTICES = "session_practices"
SESSION_CHANNEL = "session_channel"
SESSION_DATE = "session_date"
SESSION_TIME = "session_time"
SESSION_LENGTH = "session_length"
SESSION_PLACE = "session_place"
SESSION_YES = "session_yes"  # the answers to an invitation; value: session id
SESSION_NO = "session_no"
SESSION_CANCEL = "session_cancel"  # in the list; value: session id
ACTION_NEW = "action_new"  # the button in the thread; value: session id
ACTION_RECORD = "action_record"  # the modal that records an action
ACTION_WHAT = "action_what"  # its fields, as block and action id
ACTION_OWNER = "action_owner"
ACTION_PRACTICE = "action_practice"
ACTION_DUE = "action_due"
ACTION_DONE = "action_done"  # in the list; value: action id

# ---- messages that did not arrive
MESSAGE_AGAIN = "message_again"  # send it again; value: delivery id
MESSAGE_THERE = "message_there"  # somebody has seen it there; value: delivery id
MESSAGE_GIVE_UP = "message_give_up"  # leave it; value: delivery id
WAVE_STOP = "wave_stop"  # send no more of it; value: wave id

# ---- Home tab
HOME_SHOW = "home_show"  # the button beside a message that waits; value: delivery id
HOME_DAYS_OFF = "home_days_off"  # checkboxes; values: weekdays, Monday is 0
HOME_SNOOZE = "home_snooze"  # for how long; values: Snooze
HOME_SNOOZE_UNTIL = "home_snooze_until"  # a date picker
HOME_WAKE = "home_wake"
