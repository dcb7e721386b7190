"""Teaches the emergency recogniser: the sentences, and what is learned from them."""
