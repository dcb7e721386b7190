"""What an emergency decides, where whole calls do not pin it."""

from __future__ import annotations

import pytest

from conversation.actions import RaiseAlert, Say
from conversation.call import Call
from conversation.cards import CardStatus
from conversation.events import Speaker, TransferOverdue, TurnRequested, Utterance
from conversation.forms import EmergencyType, EscalationStatus, SafetyStatus
from conversation.memory import Emergency
from conversation.states import EMERGENCY_PHASES, Phase
from conversation.steps import Step
from tests.conversation.core_call import FIRST, NOISE, SECOND, CoreCall

ALARM = "i just crashed"
HURT = "i just crashed and i'm bleeding"

#: What the recogniser is not sure of: what follows from doubt is what is tested here.
SUSPICION = "oh my god"


def handed_over(**facts: object) -> CoreCall:
    """A call whose emergency has just been sent to a dispatcher."""
    call = CoreCall(**facts)
    call.says(HURT)
    assert call.phase is Phase.HANDING_OVER
    return call


def emergency_of(call: CoreCall) -> Emergency:
    emergency = call.memory.emergency
    assert emergency is not None
    return emergency


# First words


def test_the_first_words_come_before_the_first_question():
    assert CoreCall().says(ALARM) == [Step.EMERGENCY_HEARD, Step.ASK_SAFE]


def test_for_the_hurt_911_comes_first_and_the_hand_over_at_once():
    call = CoreCall()
    assert call.says(HURT) == [Step.EMERGENCY_HEARD, Step.ADVISE_911, Step.HAND_OVER]
    assert call.transfers_to == FIRST


def test_a_driver_who_is_not_safe_is_asked_nothing_more():
    call = CoreCall()
    call.says(ALARM)
    assert call.says("no i'm not safe") == [Step.ADVISE_911, Step.HAND_OVER]


def test_a_driver_who_says_unasked_that_he_is_fine_is_asked_for_the_load_alone():
    call = CoreCall()
    steps = call.says("i'm in the ditch on 80 at mile 214, i'm fine")
    assert steps == [Step.EMERGENCY_HEARD, Step.READ_BACK_PLACE, Step.ASK_LOAD_SECURE]
    assert call.says("yeah it's all good") == [Step.HAND_OVER]


@pytest.mark.parametrize("burning", ["the truck's on fire i'm fine", "i got robbed i'm okay"])
def test_being_fine_beside_a_danger_that_goes_on_is_not_being_safe(burning):
    assert CoreCall().says(burning)[-1] is Step.ASK_SAFE


def test_911_is_advised_once():
    call = handed_over()
    assert call.says("okay") == [Step.HAND_OVER]


def test_the_alert_leaves_before_the_words():
    call = CoreCall()
    call.says(ALARM)
    (card,) = call.alerts
    assert card.status is CardStatus.OPEN
    assert type(call.actions[0]).__name__ == "RaiseAlert"


def test_a_card_is_raised_for_news_and_for_nothing_else():
    call = CoreCall()
    call.says(ALARM)
    call.says(NOISE)
    assert not call.alerts
    call.says("yeah i'm safe")
    (card,) = call.alerts
    assert card.number == 2
    assert card.safety_status is SafetyStatus.SAFE


# Overhearing


def test_an_alarm_while_we_talk_cuts_in():
    call = CoreCall()
    call.says("i'm driving")
    assert call.talks(ALARM, Speaker.AGENT) == [Step.EMERGENCY_HEARD, Step.ASK_SAFE]
    assert call.cuts_in
    assert call.is_asked_again() == [Step.EMERGENCY_STILL_HERE]


def test_the_end_of_the_sentence_that_we_cut_into_is_heard_with_its_beginning():
    call = CoreCall()
    call.says("i'm driving")
    call.talks("i wrecked and my", Speaker.AGENT)
    call.ends_his_line("i wrecked and my leg is broke")
    assert call.says("hello")[-2:] == [Step.ADVISE_911, Step.HAND_OVER]
    assert emergency_of(call).type is EmergencyType.ACCIDENT


