"""Reads the data folder and writes one pickle of documents for train.py and evaluate.py.

    python prepare.py DATA OUT.pickle

A document is a dict: `words` [(start, end, piece ids, casing)], `sentences` [(first word, end word)], and for each
task it has labels for, a list over its words or of items. Spans are half-open ranges of words. A label list that is
absent means "not annotated"; the value -100 means "not known for this word".
"""
import argparse
import gzip
import json
import pickle
import re
import zlib
from pathlib import Path

from labels import ACTORS, TYPES, TYPE_MODES, width
from text import load_tokenizer, split, words_of

PRONOUNS = set("he she they him her them his their hers theirs we us our ours i me my it its himself herself themselves "
               "itself who whom whose you your".split())
TIMEISH = re.compile(r"^(\d+|mon|tues|wednes|thurs|fri|satur|sun)(day)?s?$|^(january|february|march|april|may|june|july|"
                     r"august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|today|"
                     r"yesterday|tomorrow|tonight|week|month|year|day|hour|minute|decade|century|morning|evening|night|"
                     r"afternoon|noon|midnight|weekend|ago|last|next|this|earlier|later|recent|recently|past|spring|summer|"
                     r"autumn|fall|winter|now|currently|weeks|months|years|days|hours|minutes|decades)$", re.I)


def lines(path):
    """Objects of a JSON Lines file, gzipped or not."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def key(text):
    """What makes two sentences the same: their letters and digits."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


class Doc(dict):
    """A document under construction: knows its text's words and turns character spans into word spans."""

    def __init__(self, tok, text, sentences=None, **more):
        words = words_of(tok, text)
        super().__init__(text=text, words=words, **more)
        self["sentences"] = []
        for s, e in sentences or [(0, len(text))]:
            span = self.span((s, e))
            if span:
                self["sentences"].append(span)

    def span(self, chars):
        """The words that touch a character range, or None."""
        if not chars:
            return None
        s, e = chars
        hit = [i for i, w in enumerate(self["words"]) if w[0] < e and s < w[1]]
        return (hit[0], hit[-1] + 1) if hit else None

    def spans(self, many):
        return [x for x in map(self.span, many or []) if x]

    def tags(self, classes, spans, fill=0):
        """BIO labels for (word span, class name); earlier spans win."""
        out = [fill] * len(self["words"])
        done = [False] * len(out)
        for (s, e), name in spans:
            if any(done[s:e]):
                continue
            c = classes.index(name)
            for i in range(s, e):
                out[i] = 1 + 2 * c if i == s else 2 + 2 * c
                done[i] = True
        return out

    def word(self, i):
        s, e = self["words"][i][:2]
        return self["text"][s:e]


