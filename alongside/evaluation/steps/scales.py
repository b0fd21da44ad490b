"""Scales: whether their items hang together, who stands at their ends, and how scores changed."""

from __future__ import annotations

from typing import Literal

import numpy as np

from alongside.evaluation.estimators.change import paired_change, reliable_change, share_beyond
from alongside.evaluation.estimators.omega import mcdonald_omega, omega_and_loadings
from alongside.evaluation.estimators.results import CannotEstimate, FloatArray, ItemTotal, ReliableChange
from alongside.evaluation.estimators.scales import cronbach_alpha, floor_ceiling, item_total
from alongside.evaluation.estimators.shares import wilson
from alongside.evaluation.plan.grammar import Measured, Scale
from alongside.evaluation.plan.references import Ref
from alongside.evaluation.reading.design import label_of
from alongside.evaluation.reading.people import People
from alongside.evaluation.reading.scoring import item_sql
from alongside.evaluation.steps import streamed
from alongside.evaluation.steps.numbers import Json, interval, number, share, test


def scales(people: People, *, seed: int) -> Json:
    """Each scale at each occasion at which it was asked."""
    return {
        name: {
            "label": people.meaning.label(name),
            "items": len(scale.items),
            "score": scale.score,
            "reversed": list(scale.reversed),
            "answered_at_least": scale.least_answered,
            "better": scale.better,
            "range": _range(scale),
            "occasions": {
                ref.occasion: _at(people, name, scale, ref.occasion, seed)
                for ref in people.columns
                if ref.name == name
            },
        }
        for name, scale in people.meaning.plan.scales.items()
    }


def _range(scale: Scale) -> list[float] | None:
    if scale.item_range is None:
        return None
    times = len(scale.items) if scale.score == "sum" else 1
    return [scale.item_range[0] * times, scale.item_range[1] * times]


def _at(people: People, name: str, scale: Scale, occasion: str, seed: int) -> Json:
    if streamed.is_large(people):
        return _at_large(people, name, scale, occasion)
    scores = people.number(Ref(name, occasion))
    known = scores[~np.isnan(scores)]
    columns = [item_sql(scale, item, people.columns[Ref(item, occasion)].sql) for item in scale.items]
    items = people.numbers(*columns)
    found: Json = {
        "n": int(known.size),
        "unscored": int((~np.isnan(items)).any(axis=1).sum()) - int(known.size),
        "mean": number(float(known.mean())) if known.size else None,
        "sd": number(float(known.std(ddof=1))) if known.size > 1 else None,
        "alpha": None,
        "omega": None,
        "item_total": [],
        "floor": None,
        "ceiling": None,
        "problems": [],
    }
    _reliability(found, items, scale, people, seed)
    limits = _range(scale)
    if limits is not None and known.size:
        level = people.meaning.plan.errors.confidence
        ends = floor_ceiling(scores, low=limits[0], high=limits[1])
        found["floor"] = share(wilson(ends.at_floor, ends.n, level=level))
        found["ceiling"] = share(wilson(ends.at_ceiling, ends.n, level=level))
    return found


def _at_large(people: People, name: str, scale: Scale, occasion: str) -> Json:
    """The same from sums."""
    level, sql = people.meaning.plan.errors.confidence, people.columns[Ref(name, occasion)].sql
    columns = {item: item_sql(scale, item, people.columns[Ref(item, occasion)].sql) for item in scale.items}
    n, mean, sd = streamed.score(people, sql)
    asked = people.count(" OR ".join(f"{one} IS NOT NULL" for one in columns.values()))
    found: Json = {
        "n": n,
        "unscored": asked - n,
        "mean": number(mean),
        "sd": number(sd),
        "alpha": None,
        "omega": None,
        "item_total": [],
        "floor": None,
        "ceiling": None,
        "problems": [],
        "complete": people.count(" AND ".join(f"{one} IS NOT NULL" for one in columns.values())),
    }
    limits = _range(scale)
    if limits is not None and n:
        bottom, top = streamed.ends(people, sql, limits[0], limits[1], level)
        found["floor"], found["ceiling"] = share(bottom), share(top)
    if len(scale.items) < 2:
        return found
    try:
        alpha, items, correlations = streamed.items(people, columns, level)
        found["alpha"] = interval(alpha)
        found["item_total"] = [_item(people, one) for one in items]
        if len(scale.items) > 2:
            estimate, loadings = omega_and_loadings(correlations)
            found["omega"] = {
                "estimate": number(estimate),
                "ci_low": None,
                "ci_high": None,
                "method": streamed.NO_INTERVAL,
                "loadings": [number(float(one)) for one in loadings],
            }
    except CannotEstimate as wrong:
        found["problems"].append(str(wrong))
    return found


