"""Measure the planner: `python -m benchmarks whole|peers|growth|…|all`."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.document import SECTIONS, figures, write
from benchmarks.sections.section import Wanted


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [*SECTIONS, "all", "document"]
    parser.add_argument("section", nargs="?", default="all", choices=names)
    parser.add_argument(
        "--quick", action="store_true", help="a small slice, shown but not kept"
    )
    parser.add_argument(
        "--resume", action="store_true", help="keep the figures that are there"
    )
    part = "only these, and keep the other figures: "
    parser.add_argument(
        "--only", nargs="*", default=[], help=f"{part}sizes, caseloads or questions"
    )
    parser.add_argument("--seeds", nargs="*", type=int, default=[], help=f"{part}seeds")
    parser.add_argument(
        "--planners", nargs="*", default=[], help=f"{part}planners, by their names"
    )
    parser.add_argument(
        "--seconds", nargs="*", type=int, default=[], help="how long planners may think"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        wanted = Wanted(
            scratch=scratch,
            quick=chosen.quick,
            resumed=chosen.resume,
            sizes=chosen.only,
            seeds=chosen.seeds,
            planners=chosen.planners,
            seconds=chosen.seconds,
            **({"results": scratch / "results"} if chosen.quick else {}),
        )
        for name, section in SECTIONS.items():
            if chosen.section in {name, "all"}:
                print(f"{section.title} ({name})", flush=True)
                section.run(wanted)
                if chosen.quick:
                    print(f"\n{figures(name, wanted.results)}\n", flush=True)
    if not chosen.quick:
        write()


if __name__ == "__main__":
    main()
