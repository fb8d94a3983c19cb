"""Prints every figure of the card, each with a 95% interval from 1,000 bootstrap samples of documents.

    python evaluate.py DATA.pickle MODEL [--tune] [--settings S.json] [--fold K] [--json OUT.json]

MODEL is a checkpoint or a model folder.

Matching. Events: same type and overlapping triggers, one to one, nearest trigger first. Everything right: the match has
the same set of sources, of targets (a span is right when it overlaps the gold one and shares its last word or two thirds
of its words; `exact` figures ask for equal spans), status and background. Statements: content token F1 of 0.5 or more,
one to one; right source: token F1 of 0.5 or more with the gold source, or both have none. Roles S and T: exact spans.
"""
import argparse
import json
import pickle
from pathlib import Path

import numpy as np

import decode
from labels import PAIR_TYPES, QUADS, TYPES
from model import load
from train import fold_of


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same(a, b):
    """Lenient equality of two spans."""
    both = overlap(a, b)
    return both > 0 and (a[1] == b[1] or both / (max(a[1], b[1]) - min(a[0], b[0])) >= 2 / 3)


def same_set(a, b, exact):
    if len(a) != len(b):
        return False
    if exact:
        return set(map(tuple, a)) == set(map(tuple, b))
    left = list(b)
    for x in a:
        hit = next((y for y in left if same(x, y)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def match(gold, found, weight):
    """One to one, best weight first."""
    order = sorted(((weight(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), key=lambda x: -x[0])
    used_g, used_f, out = set(), set(), []
    for w, i, j in order:
        if w > 0 and i not in used_g and j not in used_f:
            used_g.add(i), used_f.add(j), out.append((gold[i], found[j]))
    return out


def event_counts(gold, found):
    """Counts of one document."""
    c = dict(gold=len(gold), found=len(found))
    near = lambda g, f: overlap(g["trigger"], f["trigger"]) / (max(g["trigger"][1], f["trigger"][1]) - min(g["trigger"][0], f["trigger"][0]))
    c["untyped"] = len(match(gold, found, near))
    pairs = match(gold, found, lambda g, f: near(g, f) if g["type"] == f["type"] else 0)
    c["typed"] = len(pairs)
    for name in ("status", "background"):
        c[name] = sum(g[name] == f[name] for g, f in pairs)
    for exact in (False, True):
        x = "_exact" if exact else ""
        src = [same_set(g["roles"]["source"], f["roles"]["source"], exact) for g, f in pairs]
        tgt = [same_set(g["roles"]["target"], f["roles"]["target"], exact) for g, f in pairs]
        c["source" + x], c["target" + x] = sum(src), sum(tgt)
        c["all" + x] = sum(s and t and g["status"] == f["status"] and g["background"] == f["background"]
                           for s, t, (g, f) in zip(src, tgt, pairs))
    c["place"] = sum(same_set(g["roles"]["place"], f["roles"]["place"], False) for g, f in pairs)
    c["time"] = sum(same_set(g["roles"]["time"], f["roles"]["time"], False) for g, f in pairs)
    return c


def token_f1(a, b):
    x = {i for s, e in a for i in range(s, e)}
    y = {i for s, e in b for i in range(s, e)}
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else float(not x and not y)


def statement_counts(gold, found):
    gold = [g for g in gold if g["content"]]
    over = lambda g, f: (lambda v: v if v >= 0.5 else 0)(token_f1(g["content"], f["content"]))
    right = lambda g, f: token_f1(g["speaker"], f["speaker"]) >= 0.5
    both = lambda g, f: over(g, f) + 1 if over(g, f) and right(g, f) else 0
    return dict(gold=len(gold), found=len(found), content=len(match(gold, found, over)), source=len(match(gold, found, both)))


def f1(c, hit):
    total = c["gold"] + c["found"]
    return 2 * c[hit] / total if total else 1.0


def ratio(c, hit, of="typed"):
    return c[hit] / c[of] if c[of] else 0.0


def interval(rows, figure, rounds=1000):
    """The figure over all rows and its 95% bootstrap interval."""
    keys = list(rows[0])
    table = np.array([[r[k] for k in keys] for r in rows], dtype=float)
    rng = np.random.default_rng(0)
    total = lambda t: dict(zip(keys, t.sum(0)))
    sample = [figure(total(table[rng.integers(0, len(rows), len(rows))])) for _ in range(rounds)]
    return [float(figure(total(table)))] + [float(x) for x in np.percentile(sample, [2.5, 97.5])]


def event_figures(rows, prefix):
    out = {f"{prefix} type and trigger F1": interval(rows, lambda c: f1(c, "typed")),
           f"{prefix} untyped trigger F1": interval(rows, lambda c: f1(c, "untyped")),
           f"{prefix} everything right F1": interval(rows, lambda c: f1(c, "all")),
           f"{prefix} everything right F1, exact spans": interval(rows, lambda c: f1(c, "all_exact"))}
    for k in ("status", "background", "source", "target", "place", "time"):
        out[f"{prefix} {k} of matched"] = interval(rows, lambda c: ratio(c, k))
    return out


def by_sentence(doc, found):
    """Splits events of a document into rows of one sentence each: the bootstrap's unit for dev sentences."""
    rows = []
    for s, e in doc["sentences"]:
        inside = lambda x: s <= x["trigger"][0] < e
        rows.append(event_counts([g for g in doc["events"] if inside(g)], [f for f in found if inside(f)]))
    return rows


def events(net, docs, prefix, settings):
    read = decode.read_docs(net, docs, settings, cues=False, mentions=False)
    return event_figures([row for d, r in zip(docs, read) for row in by_sentence(d, r["events"])], prefix)


def statements(net, docs, prefix, settings, wide, gold="gold"):
    read = decode.read_docs(net, docs, settings, wide=wide, events=False, mentions=False)
    rows = [statement_counts(d[gold], r["statements"]) for d, r in zip(docs, read)]
    return {f"{prefix} content F1": interval(rows, lambda c: f1(c, "content")),
            f"{prefix} content and source F1": interval(rows, lambda c: f1(c, "source"))}


def mentions(net, docs, prefix, settings):
    """Exact span and class, where the words are annotated."""
    read = decode.read_docs(net, docs, settings, events=False, cues=False)
    rows = {}
    for d, r in zip(docs, read):
        for head, names in (("actor", decode.ACTORS), ("place", ["place"]), ("time", ["time"])):
            if head not in d:
                continue
            gold = {((s, e), names[c]) for s, e, c in decode.spans_of([max(x, 0) for x in d[head]])}
            found = {m for m in r["mentions"] if m[1] in names and all(x != -100 for x in d[head][m[0][0]:m[0][1]])}
            rows.setdefault(head, []).append(dict(gold=len(gold), found=len(found), hit=len(gold & found)))
    return {f"{prefix} {h} mentions F1": interval(v, lambda c: f1(c, "hit")) for h, v in rows.items()}


def article_counts(doc, found):
    """Against a whole article's gold: type right and trigger in a sentence of one of the gold triggers; optional gold
    events are neither demanded nor punished."""
    place = lambda char: next((i for i, (s, e) in enumerate(doc["sentences"])
                               if doc["words"][s][0] <= char < doc["words"][e - 1][1]), -1)
    gold = []
    for g in doc["article"]["events"]:
        spans = [g["trigger"]] + (g.get("other_triggers") or [])
        starts = [x["start"] if isinstance(x, dict) else x[0] for x in spans]
        gold.append(dict(types=[g["type"]] + (g.get("type_alt") or []), at={place(s) for s in starts}, optional=g.get("optional")))
    found = [dict(type=f["type"], at=next(i for i, (s, e) in enumerate(doc["sentences"]) if s <= f["trigger"][0] < e)) for f in found]
    fits = lambda g, f: float(f["type"] in g["types"] and f["at"] in g["at"]) * (1 if g["optional"] else 2)
    hits = match(gold, found, fits)
    free = sum(bool(g["optional"]) for g, _ in hits)
    return dict(gold=sum(not g["optional"] for g in gold), found=len(found) - free, typed=len(hits) - free)


def pairs_and_roles(net, data, fold, settings):
    """Counts of one fold: pair types, quads, and exact S and T spans."""
    keep = lambda name: [d for d in data[name] if fold is None or fold_of(d["keys"][0]) == fold]
    docs = keep("pairs")
    scores = decode.read_pairs(net, docs)
    pairs = [(d["pair"]["type"], PAIR_TYPES[int(s.argmax())]) for d, s in zip(docs, scores)]
    roles = []
    for d in keep("roles"):
        w = decode.windows(d, 250)[0][0]
        _, _, tags = decode.first_pass(net, [w])
        row = {}
        for k in ("source", "target"):
            found = [(s, e) for s, e, _ in decode.spans_of(decode.viterbi(tags[0]["pair_" + k]))]
            gold = set(map(tuple, d[f"pair_{k}_gold"]))
            row.update({k + "_gold": len(gold), k + "_found": len(found), k + "_hit": len(gold & set(found))})
        roles.append(row)
    return pairs, roles


def pair_figures(pairs, roles):
    quads = dict(QUADS, YIELD=2, REQUEST=3)
    rng = np.random.default_rng(0)

    def figures(sample):
        acc = np.mean([g == f for g, f in sample])
        quad = np.mean([quads[g] == quads[f] for g, f in sample])
        per = []
        for t in {g for g, _ in sample}:
            hit = sum(g == f == t for g, f in sample)
            per.append(2 * hit / (sum(g == t for g, _ in sample) + sum(f == t for _, f in sample)))
        return acc, np.mean(per), quad
    value = figures(pairs)
    boot = np.array([figures([pairs[i] for i in rng.integers(0, len(pairs), len(pairs))]) for _ in range(400)])
    low, high = np.percentile(boot, [2.5, 97.5], axis=0)
    out = {n: [float(value[i]), float(low[i]), float(high[i])] for i, n in enumerate(("pairs accuracy", "pairs macro F1", "pairs quad accuracy"))}
    for k in ("source", "target"):
        out[f"roles {k} exact F1"] = interval(roles, lambda c: 2 * c[k + "_hit"] / (c[k + "_gold"] + c[k + "_found"]))
    return out


def tune(net, data, settings):
    """The acceptance threshold that does best on the development sentences. (Those of cues were tried by hand.)"""
    loose = dict(settings, trigger_candidate=0.15, trigger_accept=0.0)
    docs = data["dev_sentences"] + data["dev_contrast"]
    read = decode.read_docs(net, docs, loose, cues=False, mentions=False)
    best = (0, None)
    for t in np.arange(0.2, 0.8, 0.025):
        rows = [event_counts(d["events"], [f for f in r["events"] if f["score"] >= t]) for d, r in zip(docs, read)]
        total = {k: sum(r[k] for r in rows) for k in rows[0]}
        best = max(best, (f1(total, "typed") + f1(total, "all"), float(t)))
    return dict(settings, trigger_candidate=0.15, trigger_accept=round(best[1], 3))


def open_model(path):
    """A checkpoint, or a model folder read with ONNX Runtime."""
    if Path(path).is_dir():
        from export import Folder
        return Folder(path)
    return load(path)


def show(figures):
    for k, (v, low, high) in figures.items():
        print(f"{k:55} {v:.3f}  [{low:.3f}, {high:.3f}]", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("model")
    ap.add_argument("--tune", action="store_true")
    ap.add_argument("--quick", action="store_true", help="events only")
    ap.add_argument("--settings", help="JSON that an earlier --tune --json wrote")
    ap.add_argument("--fold", type=int, help="only pairs and roles of this fold; writes raw counts to --json")
    ap.add_argument("--folds", nargs="*", help="raw counts of all folds: print their figures")
    ap.add_argument("--json")
    a = ap.parse_args()
    if a.folds:
        pairs, roles = [], []
        for path in a.folds:
            raw = json.load(open(path))
            pairs += [tuple(p) for p in raw["pairs"]]
            roles += raw["roles"]
        show(pair_figures(pairs, roles))
        if a.json:
            json.dump(pair_figures(pairs, roles), open(a.json, "w"), indent=1)
        return
    with open(a.data, "rb") as f:
        data = pickle.load(f)
    net = open_model(a.model)
    settings = dict(decode.DEFAULTS, **(json.load(open(a.settings))["settings"] if a.settings else {}))
    if a.fold is not None:
        pairs, roles = pairs_and_roles(net, data, a.fold, settings)
        json.dump(dict(pairs=pairs, roles=roles), open(a.json, "w"))
        return show(pair_figures(pairs, roles))
    if a.tune:
        settings = tune(net, data, settings)
        print("settings", json.dumps(settings), flush=True)
    figures = events(net, data["dev_sentences"], "sentences_dev", settings)
    figures.update(events(net, data["dev_contrast"], "contrast aside", settings))
    show(figures)
    if not a.quick:
        more = {}
        for d in data["dev_sentences"]:
            d["gold"] = d["cues"]
        more.update(statements(net, data["dev_polnear"], "polnear_dev", settings, True))
        more.update(statements(net, data["dev_sentences"], "sentences_dev statements, narrow cues", settings, False))
        more.update(statements(net, data["dev_sentences"], "sentences_dev statements, wide cues", settings, True))
        more.update(mentions(net, data["dev_gum"], "gum_dev", settings))
        more.update(mentions(net, data["dev_sentences"], "sentences_dev", settings))
        read = decode.read_docs(net, data["dev_articles"], settings, cues=False, mentions=False)
        rows = [article_counts(d, r["events"]) for d, r in zip(data["dev_articles"], read)]
        more["articles type and trigger sentence F1"] = interval(rows, lambda c: f1(c, "typed"))
        show(more)
        figures.update(more)
    if a.json:
        json.dump(dict(settings=settings, figures=figures), open(a.json, "w"), indent=1)


if __name__ == "__main__":
    main()
