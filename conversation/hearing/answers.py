"""Which questions ask for what, so that a bare word is read as their answer."""

from __future__ import annotations

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
