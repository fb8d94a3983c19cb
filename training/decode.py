"""From scores to events and statements: what docs/model-folder.md tells Rust to do, in Python."""
import numpy as np
import torch

from batches import Item, cue_crop, encoder_input, event_crop, link_input, windows
from labels import ACTORS, CUE_ROLES, EVENT_ROLES, LINK_WORD_HEADS, STATUSES, TYPE_MODES, TYPES

# how the signs for a trigger are added up: see docs/model-folder.md; combine.py fits them with the lexicon's part
WEIGHTS = dict(type_first=0.5, type_listed=0.0, bias=0.0, first=0.5, second=0.5, sure=0.0,
               listed=0.0, listed_other=0.0, weak=0.0, weak_other=0.0)
DEFAULTS = dict(window=190, trigger_candidate=0.15, trigger_accept=0.45, cue_accept=0.4, content_switch=1.5,
                role_margin=0.2)


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def viterbi(scores, switch=0.0):
    """Best legal BIO path (O, B, I, B, I …) for (words, labels) log-probabilities; `switch` is paid for every B."""
    n, k = scores.shape
    if n == 0:
        return []
    back = np.zeros((n, k), dtype=int)
    best = scores[0].copy()
    best[2::2] = -1e9
    best[1::2] -= switch
    fee = np.zeros(k)
    fee[1::2] = switch
    inside = np.arange(2, k, 2)
    for i in range(1, n):
        top = best.argmax()
        before = np.full(k, top)
        before[inside] = np.where(best[inside - 1] >= best[inside], inside - 1, inside)  # I follows its own B or I
        back[i] = before
        best = best[before] + scores[i] - fee
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def spans_of(path):
    """(start, end, class) from a BIO path."""
    out = []
    for i, p in enumerate(path):
        if p % 2 == 1:
            out.append([i, i + 1, p // 2])
        elif p and out:
            out[-1][1] = i + 1
    return [tuple(x) for x in out]


def collapse(logp):
    """Typed BIO log-probabilities to untyped ones (O, B, I)."""
    p = np.exp(logp)
    return np.log(np.stack([p[:, 0], p[:, 1::2].sum(1), p[:, 2::2].sum(1)], 1) + 1e-12)


def first_pass(net, wins, pair_marks=False):
    """States and word log-probabilities by head for each window."""
    with torch.no_grad():
        middle, top = net.encoder(*encoder_input(wins, pair_marks))
        tags = net.tags(top)
    out = [{h: log_softmax(t[i, w.first[:-1]].numpy()) for h, t in tags.items()} for i, w in enumerate(wins)]
    return middle, top, out


def second_pass(net, items, middle, top):
    """Scores of the marked pass as numpy arrays, word heads by name at the crop's words."""
    with torch.no_grad():
        out = {k: v.numpy() for k, v in net.link(*link_input(items, middle, top)).items()}
    res = []
    for k, i in enumerate(items):
        words = out["words"][k][i.first]
        res.append(dict({h: log_softmax(words[:, 3 * n:3 * n + 3]) for n, h in enumerate(LINK_WORD_HEADS)},
                        **{h: log_softmax(out[h][k]) for h in ("type", "mode", "status", "background", "direct", "pair")}))
    return res


def candidates(logp, floor):
    """Trigger spans worth a second pass, with their first-pass probability and type scores: Viterbi over untyped BIO
    after the share of O is weakened so that words above `floor` are taken."""
    flat = collapse(logp)
    lean = np.log(floor / (1 - floor))  # O loses this much
    biased = flat.copy()
    biased[:, 0] += lean
    out = []
    for s, e, _ in spans_of(viterbi(biased)):
        p = 1 - np.exp(flat[s:e, 0])
        prob = np.exp(logp[s])[1::2] + sum(np.exp(logp[i])[2::2] for i in range(s + 1, e)) + 1e-9
        out.append(((s, e), float(p.max()), np.log(prob / prob.sum())))
    return out


def log_odds(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


def read_event(span, p1, type1, r, crop, weights=WEIGHTS, margin=DEFAULTS["role_margin"]):
    """One event from first-pass and second-pass scores, without the lexicon; `score` is what the acceptance threshold
    is compared with."""
    kinds = type1 * weights["type_first"] + log_softmax(r["type"][:-1])
    t = int(kinds.argmax())
    mode = max((i for i, (name, _) in enumerate(TYPE_MODES) if name == TYPES[t]), key=lambda i: r["mode"][i])
    roles = {}
    for h in EVENT_ROLES:
        found = [(crop[0] + s, crop[0] + e, float(r[h][s:e].max(1).mean())) for s, e, _ in spans_of(viterbi(r[h]))]
        best = max((f[2] for f in found), default=0.0)
        if h in ("place", "time", "attribution"):
            found = [f for f in found if f[2] == best][:1]
        found = [f for f in found if f[2] >= best - margin]
        roles[h] = [f[:2] for f in found]
    total = (weights["bias"] + weights["first"] * log_odds(p1) + weights["second"] * log_odds(1 - np.exp(r["type"][-1]))
             + weights["sure"] * log_softmax(kinds)[t])
    return dict(trigger=span, type=TYPES[t], mode=TYPE_MODES[mode][1], status=STATUSES[int(r["status"].argmax())],
                background=bool(r["background"].argmax()), roles=roles, score=float(1 / (1 + np.exp(-total))))


def read_docs(net, docs, settings=DEFAULTS, wide=False, events=True, cues=True, mentions=True, batch=12):
    """Events, statements and mentions of every document, spans in the document's words."""
    jobs = [(d, w, counts) for d, doc in enumerate(docs) for w, counts in windows(doc, settings["window"], context=1)]
    jobs.sort(key=lambda j: len(j[1]))
    out = [dict(events=[], statements=[], mentions=[]) for _ in docs]
    for at in range(0, len(jobs), batch):
        part = jobs[at:at + batch]
        wins = [j[1] for j in part]
        middle, top, tags = first_pass(net, wins)
        items, notes = [], []
        for row, (d, w, counts) in enumerate(part):
            t = tags[row]
            mine = lambda s: s[0] >= counts
            for head, names in (("actor", ACTORS), ("place", ["place"]), ("time", ["time"])) if mentions else ():
                for s, e, c in spans_of(viterbi(t[head])):
                    span = (w.start + s, w.start + e)
                    if mine(span):
                        out[d]["mentions"].append((span, names[c]))
            if events:
                for s, e in w.sentences:  # triggers never cross sentences
                    for span, p1, type1 in candidates(t["trigger"][s - w.start:e - w.start], settings["trigger_candidate"]):
                        span = (s + span[0], s + span[1])
                        if mine(span):
                            items.append(Item(row, w, (s, e), [(span, 1)]))
                            notes.append((d, span, p1, type1))
            if cues:
                head = t["cue_wide" if wide else "cue"]
                lean = np.log(settings["cue_accept"] / (1 - settings["cue_accept"]))
                biased = head + np.array([lean, 0, 0])
                for s, e, _ in spans_of(viterbi(biased)):
                    span = (w.start + s, w.start + e)
                    if mine(span) and cue_crop(w, span):
                        items.append(Item(row, w, cue_crop(w, span), [(span, 2)], kind="cue"))
                        notes.append((d, span, float(np.exp(head[s:e].max(1)).mean()), None))
        for k in range(0, len(items), 24):
            for item, (d, span, p1, type1), r in zip(items[k:k + 24], notes[k:k + 24], second_pass(net, items[k:k + 24], middle, top)):
                if item.kind == "event":
                    e = read_event(span, p1, type1, r, item.crop, settings.get("weights", WEIGHTS),
                                   settings["role_margin"])
                    if e["score"] >= settings["trigger_accept"]:
                        out[d]["events"].append(e)
                else:
                    s = dict(cue=span, direct=bool(r["direct"].argmax()), score=p1)
                    for h in CUE_ROLES:
                        path = viterbi(r[h], settings["content_switch"] if h == "content" else 0.0)
                        s[h] = [(item.crop[0] + x, item.crop[0] + y) for x, y, _ in spans_of(path)]
                    if s["content"]:
                        out[d]["statements"].append(s)
    return out


def read_pairs(net, docs, batch=16):
    """Log-probabilities over PAIR_TYPES for documents with a marked pair."""
    out = []
    for at in range(0, len(docs), batch):
        wins = [windows(d, 250)[0][0] for d in docs[at:at + batch]]
        middle, top, _ = first_pass(net, wins, pair_marks=True)
        items = []
        for row, w in enumerate(wins):
            marks = [(s, n) for n, k in ((4, "target"), (3, "source")) for s in w.doc["pair"][k]]
            items.append(Item(row, w, (w.start, w.end), marks, kind="pair"))
        out += [r["pair"] for r in second_pass(net, items, middle, top)]
    return out
