"""Trains the net, or goes on training one.

    python train.py DATA.pickle OUT.pt --mix "sentences=8,contrast=6,own=6,polnear=0.8,ewt=1" [--init BASE.pt] [--fold K]

`--mix` says how many times each set is read (fractions allowed; `early:` before a name puts it into the first half).
`--fold K` leaves out every sentence of fold K of five, from every set that shares sentences with the pairs and roles.
`--unshared` leaves out all such sentences. One core, about 700 pieces a second.
"""
import argparse
import math
import pickle
import random
import time
import zlib

import numpy as np
import torch
from torch.nn import functional as F

from batches import Item, Window, cue_crop, encoder_input, event_crop, link_input, mask_of, pad, windows, word_tags
from labels import CUE_ROLES, EVENT_ROLES, LINK_WORD_HEADS, PAIR_TYPES, STATUSES, TYPES, WORD_HEADS
from model import Net, pretrained

HEAD_WEIGHT = dict(trigger=40, cue=10, cue_wide=10, actor=10, place=5, time=5, pair_source=8, pair_target=8)
ROLE_WEIGHT = dict(source=0.5, target=0.7, place=0.2, time=0.2, attribution=0.2, speaker=0.4, content=0.3)


def fold_of(key):
    """Which of five folds a sentence belongs to, by its letters."""
    return zlib.crc32(key.encode()) % 5


def usable(doc, shared, fold, unshared):
    """False when a document has a sentence that must stay out."""
    keys = doc.get("keys") or []
    if unshared and any(k in shared for k in keys):
        return False
    return fold is None or not any(k in shared and fold_of(k) == fold for k in keys)


def crossent(scores, labels, smooth=0.0):
    """Mean cross-entropy over labels that are known; zero when there are none."""
    keep = labels != -100
    if not keep.any():
        return scores.sum() * 0
    return F.cross_entropy(scores[keep], labels[keep], label_smoothing=smooth)


def at_words(scores, wins):
    """(batch, length, k) scores at the first piece of every word, all windows in one row."""
    return torch.cat([scores[i, w.first[:-1]] for i, w in enumerate(wins)])


def first_pass_loss(net, wins, top, tags):
    """Losses of the word heads, the parse and the stories."""
    loss = 0.0
    for head, weight in HEAD_WEIGHT.items():
        have = [i for i, w in enumerate(wins) if head in w.doc]
        if have:
            labels = torch.tensor([x for i in have for x in wins[i].doc[head][wins[i].start:wins[i].end]])
            scores = torch.cat([tags[head][i, wins[i].first[:-1]] for i in have])
            loss = loss + weight * crossent(scores, labels)
    have = [i for i, w in enumerate(wins) if "parse" in w.doc]
    if have:
        states = torch.nn.utils.rnn.pad_sequence([top[i, wins[i].first[:-1]] for i in have], batch_first=True)
        scores, tail, head = net.arcs(net.dropout(states))
        scores = scores + mask_of([wins[i].end - wins[i].start for i in have])[:, 0]
        heads = pad([[h - wins[i].start if wins[i].start <= h < wins[i].end else -100
                      for h in wins[i].doc["parse"][0][wins[i].start:wins[i].end]] for i in have], -100)
        rels = pad([wins[i].doc["parse"][1][wins[i].start:wins[i].end] for i in have], -100)
        loss = loss + 1.5 * crossent(scores.flatten(0, 1), heads.flatten())
        best = heads.clamp(min=0)
        chosen = head.gather(1, best[:, :, None].expand(-1, -1, head.shape[2]))
        rels[heads == -100] = -100
        loss = loss + crossent(net.relation(torch.cat([tail, chosen], -1)).flatten(0, 1), rels.flatten())
    have = [i for i, w in enumerate(wins) if "story" in w.doc]
    if have:
        mean = torch.stack([top[i, : len(wins[i])].mean(0) for i in have])
        loss = loss + 0.7 * crossent(net.story(mean), torch.tensor([TYPES.index(wins[i].doc["story"]) for i in have]))
    return loss


