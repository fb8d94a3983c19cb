#!/usr/bin/env python3
"""Measure everything that eval/floors.toml names and compare: one table, exit 1 when a figure is below its floor.

    python3 eval/figures.py DATA [--memcon PATH] [--only NAME,NAME] [--raise]

DATA is the folder of annotated data (see eval/README.md); its scorer of whole articles stands in DATA/../tools. Each table of
floors.toml with `task` is one run: `memcon eval TASK DATA/data`, or for `articles` coding and the scorer. `family_tenth`
takes only the lines whose `family` divides by ten: those that the model was not trained on. `--raise` writes the figures that
beat their floors into floors.toml, rounded down to two digits less a hundredth. Standard library only (Python 3.11).
"""
import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def run(command):
    """What a command says, or the end of this run with its own words."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def articles(memcon, data, folder, options):
    """Figures of whole articles by the annotators' scorer."""
    given, coded, out = folder / "articles.jsonl", folder / "records.jsonl", folder / "figures.json"
    given.write_text(run([sys.executable, HERE / "articles_to_jsonl.py", data / "annotated/articles"]), encoding="utf-8")
    coded.unlink(missing_ok=True)
    run([memcon, *options, "code", given, "--out", coded, "--quiet"])
    run([sys.executable, data.parent / "tools/score_articles.py", coded, "--json", out])
    found = json.loads(out.read_text(encoding="utf-8"))
    found = found.get("total", found)
    return {name: figure.get("f1", figure.get("F1", figure.get("acc"))) for name, figure in found.items() if isinstance(figure, dict)}


def task(memcon, data, folder, entry, options):
    """Figures of one `memcon eval`."""
    gold = data / entry["data"]
    if entry["task"] == "roles":
        lines = run([sys.executable, HERE / "articles_to_jsonl.py", gold / "articles", gold / "gold"])
        gold = folder / "roles.jsonl"
        gold.write_text(lines, encoding="utf-8")
    if entry.get("family_tenth"):
        lines = [line for line in gold.read_text(encoding="utf-8").splitlines() if json.loads(line)["family"] % 10 == 0]
        gold = folder / gold.name
        gold.write_text("\n".join(lines), encoding="utf-8")
    figures = json.loads(run([memcon, *options, "eval", entry["task"], gold, "--json"]))
    return {name: figure["value"] for name, figure in figures.items()}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("--memcon", default="memcon")
    ap.add_argument("--only", default="")
    ap.add_argument("--raise", dest="lift", action="store_true")
    a = ap.parse_args()
    path = HERE / "floors.toml"
    floors = tomllib.loads(path.read_text(encoding="utf-8"))
    only, below, text = set(filter(None, a.only.split(","))), 0, path.read_text(encoding="utf-8")
    print(f"{'':26} {'figure':36} {'value':>7} {'floor':>7} {'asked':>7}")
    for name, entry in floors.items():
        if "task" not in entry or only and name not in only:
            continue
        options = ["--no-model"] if entry.get("plain") else []
        with tempfile.TemporaryDirectory() as folder:
            if entry["task"] == "articles":
                figures = articles(a.memcon, a.data, Path(folder), options)
            else:
                figures = task(a.memcon, a.data, Path(folder), entry, options)
        for figure, floor in entry["floors"].items():
            value = figures.get(figure)
            if value is None:
                sys.exit(f"{path}: [{name}]: no figure is called “{figure}”; there are {', '.join(figures)}")
            below += value < floor
            asked = entry.get("asked", {}).get(figure)
            mark = "BELOW" if value < floor else ""
            print(f"{name:26} {figure:36} {value:7.3f} {floor:7.2f} {asked if asked is not None else '':>7} {mark}", flush=True)
            new = math.floor(value * 100 - 1) / 100
            if a.lift and new > floor:
                head = re.escape(f"[{name}.floors]")
                text = re.sub(rf'({head}(?:(?!\n\[).)*?\n"?{re.escape(figure)}"? = )[0-9.]+', rf"\g<1>{new}", text, count=1, flags=re.S)
    if a.lift:
        path.write_text(text, encoding="utf-8")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
