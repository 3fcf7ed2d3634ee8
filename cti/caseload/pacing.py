"""How many new people a caseload can take, month after month, without filling up.

All of it is arithmetic on the numbers of a programme, exact, for people who arrive
evenly and stay to the end. It says what is sustainable on paper, not what will happen:
a group that starts on one day fills a caseload whatever the yearly average.
"""

from fractions import Fraction

from cti.phases import SUPPORTED, TIMED, Phase, Programme
from cti.units import Sce


def sce_months(programme: Programme, pre_cti_months: Fraction | int) -> Fraction:
    """Return what one person counts for from first to last day, in SCE-months.

    Parameters
    ----------
    pre_cti_months
        Months of Pre-CTI before the transition; Pre-CTI itself has no set length.

    Raises
    ------
    ValueError
        If ``pre_cti_months`` is negative.
    """
    if pre_cti_months < 0:
        msg = f"Pre-CTI cannot last {pre_cti_months} months"
        raise ValueError(msg)
    waiting = programme.weight_in(Phase.PRE_CTI) * pre_cti_months
    begun = 0
    timed = Fraction(0)
    for phase in TIMED:
        ended = programme.ends_after_months[phase]
        timed += programme.weight_in(phase) * (ended - begun)
        begun = ended
    return waiting + timed


def months_of_support(programme: Programme, pre_cti_months: Fraction | int) -> Fraction:
    """Return the months from first meeting to transfer of care."""
    return Fraction(pre_cti_months) + programme.ends_after_months[SUPPORTED[-1]]


def sustainable_intake(
    ceiling: Sce, programme: Programme, pre_cti_months: Fraction | int
) -> Fraction:
    """Return how many new people a month keep a caseload at its ceiling for good.

    Parameters
    ----------
    ceiling
        SCE agreed with the worker, or with a whole team.

    Raises
    ------
    ValueError
        If the ceiling or ``pre_cti_months`` is negative.
    """
    if ceiling < 0:
        msg = f"a ceiling of {ceiling} SCE cannot be agreed"
        raise ValueError(msg)
    return ceiling / sce_months(programme, pre_cti_months)


def steady_heads(
    ceiling: Sce, programme: Programme, pre_cti_months: Fraction | int
) -> Fraction:
    """Return how many people are held at once when intake is at that pace.

    Raises
    ------
    ValueError
        If the ceiling or ``pre_cti_months`` is negative.
    """
    intake = sustainable_intake(ceiling, programme, pre_cti_months)
    return intake * months_of_support(programme, pre_cti_months)