def gold_items(wins, tags, most=24):
    """Second-pass items of a batch: every event and cue, words taken for triggers by mistake, and pairs."""
    items = []
    with torch.no_grad():
        quiet = F.softmax(tags["trigger"], -1)[..., 0]
    for row, w in enumerate(wins):
        doc = w.doc
        for e in doc.get("events", []):
            if w.start <= e["trigger"][0] and e["trigger"][1] <= w.end and event_crop(w, e["trigger"]):
                items.append(Item(row, w, event_crop(w, e["trigger"]), [(e["trigger"], 1)], e))
        if "events" in doc:
            free = [(quiet[row, w.first[i - w.start]].item(), i) for i in range(w.start, w.end) if doc["trigger"][i] == 0]
            free.sort()
            for p, i in free[: 1 + len(w.sentences)]:
                if p < 0.97 and random.random() < 0.7:
                    items.append(Item(row, w, event_crop(w, (i, i + 1)), [((i, i + 1), 1)], None))
        cues = [c for c in doc.get("cues", []) if w.start <= c["cue"][0] and c["cue"][1] <= w.end]
        for c in random.sample(cues, min(len(cues), 4)):
            crop = cue_crop(w, c["cue"])
            if crop:
                items.append(Item(row, w, crop, [(c["cue"], 2)], c, "cue"))
        if "pair" in doc:
            marks = [(s, n) for n, k in ((4, "target"), (3, "source")) for s in doc["pair"][k] if s[0] >= w.start and s[1] <= w.end]
            items.append(Item(row, w, (w.start, w.end), marks, doc["pair"], "pair"))
    random.shuffle(items)
    return items[:most]


def second_pass_loss(net, items, middle, top):
    """Losses of everything read off the marked pass."""
    out = net.link(*link_input(items, middle, top))
    loss = 0.0
    scores = torch.split(out["words"], 3, -1)
    for head, s in zip(LINK_WORD_HEADS, scores):
        kind = "cue" if head in CUE_ROLES else "event"
        have = [k for k, i in enumerate(items) if i.kind == kind and i.label]
        if not have:
            continue
        spans = lambda i: i.label["roles"][head] if kind == "event" else i.label[head]
        labels = torch.tensor([x for k in have for x in word_tags(spans(items[k]), items[k].crop)])
        words = torch.cat([s[k, items[k].first] for k in have])
        total = F.cross_entropy(words, labels, reduction="sum") / len(have)
        loss = loss + ROLE_WEIGHT[head] * (total if head != "content" else 25 * F.cross_entropy(words, labels))
    events = [k for k, i in enumerate(items) if i.kind == "event"]
    if events:
        types = torch.tensor([TYPES.index(items[k].label["type"]) if items[k].label else len(TYPES) for k in events])
        loss = loss + 5 * crossent(out["type"][events], types)
        real = [k for k in events if items[k].label]
        if real:
            lab = lambda f: torch.tensor([f(items[k].label) for k in real])
            loss = loss + crossent(out["mode"][real], lab(lambda e: e["mode"]))
            loss = loss + 2 * crossent(out["status"][real], lab(lambda e: STATUSES.index(e["status"])))
            loss = loss + 1.5 * crossent(out["background"][real], lab(lambda e: -100 if e["background"] is None else int(e["background"])))
    cues = [k for k, i in enumerate(items) if i.kind == "cue" and i.label["direct"] is not None]
    if cues:
        loss = loss + 0.3 * crossent(out["direct"][cues], torch.tensor([int(items[k].label["direct"]) for k in cues]))
    pairs = [k for k, i in enumerate(items) if i.kind == "pair"]
    if pairs:
        loss = loss + 3 * crossent(out["pair"][pairs], torch.tensor([PAIR_TYPES.index(items[k].label["type"]) for k in pairs]), 0.05)
    return loss


def make_batches(docs, times, size, rng, long):
    """Windows of `docs`, read `times` times, in batches of about `size` pieces and like length."""
    wins = []
    for turn in range(math.ceil(times)):
        some = []
        for d in docs:
            limit = rng.choice([64, 96, 128]) if long else rng.choice([48, 80, 112, 160])
            some += [w for w, _ in windows(d, limit)]
        if turn + 1 > times:
            some = rng.sample(some, int(len(some) * (times - turn)))
        some = [w for w in some if len(w) > 6]
        some.sort(key=lambda w: len(w) + rng.uniform(-6, 6))
        batch, out = [], []
        for w in some:
            if batch and (len(batch) + 1) * max(len(w), max(map(len, batch))) > size:
                wins.append((turn / max(times, 1), batch))
                batch = []
            batch.append(w)
        if batch:
            wins.append((turn / max(times, 1), batch))
    return wins


