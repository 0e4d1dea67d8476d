"""What do the scores of a survey say: NPS with its margin of error, CSAT, CES?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

from bonusmalus_core.declare.functions.choices import choice
from bonusmalus_core.declare.functions.limits import at_least, filled, whole
from bonusmalus_core.declare.kinds import Number, Numbers, Text
from bonusmalus_core.declare.registry import Category, Example, function
from bonusmalus_core.declare.values import OUT_OF_RANGE, NoResult

SCORES = ((10, 9, 9, 8, 7, 6, 3, 10),)
CES_SCALES = (5, 7)

_Z_95 = Fraction(196, 100)
_DIGITS = Context(prec=34)


@function("BM_NPS", Category.MEASURE, Example((SCORES,), 25.0))
def nps(scores: Numbers) -> Number:
    """Gives the Net Promoter Score: share of scores 9 and 10 minus share of scores 0 to 6, times 100.

    Args:
        scores: The answers on the scale from 0 to 10; blanks are left out.

    Raises:
        #N/A: There is no score.
        #NUM!: A score is no whole number from 0 to 10.
    """
    promoters, detractors, _ = _nps_shares(scores)
    return 100 * (promoters - detractors)


@function("BM_NPS_MOE", Category.MEASURE, Example((((10, 9, 6, 3),),), 98.0))
def nps_margin(scores: Numbers) -> Number:
    """Gives the margin of error of the Net Promoter Score at 95% confidence, in points.

    1.96 × 100 × √((p + d − (p − d)²) / n), with p and d the shares of promoters and detractors among n answers.

    Args:
        scores: The answers on the scale from 0 to 10; blanks are left out.

    Raises:
        #N/A: There is no score.
        #NUM!: A score is no whole number from 0 to 10.
    """
    promoters, detractors, answers = _nps_shares(scores)
    variance = (promoters + detractors - (promoters - detractors) ** 2) / answers
    return _Z_95 * 100 * _root(variance)


@function("BM_CSAT", Category.MEASURE, Example((((5, 4, 4, 3, 2),), 4), 0.6))
def csat(scores: Numbers, top: Number) -> Number:
    """Gives the customer satisfaction as the share of satisfied answers.

    Args:
        scores: The answers, on whatever scale; blanks are left out.
        top: The lowest score that counts as satisfied, such as 4 on a scale from 1 to 5.

    Raises:
        #N/A: There is no score, or it is not said from which score on a customer is satisfied.
        #NUM!: A score is negative.
    """
    answers = [at_least(0, score) for score in filled(scores)]
    return _part([score >= top for score in answers])


@function("BM_CES", Category.MEASURE, Example((((5, 4, 4, 3, 1),), 5), 3.4))
def ces(scores: Numbers, scale_max: Number, form: Text = "mean") -> Number:
    """Gives the Customer Effort Score: the mean, the share of the two highest scores, or that minus the two lowest.

    Whether a high score is good depends on the question asked, so the direction of the KPI says it and not this
    function.

    Args:
        scores: The answers from 1 to the highest score of the scale; blanks are left out.
        scale_max: The highest score of the scale: 5 or 7.
        form: mean (default), top (share of the two highest scores) or net (that minus the share of the two lowest).

    Raises:
        #N/A: There is no score, or the scale is blank.
        #NUM!: The scale is neither 5 nor 7, or a score is no whole number on it.
        #VALUE!: The form is an unknown word.
    """
    if scale_max not in CES_SCALES:
        raise NoResult(OUT_OF_RANGE)
    highest = int(scale_max)
    answers = [whole(1, highest, score) for score in filled(scores)]
    match choice("form", form, "functions"):
        case "mean":
            return Fraction(sum(answers), len(answers))
        case "top":
            return _part([score >= highest - 1 for score in answers])
        case _:
            return _part([score >= highest - 1 for score in answers]) - _part([score <= 2 for score in answers])


def _nps_shares(scores: Numbers) -> tuple[Fraction, Fraction, int]:
    """The share of promoters, that of detractors, and the number of answers."""
    answers = [whole(0, 10, score) for score in filled(scores)]
    return _part([score >= 9 for score in answers]), _part([score <= 6 for score in answers]), len(answers)


def _part(counted: Sequence[bool]) -> Fraction:
    """Which part of the answers counts."""
    return Fraction(sum(counted), len(counted))


def _root(number: Fraction) -> Fraction:
    """The square root in 34 significant digits."""
    return Fraction(_DIGITS.sqrt(_DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))))