def _reliability(found: Json, items: FloatArray, scale: Scale, people: People, seed: int) -> None:
    """Alpha, omega and item-total into ``found``: each that exists, and why another does not."""
    level = people.meaning.plan.errors.confidence
    complete = items[~np.isnan(items).any(axis=1)]
    found["complete"] = int(complete.shape[0])
    if len(scale.items) < 2:
        return
    try:
        found["alpha"] = interval(cronbach_alpha(complete, level=level))
        found["item_total"] = [_item(people, one) for one in item_total(complete, scale.items)]
    except CannotEstimate as wrong:
        found["problems"].append(str(wrong))
    if len(scale.items) < 3:
        return
    try:
        omega = mcdonald_omega(complete, seed=seed, replicates=500, level=level)
        found["omega"] = {
            **(interval(omega.omega) or {}),
            "loadings": [number(float(one)) for one in omega.loadings],
        }
    except CannotEstimate as wrong:
        found["problems"].append(str(wrong))


def _item(people: People, one: ItemTotal) -> Json:
    return {
        "item": one.item,
        "label": people.meaning.label(one.item),
        "mean": number(one.mean),
        "sd": number(one.sd),
        "rest_correlation": number(one.rest_correlation),
        "alpha_without": number(one.alpha_without),
    }


def change(people: People, scales_found: Json) -> Json:
    """How each thing that is measured more than once changed from the first occasion to each later one."""
    if len(people.meaning.occasions) < 2:
        return {}
    items = people.meaning.only_items()
    names = dict.fromkeys(ref.name for ref in people.columns if ref.occasion and ref.name not in items)
    found = {}
    for name in names:
        if people.meaning.is_category(name):
            continue
        at = [occasion for occasion in people.meaning.occasions if Ref(name, occasion) in people.columns]
        later = {occasion: _changed(people, name, at[0], occasion, scales_found) for occasion in at[1:]}
        if later:
            found[name] = {"label": people.meaning.label(name), "from": at[0], "to": later}
    return found


def _changed(people: People, name: str, first: str, then: str, scales_found: Json) -> Json:
    scale = people.meaning.scale(name)
    measured: Measured = scale or people.meaning.variable(name)
    level = people.meaning.plan.errors.confidence
    columns = people.columns[Ref(name, first)].sql, people.columns[Ref(name, then)].sql
    large = streamed.is_large(people)
    none: FloatArray = np.empty(0)
    before, after = (none, none) if large else (people.number(Ref(name, one)) for one in (first, then))
    result: Json = {
        "label": label_of(people.meaning, Ref(name, then)),
        "better": measured.better,
        "problem": None,
    }
    try:
        one = streamed.paired(people, *columns, level) if large else paired_change(before, after, level=level)
    except CannotEstimate as wrong:
        return {**result, "n": 0, "problem": str(wrong)}
    result |= {
        "n": one.n,
        "mean_before": number(one.mean_before),
        "sd_before": number(one.sd_before),
        "mean_after": number(one.mean_after),
        "sd_after": number(one.sd_after),
        "correlation": number(one.correlation),
        "mean_change": interval(one.mean_change),
        "sd_change": number(one.sd_change),
        "t": test(one.t),
        "standardised_response_mean": number(one.d_z),
        "d_av": number(one.d_av),
        "effect_size": number(one.effect_size),
    }
    alpha = _alpha(name, first, scales_found)
    if large:
        result["reliable"] = _reliable_large(people, columns, measured, alpha, level)
        result["beyond_mic"] = _beyond_large(people, columns, measured, level)
    else:
        result["reliable"] = _reliable(before, after, measured, alpha, level)
        result["beyond_mic"] = _beyond(before, after, measured, level)
    return result


