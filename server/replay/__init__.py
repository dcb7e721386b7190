"""Stored calls, played again against other prompts: what would be said and known now?

Nobody is dialled. The driver says what he said, in the order and with the pauses in which he said
it; the call's own state machine answers, in the words of the old texts and in those of the new.
"""