def plan(data, mix, rng, size, choose):
    """All batches in order: sets marked `early:` come in the first half."""
    out = []
    for part in mix.split(","):
        name, times = part.split("=")
        early, name, times = name.startswith("early:"), name.removeprefix("early:"), float(times)
        made = make_batches([d for d in data[name] if choose(d)], times, size, rng, name in ("polnear", "gum", "places", "ewt"))
        rng.shuffle(made)
        for i, (_, b) in enumerate(made):
            out.append(((i + rng.random()) / len(made) * (0.55 if early else 1.0), name, b))
    out.sort(key=lambda x: x[0])
    return [(name, b) for _, name, b in out]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data")
    ap.add_argument("out")
    ap.add_argument("--init")
    ap.add_argument("--mix", required=True)
    ap.add_argument("--fold", type=int)
    ap.add_argument("--unshared", action="store_true")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--head-lr", type=float, default=1e-3)
    ap.add_argument("--size", type=int, default=800)
    ap.add_argument("--freeze", type=int, default=0, help="leave this many lower layers as they are")
    ap.add_argument("--minutes", type=float, default=1e9, help="stop here, whatever is left")
    a = ap.parse_args()
    random.seed(a.seed), np.random.seed(a.seed), torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    with open(a.data, "rb") as f:
        data = pickle.load(f)
    shared = {k for n in ("pairs", "roles") for d in data[n] for k in d["keys"]}
    batches = plan(data, a.mix, rng, a.size, lambda d: usable(d, shared, a.fold, a.unshared))
    pieces = sum(len(b) * max(map(len, b)) for _, b in batches)
    print(f"{len(batches)} steps, {pieces} pieces, about {pieces / 700 / 60:.0f} minutes", flush=True)

    net = pretrained()
    if a.init:
        net.load_state_dict(torch.load(a.init, weights_only=True)["model"])
    net.encoder.words.weight.requires_grad_(False)
    if a.freeze:
        for part in (net.encoder.positions, net.encoder.casing, net.encoder.marks, net.encoder.norm, *net.encoder.layers[:a.freeze]):
            part.requires_grad_(False)
    slow = list(net.encoder.layers.parameters()) + list(net.encoder.norm.parameters()) + [net.encoder.positions.weight]
    slow = [p for p in slow if p.requires_grad]
    mid = list(net.link.layers.parameters())
    known = {id(p) for p in slow + mid}
    fast = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    opt = torch.optim.AdamW([dict(params=slow, lr=a.lr), dict(params=mid, lr=2 * a.lr), dict(params=fast, lr=a.head_lr)],
                            weight_decay=0.01, fused=True)
    start = time.time()

    def rate(step):
        """Up over the first twentieth, then down to nothing by the last step or minute, whichever comes first."""
        done = max(step / len(batches), (time.time() - start) / 60 / a.minutes)
        return min(done / 0.05 + 0.02, max(0.0, (1 - done) / 0.95))
    sched = torch.optim.lr_scheduler.LambdaLR(opt, rate)
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}  # exponential moving average of the weights
    net.train()
    running, seen = {}, 0
    for step, (name, wins) in enumerate(batches):
        middle, top = net.encoder(*encoder_input(wins, pair_marks=name == "pairs"))
        tags = net.tags(top)
        loss = first_pass_loss(net, wins, top, tags)
        items = gold_items(wins, tags)
        if items:
            loss = loss + second_pass_loss(net, items, middle, top)
        if not torch.is_tensor(loss):
            continue
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 5.0)
        opt.step(), sched.step(), opt.zero_grad(set_to_none=True)
        decay = min(0.995, (step + 1) / (step + 10))
        with torch.no_grad():
            live = [(m, v) for (k, m), v in zip(mean.items(), net.state_dict().values()) if k != "encoder.words.weight"]
            torch._foreach_lerp_([m for m, _ in live], [v for _, v in live], 1 - decay)
        seen += len(wins) * max(map(len, wins))
        running[name] = 0.95 * running.get(name, loss.item()) + 0.05 * loss.item()
        if step % 50 == 0:
            took = time.time() - start
            print(f"{step}/{len(batches)} {took:.0f}s {seen / took:.0f}/s " + " ".join(f"{k}:{v:.2f}" for k, v in running.items()), flush=True)
        if step % 100 == 99:
            torch.save({"model": mean, "args": vars(a)}, a.out)
        if time.time() - start > 60 * a.minutes:
            break
    torch.save({"model": mean, "args": vars(a)}, a.out)
    print(f"done in {time.time() - start:.0f}s", flush=True)


if __name__ == "__main__":
    main()