def _reliable_large(
    people: People, columns: tuple[str, str], measured: Measured, alpha: float | None, level: float
) -> Json | None:
    reliability = measured.reliability or alpha
    if measured.better == "neither" or reliability is None or not 0 <= reliability < 1:
        return None
    try:
        told = streamed.reliable(
            people, *columns, reliability=reliability, better=measured.better, level=level
        )
    except CannotEstimate:
        return None
    return {"reliability": number(reliability), "reliability_source": _source(measured), **told}


def _beyond_large(people: People, columns: tuple[str, str], measured: Measured, level: float) -> list[Json]:
    if measured.better == "neither":
        return []
    before, after = columns
    way = 1 if measured.better == "higher" else -1
    percent = f"CASE WHEN {before} <> 0 THEN 100 * {way} * ({after} - {before}) / abs({before}) END"
    asked = [
        (measured.mic, "points", f"({way} * ({after} - {before}))"),
        (measured.mic_percent, "percent", percent),
    ]
    found = []
    for mic, unit, gained in asked:
        shares = streamed.beyond(people, gained, mic, level) if mic is not None else None
        if shares is not None:
            better, worse = map(share, shares)
            found.append(
                {"mic": mic, "unit": unit, "source": measured.mic_source, "better": better, "worse": worse}
            )
    return found


def _source(measured: Measured) -> str:
    return measured.reliability_source if measured.reliability else "alpha at the first occasion"


def _alpha(name: str, occasion: str, scales_found: Json) -> float | None:
    alpha = scales_found.get(name, {}).get("occasions", {}).get(occasion, {}).get("alpha")
    return alpha["estimate"] if alpha else None


def _reliable(
    before: FloatArray, after: FloatArray, measured: Measured, alpha: float | None, level: float
) -> Json | None:
    """Reliable change by the reliability that the plan states, else by alpha at the first occasion."""
    reliability = measured.reliability or alpha
    if measured.better == "neither" or reliability is None:
        return None
    try:
        one: ReliableChange = reliable_change(
            before, after, reliability=reliability, better=measured.better, level=level
        )
    except CannotEstimate:
        return None
    return {
        "reliability": number(one.reliability),
        "reliability_source": _source(measured),
        "threshold": number(one.threshold),
        "n": one.n,
        "better": one.better,
        "same": one.same,
        "worse": one.worse,
    }


def _beyond(before: FloatArray, after: FloatArray, measured: Measured, level: float) -> list[Json]:
    """The share beyond the minimal important change: as an amount, and as a percentage of where each
    began."""
    if measured.better == "neither":
        return []
    found = []
    if measured.mic is not None:
        better = share_beyond(before, after, important=measured.mic, better=measured.better, level=level)
        other: Literal["higher", "lower"] = "lower" if measured.better == "higher" else "higher"
        worse = share_beyond(before, after, important=measured.mic, better=other, level=level)
        found.append(
            {
                "mic": measured.mic,
                "unit": "points",
                "source": measured.mic_source,
                "better": share(better),
                "worse": share(worse),
            }
        )
    if measured.mic_percent is not None:
        both = ~(np.isnan(before) | np.isnan(after)) & (before != 0)
        sign = 1 if measured.better == "higher" else -1
        percent = 100 * sign * (after[both] - before[both]) / np.abs(before[both])
        if percent.size:
            enough = percent >= measured.mic_percent * (1 - 1e-12)
            less = percent <= -measured.mic_percent * (1 - 1e-12)
            found.append(
                {
                    "mic": measured.mic_percent,
                    "unit": "percent",
                    "source": measured.mic_source,
                    "better": share(wilson(int(enough.sum()), int(percent.size), level=level)),
                    "worse": share(wilson(int(less.sum()), int(percent.size), level=level)),
                }
            )
    return found
