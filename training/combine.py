"""Fits how the model's two passes and the lexicon are added up, and the threshold, on sentences the model never saw.

    cargo run --release -p memcon --example trigger_candidates -- ../models/news-en GOLD.jsonl > candidates.jsonl
    python combine.py ../models/news-en GOLD.jsonl candidates.jsonl [MORE-GOLD.jsonl MORE-candidates.jsonl ...] [--write]

A logistic regression over the signs of docs/model-folder.md, "Decoding": it gives a probability, so an event's
confidence is calibrated as far as such sentences go. The figures printed are cross-validated in ten folds of sentences:
each sentence is scored by weights fitted without it. `--write` puts the weights into the folder's settings.json.
"""
import argparse
import json
from pathlib import Path

import numpy as np

SIGNS = ["first", "second", "sure", "listed", "listed_other", "weak", "weak_other"]
TYPE_WEIGHTS = [(a, b) for a in (0.25, 0.5, 0.75, 1.0) for b in (0.0, 0.5, 1.0, 1.5, 2.0)]


def log_odds(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


def read(gold_path, candidates_path):
    """(gold events, candidates) of each sentence."""
    gold = {}
    for line in open(gold_path, encoding="utf-8"):
        row = json.loads(line)
        gold[row["id"]] = [(e["type"], *e["trigger"]) for e in row["events"]]
    rows = []
    for line in open(candidates_path, encoding="utf-8"):
        row = json.loads(line)
        if row["id"] in gold:
            rows.append((gold[row["id"]], row["candidates"], row["types"]))
    return rows


def signs(rows, type_first, type_listed):
    """Feature rows, right or wrong, sentence numbers, and how many gold events each sentence has."""
    x, y, at, count = [], [], [], []
    for n, (gold, candidates, types) in enumerate(rows):
        count.append(len(gold))
        found = []
        for c in candidates:
            listed = np.array([t in c["listed"] for t in types])
            mixed = type_first * np.log(np.array(c["first_types"]) + 1e-9) + np.log(np.array(c["second_types"]) + 1e-9)
            mixed = mixed + type_listed * listed
            k = int(mixed.argmax())
            sure = mixed[k] - np.log(np.exp(mixed - mixed.max()).sum()) - mixed.max()
            sign = [0.0] * 4
            if listed.any():
                sign[(0 if not c["weak"] else 2) + (0 if listed[k] else 1)] = 1.0
            found.append(([log_odds(c["first"]), log_odds(c["second"]), sure] + sign, types[k], c))
        # one to one: of the candidates that touch a gold event of their type, the likeliest is right
        order = sorted(range(len(found)), key=lambda i: -(found[i][0][0] + found[i][0][1]))
        free, right = list(gold), set()
        for i in order:
            _, kind, c = found[i]
            hit = next((g for g in free if g[0] == kind and g[1] < c["end"] and c["start"] < g[2]), None)
            if hit:
                free.remove(hit), right.add(i)
        for i, (row, _, _) in enumerate(found):
            x.append(row), y.append(float(i in right)), at.append(n)
    return np.array(x), np.array(y), np.array(at), np.array(count)


def fit(x, y, ridge=1.0, rounds=50):
    """Weights of a logistic regression, the last one the bias, by Newton's method."""
    x = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(x.shape[1])
    penalty = ridge * np.eye(x.shape[1])
    penalty[-1, -1] = 1e-6
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - penalty @ w
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, gradient)
        w = w + step
        if np.abs(step).max() < 1e-6:
            break
    return w


def probability(x, w):
    return 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))


def best_threshold(p, y, gold):
    """(F1, threshold)."""
    order = np.argsort(-p)
    hits = np.cumsum(y[order])
    f1 = 2 * hits / (np.arange(1, len(p) + 1) + gold)
    k = int(f1.argmax())
    return float(f1[k]), float(p[order[k]])


def cross(x, y, at, count, folds=10):
    """Probabilities and thresholds for each sentence from the others."""
    p, keep = np.zeros(len(y)), np.zeros(len(y), bool)
    for k in range(folds):
        out = at % folds == k
        w = fit(x[~out], y[~out])
        p[out] = probability(x[out], w)
        _, t = best_threshold(probability(x[~out], w), y[~out], count[np.arange(len(count)) % folds != k].sum())
        keep[out] = p[out] >= t
    return p, keep


def calibration_error(p, y, bins=10):
    """Expected calibration error over bins of equal size."""
    parts = np.array_split(np.argsort(p), bins)
    return float(sum(len(b) * abs(p[b].mean() - y[b].mean()) for b in parts if len(b)) / max(len(p), 1))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("files", nargs="+")
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    rows = [r for g, c in zip(a.files[::2], a.files[1::2]) for r in read(g, c)]
    rows = [rows[i] for i in np.random.default_rng(7).permutation(len(rows))]
    best = (0,)
    for first, listed in TYPE_WEIGHTS:
        data = signs(rows, first, listed)
        p, keep = cross(*data)
        y, gold = data[1], data[3].sum()
        f1 = 2 * y[keep].sum() / (keep.sum() + gold)
        best = max(best, (f1, first, listed))
    f1, first, listed = best
    x, y, at, count = signs(rows, first, listed)
    p, keep = cross(x, y, at, count)
    plain = x.copy()
    plain[:, 3:] = 0
    _, plain_keep = cross(plain, y, at, count)
    print(f"{len(rows)} sentences, {count.sum()} events, {len(y)} candidates; recall of candidates {y.sum() / count.sum():.3f}")
    print(f"type and trigger F1, cross-validated: {f1:.3f}; without the lexicon's sign "
          f"{2 * y[plain_keep].sum() / (plain_keep.sum() + count.sum()):.3f}")
    print(f"expected calibration error of what is accepted, cross-validated: {calibration_error(p[keep], y[keep]):.3f}")
    w = fit(x, y)
    _, threshold = best_threshold(probability(x, w), y, count.sum())
    weights = dict(type_first=first, type_listed=listed, bias=round(float(w[-1]), 4),
                   **{s: round(float(v), 4) for s, v in zip(SIGNS, w)})
    print(json.dumps(dict(weights=weights, trigger_accept=round(threshold, 3))))
    if a.write:
        path = a.folder / "settings.json"
        settings = json.loads(path.read_text(encoding="utf-8"))
        settings["weights"] = weights
        settings["thresholds"]["trigger_accept"] = round(threshold, 3)
        path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
