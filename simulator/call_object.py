"""The call object that Retell shows in `call_details` and in webhooks (docs, Get Call)."""

from __future__ import annotations

import uuid

from simulator.script import CallScript, LoadValue
from simulator.wire import Json

AGENT_ID = "agent_simulated"
OUR_NUMBER = "+15550190"
DRIVER_NUMBER = "+15550123"


def new_call_id() -> str:
    """An id of the form that Retell gives."""
    return f"call_{uuid.uuid4().hex}"


def call_object(script: CallScript, call_id: str) -> Json:
    """The call as it is known before anyone has answered."""
    call: Json = {
        "call_id": call_id,
        "call_type": "web_call" if script.call == "web" else "phone_call",
        "agent_id": AGENT_ID,
        "agent_version": 0,
        "call_status": "registered",
    }
    metadata = {**script.load, **script.metadata}
    if metadata:
        call["metadata"] = metadata
    if script.load:
        variables = {name: _as_text(value) for name, value in script.load.items()}
        call["retell_llm_dynamic_variables"] = variables
    if script.call != "web":
        driver = _as_text(script.load.get("phone_number", "")) or DRIVER_NUMBER
        outbound = script.call == "outbound"
        call["direction"] = script.call
        call["from_number"] = OUR_NUMBER if outbound else driver
        call["to_number"] = driver if outbound else OUR_NUMBER
    return call


def _as_text(value: LoadValue) -> str:
    """Dynamic variables are text, whatever they mean."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ", ".join(value)
