#!/usr/bin/env python3
"""Sorts wrong and missed events on annotated articles into classes, for docs/errors.md.

    python3 eval/error_classes.py RECORDS.jsonl GOLD_DIR ARTICLES_DIR [--list CLASS]

GOLD_DIR holds NAME.json, ARTICLES_DIR NAME.txt with NAME.json (its sentences). Each event of a record that stands for no gold
event, and each required gold event that no event stands for, gets the first class that fits. An event stands for a gold one
when its type is one of gold's, its trigger is in a sentence of one of gold's triggers, and one of its sources overlaps a
mention of one of gold's. Standard library only.
"""
import argparse
import json
import os
from collections import Counter
from pathlib import Path


def ends(x):
    return (x["start"], x["end"]) if isinstance(x, dict) else tuple(x)


def touch(a, b):
    return a[0] < b[1] and b[0] < a[1]


class Article:
    """Gold and record of one article, with the questions that the classes ask."""

    def __init__(self, gold, record, text, sentences):
        self.gold, self.record, self.text, self.sentences = gold, record, text, sentences
        self.mentions = {a["id"]: [ends(m) for m in a["mentions"]] for a in gold["actors"]}
        self.ours = {a["id"]: [ends(m) for m in a["mentions"]] for a in record["actors"]}

    def sentence(self, at):
        return next((i for i, (a, b) in enumerate(self.sentences) if a <= at < b), None)

    def gold_sentences(self, g):
        return {self.sentence(ends(t)[0]) for t in [g["trigger"]] + (g.get("other_triggers") or [])}

    def trigger(self, e):
        return next(ends(x) for x in e["evidence"] if x["role"] == "trigger")

    def same_sentence(self, g, e):
        return self.sentence(self.trigger(e)[0]) in self.gold_sentences(g)

    def same_type(self, g, e):
        return e["type"] in [g["type"]] + (g.get("type_alt") or [])

    def same_actor(self, g, e):
        wanted = set(g["source"]).union(*map(set, g.get("source_alt") or [[]]))
        if not e["sources"]:
            return not g["source"] or any(not s for s in g.get("source_alt") or [])
        return any(touch(a, b) for s in e["sources"] for a in self.ours.get(s, []) for w in wanted for b in self.mentions.get(w, []))

    def fits(self, g, e):
        return self.same_sentence(g, e) and self.same_type(g, e) and self.same_actor(g, e)


def classes(article):
    """(class, words around it) of every mistake."""
    gold, events = article.gold["events"], article.record["events"]
    taken, found = set(), set()
    for required in (True, False):
        for i, g in enumerate(gold):
            if bool(g.get("optional")) == required:
                continue
            hit = next((j for j, e in enumerate(events) if j not in taken and article.fits(g, e)), None)
            if hit is not None:
                taken.add(hit), found.add(i)
    show = lambda a, b: article.text[max(0, a - 70):b + 70].replace("\n", " ")
    for j, e in enumerate(events):
        if j in taken:
            continue
        near = [g for g in gold if article.same_sentence(g, e)]
        typed = [g for g in near if article.same_type(g, e)]
        if any(article.fits(g, e) for g in gold):
            name = "said twice: the event has another record"
        elif typed:
            name = "wrong: source is somebody else"
        elif any(touch(article.trigger(e), ends(g["trigger"])) for g in near):
            name = "wrong: type of an event that is there"
        else:
            name = "wrong: no such event"
        yield name, f"{e['type']} | " + show(*article.trigger(e))
    for i, g in enumerate(gold):
        if i in found or g.get("optional"):
            continue
        near = [e for e in events if article.same_sentence(g, e)]
        skipped = [s for s in article.record["skipped"] if article.sentence(s["start"]) in article.gold_sentences(g)]
        if any(article.same_type(g, e) for e in near):
            name = "missed: source is somebody else"
        elif any(touch(article.trigger(e), ends(g["trigger"])) for e in near):
            name = "missed: coded as another type"
        elif any(s["reason"].startswith(g["type"]) for s in skipped):
            name = "missed: seen, but nobody found who acts"
        else:
            name = "missed: not seen"
        yield name, f"{g['type']} {g['status']} | " + show(*ends(g["trigger"]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("records", type=Path)
    ap.add_argument("gold", type=Path)
    ap.add_argument("articles", type=Path)
    ap.add_argument("--list", help="print the mistakes whose class holds these words")
    a = ap.parse_args()
    counts = Counter()
    for line in a.records.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        name = os.path.basename(record["article"]["id"]).removesuffix(".txt")
        gold = json.loads((a.gold / f"{name}.json").read_text(encoding="utf-8"))
        text = (a.articles / f"{name}.txt").read_text(encoding="utf-8").replace("\r\n", "\n")
        sentences = [ends(s) for s in json.loads((a.articles / f"{name}.json").read_text(encoding="utf-8"))["sentences"]]
        for kind, words in classes(Article(gold, record, text, sentences)):
            counts[kind] += 1
            if a.list and a.list in kind:
                print(f"{kind} | {words}")
    if not a.list:
        for kind, n in counts.most_common():
            print(f"{n:4}  {kind}")
        print(f"{sum(counts.values()):4}  in all")


if __name__ == "__main__":
    main()
