"""The steps of a call: everything that Checkcall can say, by name.

A step is a thing to be said (`ask_eta`), not its words; the words stand in `prompts/<step>.md`.
This table is the contract between the call, which chooses steps, and the prompt files, which
phrase them: which variables a line may use, whether it asks, and whether safety hangs on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """A thing to be said. The value is the name of its prompt file."""

    # Opening
    OPENING = "opening"
    OPENING_INBOUND = "opening_inbound"
    OPENING_CUT_OFF = "opening_cut_off"
    BACK_AFTER_DROP = "back_after_drop"
    # Questions of the check-in
    ASK_HOW = "ask_how"
    ASK_STATUS = "ask_status"
    ASK_PLACE = "ask_place"
    ASK_PLACE_CLOSER = "ask_place_closer"
    CHECK_POSITION = "check_position"
    ASK_ETA = "ask_eta"
    ASK_ETA_TIME = "ask_eta_time"
    ASK_DELAY = "ask_delay"
    ASK_DELAY_REASON = "ask_delay_reason"
    ASK_REEFER = "ask_reefer"
    ASK_FACILITY = "ask_facility"
    ASK_CHECK_IN = "ask_check_in"
    ASK_UNLOADING = "ask_unloading"
    ASK_DOOR = "ask_door"
    ASK_FACILITY_DELAY = "ask_facility_delay"
    POD_REMINDER = "pod_reminder"
    POD_REMINDER_EMPTY = "pod_reminder_empty"
    # Short answers to what the driver has just said
    ACK_HEARD = "ack_heard"
    ACK_GOOD = "ack_good"
    ACK_DELAY = "ack_delay"
    ACK_CORRECTION = "ack_correction"
    ACK_POD_REFUSED = "ack_pod_refused"
    ACK_PLAIN = "ack_plain"
    # What drivers do besides answering
    SAY_AGAIN = "say_again"
    ARE_YOU_THERE = "are_you_there"
    ROBOT_ANSWER = "robot_answer"
    HUMAN_ANSWER = "human_answer"
    WHO_WE_ARE = "who_we_are"
    QUESTION_NOTED = "question_noted"
    PERSON_WANTED = "person_wanted"
    REEFER_FLAGGED = "reefer_flagged"
    TAKE_YOUR_TIME = "take_your_time"
    START_OVER = "start_over"
    # Ends
    CLOSING = "closing"
    CLOSING_BRIEF = "closing_brief"
    CLOSING_BAD_LINE = "closing_bad_line"
    CLOSING_SILENCE = "closing_silence"
    CLOSING_FEW_WORDS = "closing_few_words"
    CLOSING_CALL_BACK = "closing_call_back"
    CLOSING_STOP_CALLING = "closing_stop_calling"
    CLOSING_WRONG_PERSON = "closing_wrong_person"
    VOICEMAIL_MESSAGE = "voicemail_message"
    GOODBYE = "goodbye"
    # The emergency
    CONFIRM_DANGER = "confirm_danger"
    DANGER_DENIED = "danger_denied"
    EMERGENCY_HEARD = "emergency_heard"
    ADVISE_911 = "advise_911"
    ASK_SAFE = "ask_safe"
    ASK_INJURED = "ask_injured"
    ASK_EMERGENCY_PLACE = "ask_emergency_place"
    READ_BACK_PLACE = "read_back_place"
    ASK_LOAD_SECURE = "ask_load_secure"
    EMERGENCY_STILL_HERE = "emergency_still_here"
    HAND_OVER = "hand_over"
    HAND_OVER_NEXT = "hand_over_next"
    HAND_OVER_RINGING = "hand_over_ringing"
    HANDED_OVER = "handed_over"
    DISPATCHER_WILL_ANSWER = "dispatcher_will_answer"
    PROMISE_CALL_BACK = "promise_call_back"
    REPEAT_CALL_BACK = "repeat_call_back"
    CONFIRM_FALSE_ALARM = "confirm_false_alarm"
    FALSE_ALARM_ACCEPTED = "false_alarm_accepted"


#: Known in every call and therefore allowed in every line; empty text where the load lacks them.
COMMON_VARIABLES: dict[str, str] = {
    "driver_first_name": "the driver's first name, or empty",
    "driver_name": "the driver's full name, or empty",
    "load_number": "the load number as dispatch writes it, or empty",
    "origin": "where the load was picked up, or empty",
    "destination": "where the load goes, or empty",
    "part_of_day": "morning, afternoon or evening where the driver is; empty if unknown",
    "recorded": "yes where drivers are told that calls are recorded, else empty",
}


@dataclass(frozen=True, slots=True)
class StepRule:
    """What a step's prompt file must hold to.

    `heard_when` is a sentence for the people who edit the files. `variables` are allowed beside
    the common ones. `asks` says that a line must ask something; a step with `asks=False` must
    not, so that no driver waits for an answer that nobody listens for. `safety` lines are spoken
    word for word in every voice. `wordings` is how many different lines are needed at least:
    a step that can come twice in a call must not come twice in the same words.
    """

    heard_when: str
    asks: bool = False
    safety: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    wordings: int = 2


_PLACE = {"place": "the place as the driver gave it, such as I-40 near Amarillo"}

STEP_RULES: dict[Step, StepRule] = {
    Step.OPENING: StepRule(
        "first words of a call that we placed: who calls, which load, one open question",
        asks=True,
    ),
    Step.OPENING_INBOUND: StepRule(
        "first words when the driver calls us, or when the call is unknown to us", asks=True
    ),
    Step.OPENING_CUT_OFF: StepRule(
        "first words of a call whose last one was lost in an emergency; "
        "'are you safe?' follows at once",
        safety=True,
        variables=_PLACE,
    ),
    Step.BACK_AFTER_DROP: StepRule(
        "the line dropped and came back while the driver waited for an answer; "
        "the open question follows"
    ),
    Step.ASK_HOW: StepRule(
        "the open question again, for example after 'who is this?'", asks=True, wordings=3
    ),
    Step.ASK_STATUS: StepRule(
        "we do not know yet whether the truck rolls or has arrived", asks=True, wordings=3
    ),
    Step.ASK_PLACE: StepRule("on the road, place not known", asks=True, wordings=3),
    Step.ASK_PLACE_CLOSER: StepRule(
        "the place given is too wide to use, such as a state alone", asks=True, wordings=2
    ),
    Step.CHECK_POSITION: StepRule(
        "the place contradicts the last known position; asked once, not confronting",
        asks=True,
        variables={**_PLACE, "last_known_location": "where the tracking last saw the truck"},
    ),
    Step.ASK_ETA: StepRule("on the road, arrival time not known", asks=True, wordings=3),
    Step.ASK_ETA_TIME: StepRule(
        "the arrival was given without a time, such as 'later'", asks=True, wordings=2
    ),
    Step.ASK_DELAY: StepRule("on the road, delays not talked about yet", asks=True, wordings=3),
    Step.ASK_DELAY_REASON: StepRule(
        "the driver is late and has not said why", asks=True, wordings=3
    ),
    Step.ASK_REEFER: StepRule(
        "the load is temperature controlled and the reading is not known", asks=True, wordings=3
    ),
    Step.ASK_FACILITY: StepRule("arrived, but not said where", asks=True, wordings=3),
    Step.ASK_CHECK_IN: StepRule(
        "arrived, and the load wants the check-in time", asks=True, wordings=3
    ),
    Step.ASK_UNLOADING: StepRule(
        "arrived; not known whether waiting, in a door, or being unloaded", asks=True, wordings=3
    ),
    Step.ASK_DOOR: StepRule("in a door whose number is not known", asks=True, wordings=3),
    Step.ASK_FACILITY_DELAY: StepRule(
        "at the facility, delays not talked about yet", asks=True, wordings=3
    ),
    Step.POD_REMINDER: StepRule(
        "before closing: send the signed POD once unloaded; asks for a yes", asks=True, wordings=3
    ),
    Step.POD_REMINDER_EMPTY: StepRule(
        "the same, when the truck is already unloaded", asks=True, wordings=3
    ),
    Step.ACK_HEARD: StepRule(
        "reads back what was just heard, before the next question; unheard parts are empty",
        variables={
            **_PLACE,
            "eta": "the arrival as the driver gave it",
            "door": "the door number",
            "reefer": "the reefer's temperature as the driver gave it",
        },
        wordings=3,
    ),
    Step.ACK_GOOD: StepRule("the driver says that all is well", wordings=3),
    Step.ACK_DELAY: StepRule("the driver told of a delay; sympathy in a few words", wordings=3),
    Step.ACK_CORRECTION: StepRule(
        "the driver corrected himself; the new value is read back after it"
    ),
    Step.ACK_POD_REFUSED: StepRule("the driver will not send the POD himself"),
    Step.ACK_PLAIN: StepRule("a short sign that we heard, before the next question", wordings=4),
    Step.SAY_AGAIN: StepRule("the line was unintelligible; the open question follows", wordings=3),
    Step.ARE_YOU_THERE: StepRule(
        "the driver has been silent; the open question follows", wordings=3
    ),
    Step.ROBOT_ANSWER: StepRule(
        "'are you a robot?': yes, said plainly; the open question follows", safety=True
    ),
    Step.HUMAN_ANSWER: StepRule(
        "'are you a real person?': no, said plainly; the open question follows", safety=True
    ),
    Step.WHO_WE_ARE: StepRule("'who is this?'; the open question follows"),
    Step.QUESTION_NOTED: StepRule(
        "the driver asked something that only dispatch can answer; noted and passed on",
        wordings=3,
    ),
    Step.PERSON_WANTED: StepRule(
        "the driver wants a person; noted, and a dispatcher will call; the next question follows"
    ),
    Step.REEFER_FLAGGED: StepRule(
        "the reefer reads far off its set point; read back and flagged for dispatch",
        variables={"reading": "the temperature as the driver gave it"},
    ),
    Step.TAKE_YOUR_TIME: StepRule(
        "the driver asks to hold on; nothing is asked meanwhile", wordings=3
    ),
    Step.START_OVER: StepRule(
        "our own sentence broke off in the middle; what it wanted to say follows"
    ),
    Step.CLOSING: StepRule("the check-in is complete: thanks and goodbye", wordings=3),
    Step.CLOSING_BRIEF: StepRule("the driver has to go before all is asked: thanks and goodbye"),
    Step.CLOSING_BAD_LINE: StepRule("the line stays bad: dispatch will follow up"),
    Step.CLOSING_SILENCE: StepRule("nobody answers any more: dispatch will try again"),
    Step.CLOSING_FEW_WORDS: StepRule("the driver answers, but tells nothing: a polite end"),
    Step.CLOSING_CALL_BACK: StepRule(
        "the driver asks to be called back",
        variables={"call_back_time": "when to call back, as the driver said it, or empty"},
    ),
    Step.CLOSING_STOP_CALLING: StepRule("the driver does not want these calls"),
    Step.CLOSING_WRONG_PERSON: StepRule("we have reached somebody else"),
    Step.VOICEMAIL_MESSAGE: StepRule("a mailbox or call screener answered; a short message"),
    Step.GOODBYE: StepRule(
        "the driver speaks again after our goodbye; the call ends with it", wordings=3
    ),
    Step.CONFIRM_DANGER: StepRule(
        "what the driver said may be an emergency; one short confirming question",
        asks=True,
        safety=True,
    ),
    Step.DANGER_DENIED: StepRule("no emergency after all; the check call goes on", safety=True),
    Step.EMERGENCY_HEARD: StepRule(
        "first words of an emergency, said at once; a question or the hand-over follows",
        safety=True,
        wordings=1,
    ),
    Step.ADVISE_911: StepRule("somebody is hurt or in danger: 911 first", safety=True),
    Step.ASK_SAFE: StepRule(
        "emergency: is the driver safe where he is now?", asks=True, safety=True
    ),
    Step.ASK_INJURED: StepRule("emergency: is anyone hurt?", asks=True, safety=True),
    Step.ASK_EMERGENCY_PLACE: StepRule("emergency: exactly where?", asks=True, safety=True),
    Step.READ_BACK_PLACE: StepRule(
        "emergency: the place read back, before the next question or the hand-over",
        safety=True,
        variables=_PLACE,
    ),
    Step.ASK_LOAD_SECURE: StepRule("emergency: is the load secure?", asks=True, safety=True),
    Step.EMERGENCY_STILL_HERE: StepRule(
        "emergency: the answer was silent or unclear; the question follows once more",
        safety=True,
    ),
    Step.HAND_OVER: StepRule(
        "the transfer to a dispatcher is asked for with these words, and again on each later "
        "turn until it starts; must not say that anyone is already on the line",
        safety=True,
        wordings=4,
    ),
    Step.HAND_OVER_NEXT: StepRule(
        "the transfer failed; the next contact is tried with these words", safety=True
    ),
    Step.HAND_OVER_RINGING: StepRule(
        "the transfer is being dialled and the driver speaks meanwhile; says to stay on the line, "
        "and not that anyone has answered",
        safety=True,
        wordings=3,
    ),
    Step.HANDED_OVER: StepRule(
        "Retell has reported that a dispatcher is on the line, and the driver still speaks to us",
        safety=True,
    ),
    Step.DISPATCHER_WILL_ANSWER: StepRule(
        "emergency: the driver asks something that a dispatcher has to answer",
        safety=True,
        wordings=3,
    ),
    Step.PROMISE_CALL_BACK: StepRule(
        "no dispatcher can be reached by transfer: one will call back; the alert is out",
        safety=True,
    ),
    Step.REPEAT_CALL_BACK: StepRule(
        "the driver speaks again after the promise of a call-back", safety=True, wordings=3
    ),
    Step.CONFIRM_FALSE_ALARM: StepRule(
        "the driver says that there is no emergency; asked once to be sure",
        asks=True,
        safety=True,
    ),
    Step.FALSE_ALARM_ACCEPTED: StepRule(
        "the false alarm is confirmed; the check call goes on", safety=True
    ),
}
