"""How quickly it is answered whom to take: each question is asked of everybody."""

from pathlib import Path

import pytest

from benchmarks.caseloads import ON, opened
from benchmarks.make_caseload import Size, make_caseload
from benchmarks.recommend import WHO, WHOM, answers


@pytest.mark.slow
def test_everybody_referred_and_every_worker_is_asked_about(tmp_path: Path) -> None:
    make_caseload(tmp_path, Size(workers=3, people=14, referrals=2), seed=11, on=ON)

    found = answers(opened(tmp_path))

    assert found.keys() == WHO.keys() | WHOM.keys()
    assert {said: found[said].questions for said in WHO} == dict.fromkeys(WHO, 2)
    assert {said: found[said].questions for said in WHOM} == dict.fromkeys(WHOM, 3)
    assert all(0 < each.usual <= each.worst for each in found.values())
