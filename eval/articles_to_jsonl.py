#!/usr/bin/env python3
"""Make one JSON Lines input of a folder of NAME.txt files with NAME.json beside them.

usage: articles_to_jsonl.py FOLDER [GOLD] > articles.jsonl

Each line has id (NAME), text, and published where NAME.json gives it, so that `memcon code articles.jsonl` knows the
dates that the texts do not carry. With a folder GOLD of NAME.json its
actors stand in the line too, for `memcon eval roles`. Standard library only.
"""
import json
import pathlib
import sys


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder")
    for path in sorted(folder.glob("*.txt")):
        line = {"id": path.stem, "text": path.read_bytes().decode("utf-8").replace("\r\n", "\n")}
        about = path.with_suffix(".json")
        if about.exists():
            published = json.loads(about.read_text(encoding="utf-8")).get("published")
            if published:
                line["published"] = published
        if len(sys.argv) == 3:
            gold = pathlib.Path(sys.argv[2]) / (path.stem + ".json")
            line["actors"] = json.loads(gold.read_text(encoding="utf-8"))["actors"]
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
