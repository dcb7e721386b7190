"""Judges one driver utterance, whole or as far as it is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from math import log1p, sqrt

from conversation.danger.concepts import concepts_of
from conversation.danger.marks import Marks, mark_groups
from conversation.danger.model import KINDS, WINDOW, Model, shipped_model
from conversation.danger.statements import Statement, moved_on, plain_statement
from conversation.danger.verdict import NO_DANGER, Danger, Verdict
from conversation.danger.wording import Word, words_of
from conversation.forms import EmergencyType

_GAIN_BY_LENGTH = 0.1  # so that long ordinary answers raise no more alarms than short ones
_MORE_WHEN_UNFINISHED = 0.7
_BELIEVED_FROM = -0.1  # a score below it makes of a plain statement a suspicion
_DOUBTED = 0.55  # a score less than this below a suspicion may still be one
_FEW_WORDS = 4
_MORE_FOLLOWS = frozenset(
    (
        *("a", "an", "the", "my", "his", "her", "our", "i", "i'm", "i've", "we", "he", "he's"),
        *("she's", "they", "they're", "somebody", "been", "not", "whole", "of", "to", "some"),
        *("is", "think", "un", "una", "el", "la", "mi", "me", "se", "esta", "estan", "que", "de"),
    )
)
_CALLS_FOR_ADVICE = tuple(
    tuple(question.split(" "))
    for question in (
        "what do i do",
        "what do i do now",
        "what should i do",
        "what am i supposed to do",
        "what now",
        "who do i call",
        "who should i call",
        "are you there",
        "you there",
        "are you a robot",
        "que hago",
        "a quien llamo",
    )
)
_SUPPOSES = frozenset(("if", "si", "case", "happens", "suppose", "supposed", "whenever"))
_FEWEST_WORDS, _MOST_WORDS = 3, 8  # shown as evidence, where the utterance has that many


def assess(utterance: str, *, finished: bool = True) -> Danger:
    """Judge one utterance, or the part of it that is recognised so far.

    A plain statement ("I jackknifed") is believed at once unless the learned weights speak against
    it; all else they judge.
    With `finished=False`, for words that may go on harmlessly, `YES` needs a clearer case.
    Never raises, whatever the text; an utterance without words is no danger. Takes time linear
    in the length of the utterance.
    """
    words = words_of(utterance)
    if not words:
        return NO_DANGER
    danger = _judge(utterance, words, finished=finished)
    told = _before_closing_question(words)
    if danger.verdict is Verdict.YES or told is None:
        return danger
    return max(danger, _judge(utterance, told, finished=finished), key=_gravity)


def _gravity(danger: Danger) -> int:
    return list(Verdict).index(danger.verdict)


def _before_closing_question(words: Sequence[Word]) -> Sequence[Word] | None:
    """What was told before "what do I do?": the question asks for help, and takes nothing back.

    None where the utterance does not end in such a question, or all of it only supposes.
    """
    forms = tuple(word.form for word in words)
    for question in _CALLS_FOR_ADVICE:
        rest = forms[: -len(question)]
        if forms[-len(question) :] == question and len(rest) > 1 and not _SUPPOSES & set(rest):
            return words[: len(rest)]
    return None


def _judge(utterance: str, words: Sequence[Word], *, finished: bool) -> Danger:
    forms = [word.form for word in words]
    score, learned = _as_learned(utterance, words, forms, finished=finished)
    stated = plain_statement(forms, finished=finished)
    sure = stated is not None and stated.verdict is Verdict.YES
    if learned.verdict is Verdict.YES and not sure and _taken_back(stated, forms):
        learned = replace(learned, verdict=Verdict.PERHAPS)
    if stated is None or stated.verdict is Verdict.NO:
        return learned
    if score < _BELIEVED_FROM:
        stated = replace(stated, verdict=Verdict.PERHAPS)
    return _graver(
        learned, stated, utterance[words[stated.start].start : words[stated.end - 1].end]
    )


def _taken_back(stated: Statement | None, forms: Sequence[str]) -> bool:
    return moved_on(forms) or (stated is not None and stated.verdict is Verdict.NO)


def _graver(learned: Danger, stated: Statement, evidence: str) -> Danger:
    """The learned verdict and what was plainly stated, as one answer."""
    if stated.verdict is Verdict.PERHAPS and learned != NO_DANGER:
        return learned
    if learned.verdict is not Verdict.YES:
        return Danger(stated.verdict, stated.type, evidence)
    return replace(learned, words=evidence) if learned.type is stated.type else learned


def _as_learned(
    utterance: str, words: Sequence[Word], forms: Sequence[str], *, finished: bool
) -> tuple[float, Danger]:
    weighed = _weighed(tuple(forms))
    if weighed.kind is None:
        return weighed.score, NO_DANGER
    yes_from = shipped_model().yes_from
    if not finished or _breaks_off(forms):
        yes_from += _MORE_WHEN_UNFINISHED
    certain = weighed.score >= yes_from and not _only_exclaims(forms)
    verdict = Verdict.YES if certain else Verdict.PERHAPS
    evidence = utterance[words[weighed.begin].start : words[weighed.end - 1].end]
    return weighed.score, Danger(verdict, weighed.kind, evidence)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What the learned weights say of an utterance, whether or not more words follow.

    `kind` is None below a suspicion. The words from `begin` to before `end` speak most for danger.
    """

    score: float
    kind: EmergencyType | None
    begin: int
    end: int


