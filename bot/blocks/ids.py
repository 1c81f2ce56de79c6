"""Every command, callback, action and block id, in one place; tests hold them against the listeners."""

# ---- commands
PULSE = "/pulse"
PEER = "/peer"
COMPARE = "/compare"
PEERBOT = "/peerbot"

# ---- pulse
PULSE_SHORTCUT = "pulse_shortcut"  # the global shortcut "New pulse"
PULSE_START = "pulse_start"  # the same as a button; value: the round to begin from, or empty
PULSE_NEW = "pulse_new"  # the modal in which a round is put together
PULSE_PREVIEW = "pulse_preview"  # the modal that shows what would come of it
PULSE_CHANGE = "pulse_change"  # the button in it that goes back to PULSE_NEW
PULSE_SET = "pulse_set"  # fields of PULSE_NEW
PULSE_CHANNEL = "pulse_channel"
PULSE_CIRCLE = "pulse_circle"
PULSE_GROUP = "pulse_group"
PULSE_PRACTICES = "pulse_practices"
PULSE_OPENS_DAY = "pulse_opens_day"
PULSE_OPENS_TIME = "pulse_opens_time"
PULSE_DAY = "pulse_day"
PULSE_TIME = "pulse_time"
PULSE_REPEATS = "pulse_repeats"
PULSE_REMIND = "pulse_remind"
PULSE_K = "pulse_k"
PULSE_DEPUTY = "pulse_deputy"
PULSE_MORE = "pulse_more"  # the button in PULSE_NEW that shows the rarer fields
QUESTIONS_NEW = "questions_new"  # the modal in which somebody writes a question set
QUESTIONS_TITLE = "questions_title"  # its fields; those below end in the number of the question
QUESTIONS_TEXT = "questions_text_"
QUESTIONS_TYPE = "questions_type"
QUESTIONS_CHOICES = "questions_choices_"
QUESTIONS_MORE = "questions_more"  # the button in it that adds a question
PULSE_ANSWER = "pulse_answer"  # the button under the message; value: round id
PULSE_TAP = (
    "pulse_tap_"  # a button that is an answer: this and its place; value: round id and option
)
PULSE_BALLOT = "pulse_ballot"  # the modal that takes the answers
PULSE_QUESTION = "pulse_question_"  # fields of PULSE_BALLOT: this and the question's id
PULSE_NO_REMINDERS = "pulse_no_reminders"  # the button under a reminder
PULSE_SUMMARY = "pulse_summary"  # buttons on a closed round; value: round id
PULSE_CHARTS = "pulse_charts"
PULSE_POST = "pulse_post"
PULSE_PAPER = "pulse_paper"
PULSE_WORKBOOK = "pulse_workbook"
PULSE_TABLE = "pulse_table"
PULSE_REPLY = "pulse_reply"
REPLY_WRITE = "reply_write"  # the modal that takes the reply
REPLY_TEXT = "reply_text"  # its field
PULSE_EXTEND = "pulse_extend"  # buttons on an open round; value: round id
PULSE_CLOSE = "pulse_close"
PULSE_CANCEL = "pulse_cancel"
PULSE_END_PLAN = "pulse_end_plan"  # value: plan id
EXTEND_NEW = "extend_new"  # the modal that lets a round close at another time
EXTEND_DAY = "extend_day"  # its fields
EXTEND_TIME = "extend_time"

