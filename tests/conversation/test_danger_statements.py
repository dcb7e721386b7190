"""Laws of plain statements: what a driver says has just happened is believed, unless taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.danger import Verdict, assess
from conversation.danger.grammar import Found, Grammar
from conversation.danger.statements import plain_statement
from conversation.danger.wording import words_of
from conversation.forms import EmergencyType

ACCIDENT, BREAKDOWN, MEDICAL, OTHER = (
    EmergencyType.ACCIDENT,
    EmergencyType.BREAKDOWN,
    EmergencyType.MEDICAL,
    EmergencyType.OTHER,
)

# A statement, its kind, and a twin that is none of the driver's emergencies now.
TWINS = [
    ("i jackknifed", ACCIDENT, "i almost jackknifed"),
    ("we jackknifed on the off ramp", ACCIDENT, "my cousin jackknifed on the off ramp"),
    ("i just jackknifed it's blocking both lanes", ACCIDENT, "i jackknifed back in march"),
    ("yeah i wrecked", ACCIDENT, "what if i wrecked"),
    ("i got in an accident", ACCIDENT, "i got in an accident two years ago"),
    ("i was just in a wreck", ACCIDENT, "he said i was in a wreck but that ain't so"),
    ("i had a bad crash", ACCIDENT, "i never had a bad crash"),
    ("i rolled it", ACCIDENT, "i dreamed i rolled it"),
    ("i flipped my truck", ACCIDENT, "i could've flipped my truck"),
    ("i laid it over", ACCIDENT, "i thought i laid it over"),
    ("i hit somebody", ACCIDENT, "thank god i didn't hit somebody"),
    ("i hit a cow", ACCIDENT, "i hit a cow last summer"),
    ("i ran over a guy", ACCIDENT, "imagine i ran over a guy"),
    ("a pickup sideswiped me", ACCIDENT, "a pickup nearly sideswiped me"),
    ("i'm in the ditch on eighty", ACCIDENT, "if i'm in the ditch you'd hear about it"),
    ("me volteé", ACCIDENT, "casi me volteé"),
    ("oiga choqué", ACCIDENT, "hace tres meses choqué"),
    ("acabo de chocar", ACCIDENT, "no acabo de entender"),
    ("my trailer caught fire", OTHER, "my trailer caught fire in twenty nineteen"),
    ("the truck's on fire", OTHER, "the truck's on fire up ahead of us"),
    ("se está quemando la troca", OTHER, "se está quemando un carro allá"),
    ("they robbed me", OTHER, "they robbed me last year in laredo"),
    ("i got carjacked", OTHER, "i hope i never got carjacked"),
    ("somebody stole my trailer", OTHER, "somebody stole my parking spot"),
    ("i need help", OTHER, "i need help with the bills"),
    ("it's an emergency", OTHER, "it's an emergency contact form"),
    ("me asaltaron", OTHER, "anoche no me asaltaron"),
    ("es una emergencia", OTHER, "no es mi contacto de emergencia"),
    ("i got shot", MEDICAL, "i got a shot at the clinic"),
    ("i got hurt loading pipe", MEDICAL, "if i got hurt who pays"),
    ("i'm having chest pains", MEDICAL, "i'm having pancakes"),
    ("my chest is tight", MEDICAL, "my schedule is tight"),
    ("i can't breathe", MEDICAL, "i couldn't breathe for a month once with covid"),
    ("i'm passing out", MEDICAL, "i'm passing exit nine"),
    ("i need an ambulance", MEDICAL, "i need an ambulance for my wallet haha"),
    ("my co-driver collapsed", MEDICAL, "my old co-driver moved to ohio"),
    ("i broke my wrist", MEDICAL, "i broke my wrist in two thousand four"),
    ("me duele el pecho", MEDICAL, "no me duele nada"),
    ("hay un herido", MEDICAL, "no hay heridos ni nada"),
    ("i'm broke down", BREAKDOWN, "i'm flat broke"),
    ("i broke down", BREAKDOWN, "i broke down last week and they fixed it"),
    ("the truck won't start and i'm stuck", BREAKDOWN, "the app won't start"),
    ("i'm stranded", BREAKDOWN, "i'd hate to get stranded"),
    ("i had a blowout", BREAKDOWN, "i had a blowout monday they replaced it"),
    ("my engine blew up", BREAKDOWN, "my phone blew up with texts"),
    ("estoy tirado", BREAKDOWN, "estoy parado en la bodega"),
    ("my truck broke down", BREAKDOWN, "my truck broke down into song"),
    ("i'm stuck on the tracks", BREAKDOWN, "i'm stuck in line at the scale"),
    ("estoy varado en la orilla", BREAKDOWN, "estoy varado en la fila de la frontera"),
    ("i flipped the truck", ACCIDENT, "i flipped the truck in that video game"),
    ("la troca no prende", BREAKDOWN, "la tableta no prende"),
]


@pytest.mark.parametrize(("statement", "kind"), [(said, kind) for said, kind, _ in TWINS])
def test_a_plain_statement_is_certain(statement: str, kind: EmergencyType) -> None:
    danger = assess(statement)
    assert danger.verdict is Verdict.YES
    assert danger.type is kind or {danger.type, kind} == {MEDICAL, OTHER}  # shot: either


@pytest.mark.parametrize("twin", [twin for *_, twin in TWINS])
def test_a_statement_taken_back_is_not_certain(twin: str) -> None:
    heard = plain_statement(_forms(twin), finished=True)
    assert heard is None or heard.verdict is Verdict.NO
    assert assess(twin).verdict is not Verdict.YES


@pytest.mark.parametrize(
    "comfort", ["i'm fine", "i'm okay", "nobody's hurt", "but i'm all right", "no one's hurt"]
)
@pytest.mark.parametrize(
    "statement", ["i jackknifed", "i'm in the ditch", "my truck is on fire", "i'm broke down"]
)
def test_being_fine_takes_nothing_back(statement: str, comfort: str) -> None:
    assert assess(f"{statement} {comfort}").verdict is Verdict.YES
    assert assess(f"{comfort} {statement}").verdict is Verdict.YES


@pytest.mark.parametrize(
    "words",
    [
        "oh my god",
        "oh my god oh my god",
        "whoa whoa no no no",
        "oh lord what was that",
        "i don't feel so good",
        "i'm not feeling too well",
        "i feel funny",
        "i'm feeling kind of dizzy",
        "there's a fire",
        "something let go",
        "i think something hit me back there",
        "no me siento bien",
        "hay humo",
    ],
)
def test_startled_or_unwell_words_are_asked_about(words: str) -> None:
    assert assess(words).verdict is not Verdict.NO


@pytest.mark.parametrize(
    "words",
    [
        "oh my god this traffic",
        "oh my god this line",
        "oh no no no i'm on time",
        "no no no",
        "whoa",
    ],
)
def test_a_complaint_is_no_cry(words: str) -> None:
    assert assess(words).verdict is Verdict.NO


@pytest.mark.parametrize(
    "words",
    [
        "i'm on sixty four just this side of louisville",
        "shut down in wendover till five",
        "coming down off snoqualmie into north bend",
        "yeah i'll send it in a minute",
        "the publix warehouse in lakeland",
        "they ain't saying how long hun",
        "for sure",
        "rolling on thirty westbound about two ten",
        "i hit some red lights but i'm close",
        "door nine they got about half of it off",
        "lumper wants two eighty",
        "the guard cut my seal and sent me to a door",
        "it's raining hard but i'm moving",
        "estoy echando diesel en laredo",
        "llego como a las cinco si dios quiere",
    ],
)
def test_an_ordinary_answer_is_no_danger(words: str) -> None:
    assert assess(words).verdict is Verdict.NO


def test_a_trouble_that_lies_behind_the_driver_is_not_certain() -> None:
    seen = "a rig was burning in the lane people were running and screaming everywhere"
    assert assess(seen + " it held me up but i'm through it now").verdict is not Verdict.YES


def test_a_doubt_holds_for_its_own_clause() -> None:
    assert assess("i almost made it but i jackknifed").verdict is Verdict.YES


def test_an_unfinished_statement_waits_for_what_takes_it_back() -> None:
    assert plain_statement(_forms("i hit a cow"), finished=False) is None
    taken_back = plain_statement(_forms("i hit a cow last summer but it was"), finished=False)
    assert taken_back is None or taken_back.verdict is Verdict.NO
    heard = plain_statement(_forms("i hit a cow and the whole front"), finished=False)
    assert heard is not None
    assert heard.verdict is Verdict.YES


def test_the_words_are_the_statement() -> None:
    said = "well sir I was doing fine and then my trailer caught fire so I'm standing out here"
    assert assess(said).words in said
    assert len(assess(said).words.split()) <= 8
    assert assess("uh we jackknifed by the river, I'm okay").words == "we jackknifed"


def test_the_graver_of_two_statements_gives_the_kind() -> None:
    heard = plain_statement(_forms("i'm broke down and i can't breathe"), finished=True)
    assert heard is not None
    assert heard.type is MEDICAL


def test_a_pattern_stands_for_all_its_spellings() -> None:
    grammar = Grammar([("T", "^ <i> saw? it|her $")], {"<i>": "i, we all"})
    for said in ("i saw it", "we all saw her", "i it"):
        forms = said.split()
        assert grammar.find(forms) == [Found("T", 0, len(forms))]
    for said in ("we saw it", "then i saw it", "i saw it go", ""):
        assert grammar.find(said.split()) == []


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        Grammar([("T", "<nowhere>")], {})


SAID = "i'm i my truck hit a somebody fire on the if no jackknifed me help $ ^ # se"


@given(st.lists(st.sampled_from(SAID.split()), max_size=40), st.booleans())
def test_a_statement_stands_in_the_words(forms: list[str], finished: bool) -> None:
    heard = plain_statement(forms, finished=finished)
    if heard is not None:
        assert 0 <= heard.start < heard.end <= len(forms)


def _forms(said: str) -> list[str]:
    return [word.form for word in words_of(said)]