@pytest.mark.parametrize(
    ("end", "then"),
    [
        ("i'm in the ditch and i'm hurt", [Step.ADVISE_911, Step.HAND_OVER]),
        ("i'm in the ditch but i'm safe", [Step.ASK_INJURED]),
        ("i'm in the ditch man", [Step.EMERGENCY_STILL_HERE]),
        (
            "i'm in the ditch on 80 at mile 214",
            [Step.READ_BACK_PLACE, Step.EMERGENCY_STILL_HERE],
        ),
    ],
)
@pytest.mark.parametrize("asked", ["is_asked_again", "is_silent"])
def test_what_the_end_of_that_sentence_tells_is_not_asked_again(asked, end, then):
    call = CoreCall()
    call.says("i'm driving")
    call.talks("i'm in the ditch", Speaker.AGENT)
    call.ends_his_line(end)
    assert getattr(call, asked)() == then


def test_an_alarm_while_the_driver_talks_is_raised_and_not_talked_over():
    call = CoreCall()
    call.says("i'm driving")
    assert call.talks(ALARM) == []
    assert call.alerts
    assert call.is_asked_again() == [Step.EMERGENCY_HEARD, Step.ASK_SAFE]


def test_an_alarm_over_our_goodbye_cuts_in_for_the_line_would_close():
    call = CoreCall()
    call.says("gotta go bye")
    assert call.talks(ALARM) == [Step.EMERGENCY_HEARD, Step.ASK_SAFE]
    assert call.cuts_in


def test_a_mailbox_that_speaks_of_emergencies_is_in_none():
    words = "you've reached fern if this is an emergency call 911 or leave a message after the tone"
    call = CoreCall()
    assert call.talks(words, Speaker.AGENT) == []
    assert call.is_asked_again() == [Step.VOICEMAIL_MESSAGE]
    assert call.memory.emergency is None


def test_an_alarm_whose_answer_went_unheard_still_stands():
    call = CoreCall()
    call.says(ALARM, unheard=True)
    assert call.goes_on("man oh man")[0] is Step.EMERGENCY_HEARD
    assert call.memory.had_emergency


def test_an_alarm_that_was_lost_with_a_process_is_heard_at_the_next_reminder():
    call = CoreCall()
    kept = call.memory
    call.says(ALARM)
    call.call = Call(kept)
    assert call.is_silent()[0] is Step.EMERGENCY_HEARD
    assert call.alerts


def test_an_alarm_that_was_lost_with_a_process_is_heard_behind_what_was_said_since():
    call = CoreCall()
    kept = call.memory
    call.says("sí, voy en camino")
    call.says("choqué con un carro")
    call.call = Call(kept)
    assert call.says("¿bueno?")[0] is Step.EMERGENCY_HEARD
    assert emergency_of(call).type is EmergencyType.ACCIDENT


def test_an_alarm_told_last_is_heard_behind_what_a_lost_process_has_answered():
    call = CoreCall()
    kept = call.memory
    call.says("sí, voy en camino")
    call.call = Call(kept)
    assert call.says("choqué con un carro")[0] is Step.EMERGENCY_HEARD


def test_an_alarm_in_a_turn_of_its_own_is_not_taken_back_by_the_turns_around_it():
    call = CoreCall()
    kept = call.memory
    call.says("sí, voy en camino")
    call.call = Call(kept)
    call.talks("choqué con un carro")
    assert call.is_asked_again()[0] is Step.EMERGENCY_HEARD


def test_an_alarm_of_which_nothing_at_all_was_kept_is_heard_in_the_next_frame():
    call = CoreCall()
    kept = call.memory
    call.says("sí, voy en camino")
    call.says("choqué con un carro")
    call.call = Call(kept)
    call.talks("¿bueno?")
    assert call.alerts


# Suspicion


def test_a_suspicion_is_asked_about_and_raises_no_alert():
    call = CoreCall()
    assert call.says(SUSPICION) == [Step.CONFIRM_DANGER]
    assert not call.alerts


