"""Prints how long the pages of a big database take and what they weigh: see big.py. Linux, Python 3.11, no package.

    python3 e2e/measure.py PROGRAM DB
"""
import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request

TIMES = 8


def main(program, database):
    server = subprocess.Popen([program, "serve", database, "--port", "0"], stderr=subprocess.PIPE, text=True)
    address = server.stderr.readline().split("reading room at ")[1].split(" ")[0].rstrip("/")

    def get(path):
        return urllib.request.urlopen(address + path).read()

    def processor():
        with open(f"/proc/{server.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    db = sqlite3.connect(database)
    often, also, seldom = (urllib.parse.quote(db.execute("SELECT id FROM known_actors WHERE key = ?", (key,)).fetchone()[0])
                           for key in (1, 2, 400))
    incident = json.loads(get("/incidents.json"))["incidents"][3]["id"]
    print("| page | processor, ms | clock, ms | bytes |\n|---|---|---|---|")
    for name, path in {
        "home": "/", "article": "/article/g777", "incidents": "/incidents",
        "incidents, filtered": "/incidents?type=CONSULT&since=2025-01-01", "incident": f"/incident/{incident}",
        "actor, the most frequent": f"/actor/{often}", "actor, the 400th": f"/actor/{seldom}",
        "pair, the two most frequent": f"/pair/{often}/{also}", "states": "/states/AFG/ALB",
        "map": "/map", "map of all years": "/map?since=2016-01-01", "network": "/network",
        "network of states": "/network?between=states", "search, common words": "/search?q=minister+talks",
        "search, the most common word": "/search?q=the",
    }.items():
        size = len(get(path))
        before, clock = processor(), time.time()
        for _ in range(TIMES):
            get(path)
        print(f"| {name} | {(processor() - before) / TIMES * 1000:.0f} | {(time.time() - clock) / TIMES * 1000:.0f} | {size:,} |")
    server.terminate()


main(sys.argv[1], sys.argv[2])
