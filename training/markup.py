"""Turns corpus/*.txt (sentences with brackets) into corpus/*.jsonl in the shape of annotated/sentences.

    python markup.py

One line is one sentence; lines without a blank line between them are one running text. A bracket opens with a code and a
space:
    {CODE words}   an actor, place or time. CODE is roles, then a dot and kind, then a dot and country, each optional
                   but for times and places: `s1,t2.o.EST`. Roles: s source, t target, p place, w when, a attributed to
                   (each with the event's number), k speaker of statement number. Kinds: p person, o organization,
                   s state, g group, x a pronoun (not listed as an actor). `w` alone: a time of no event.
    [CODE words]   a trigger. CODE is `1:TYPE/mode:status`, then `:bg` for background; status defaults to happened.
    <1 words>      the cue of statement 1.        «1 words»   its content; `«1" words»` when it is direct.
A statement whose content has no bracket takes all words before its speaker and cue; it is left out when there are none.
A mention that repeats a role is written once with all its roles.
"""
import json
import re
from pathlib import Path

from labels import STATUSES, TYPE_MODES

KINDS = dict(p="person", o="organization", s="state", g="group", x=None)
CLOSE = {"{": "}", "[": "]", "<": ">", "«": "»"}


def parse(line, where):
    """The plain text and its brackets as (opening mark, code, start, end)."""
    text, stack, found = "", [], []
    i = 0
    while i < len(line):
        c = line[i]
        if c in CLOSE:
            cut = line.index(" ", i)
            stack.append((c, line[i + 1:cut], len(text)))
            i = cut + 1
        elif stack and c == CLOSE[stack[-1][0]]:
            mark, code, start = stack.pop()
            found.append((mark, code, start, len(text)))
            i += 1
        else:
            if c in CLOSE.values():
                raise ValueError(f"{where}: stray {c}")
            text += c
            i += 1
    if stack:
        raise ValueError(f"{where}: {stack[-1]} is not closed")
    return text, found


def record(line, where):
    """One sentence in the shape of annotated/sentences."""
    text, found = parse(line, where)
    events, statements, actors, times = {}, {}, [], []
    statement = lambda n: statements.setdefault(n, dict(speaker=None, cue=None, content=[], direct=False))
    for mark, code, s, e in found:
        if mark == "[":
            number, kind, *rest = code.split(":")
            name, _, mode = kind.partition("/")
            if (name, mode or None) not in TYPE_MODES:
                raise ValueError(f"{where}: no type {kind}")
            status = next((r for r in rest if r in STATUSES), "happened")
            events[number] = dict(type=name, mode=mode or None, trigger=[s, e], sources=[], targets=[], place=None, time=None,
                                  status=status, background="bg" in rest, attributed_to=None)
        elif mark == "<":
            statement(code)["cue"] = [s, e]
        elif mark == "«":
            statement(code.rstrip('"'))["content"].append([s, e])
            statement(code.rstrip('"'))["direct"] = code.endswith('"')
    for mark, code, s, e in found:
        if mark != "{":
            continue
        roles, _, rest = code.partition(".")
        kind, _, country = rest.partition(".")
        if kind and KINDS[kind]:
            actors.append(dict(span=[s, e], kind=KINDS[kind], country=country or None))
        for role in filter(None, roles.split(",")):
            letter, number = role[0], role[1:]
            if letter == "w":
                times.append([s, e])
            if not number:
                continue
            if letter == "k":
                statement(number)["speaker"] = [s, e]
                continue
            event = events[number]
            if letter in "st":
                event["sources" if letter == "s" else "targets"].append([s, e])
            else:
                event[dict(p="place", w="time", a="attributed_to")[letter]] = [s, e]
    for st in statements.values():
        if st["cue"] and not st["content"]:  # "…, the minister said": all that comes before
            end = min(st["cue"][0], st["speaker"][0] if st["speaker"] else len(text))
            before = text[:end].rstrip(" ,")
            st["content"] = [[0, len(before)]] if before else []
    statements = {n: st for n, st in statements.items() if st["cue"] and st["content"]}
    return dict(text=text, events=[events[k] for k in sorted(events)], statements=[statements[k] for k in sorted(statements)],
                actors=sorted(actors, key=lambda a: a["span"]), times=sorted(times))


def main():
    for path in sorted((Path(__file__).parent / "corpus").glob("*.txt")):
        rows, block = [], 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#"):
                continue
            if not line.strip():
                block += 1
                continue
            rows.append(dict(block=block, line=number, **record(line.strip(), f"{path.name}:{number}")))
        out = []
        for r in rows:
            mates = [x for x in rows if x["block"] == r["block"]]
            running = len(mates) > 1
            out.append(dict(id=f"{path.stem}-{r['line']}", doc=f"{path.stem}-{r['block']}" if running else None,
                            n=mates.index(r) if running else None, published=None,
                            **{k: v for k, v in r.items() if k not in ("block", "line")}))
        path.with_suffix(".jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in out), encoding="utf-8")
        print(path.name, len(out), "sentences,", sum(len(r["events"]) for r in out), "events,", sum(len(r["statements"]) for r in out), "statements")


if __name__ == "__main__":
    main()