def test_a_denied_suspicion_stays_on_record_and_the_open_question_returns():
    call = CoreCall()
    call.says("i'm driving")
    call.says(SUSPICION)
    assert call.says("no i'm fine") == [Step.DANGER_DENIED, Step.ASK_PLACE]
    assert call.memory.emergency is None
    assert [past.accepted for past in call.memory.past_emergencies] == [False]


def test_a_suspicion_that_stays_unclear_is_taken_for_danger():
    call = CoreCall()
    call.says(SUSPICION)
    assert call.says(NOISE) == [Step.CONFIRM_DANGER]
    assert call.says(NOISE)[0] is Step.EMERGENCY_HEARD


def test_silence_after_a_suspicion_is_taken_for_danger_after_one_repeat():
    call = CoreCall()
    call.says(SUSPICION)
    assert call.is_silent() == [Step.CONFIRM_DANGER]
    assert call.is_silent()[0] is Step.EMERGENCY_HEARD


# Questions


def test_an_unclear_answer_is_asked_for_once_more_and_then_handed_over():
    call = CoreCall()
    call.says(ALARM)
    assert call.says("well you know") == [Step.EMERGENCY_STILL_HERE, Step.ASK_SAFE]
    assert call.says("well you know")[-1] is Step.HAND_OVER


def test_the_graver_type_is_kept():
    call = CoreCall()
    call.says("my truck is on fire")
    call.says("i can't breathe")
    call.says("my truck is on fire")
    assert emergency_of(call).type is EmergencyType.MEDICAL


def test_the_place_is_read_back_before_the_next_question():
    call = CoreCall()
    for words in (ALARM, "yeah i'm safe", "no"):
        call.says(words)
    assert call.says("eighty at mile marker sixty") == [Step.READ_BACK_PLACE, Step.ASK_LOAD_SECURE]


# False alarm


def test_a_false_alarm_is_asked_about_once_and_then_ends_the_emergency():
    call = CoreCall()
    call.says("i'm driving")
    call.says(ALARM)
    assert call.says("false alarm") == [Step.CONFIRM_FALSE_ALARM]
    assert call.says("yes") == [Step.FALSE_ALARM_ACCEPTED, Step.ASK_PLACE]
    (card,) = call.alerts
    assert card.status is CardStatus.FALSE_ALARM
    assert call.memory.emergency_form() is None


@pytest.mark.parametrize("words", ["no", "my leg is bleeding", "no wait i did crash"])
def test_anything_against_a_false_alarm_leaves_the_emergency_standing(words):
    call = CoreCall()
    call.says(ALARM)
    call.says("false alarm")
    call.says(words)
    assert call.memory.had_emergency
    assert call.phase in EMERGENCY_PHASES - {Phase.DOUBTED}


@pytest.mark.parametrize("words", [NOISE, "well you know"])
def test_an_unclear_answer_does_not_confirm_a_false_alarm(words):
    call = CoreCall()
    call.says(ALARM)
    call.says("false alarm")
    assert call.says(words) == [Step.CONFIRM_FALSE_ALARM]
    call.says(words)
    assert call.memory.had_emergency
    assert call.phase in EMERGENCY_PHASES - {Phase.DOUBTED}


def test_silence_does_not_confirm_a_false_alarm():
    call = CoreCall()
    call.says(ALARM)
    call.says("false alarm")
    call.is_silent()
    assert call.memory.had_emergency


def test_once_a_dispatcher_is_on_the_line_a_false_alarm_is_for_him_to_hear():
    call = handed_over()
    call.transfer_starts()
    call.transfer_is_bridged()
    assert call.says("false alarm") == [Step.HANDED_OVER]
    assert call.memory.had_emergency


def test_while_the_transfer_rings_a_false_alarm_is_asked_about():
    call = handed_over()
    call.transfer_starts()
    assert call.says("false alarm") == [Step.CONFIRM_FALSE_ALARM]
    call.says("yes false alarm")
    assert not call.memory.had_emergency


