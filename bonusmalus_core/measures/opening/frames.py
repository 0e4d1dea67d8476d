"""How does DuckDB turn the typed cells of a source into a core frame?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bonusmalus_core.measures.fields import GROUPS
from bonusmalus_core.measures.opening.business_time import between

MONTH = "CAST(year({0}) * 12 + month({0}) - 1 AS BIGINT)"
_SCORES = ("nps", "csat", "ces")
DAY = "CAST(CAST({0} AS DATE) - DATE '1970-01-01' AS BIGINT)"


def core_columns(records: str, typed: Mapping[str, str], *, business: bool = False) -> dict[str, str]:
    """SQL of every core column from the `typed` columns: moments stand as "x" (local) and "x_instant", the rest as "x".

    A column that the source does not have is null; so is business time where no opening hours are known.
    """
    columns = {"contacts": _contacts, "cases": _cases, "customers": _customers}.get(records, _plain)(typed)
    groups = {group: group if group in typed else "CAST(NULL AS VARCHAR)" for group in GROUPS}
    return {**groups, **columns, **_business(records, typed, known=business)}


_BUSINESS = {
    "contacts": {"business_wait_us": ("started_at", "answered_at")},
    "cases": {
        "business_reply_us": ("opened_at", "first_reply_at"),
        "business_resolve_us": ("opened_at", "resolved_at"),
    },
}


def _business(records: str, typed: Mapping[str, str], *, known: bool) -> dict[str, str]:
    """Time in opening hours, from a first moment to a last."""
    return {
        name: _not_negative(between(first, last)) if known and first in typed and last in typed else _null("BIGINT")
        for name, (first, last) in _BUSINESS.get(records, {}).items()
    }


def _contacts(typed: Mapping[str, str]) -> dict[str, str]:
    return {
        **_ids(typed, "contact_id", "customer_id", "case_id"),
        "direction": "direction" if "direction" in typed else _null("VARCHAR"),
        "month": MONTH.format("started_at"),
        "day": DAY.format("started_at"),
        "started_us": "epoch_us(started_at)",
        "answered": _answered(typed),
        "wait_us": _not_negative(_wait(typed)),
        **{f"{part}_us": f"{part}_s" if f"{part}_s" in typed else _null("BIGINT") for part in ("talk", "hold", "wrap")},
        "handle_us": _not_negative(_handled(typed)),
        **{flag: _whole(flag, typed) for flag in ("registered", "resolved", "transferred")},
    }


def _answered(typed: Mapping[str, str]) -> str:
    if "answered" in typed:
        return "CAST(answered AS BIGINT)"
    return "CAST(answered_at IS NOT NULL AS BIGINT)" if "answered_at" in typed else _null("BIGINT")


def _wait(typed: Mapping[str, str]) -> str:
    """As it was recorded; else until the answer, or until an abandoned contact ended."""
    if "wait_s" in typed:
        return "wait_s"
    waited = [f"{end}_instant - started_at_instant" for end in ("answered_at", "ended_at") if end in typed]
    if "answered_at" not in typed:
        return _null("BIGINT")
    return f"coalesce({', '.join(waited)})"


def _handled(typed: Mapping[str, str]) -> str:
    """Talk, hold and wrap-up together; null when one of those that are recorded is not known."""
    parts = [part for part in ("talk_s", "hold_s", "wrap_s") if part in typed]
    return " + ".join(parts) if "talk_s" in typed else _null("BIGINT")


def _cases(typed: Mapping[str, str]) -> dict[str, str]:
    reopened = _elapsed("resolved_at", "reopened_at", typed)
    return {
        **_ids(typed, "case_id"),
        "kind": "kind" if "kind" in typed else _null("VARCHAR"),
        "month": MONTH.format("opened_at"),
        "day": DAY.format("opened_at"),
        "resolved_month": MONTH.format("resolved_at") if "resolved_at" in typed else _null("BIGINT"),
        "resolved_day": DAY.format("resolved_at") if "resolved_at" in typed else _null("BIGINT"),
        "reply_us": _not_negative(_elapsed("opened_at", "first_reply_at", typed)),
        "resolve_us": _not_negative(_elapsed("opened_at", "resolved_at", typed)),
        "reopen_us": _not_negative(reopened),
        "cost_us": "cost" if "cost" in typed else _null("BIGINT"),
    }


def _customers(typed: Mapping[str, str]) -> dict[str, str]:
    return {
        **_ids(typed, "customer_id"),
        "joined_month": MONTH.format("joined_at"),
        "left_month": MONTH.format("left_at") if "left_at" in typed else _null("BIGINT"),
        "direct_debit": _whole("direct_debit", typed),
    }


def _plain(typed: Mapping[str, str]) -> dict[str, str]:
    """Surveys, availability and tests: a moment, and what was scored, agreed or passed."""
    moment = next(name for name in ("asked_at", "starts_at", "taken_at") if name in typed)
    scores = {f"{name}_us": name if name in typed else _null("BIGINT") for name in _SCORES}
    minutes = {
        f"{name}_us": f"{name}_min" if f"{name}_min" in typed else _null("BIGINT") for name in ("agreed", "staffed")
    }
    causes = {name: name if name in typed else _null("VARCHAR") for name in ("root_cause_1", "root_cause_2")}
    flags = {name: _whole(name, typed) for name in ("resolved", "passed")}
    return {
        "month": MONTH.format(moment),
        "day": DAY.format(moment),
        **_ids(typed, "contact_id", "test_id"),
        **scores,
        **minutes,
        **causes,
        **flags,
    }


def of_surveyed(answer: str, typed: Iterable[str]) -> str:
    """SQL of what a customer answered, where contacts carry the answers: nothing of who gave no score at all."""
    scored = " OR ".join(f"{score} IS NOT NULL" for score in _SCORES if score in typed)
    return f"CASE WHEN {scored or 'true'} THEN {answer} END"


def without_clock(typed: Iterable[str]) -> dict[str, str]:
    """The waits that are worked out of moments, which days alone do not tell."""
    waits = ["business_wait_us", *(["wait_us"] if "wait_s" not in typed else [])]
    return dict.fromkeys(waits, _null("BIGINT"))


def _elapsed(first: str, last: str, typed: Mapping[str, str]) -> str:
    return f"{last}_instant - {first}_instant" if first in typed and last in typed else _null("BIGINT")


def _ids(typed: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: name if name in typed else _null("VARCHAR") for name in names}


def _whole(name: str, typed: Mapping[str, str]) -> str:
    return f"CAST({name} AS BIGINT)" if name in typed else _null("BIGINT")


def _not_negative(duration: str) -> str:
    """A duration below nothing is not known."""
    return f"CASE WHEN ({duration}) >= 0 THEN ({duration}) END"


def _null(kind: str) -> str:
    return f"CAST(NULL AS {kind})"