# ---- comparisons
SNIPPET_NEW = "snippet_new"  # the modal that posts a snippet
SNIPPET_INDICATOR = "snippet_indicator"  # its fields, as block and action id
SNIPPET_CHANNEL = "snippet_channel"
SNIPPET_OWN = "snippet_own"  # the button "Show my practice"; value: snippet id
COMPARE_PICTURES = "compare_pictures"  # buttons of a private answer; value: the indicator's key
SNIPPET_START = "snippet_start"
MONTHLY_AGREE = "monthly_agree"  # post it where others read along; value: plan id and slot
SNIPPET_AGREED = (
    "snippet_agreed"  # that another organisation may see it; its block id ends in the channel
)
SHARING_OPEN = "sharing_open"  # the button that shows how others see one's practice
SHARING = "sharing"  # the modal in which that is changed
SHARING_SCOPE = "sharing_scope"  # its fields: for the whole group or one channel
SHARING_CHANNEL = "sharing_channel"
SHARING_STEP = "sharing_step"  # as action id; its block id ends in the channel
CHALLENGE_START = "challenge_start"  # the button "Challenge this number"; value: About.value
CHALLENGE_NEW = "challenge_new"  # the modal that says what is wrong with it
CHALLENGE_WORDS = "challenge_words"  # its field
CHALLENGE_ANSWER = "challenge_answer"  # buttons for who answers; value: challenge id
CHALLENGE_SETTLE = "challenge_settle"
CHALLENGE_REPLY = "challenge_reply"  # the modal that takes the answer
CHALLENGE_REPLY_WORDS = "challenge_reply_words"  # its field
MONTHLY_NEW = "monthly_new"  # the modal that has snippets posted again and again
MONTHLY_CHANNEL = "monthly_channel"  # its fields, as block and action id
MONTHLY_FIGURES = "monthly_figures"
MONTHLY_WHEN = "monthly_when"
MONTHLY_PREVIEW = "monthly_preview"  # the modal that shows what would come of it
MONTHLY_CHANGE = "monthly_change"  # the button in it that goes back to MONTHLY_NEW
MONTHLY_STOP = "monthly_stop"  # in the list above the form; value: plan id
MONTHLY_STOP_IT = "monthly_stop_it"  # the same under a message about it
ALERT_NO_MORE = "alert_no_more"  # the button under what changed in one's practice's figures
IMPORT_UNDO = "import_undo"  # the button under what became of a dropped file; value: import id
COMPARE_OWN = "compare_own"  # a button for one indicator, in a private answer; value: its key
COMPARE_PEERS = "compare_peers"  # "How my peers were chosen"; value: the indicator's key
PEERS = "peers"  # the modal that says how
PEERS_OTHERS = "peers_others"  # its buttons: the form for others, and back to the usual
PEERS_USUAL = "peers_usual"
PEERS_CHOOSE = "peers_choose"  # the modal in which others are asked for
PEERS_POOL = "peers_pool"  # its fields, as block and action id
PEERS_SIZE = "peers_size"
PEERS_TRAITS = "peers_traits"
INDICATORS = "indicators"  # the modal that lists them
INDICATORS_PAGE = "indicators_page_"  # its buttons to other pages: this and which; value: the page
INDICATOR_EDIT = "indicator_edit"  # its button beside each; value: the indicator's key
INDICATOR_SAVE = "indicator_save"  # the modal in which one is edited
INDICATOR_NAME = "indicator_name"  # its fields, as block and action id
INDICATOR_QUESTION = "indicator_question"
INDICATOR_THEME = "indicator_theme"
INDICATOR_POLARITY = "indicator_polarity"
INDICATOR_ALIASES = "indicator_aliases"
INDICATOR_OWNER = "indicator_owner"
INDICATOR_PUBLIC = "indicator_public"

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

# ---- sessions: what is followed up
ACTION_KEPT = "action_kept"  # what became of one, in whatever message; value: action id
ACTION_CHANGED = "action_changed"
ACTION_DROPPED = "action_dropped"
ACTION_LATER = "action_later"  # "Remind me later", under a nudge
ACTION_CHANGE = "action_change"  # the modal that says what it is changed to
CHANGED_WHAT = "changed_what"  # its fields, as block and action id
CHANGED_DUE = "changed_due"
CHANGED_MEASURE = "changed_measure"
ACTION_DROP = "action_drop"  # the modal in which one may say why it is dropped
DROPPED_WHY = "dropped_why"  # its field
BARRIER_NEW = "barrier_new"  # "A barrier for the body"; value: session id, or "choose"
BARRIER_RAISE = "barrier_raise"  # the modal that it opens
BARRIER_SESSION = "barrier_session"  # its fields, as block and action id
BARRIER_WHAT = "barrier_what"
BARRIER_OWNER = "barrier_owner"
BARRIER_BY = "barrier_by"
BARRIER_REPLY = "barrier_reply"  # for whoever answers; value: barrier id
BARRIER_ANSWER = "barrier_answer"  # the modal that takes the answer
BARRIER_WORDS = "barrier_words"  # its field
BARRIER_MOVE = "barrier_move"  # to somebody else; value: barrier id
BARRIER_HAND = "barrier_hand"  # the modal that says to whom
BARRIER_HEIR = "barrier_heir"  # its field