def test_a_dispatcher_who_answers_in_mid_doubt_has_the_call():
    call = handed_over()
    call.transfer_starts()
    call.says("false alarm")
    call.says("no")
    call.transfer_is_bridged()
    assert call.says("hello") == [Step.HANDED_OVER]
    assert call.transfers_to is None


# Hand-over


def test_the_transfer_is_asked_for_at_every_turn_until_it_starts():
    call = handed_over()
    wordings = set()
    for words in ("okay", "hurry", "please"):
        assert call.says(words) == [Step.HAND_OVER]
        assert call.transfers_to == FIRST
        wordings.add(call.lines[0].wording)
    assert len(wordings) == 3
    call.transfer_starts()
    assert call.says("hello")[0] is Step.HAND_OVER_RINGING
    assert call.transfers_to is None


def test_silence_asks_for_the_transfer_again():
    call = handed_over()
    assert call.is_silent() == [Step.HAND_OVER]
    assert call.transfers_to == FIRST


def test_a_failed_transfer_goes_to_the_next_contact_at_once():
    call = handed_over(contacts=(FIRST, SECOND))
    call.transfer_starts()
    assert call.transfer_fails() == [Step.HAND_OVER_NEXT]
    assert call.cuts_in
    assert call.transfers_to == SECOND


def test_a_failed_transfer_does_not_talk_over_the_driver():
    call = handed_over(contacts=(FIRST, SECOND))
    call.transfer_starts()
    call.talks("are they coming")
    assert call.transfer_fails() == []
    assert call.is_asked_again() == [Step.HAND_OVER_NEXT]
    assert call.transfers_to == SECOND


def test_late_news_of_a_contact_given_up_changes_nothing():
    call = handed_over(contacts=(FIRST, SECOND))
    call.transfer_starts()
    call.transfer_fails()
    assert call.transfer_fails(FIRST) == []
    assert call.says("okay") == [Step.HAND_OVER]
    assert call.transfers_to == SECOND


def test_the_first_words_to_a_driver_who_cries_for_help_in_spanish_are_spanish():
    call = CoreCall()
    assert Step.EMERGENCY_HEARD in call.says("chocamos")
    assert call.memory.language == "es"


def test_no_false_alarm_where_somebody_is_hurt():
    call = CoreCall()
    call.says("a car just slammed into my trailer")
    assert call.says("false alarm") == [Step.CONFIRM_FALSE_ALARM]
    steps = call.says("no no, somebody's hurt over here")
    assert steps[-2:] == [Step.ADVISE_911, Step.HAND_OVER]
    assert call.transfers_to == FIRST


def test_late_news_that_a_failed_transfer_had_started_does_not_stop_the_next_one():
    call = handed_over(contacts=(FIRST, SECOND))
    call.transfer_fails(FIRST)
    assert call.transfers_to == SECOND
    call.transfer_starts(FIRST)
    assert call.says("hello?") == [Step.HAND_OVER]
    assert call.transfers_to == SECOND
    call.transfer_starts(SECOND)
    call.says("okay")
    assert call.transfers_to is None


def test_late_news_of_a_start_does_not_take_back_the_promise_of_a_call_back():
    call = handed_over()
    call.transfer_fails(FIRST)
    call.transfer_starts(FIRST)
    call.says("eighty at mile marker sixty")
    assert call.hangs_up


def test_a_report_that_names_no_number_is_of_the_contact_that_is_being_tried():
    call = handed_over(contacts=(FIRST, SECOND))
    call.transfer_fails("")
    call.transfer_starts("")
    call.transfer_is_bridged("")
    steps = [(done.step.value, done.contact) for done in emergency_of(call).receipt]
    assert steps == [
        ("requested", FIRST),
        ("cancelled", FIRST),
        ("requested", SECOND),
        ("started", SECOND),
        ("bridged", SECOND),
    ]


