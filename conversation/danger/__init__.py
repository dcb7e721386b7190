"""Emergency recognition: does this utterance say that somebody is in trouble now?"""

from conversation.danger.recognition import assess, is_beyond_doubt
from conversation.danger.verdict import Danger, Verdict

__all__ = ["Danger", "Verdict", "assess", "is_beyond_doubt"]