# ---- setting up a session: fields of SESSION_NEW as block and action id, and what leads to it
SESSION_FORMAT = "session_format"
SESSION_INDICATOR = "session_indicator"
SESSION_FACILITATOR = "session_facilitator"
SESSION_PLACES = "session_places"
SESSION_REPEATS = "session_repeats"
SESSION_GUESTS = "session_guests"
SESSION_GUEST_USERS = "session_guest_users"
SESSION_MORE = "session_more"  # buttons in SESSION_NEW: the rarer fields
SESSION_FIND = "session_find"  # the time is to be found, or not; value: yes, or empty
SESSION_AFRESH = "session_afresh"  # an empty form in place of the draft
SESSION_TAKE_UP = "session_take_up"  # the draft in place of what the form began with
SESSION_PREVIEW = "session_preview"  # the modal that shows what would come of it
SESSION_CHANGE = "session_change"  # the button in it that goes back to SESSION_NEW
SESSION_OPEN = "session_open"  # a button that opens the form; value: what is known (Wanted)
SESSION_SHORTCUT = "session_shortcut"  # the global shortcut "Peer session"
SESSION_DISCUSS = "session_discuss"  # the message shortcut "Discuss with peers"
SERIES_END = "series_end"  # in the list; value: series id
# ---- sessions: inviting
SESSION_MAYBE = "session_maybe"  # an answer to an invitation; value: session id, as of all below
SESSION_STILL = "session_still"  # "Still fine" under the word that it was moved
SESSION_JOIN = "session_join"  # "I would like to come", under the announcement
SESSION_CALENDAR = "session_calendar"  # the calendar file for oneself
SESSION_GUEST_FILE = "session_guest_file"  # the same for guests, to be sent on
SESSION_MOVE = "session_move"  # in the list
MOVE_SESSION = "move_session"  # the modal that moves a session; when and where as in SESSION_NEW
MOVE_PLACES = "move_places"  # its further fields, as block and action id
CHANGE_WHY = "change_why"
CANCEL_SESSION = "cancel_session"  # the modal that calls a session off; its field: CHANGE_WHY
SESSION_FACILITATOR_CHANGE = "session_facilitator_change"  # "Choose a facilitator"
CHOOSE_FACILITATOR = "choose_facilitator"  # the modal for it
NEW_FACILITATOR = "new_facilitator"  # its field, as block and action id
COLLEAGUES = "colleagues"  # "Choose a colleague", after dropping out; opens the list of them
COLLEAGUE_ASK = "colleague_ask"  # a button in it; value: session and person, with a space between
COLLEAGUES_ASK_ALL = "colleagues_ask_all"
# ---- finding the time of a session
POLL_START = "poll_start"  # the modal that asks when people can
POLL_TIMES = "poll_times"  # its fields, as block and action id
POLL_DAY = "poll_day_"  # these end in the number of the time that was added
POLL_CLOCK = "poll_clock_"
POLL_ASKS = "poll_asks"
POLL_CLOSES = "poll_closes"
POLL_MORE = "poll_more"  # the button in it that adds a time
POLL_SAY = "poll_say"  # buttons for those who are asked; value: poll id, and which message it is
POLL_ALL = "poll_all"
POLL_NONE = "poll_none"
POLL_VOTE = "poll_vote"  # the modal that takes what somebody says
POLL_SLOT = "poll_slot_"  # its fields: this and the slot's id
POLL_WHO = "poll_who"  # buttons for the lead; value: poll id
POLL_CLOSE = "poll_close"
POLL_EXTEND = "poll_extend"
POLL_CANCEL = "poll_cancel"
POLL_EXTENDED = "poll_extended"  # the modal that changes when it closes
POLL_UNTIL = "poll_until"  # its field
POLL_CHOOSE = "poll_choose_"  # a button that chooses a time: this and its place; value: poll, slot
POLL_OTHER = "poll_other"  # the button that shows all times; value: poll id
POLL_CHOSEN = "poll_chosen"  # the modal that takes one of them
POLL_TIME = "poll_time"  # its field
POLL_AGAIN = "poll_again"  # ask with new times; value: poll id
POLL_LEAVE = "poll_leave"  # let it be; value: poll id
# ---- running a session; the value of a button on the board is session, phase and seconds added
RUN_NEXT = "run_next"
RUN_BACK = "run_back"
RUN_MORE = "run_more"  # five minutes more
RUN_PAUSE = "run_pause"
RUN_RESUME = "run_resume"
RUN_FINISH = "run_finish"
ROLE_TAKE = "role_take"  # a menu on the board; values: session id and role
REASON_START = "reason_start"  # the button "A reason"; value: session id
REASON_NEW = "reason_new"  # the modal that takes it
REASON_KIND = "reason_kind"  # its fields
REASON_WORDS = "reason_words"
IDEA_START = "idea_start"  # the button "An idea"; value: session id
IDEA_NEW = "idea_new"  # the modal that takes it
IDEA_WORDS = "idea_words"  # its field
QUESTION_START = "question_start"  # the button "Ask the facilitator"; value: session id
QUESTION_NEW = "question_new"  # the modal that takes it
QUESTION_WORDS = "question_words"  # its field
QUESTION_SHARE = "question_share"  # under a question; value: session id, its mark, the words
ACTION_MEASURE = "action_measure"  # one more field of ACTION_RECORD and ACTION_CORRECT
ACTION_SESSION = "action_session"  # the same, where it is not known of which session it is
ACTION_SHORTCUT = "action_shortcut"  # the message shortcut "Record as action"
ACTION_EDIT = "action_edit"  # the button under an action in the thread; value: action id
ACTION_CORRECT = "action_correct"  # the modal that corrects it

