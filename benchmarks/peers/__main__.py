"""Ask one planner one question: `python -m benchmarks.peers PLANNER FOLDER SECONDS`.

A process of its own for each, so that memory can be measured and nobody disturbs the
next. Prints one line of JSON.
"""

import json
import sys
from pathlib import Path

from benchmarks.caseloads import opened
from benchmarks.peers.asked import PLANNERS, judged, question
from benchmarks.peers.found import Stopwatch


def main(name: str, folder: str, seconds: str) -> None:
    about = opened(Path(folder))
    watch = Stopwatch()
    asked = question(about, float(seconds))
    laid_out = {"laid_out": round(watch.seconds(), 2)}
    print(json.dumps(laid_out | judged(about, asked, PLANNERS[name](asked))))


if __name__ == "__main__":
    main(*sys.argv[1:])
