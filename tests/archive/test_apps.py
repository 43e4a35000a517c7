"""What holds for every process of the archive."""

import gc


def test_what_a_page_makes_is_not_looked_through_for_circles_again_and_again() -> None:
    assert gc.get_threshold()[0] >= 10_000