# ---- after a session
SESSION_MET = "session_met"  # the answers to "Did you meet?"; value: session id
SESSION_NOT_MET = "session_not_met"
SESSION_AGAIN = "session_again"  # the button "Find another time"; value: session id
SESSION_WHO = "session_who"  # the button "Who was there?"; value: session id
ATTENDANCE = "attendance"  # the modal in which that is ticked
ATTENDANCE_PEOPLE = "attendance_people"  # its fields, as block and action id
ATTENDANCE_GUESTS = "attendance_guests"
SESSION_WAS_THERE = "session_was_there"  # buttons under the summary; value: session id
SESSION_WAS_NOT = "session_was_not"
SUMMARY_COPY = "summary_copy"
NOTE_WRITE = "note_write"
NOTE = "note"  # the modal in which one's own note is written
NOTE_TITLE = "note_title"  # its fields, as block and action id
NOTE_DATE = "note_date"
NOTE_HOURS = "note_hours"
NOTE_LEARNED = "note_learned"
NOTE_CHANGE = "note_change"
NOTE_IMPACT = "note_impact"
NOTE_DOMAINS = "note_domains"
NOTE_KEEP = "note_keep"
NOTE_OPEN = "note_open"  # beside a note in the list; value: note id
NOTE_FILE = "note_file"  # buttons of a note that is shown; value: note id
NOTE_EDIT = "note_edit"
NOTE_DELETE = "note_delete"

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
HOME_REMINDERS = "home_reminders"  # checkboxes; one value: whether to be reminded of pulses
HOME_ALERTS = "home_alerts"  # checkboxes; one value: whether to hear of changes in one's figures

# ---- talking
TALK_DO = "talk_do_"  # buttons that do what a command does: this and a number; value: HandedOver

# ---- matching
MATCH_NEW = "match_new"  # the modal that asks for a round; its other fields are those of a session
MATCH_WHAT = "match_what"  # its fields, as block and action id
MATCH_ROUNDS = "match_rounds"
MATCH_FACILITATORS = "match_facilitators"
MATCH_PAGE = "match_page_"  # buttons of a dry run: this and which way; value: round id and page
MATCH_SWAP = "match_swap"  # value: round id
MATCH_ANEW = "match_anew"
MATCH_SEND = "match_send"
MATCH_DROP = "match_drop"
MATCH_SWAP_NEW = "match_swap_new"  # the modal in which two practices change places
MATCH_SWAP_ONE = "match_swap_one"  # its fields, as block and action id
MATCH_SWAP_OTHER = "match_swap_other"
APART_NEW = "apart_new"  # the private form of whom one's practice is not matched with
APART_PRACTICE = "apart_practice"  # its field; its block id ends in how many there are
APART_REMOVE = "apart_remove"  # its button beside each; value: ODS code
LEARN_NEW = "learn_new"  # the private form of what one's practice would like to learn or share
LEARN_INDICATOR = "learn_indicator"  # its fields, as block and action id
LEARN_WISH = "learn_wish"  # as action id; its block id ends in the indicator's key
HOME_MATCHING = "home_matching"  # checkboxes on the Home tab; one value: whether to be matched

# ---- roles
ROLES_OPEN = "roles_open"  # the button that opens the form, from a message, the Home tab or a modal
ROLES = "roles"  # the modal that says who has which role
ROLES_PEOPLE = "roles_people_"  # its fields, as block and action id: this and the role
ROLES_GROUPS = "roles_groups_"
