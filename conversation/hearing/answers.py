"""Short answers, which mean something only beside the question that was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conversation.facts import Act, Fact, Topic
from conversation.forms import DelayReason, DriverStatus, UnloadingStatus
from conversation.hearing.phrases import pattern
from conversation.hearing.spoken import Spoken
from conversation.steps import Step

ASKS_PLACE = frozenset(
    {
        Step.ASK_PLACE,
        Step.ASK_PLACE_CLOSER,
        Step.CHECK_POSITION,
        Step.ASK_EMERGENCY_PLACE,
        Step.ASK_FACILITY,
    }
)
ASKS_ETA = frozenset({Step.ASK_ETA, Step.ASK_ETA_TIME})
ASKS_DELAY = frozenset({Step.ASK_DELAY, Step.ASK_DELAY_REASON, Step.ASK_FACILITY_DELAY})
ASKS_POD = frozenset({Step.POD_REMINDER, Step.POD_REMINDER_EMPTY})
ASKS_DOCK = frozenset(
    {
        Step.ASK_UNLOADING,
        Step.ASK_DOOR,
        Step.ASK_FACILITY_DELAY,
        Step.ASK_CHECK_IN,
        Step.ASK_FACILITY,
    }
)


def answer_facts(
    spoken: Spoken, asked: Step | None, acts: set[Act], told: frozenset[Topic]
) -> Iterator[Fact]:
    """What a yes, a no or a bare word says as the answer to `asked`; `told` is known without."""
    reader = _READERS.get(asked) if asked is not None else None
    if reader is not None and not (acts & _NO_ANSWER):
        yield from reader(spoken, acts, told)


_NO_ANSWER = {Act.VOICEMAIL, Act.WRONG_PERSON, Act.STOP_CALLING}


def _yes_no(
    topic: Topic, yes: str | bool, no: str | bool
) -> Callable[[Spoken, set[Act], frozenset[Topic]], Iterator[Fact]]:
    def read(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
        if topic in told or Act.ASKS_TO_REPEAT in acts or Act.DOES_NOT_KNOW in acts:
            return
        if Act.YES in acts:
            yield Fact(topic, yes, _first_words(spoken))
        elif Act.NO in acts:
            yield Fact(topic, no, _first_words(spoken))

    return read


def _first_words(spoken: Spoken) -> str:
    return spoken.verbatim(0, min(len(spoken.words), 4))


_STOPPED = pattern(
    "(?:parked|stopped|sitting|shut down|resting|sleeping|on (?:my )?break|parado|estacionado)"
)
_HERE = pattern(
    "(?:here|i'm here|there|arrived|at the (?:receiver|customer)|made it|aqui|ya llegue)"
)


def _status(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    if Topic.STATUS in told:
        return
    if Act.YES in acts and not _STOPPED.search(spoken.flat):
        yield Fact(Topic.STATUS, DriverStatus.DRIVING.value, _first_words(spoken))
    elif here := _HERE.fullmatch(spoken.flat.rstrip()):
        yield Fact(Topic.STATUS, DriverStatus.ARRIVED.value, spoken.quote(here))


_MORE = pattern("(?:but|except|just|only|other than|besides|though|nothing else|little|some|until)")
_ON_TIME = pattern("on time", "on schedule", "ahead of schedule", "early", "no problem", "a tiempo")
_FINE = pattern(
    (
        "(?:all|everything|it's all|i'm|we're|it's|going|been|all's|so far so|doing|"
        "everything's) (?:is |been |going |all |real |pretty ){0,4}(?:good|fine|clear|"
        "smooth|okay|great|alright)"
    ),
    "all clear",
    "so far so good",
    "smooth(?: so far)?",
    "(?:good|fine|clear|great|perfect|smooth)",
    "todo (?:bien|tranquilo|normal)",
    "(?:road's|roads are|traffic's|weather's) (?:been )?(?:good|fine|clear|light)",
    "very good",
    "they (?:was|were) (?:real |pretty |very )?(?:quick|fast|good)",
    "can't complain",
    "no problems?",
)


def _facility_delay(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    if Act.YES in acts and Topic.DELAY_REASON not in told:
        yield Fact(Topic.DELAY_REASON, DelayReason.FACILITY.value, _first_words(spoken))
    else:
        yield from _delay(spoken, acts, told)


def _delay(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    if Topic.DELAY_REASON in told:
        return
    fine = _FINE.search(spoken.flat) or (_ON_TIME.search(spoken.flat) if Act.YES in acts else None)
    if Act.NO in acts and not (_MORE.search(spoken.flat) and Topic.LATE in told):
        yield Fact(Topic.DELAY_REASON, DelayReason.NONE.value, _first_words(spoken))
    elif fine is not None and not _MORE.search(spoken.flat) and Act.ASKS_TO_REPEAT not in acts:
        yield Fact(Topic.DELAY_REASON, DelayReason.NONE.value, spoken.quote(fine))


def _unloading(spoken: Spoken, _acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    if Topic.UNLOADING not in told and (waits := _WAITS.search(spoken.flat)):
        yield Fact(Topic.UNLOADING, UnloadingStatus.WAITING.value, spoken.quote(waits))
    elif Topic.UNLOADING not in told and (done := _DONE.search(spoken.flat)):
        yield Fact(Topic.UNLOADING, UnloadingStatus.COMPLETED.value, spoken.quote(done))
    elif Topic.UNLOADING not in told and (going := _GOING.search(spoken.flat)):
        yield Fact(Topic.UNLOADING, UnloadingStatus.UNLOADING.value, spoken.quote(going))
    elif Topic.UNLOADING not in told and (docked := _DOCKED.search(spoken.flat)):
        yield Fact(Topic.UNLOADING, UnloadingStatus.IN_DOOR.value, spoken.quote(docked))


_WAITS = pattern("(?:waiting|just sitting(?: here)?|sitting|esperando|not yet|in line|parked)")
_DONE = pattern(
    "(?:done|finished|empty|all done|vacio|terminado|listo|unloaded|completed|complete)"
)
_GOING = pattern("(?:unloading|in progress|working on it|halfway|half way|descargando|slow but)")
_DOCKED = pattern("(?:in (?:a|the) door|backed in|docked|in the dock|at the dock|on the dock)")


def _pod(spoken: Spoken, acts: set[Act], told: frozenset[Topic]) -> Iterator[Fact]:
    if Topic.POD in told or Act.ASKS_TO_REPEAT in acts:
        return
    if Act.NO in acts:
        yield Fact(Topic.POD, False, _first_words(spoken))
    elif Act.YES in acts and not _NOT_AGREED.search(spoken.flat):
        yield Fact(Topic.POD, True, _first_words(spoken))


_NOT_AGREED = pattern("(?:why|what for|how|to who|to what|where)(?: <w>)?")

_READERS: dict[Step, Callable[[Spoken, set[Act], frozenset[Topic]], Iterator[Fact]]] = {
    Step.ASK_STATUS: _status,
    Step.ASK_DELAY: _delay,
    Step.ASK_DELAY_REASON: _delay,
    Step.ASK_FACILITY_DELAY: _facility_delay,
    Step.ASK_UNLOADING: _unloading,
    Step.POD_REMINDER: _pod,
    Step.POD_REMINDER_EMPTY: _pod,
    Step.ASK_SAFE: _yes_no(Topic.SAFETY, "safe", "unsafe"),
    Step.ASK_INJURED: _yes_no(Topic.INJURY, "injured", "none"),
    Step.ASK_LOAD_SECURE: _yes_no(Topic.LOAD_SECURE, yes=True, no=False),
}
