"""Pictures of the served pages are plain values, and no colour stands alone in them."""

import json
from datetime import date

from cti.phases import SUPPORTED, Phase
from dashboards.figures.served import (
    PALETTES,
    PATTERN,
    Spell,
    contacts_picture,
    course_picture,
    in_a_page,
    mix_picture,
)


def colours(value: object) -> set[str]:
    """The names of the colours a figure asks for."""
    if isinstance(value, dict):
        return set().union(*(colours(each) for each in value.values()), set())
    if isinstance(value, list):
        return set().union(*(colours(each) for each in value), set())
    is_colour = isinstance(value, str) and value.startswith("@")
    return {str(value)[1:]} if is_colour else set()


def test_no_name_ends_the_script_it_stands_in() -> None:
    name = "</script><script>alert('&')//<!--"

    written = in_a_page({"names": [name]})

    assert not set("<>&") & set(written)
    assert json.loads(written) == {"names": [name]}


def test_every_colour_a_picture_asks_for_is_there_by_day_and_by_night() -> None:
    mondays = [date(2026, 11, 23)]
    spell = Spell(
        row=0,
        phase=Phase.TRY_OUT,
        from_on=date(2026, 11, 23),
        to_on=date(2026, 12, 1),
    )
    pictures = (
        mix_picture(mondays, {phase: [1] for phase in SUPPORTED}),
        contacts_picture(["Pre-CTI"], [(name, [1]) for name in "abcde"]),
        course_picture(["Sam"], [spell], from_on=mondays[0], to_on=spell.to_on),
    )

    for picture in pictures:
        for palette in PALETTES.values():
            assert colours(dict(picture)) <= palette.keys()
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


def test_phases_are_told_apart_without_their_colour() -> None:
    assert len(set(PATTERN.values())) == len(SUPPORTED)

    picture = mix_picture([date(2026, 11, 23)], {phase: [1] for phase in SUPPORTED})

    # Without the overlay the pattern takes the place of the colour, and cannot be seen.
    looks = [bars["marker"]["pattern"] for bars in picture["data"]]
    assert [each["shape"] for each in looks] == [*PATTERN.values()]
    assert {each["fillmode"] for each in looks} == {"overlay"}


def test_numbers_stand_monday_after_monday() -> None:
    mondays = [date(2026, 11, 23), date(2026, 11, 30)]

    picture = mix_picture(mondays, {phase: [1, 2] for phase in SUPPORTED})

    week = (mondays[1] - mondays[0]).total_seconds() * 1000
    assert {(each["x0"], each["dx"]) for each in picture["data"]} == {
        ("2026-11-23", week)
    }


def test_a_spell_is_as_long_as_its_days() -> None:
    spell = Spell(
        row=0,
        phase=Phase.PRE_CTI,
        from_on=date(2026, 11, 23),
        to_on=date(2026, 11, 25),
    )

    picture = course_picture(["Sam"], [spell], from_on=spell.from_on, to_on=spell.to_on)

    (bar,) = [each for each in picture["data"] if each["y"]]
    assert bar["base"] == ["2026-11-23"]
    assert bar["x"] == [2 * 24 * 60 * 60 * 1000]
    assert bar["name"] == "Pre-CTI"
