"""What plain rules can read from one driver utterance, given the question asked."""

from conversation.hearing.reader import hear

__all__ = ["hear"]