def coded(tok, rows, name):
    """Sentences in the shape of annotated/sentences: joined into running text where doc and n say so."""
    groups, last = [], None
    for r in rows:
        here = (r.get("doc"), r.get("n"))
        if last and here[0] is not None and here[0] == last[0] and here[1] == last[1] + 1:
            groups[-1].append(r)
        else:
            groups.append([r])
        last = here
    for group in groups:
        text, starts = "", []
        for r in group:
            text += " " if text else ""
            starts.append(len(text))
            text += r["text"]
        doc = Doc(tok, text, [(s, s + len(r["text"])) for s, r in zip(starts, group)], name=name,
                  ids=[r["id"] for r in group], keys=[key(r["text"]) for r in group],
                  family=group[0].get("family"))
        move = lambda span, by: [span[0] + by, span[1] + by] if span else None
        events, cues, actors, places, times = [], [], [], [], []
        for by, r in zip(starts, group):
            for e in r["events"]:
                trigger = doc.span(move(e["trigger"], by))
                if not trigger:
                    continue
                mode = (e["type"], e["mode"])
                roles = {"source": e["sources"], "target": e["targets"], "place": [e["place"]], "time": [e["time"]],
                         "attribution": [e["attributed_to"]]}
                roles = {k: doc.spans([move(x, by) for x in v if x]) for k, v in roles.items()}
                events.append(dict(trigger=trigger, type=e["type"], mode=TYPE_MODES.index(mode) if mode in TYPE_MODES else -100,
                                   status=e["status"], background=e["background"], roles=roles))
                places += roles["place"]
                times += roles["time"]
            for s in r.get("statements", []):
                cue = doc.span(move(s["cue"], by))
                if cue:
                    cues.append(dict(cue=cue, speaker=doc.spans([move(s["speaker"], by)] if s["speaker"] else []),
                                     content=doc.spans([move(c, by) for c in s["content"]]), direct=bool(s["direct"])))
            for a in r.get("actors", []):
                span = doc.span(move(a["span"], by))
                if span:
                    actors.append((span, a["kind"]))
            for span in r.get("times", []):
                times.append(doc.span(move(span, by)))
        doc["events"] = events
        doc["trigger"] = doc.tags(TYPES, [(e["trigger"], e["type"]) for e in events])
        if "statements" in group[0]:
            doc["cues"] = cues
            doc["cue"] = doc.tags(["cue"], [(c["cue"], "cue") for c in cues])
        if "actors" in group[0]:
            doc["actor"] = doc.tags(ACTORS, sorted(actors, key=lambda a: a[0][0] - a[0][1]))
        doc["place"] = doc.tags(["place"], [(p, "place") for p in places])
        doc["time"] = doc.tags(["time"], [(t, "time") for t in times])
        full_times = all("times" in r for r in group)
        for i in range(len(doc["words"])):
            word = doc.word(i)
            if "actor" in doc and doc["actor"][i] == 0 and word.lower() in PRONOUNS:
                doc["actor"][i] = -100
            if doc["time"][i] == 0 and not full_times and TIMEISH.match(word):
                doc["time"][i] = -100
            if doc["place"][i] == 0 and word[:1].isupper():
                doc["place"][i] = -100
        yield doc


CODED_SETS = {  # where the sentences of coded/*.jsonl stand: file, field of the text, field of the id
    "geowebnews": ("places/geowebnews.jsonl", "text", "id"),
    "polnear": ("attribution/polnear_train.jsonl.gz", "text", "id"),
    "gum": ("ner/gum_train.jsonl.gz", "text", "doc"),
    "cls": ("quad/cameo_class_train.jsonl", "text", "id"),
    "ner": ("roles/cameo_ner_train.jsonl", "text", "id"),
    "aw": ("relations/aw_train.jsonl", "sentence", "id"),
}


def standing_off(data, folder):
    """Sentences whose events were coded for memcon without their text: `start` and `end` say where the sentence stands in
    its source, spans count from its start once white space is single. `letters` guards against another version.

    Their background is not learned: it was marked for 40% of the events, against 26% in the sentences it is measured by."""
    rows = [r for p in sorted(folder.glob("*.jsonl")) for r in lines(p)]
    texts = {}
    for name in {r["set"] for r in rows}:
        path, field, ident = CODED_SETS[name]
        texts[name] = {r[ident]: r[field] for r in lines(data / path)}
    for r in rows:
        text = " ".join(texts[r["set"]][r["source"]][r["start"]:r["end"]].split())
        if zlib.crc32(key(text).encode()) != r["letters"]:
            raise ValueError(f"{r['id']}: its source has other words than those that were coded")
        yield dict(r, text=text, events=[dict(e, background=None) for e in r["events"]])


def polnear(tok, rows, name):
    """News articles with attributions."""
    for r in rows:
        doc = Doc(tok, r["text"], split(r["text"]), name=name, ids=[r["id"]])
        cues = []
        for a in r["attributions"]:
            item = dict(speaker=doc.spans(a["source"]), content=doc.spans(a["content"]), direct=None)
            if a["cue"]:
                item["cue"] = doc.span(a["cue"][0])
                cues.append(item)
        doc["cues"] = [c for c in cues if c["cue"]]
        doc["gold"] = [dict(speaker=doc.spans(a["source"]), content=doc.spans(a["content"]), cue=doc.spans(a["cue"]))
                       for a in r["attributions"]]
        doc["cue_wide"] = doc.tags(["cue"], [(c["cue"], "cue") for c in doc["cues"]])
        yield doc


