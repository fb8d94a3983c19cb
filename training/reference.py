"""Writes training/reference/*.json: invented sentences with token ids, offsets and every head's scores, for Rust's tests.

    python reference.py FOLDER OUT

Numbers come from the exported graphs, run by ONNX Runtime, on one window a file. `decoded` is what decode.py makes of
the text with the folder's settings (spans in code points).
"""
import argparse
import json
from pathlib import Path

import decode
from batches import Item, cue_crop, link_input, windows
from decode import spans_of, viterbi
from export import Folder
from prepare import Doc
from text import load_tokenizer, split

TEXTS = {
    "plain": "Estonia expelled two Russian diplomats on Friday.",
    "accents": "Über-strike: São Tomé’s ministers met Côte d’Ivoire’s president in Yaoundé on 3 May 2021, Mr Né said.",
    "wide": "北京 said on Monday 🙂 that Taiwan’s navy would not attack the islands.",
    "running": "President Kofi Asare arrived in Lomé on Tuesday. He was received by Essi Amegan, who said the talks had "
               "been “frank”. In 2016 rebels killed nine soldiers there, and Asare denied that Ghana had armed them.",
    "nothing": "Shares in the brewer fell 4 percent after weak sales.",
}


def numbers(rows):
    return [[round(float(x), 5) for x in r] for r in rows]


def reference(net, tok, text):
    """Everything Rust can compare for one text that fits one window."""
    doc = Doc(tok, text, split(text))
    settings = dict(decode.DEFAULTS, **net.settings["thresholds"], window=net.settings["window"], weights=net.settings["weights"])
    (w, _), = windows(doc, settings["window"])
    middle, top, tags = decode.first_pass(net, [w])
    scores = net.last[0].numpy()
    out = dict(text=text, words=[[s, e] for s, e, _, _ in doc["words"]], casing=[x[3] for x in doc["words"]],
               sentences=doc["sentences"], ids=w.ids, case=w.case, first=w.first[:-1], tags=numbers(scores),
               middle_first_five=numbers(middle[0, :, :5]), top_first_five=numbers(top[0, :, :5]), link=[])
    items = []
    for s, e in w.sentences:
        items += [Item(0, w, (s, e), [((s + a, s + b), 1)]) for (a, b), _, _ in
                  decode.candidates(tags[0]["trigger"][s:e], settings["trigger_candidate"])]
    for s, e, _ in spans_of(viterbi(tags[0]["cue"])):
        items.append(Item(0, w, cue_crop(w, (s, e)), [((s, e), 2)], kind="cue"))
    if not items:
        items = [Item(0, w, w.sentences[0], [((0, 1), 1)])]
    for i in items:
        raw = net.link(*link_input([i], middle, top))
        out["link"].append(dict(kind=i.kind, crop_words=i.crop, piece_start=i.base, pieces=i.length, marks=i.marks,
                                **{k: numbers(v[0]) if k == "words" else numbers(v)[0] for k, v in raw.items()}))
    read = decode.read_docs(net, [doc], settings)[0]
    chars = lambda s: [doc["words"][s[0]][0], doc["words"][s[1] - 1][1]]
    for e in read["events"]:
        e.update(trigger=chars(e["trigger"]), roles={k: [chars(x) for x in v] for k, v in e["roles"].items()})
    for s in read["statements"]:
        s.update(cue=chars(s["cue"]), speaker=[chars(x) for x in s["speaker"]], content=[chars(x) for x in s["content"]])
    out["decoded"] = dict(events=read["events"], statements=read["statements"], mentions=[[chars(s), k] for s, k in read["mentions"]])
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("out", type=Path)
    a = ap.parse_args()
    net, tok = Folder(a.folder), load_tokenizer(a.folder)
    a.out.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (a.out / f"{name}.json").write_text(json.dumps(reference(net, tok, text), ensure_ascii=False) + "\n", encoding="utf-8")
        print(name, len(text), "characters")


if __name__ == "__main__":
    main()
