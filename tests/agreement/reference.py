"""The measures again, character by character and by trying everything: slow and plain."""

from __future__ import annotations

from itertools import combinations, permutations

GAP = None


def characters(ranges):
    return {p for start, end in ranges for p in range(start, end)}


def ranges_of(found):
    return found[1] if len(found) == 2 else (tuple(found[1:]),)


def segments(length, found, label):
    """Return (value, set of characters): units united where they overlap, and gaps."""
    pieces = sorted(r for one in found if one[0] == label for r in ranges_of(one))
    units: list[list[int]] = []
    for start, end in pieces:
        if units and start < units[-1][1]:
            units[-1][1] = max(units[-1][1], end)
        else:
            units.append([start, end])
    result = [(label, set(range(start, end))) for start, end in units]
    free = set(range(length)) - {p for _, one in result for p in one}
    gap: set[int] = set()
    for p in range(length + 1):
        if p in free:
            gap.add(p)
        elif gap:
            result.append((GAP, gap))
            gap = set()
    return result


def u_alpha(articles, label, by_character=False):
    """Return alpha from the definition in words, None where it is not defined."""
    observed = {(c, k): 0.0 for c in (label, GAP) for k in (label, GAP)}
    squares = {label: 0.0, GAP: 0.0}
    for length, marked in articles:
        if len(marked) < 2:
            continue
        cut = {who: segments(length, found, label) for who, found in marked.items()}
        for one, other in permutations(cut, 2):
            for c, here in cut[one]:
                for k, there in cut[other]:
                    observed[c, k] += len(here & there) / (len(cut) - 1)
        for pieces in cut.values():
            for value, here in pieces:
                squares[value] += len(here) ** (2 if value == label and not by_character else 1)
    total = sum(observed.values())
    margin = {c: observed[c, label] + observed[c, GAP] for c in (label, GAP)}
    below = total**2 - sum(squares.values())
    if below <= 0:
        return None
    expected = sum(total * (margin[c] ** 2 - squares[c]) / below for c in margin)
    if abs(total - expected) < 1e-9:
        return None
    return 1 - (total - observed[label, label] - observed[GAP, GAP]) / (total - expected)


def disagreements(articles, label):
    """Return observed and expected disagreement, for the micro average."""
    alpha = u_alpha(articles, label)
    if alpha is None:
        return 0.0, 0.0
    observed = 0.0
    for _, marked in articles:
        for one, other in permutations(marked, 2):
            sides = [
                {p for f in marked[who] if f[0] == label for p in characters(ranges_of(f))}
                for who in (one, other)
            ]
            observed += len(sides[0] ^ sides[1]) / (len(marked) - 1)
    return observed, observed / (1 - alpha) if alpha != 1 else None


def best_assignment(weights):
    """Return the greatest (total, number that count) of all one-to-one assignments."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    best = (0.0, 0)
    for size in range(min(rows, columns) + 1):
        for chosen in combinations(range(rows), size):
            for partners in permutations(range(columns), size):
                values = [weights[i][j] for i, j in zip(chosen, partners, strict=True)]
                total = round(sum(values), 9), sum(v >= 0.5 for v in values)
                best = max(best, total)
    return best


def f1_counts(articles, one, other, label=None):
    """Return {kind: (common, first, second)} of a pair; label None: all, by label."""
    counts = {kind: [0, 0, 0] for kind in ("exact", "iou", "unlabelled")}
    for _, marked in articles:
        if one not in marked or other not in marked:
            continue
        sides = [  # what somebody has twice is one
            {(f[0], ranges_of(f)) for f in marked[who] if label in (None, f[0])}
            for who in (one, other)
        ]
        add(counts["exact"], len(sides[0] & sides[1]), *map(len, sides))
        labels = {f[0] for side in sides for f in side}
        common = sum(
            iou_matches(*([r for f, r in side if f == name] for side in sides)) for name in labels
        )
        add(counts["iou"], common, *map(len, sides))
        places = [{r for _, r in side} for side in sides]
        add(counts["unlabelled"], iou_matches(*places), *map(len, places))
    return {kind: tuple(values) for kind, values in counts.items()}


def iou_matches(left, right):
    weights = []
    for a in left:
        row = []
        for b in right:
            here, there = characters(a), characters(b)
            row.append(len(here & there) / len(here | there))
        weights.append(row)
    return best_assignment(weights)[1]


def add(counts, *values):
    for i, value in enumerate(values):
        counts[i] += value