def test_after_the_last_contact_a_call_back_is_promised_and_the_place_asked_for():
    call = handed_over()
    call.transfer_starts()
    assert call.transfer_fails() == [Step.PROMISE_CALL_BACK, Step.ASK_EMERGENCY_PLACE]
    call.says("eighty at mile marker sixty")
    assert call.hangs_up
    assert "60" in str(call.memory.notes.emergency_place)


def test_unclear_answers_before_the_promise_do_not_shorten_the_wait_after_it():
    call = CoreCall(contacts=())
    call.says(ALARM)
    for _ in range(3):
        call.says(NOISE)
    assert call.phase is Phase.CALL_BACK
    call.is_silent()
    assert not call.hangs_up
    call.is_silent()
    assert call.hangs_up


def test_without_a_contact_a_call_back_is_promised_and_nobody_dialled():
    call = CoreCall(contacts=())
    assert Step.PROMISE_CALL_BACK in call.says(HURT)
    assert call.transfers_to is None
    assert emergency_of(call).escalation is EscalationStatus.CALLBACK_PROMISED


# What became of it


def test_asked_for_and_dialled_is_not_yet_transferred():
    call = handed_over()
    call.transfer_starts()
    assert emergency_of(call).escalation is EscalationStatus.NOT_ESCALATED


def test_bridged_is_transferred_even_when_it_is_told_after_the_end():
    call = handed_over()
    call.ends()
    assert emergency_of(call).escalation is EscalationStatus.NOT_ESCALATED
    call.transfer_is_bridged()
    assert emergency_of(call).escalation is EscalationStatus.TRANSFERRED
    (card,) = call.alerts
    assert card.status is CardStatus.OPEN


def test_a_transfer_of_which_nothing_is_heard_is_told_to_the_dispatchers():
    call = handed_over()
    call.ends()
    call.tell(TransferOverdue(call.at))
    (card,) = call.alerts
    assert card.status is CardStatus.UNCONFIRMED


def test_a_line_lost_before_the_hand_over_says_so_on_the_card():
    call = CoreCall()
    call.says(ALARM)
    call.ends()
    (card,) = call.alerts
    assert card.status is CardStatus.CUT_OFF


def test_a_dropped_line_comes_back_to_the_open_question():
    call = CoreCall()
    call.says(ALARM, unheard=True)
    steps = call.drops()
    assert steps[0] is Step.BACK_AFTER_DROP
    assert steps[-1] is Step.ASK_SAFE


def test_a_dropped_line_asks_for_the_transfer_again():
    call = handed_over()
    assert Step.HAND_OVER in call.drops()
    assert call.transfers_to == FIRST


def test_an_alarm_before_our_greeting_is_heard():
    call = Call()
    said = (Utterance(Speaker.DRIVER, "somebody just rear ended me i'm bleeding"),)
    actions = call.receive(TurnRequested(1.0, 1, said))
    assert call.memory.had_emergency
    assert isinstance(actions[0], RaiseAlert)
    [say] = [action for action in actions if isinstance(action, Say)]
    assert [line.step for line in say.lines][:1] == [Step.EMERGENCY_HEARD]


def test_a_hello_before_our_greeting_is_greeted():
    call = Call()
    say, *_ = call.receive(TurnRequested(1.0, 1, (Utterance(Speaker.DRIVER, "hello"),)))
    assert isinstance(say, Say)
    assert [line.step for line in say.lines] == [Step.OPENING_INBOUND]


SMALL_TALK = (
    "do they have lumpers over there or what",
    "man you would not believe the week i have had with this thing",
    "who do i talk to about my detention pay",
)


@pytest.mark.parametrize("told_before", SMALL_TALK)
@pytest.mark.parametrize("alarm", ["i just jackknifed on the ice", "the truck is on fire"])
def test_danger_does_not_drown_in_what_was_said_just_before_it(told_before, alarm):
    overheard, asked = CoreCall(), CoreCall()
    for call in (overheard, asked):
        call.says("uh huh")
        call.says(told_before, unheard=True)
    overheard.talks(alarm)
    assert overheard.memory.had_emergency
    asked.says(alarm)
    assert asked.memory.had_emergency
