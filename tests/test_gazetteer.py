"""States by their codes, names, peoples and regions."""

from __future__ import annotations

import pytest

from graphkit.gazetteer import (
    SCHEMES,
    load_former_states,
    load_regions,
    load_states,
    regions_of,
    state_named,
    state_of,
    state_of_people,
    states_in,
    successors_of,
)


def test_every_code_is_in_its_scheme_once_and_leads_back():
    for scheme in SCHEMES:
        column = "id" if scheme == "alpha3" else scheme
        seen = {}
        for state in load_states().values():
            value = getattr(state, column)
            for code in filter(None, [value] if isinstance(value, str) else value):
                assert seen.setdefault(code, state.id) == state.id, f"{scheme} {code}: {seen[code]} and {state.id}"
                assert state_of(code, scheme=scheme) == state.id
    assert len(load_states()) == 250  # the 249 of ISO 3166-1, and Kosovo


@pytest.mark.parametrize(
    ("code", "scheme", "state"),
    [
        # the same two letters are other states in FIPS 10-4 and in ISO 3166-1
        ("AS", "fips", "AUS"),
        ("AS", "alpha2", "ASM"),
        ("CH", "fips", "CHN"),
        ("CH", "alpha2", "CHE"),
        ("KS", "fips", "KOR"),
        ("GM", "fips", "DEU"),
        ("GM", "alpha2", "GMB"),
        ("GZ", "fips", "PSE"),
        ("WE", "fips", "PSE"),
        ("RI", "fips", "SRB"),
        ("OS", "fips", ""),  # the seas
        ("us", "alpha2", "USA"),
        (4, "numeric", "AFG"),
        ("004", "numeric", "AFG"),
        (2, "cow", "USA"),
        ("002", "cow", "USA"),
        (255, "cow", "DEU"),
        (345, "cow", "SRB"),
        ("PRK", "cow_letters", "PRK"),
        ("AUL", "cow_letters", "AUS"),
        ("AUS", "cow_letters", "AUT"),
        (678, "gw", "YEM"),
        (679, "cow", "YEM"),
        (340, "gw", "SRB"),
        (345, "gw", ""),  # Yugoslavia, which seven states followed
        ("USAGOV", "cameo", "USA"),
        ("ROM", "cameo", "ROU"),
        ("TMP", "cameo", "TLS"),
        ("WSB", "cameo", "PSE"),
        ("AFR", "cameo", ""),
        ("EUR", "cameo", ""),
        ("WST", "cameo", ""),
        ("IGOUNO", "cameo", ""),
        ("", "cameo", ""),
        ("ZAR", "alpha3", "COD"),
        ("SUN", "alpha3", ""),
    ],
)
def test_a_code_stands_for_one_state_or_for_none(code, scheme, state):
    assert state_of(code, scheme=scheme) == state


def test_an_unknown_scheme_is_an_error():
    with pytest.raises(ValueError, match="no scheme 'iso': scheme is one of alpha2, alpha3"):
        state_of("US", scheme="iso")


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Russian Federation", "RUS"),
        ("Occupied Palestinian Territory", "PSE"),
        ("Democratic Republic of Congo", "COD"),
        ("Lao People's Democratic Republic", "LAO"),
        ("the Netherlands", "NLD"),
        ("Trinidad & Tobago", "TTO"),
        ("St. Lucia", "LCA"),
        ("COTE D'IVOIRE", "CIV"),
        ("Türkiye", "TUR"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("North_Korea", "PRK"),
        ("East Germany", "DEU"),
        ("Congo", ""),
        ("PA", ""),  # the Palestinian Authority of news, Panama in ISO
        ("Czechoslovakia", ""),
        ("Soviet Union", ""),
        ("", ""),
    ],
)
def test_a_name_names_one_state_or_none(name, state):
    assert state_named(name) == state


def test_every_state_is_found_by_its_own_names():
    for state in load_states().values():
        assert state_named(state.name) == state.id, state.name
    assert state_of_people("Japanese") == "JPN"
    assert state_of_people("Niger") == ""


def test_former_states_are_followed_by_states():
    for code, former in load_former_states().items():
        assert code not in load_states()
        assert former.successors
        assert set(former.successors) <= set(load_states())
    assert successors_of("sun")[:2] == ("ARM", "AZE")


def test_regions_lead_to_the_world():
    assert [region.code for region in regions_of("FRA")] == ["155", "150", "001"]
    assert regions_of("nobody") == ()
    assert states_in("145") == states_in("western asia")
    assert {"IRQ", "ISR", "PSE", "TUR"} <= set(states_in("Western Asia"))
    assert len(states_in("World")) == 249  # all but Antarctica
    with pytest.raises(ValueError, match="no region 'Mordor'"):
        states_in("Mordor")
    for region in load_regions().values():
        assert not region.parent or region.parent in load_regions()