@lru_cache(maxsize=512)  # a turn's words come again: as they grow, when they end, and for the form
def _weighed(forms: tuple[str, ...]) -> _Weighed:
    model = shipped_model()
    context = mark_groups(forms)
    weights = weights_of(model, forms, context)
    score, first, last = gravest_window(weights)
    score += model.bias - chance_of_length(len(forms))
    if score < model.perhaps_from:
        return _Weighed(score, None, 0, 0)
    kind = _kind(model, forms, context, weights)
    return _Weighed(score, kind, *_heaviest_run(weights, first, last))


def is_beyond_doubt(utterance: str) -> bool:
    """Whether the words are so far from a suspicion of danger that nobody need be asked."""
    forms = tuple(word.form for word in words_of(utterance))
    if not forms:
        return True
    model = shipped_model()
    return _weighed(forms).score < model.perhaps_from - _DOUBTED


def score_of(model: Model, forms: Sequence[str]) -> float:
    """How grave the gravest part of an utterance sounds; above 0 is rather danger than not."""
    weights = weights_of(model, forms, mark_groups(forms))
    return gravest_window(weights)[0] + model.bias - chance_of_length(len(forms))


def chance_of_length(count: int) -> float:
    """What the gravest window of an utterance gains by there being many to choose from."""
    return _GAIN_BY_LENGTH * log1p(max(0, count - WINDOW))


def kind_of(model: Model, forms: Sequence[str]) -> EmergencyType:
    """The kind of emergency that the gravest part of an utterance sounds like."""
    context = mark_groups(forms)
    return _kind(model, forms, context, weights_of(model, forms, context))


def weights_of(
    model: Model, forms: Sequence[str], context: Sequence[list[Marks]]
) -> list[tuple[float, float]]:
    """What each word adds to the score, and its size, with the words before it in view."""
    weights: list[tuple[float, float]] = []
    for form, groups in zip((*forms, ""), context, strict=True):
        weight, size = model.word(form) if form else weights.pop()
        for group in groups:
            known = model.group(group)
            weight += known[0]
            size += known[1]
        weights.append((weight, size))
    return weights


def gravest_window(weights: Sequence[tuple[float, float]]) -> tuple[float, int, int]:
    """The highest score of any `WINDOW` words in a row, and where they begin and end."""
    count = len(weights)
    width = min(count, WINDOW)
    sums = list(accumulate((weight for weight, _ in weights), initial=0.0))
    sizes = list(accumulate((size for _, size in weights), initial=0.0))
    scores = [
        (sums[at + width] - sums[at]) / sqrt(max(1.0, sizes[at + width] - sizes[at]))
        for at in range(count - width + 1)
    ]
    best = scores.index(max(scores))
    return scores[best], best, best + width


def _breaks_off(forms: Sequence[str]) -> bool:
    """A few words that end where a sentence cannot: what they are about is yet to come."""
    return len(forms) <= _FEW_WORDS and forms[-1] in _MORE_FOLLOWS


def _only_exclaims(forms: Sequence[str]) -> bool:
    """ "Oh my God" and the like: it may be anything, so the driver is asked."""
    return all(form == "my" or "shock" in concepts_of(form) for form in forms)


def _kind(
    model: Model,
    forms: Sequence[str],
    context: Sequence[list[Marks]],
    weights: Sequence[tuple[float, float]],
) -> EmergencyType:
    _, first, last = gravest_window(weights)
    seen = context[first:] if last == len(forms) else context[first:last]
    around = model.kinds_of(mark for groups in seen for group in groups for mark in group)
    own = map(sum, zip(*map(model.kinds_of_word, forms[first:last]), strict=True))
    scale = sqrt(max(1.0, sum(size for _, size in weights[first:last])))
    scores = [
        (one + other) / scale + bias
        for one, other, bias in zip(around, own, model.kind_bias, strict=True)
    ]
    return KINDS[scores.index(max(scores))]


def _heaviest_run(weights: Sequence[tuple[float, float]], first: int, last: int) -> tuple[int, int]:
    sums = list(accumulate((weight for weight, _ in weights[first:last]), initial=0.0))
    count = last - first
    fewest, most = min(_FEWEST_WORDS, count), min(_MOST_WORDS, count)
    runs = (
        (begin, begin + length)
        for length in range(fewest, most + 1)
        for begin in range(count - length + 1)
    )
    begin, end = max(runs, key=lambda run: sums[run[1]] - sums[run[0]])
    return first + begin, first + end