def gum(tok, rows, dates, name):
    """GUM documents: pronouns, named actors, places, dates and parse."""
    dates = {d["doc"]: d["dates"] for d in dates}
    for r in rows:
        doc = Doc(tok, r["text"], [(s["start"], s["end"]) for s in r["sentences"]], name=name, ids=[r["doc"]])
        n = len(doc["words"])
        actor, place = [0] * n, [0] * n
        order = sorted(r["entities"], key=lambda e: e["end"] - e["start"])
        known, places = [], []
        for e in order:
            span, kind = doc.span((e["start"], e["end"])), e["type"]
            if not span:
                continue
            head = doc.span(e["head"]) if isinstance(e["head"], list) else span
            one = span[1] - span[0] == 1
            if kind in ("person", "organization"):
                if one and doc.word(span[0]).lower() in PRONOUNS:
                    known.append((span, "pronoun"))
                elif e["named"]:
                    known.append((head, kind))
                    for i in range(*span):
                        actor[i] = -100
                else:
                    for i in range(*span):
                        actor[i] = -100
            elif kind == "place":
                if e["named"]:
                    places.append((head, "place"))
                for i in range(*span):
                    actor[i] = -100  # a country may act
        tags = doc.tags(ACTORS, known)
        doc["actor"] = [t or a for t, a in zip(tags, actor)]
        doc["place"] = doc.tags(["place"], places)
        if r["doc"] in dates:
            found = [(doc.span((d["start"], d["end"])), "time") for d in dates[r["doc"]]]
            doc["time"] = doc.tags(["time"], [f for f in found if f[0]])
        doc["parse"] = parse(doc, [[(t["start"], t["end"], t["head"], t["deprel"]) for t in s["tokens"]]
                                   for s in r["sentences"]])
        yield doc


