"""Writes CARD.md: card_head.md, the figures, card_tail.md.

    python card.py OUT.md FIGURES.json [FOLDS.json]
"""
import json
import sys
from pathlib import Path

TARGETS = {"sentences_dev type and trigger F1": 0.73, "sentences_dev everything right F1": 0.42, "sentences_dev status of matched": 0.93,
           "contrast aside status of matched": 0.95, "polnear_dev content F1": 0.70, "polnear_dev content and source F1": 0.58,
           "pairs accuracy": 0.87, "pairs macro F1": 0.84, "pairs quad accuracy": 0.95, "roles source exact F1": 0.84,
           "roles target exact F1": 0.58}


def main():
    out, *paths = sys.argv[1:]
    here = Path(__file__).parent
    rows = ["", "| figure | value | 95% | aim |", "|---|---|---|---|"]
    for path in paths:
        raw = json.load(open(path))
        for name, (v, low, high) in raw.get("figures", raw).items():
            rows.append(f"| {name} | {v:.3f} | {low:.3f} to {high:.3f} | {TARGETS.get(name, '')} |")
    Path(out).write_text((here / "card_head.md").read_text() + "\n".join(rows) + "\n" + (here / "card_tail.md").read_text())


if __name__ == "__main__":
    main()
