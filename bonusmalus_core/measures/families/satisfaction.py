"""What do customers answer when asked: CSAT, NPS, CES? And QLT: what do quality tests say?

A blank answer is no answer. A score off its scale never counts; the checks of the records report it.
"""

from __future__ import annotations

import narwhals as nw

from bonusmalus_core.measures.measure import Given, Measure, Parameter, Sums, added, always, counted, micro

NPS_SCALE = (0, 10)
CES_SCALES = (5, 7)
CSAT_SCALES = (3, 5, 7, 10)

VOUCHED = "scale_vouched"
"""The choice by which somebody says that the scores are of the stated scale, though none reaches its upper end.

Or that each is one of a single answer, though it is neither whole nor half.
"""


def _on_scale(score: nw.Expr, lowest: float, highest: float) -> nw.Expr:
    return (score >= micro(lowest)) & (score <= micro(highest))


def _satisfied(given: Given) -> Sums:
    score = nw.col("csat_us")
    answered = _on_scale(score, given["lowest"], given["scale"])
    if given["form"] == "mean":
        return Sums(added(score, answered), counted(answered), micro=True)
    top = _top(given)
    return Sums(counted(answered & (score >= micro(top))), counted(answered))


def _top(given: Given) -> float:
    """The lowest score that counts as satisfied: unless given, the two best of 5 or more, the best one of 3."""
    if given["top"] is not None:
        return float(given["top"])
    return float(given["scale"] - (1 if given["scale"] > CSAT_SCALES[0] else 0))


def _promoters(_: Given) -> Sums:
    score = nw.col("nps_us")
    answered = _on_scale(score, *NPS_SCALE)
    promoters, detractors = counted(answered & (score >= micro(9))), counted(answered & (score <= micro(6)))
    return Sums(promoters - detractors, counted(answered), promoters + detractors)


def _effort(given: Given) -> Sums:
    score, scale = nw.col("ces_us"), given["scale"]
    answered = _on_scale(score, 1, scale)
    if given["form"] == "mean":
        return Sums(added(score, answered), counted(answered), micro=True)
    top, bottom = counted(answered & (score >= micro(scale - 1))), counted(answered & (score <= micro(2)))
    return Sums(top if given["form"] == "top" else top - bottom, counted(answered))


def _passed(_: Given) -> Sums:
    return Sums(counted(nw.col("passed") == 1), counted(~nw.col("passed").is_null()))


CSAT = Measure(
    "CSAT",
    "surveys",
    always("csat"),
    _satisfied,
    "%",
    "higher",
    (0, 10),
    ("002", "004"),
    (
        Parameter("scale", "choice", required=True, choices=CSAT_SCALES),
        Parameter("form", "choice", "share", choices=("share", "mean")),
        Parameter("top", "number"),
        Parameter("lowest", "count", 1),
        Parameter(VOUCHED, "flag", default=False),
    ),
    margin="wilson",
)
NPS = Measure(
    "NPS", "surveys", always("nps"), _promoters, "score", "higher", (-100, 100), ("001", "002", "004"),
    (Parameter(VOUCHED, "flag", default=False),), margin="nps", multiplier=100,
)  # fmt: skip
CES = Measure(
    "CES",
    "surveys",
    always("ces"),
    _effort,
    "score",
    "stated",
    (1, 7),
    ("000", "002", "004"),
    (
        Parameter("scale", "choice", required=True, choices=CES_SCALES),
        Parameter("form", "choice", "mean", choices=("mean", "top", "net")),
        Parameter(VOUCHED, "flag", default=False),
    ),
)
QLT = Measure("QLT", "tests", always("passed"), _passed, "%", "higher", (0, 1), ("000", "003"), margin="wilson")

MEASURES = (CSAT, NPS, CES, QLT)