def ewt(tok, path, name):
    """Dependency parses, packed about eight sentences to a document (their order is the treebank's)."""
    def sentences():
        rows = []
        for line in gzip.open(path, "rt", encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if len(c) == 10 and c[0].isdigit():
                rows.append((c[1], int(c[6]), c[7], "SpaceAfter=No" in c[9]))
            elif not line.strip() and rows:
                yield rows
                rows = []
    batch = []
    for rows in sentences():
        batch.append(rows)
        if len(batch) == 8:
            yield from one_ewt(tok, batch, name)
            batch = []


def one_ewt(tok, batch, name):
    text, spans, tokens = "", [], []
    for rows in batch:
        start, toks = len(text), []
        for form, head, rel, glued in rows:
            toks.append((len(text), len(text) + len(form), head, rel))
            text += form + ("" if glued else " ")
        text = text.rstrip() + " "
        spans.append((start, len(text) - 1))
        tokens.append(toks)
    doc = Doc(tok, text, spans, name=name, ids=[])
    doc["parse"] = parse(doc, tokens)
    yield doc


RELATIONS = ("acl advcl advmod amod appos aux case cc ccomp compound conj cop csubj dep det discourse dislocated expl fixed "
             "flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp "
             "nsubj:pass aux:pass nmod:poss obl:agent obl:npmod obl:tmod").split()


def parse(doc, sentences):
    """For each word its head word (itself: root) and relation number; -100 for words that continue a token."""
    head, rel = [-100] * len(doc["words"]), [-100] * len(doc["words"])
    at = {}
    for i, w in enumerate(doc["words"]):
        at[w[0]] = i
    for toks in sentences:
        first = [at.get(t[0]) for t in toks]
        for i, (_, _, h, r) in zip(first, toks):
            if i is None:
                continue
            target = i if h == 0 else first[h - 1]
            if target is None:
                continue
            head[i] = target
            r = r if r in RELATIONS else r.split(":")[0]
            rel[i] = RELATIONS.index(r) if r in RELATIONS else -100
    return head, rel


def places(tok, rows, name, limit):
    """GeoWebNews: every toponym that isn't a demonym; only the place head learns from it."""
    for r in rows[:limit]:
        doc = Doc(tok, r["text"], split(r["text"]), name=name, ids=[r["id"]])
        named = [t for t in r["toponyms"] if t["type"] in ("Literal", "Metonymic", "Mixed", "Literal_Modifier", "Coercion",
                                                           "Embedded_Literal")]
        vague = [t for t in r["toponyms"] if t not in named]
        doc["place"] = doc.tags(["place"], [(s, "place") for s in (doc.span((t["start"], t["end"])) for t in named) if s])
        for t in vague:
            span = doc.span((t["start"], t["end"]))
            for i in range(*(span or (0, 0))):
                doc["place"][i] = doc["place"][i] or -100
        yield doc


def pairs(tok, rows, name):
    """PLV: the type between a marked source and target."""
    for r in rows:
        doc = Doc(tok, r["sentence"], name=name, ids=[r["id"]], keys=[key(r["sentence"])])
        doc["pair"] = dict(source=doc.spans(r["source_spans"] or ([r["source"]] if r["source"] else [])),
                           target=doc.spans(r["target_spans"] or ([r["target"]] if r["target"] else [])), type=r["type"])
        yield doc


def roles(tok, rows, name):
    """CAMEO source and target spans."""
    for r in rows:
        doc = Doc(tok, r["text"], name=name, ids=[r["id"]], keys=[key(r["text"])])
        for label, head in (("S", "pair_source"), ("T", "pair_target")):
            found = doc.spans([(s["start"], s["end"]) for s in r["spans"] if s["label"] == label])
            doc[head] = doc.tags([head[5:]], [(f, head[5:]) for f in found])
            doc[head + "_gold"] = found
        yield doc


def stories(tok, rows, name):
    """Synthetic stories: the first two sentences and the type they were generated for."""
    for r in rows:
        spans = split(r["text"])[:2]
        if not spans or r["type"] not in TYPES:
            continue
        doc = Doc(tok, r["text"][:spans[-1][1]][:400], name=name, ids=[r["id"]])
        doc["story"] = r["type"]
        yield doc


def gold_articles(tok, folder, name):
    """The fully annotated articles: measured, never trained on."""
    for path in sorted((folder / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        side = json.loads(path.with_suffix(".json").read_text())
        doc = Doc(tok, text, side["sentences"], name=name, ids=[path.stem])
        doc["article"] = json.loads((folder / "gold" / (path.stem + ".json")).read_text())
        yield doc


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data", type=Path)
    ap.add_argument("out", type=Path)
    a = ap.parse_args()
    tok, d = load_tokenizer(), a.data
    contrast = lines(d / "annotated/contrast_train.jsonl")
    own = [r for p in sorted((Path(__file__).parent / "corpus").glob("*.jsonl")) for r in lines(p)]
    sets = {
        "sentences": coded(tok, lines(d / "annotated/sentences_train.jsonl"), "sentences"),
        "contrast": coded(tok, [r for r in contrast if r["family"] % 10], "contrast"),
        "own": coded(tok, own, "own"),
        "coded": coded(tok, list(standing_off(d, Path(__file__).parent / "coded")), "coded"),
        "polnear": polnear(tok, lines(d / "attribution/polnear_train.jsonl.gz"), "polnear"),
        "gum": gum(tok, lines(d / "ner/gum_train.jsonl.gz"), lines(d / "times/gum_dates_train.jsonl"), "gum"),
        "ewt": ewt(tok, d / "parse/ewt_train.conllu.gz", "ewt"),
        "places": places(tok, lines(d / "places/geowebnews.jsonl"), "places", 120),
        "pairs": pairs(tok, lines(d / "relations/plv_train.jsonl"), "pairs"),
        "roles": roles(tok, lines(d / "roles/cameo_ner_train.jsonl"), "roles"),
        "stories": stories(tok, lines(d / "synthetic/ngec_synthetic.jsonl.gz"), "stories"),
        "dev_sentences": coded(tok, lines(d / "annotated/sentences_dev.jsonl"), "dev"),
        "dev_contrast": coded(tok, [r for r in contrast if r["family"] % 10 == 0], "dev"),
        "dev_polnear": polnear(tok, lines(d / "attribution/polnear_dev.jsonl"), "dev"),
        "dev_gum": gum(tok, lines(d / "ner/gum_dev.jsonl"), lines(d / "times/gum_dates_dev.jsonl"), "dev"),
        "dev_articles": gold_articles(tok, d / "annotated", "dev"),
    }
    out = {}
    for name, docs in sets.items():
        out[name] = [dict(x) for x in docs]
        print(f"{name:14} {len(out[name]):6} documents {sum(len(x['sentences']) for x in out[name]):7} sentences "
              f"{sum(len(w[2]) for x in out[name] for w in x['words']):8} pieces", flush=True)
    with open(a.out, "wb") as f:
        pickle.dump(out, f)


if __name__ == "__main__":
    main()
