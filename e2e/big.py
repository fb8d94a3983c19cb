"""Fills a database with made-up articles, to see how long pages take: rows alone, nothing is read or joined.

    target/release/memcon code examples/harbour-talks.txt --no-model --out big.db
    python3 e2e/big.py big.db 100000
    python3 e2e/measure.py target/release/memcon big.db

Words, actors and places follow Zipf's law: the most frequent actor takes part in every tenth incident. 100,000 articles give 400,000
reports of 300,000 incidents, 600,000 actors in articles of 20,000 known ones, and 1.1 GB. Python 3.11, no package.
"""
import csv
import datetime
import itertools
import json
import random
import sqlite3
import sys

KNOWN = 20_000
TYPES = [("AGREE", 1, 2.5), ("CONSULT", 1, 2.5), ("SUPPORT", 1, 3), ("AID", 2, 7), ("RETREAT", 2, 5), ("REQUEST", 3, -1),
         ("ACCUSE", 3, -3), ("REJECT", 3, -4), ("PROTEST", 4, -6), ("COERCE", 4, -7), ("ASSAULT", 4, -9.5)]
STATUSES = ["happened"] * 7 + ["ongoing", "planned", "requested", "denied", "possible"]
COMMON = ("the of to and in a said on for that with was minister president talks met government troops border agreement aid protest police "
          "fire court treaty cod salmon visit week month ban lifted signed union quota port ship island river").split()


def zipf(count, start):
    return list(itertools.accumulate(1 / (n + start) for n in range(count)))


def main(path, articles):
    random.seed(7)
    db = sqlite3.connect(path)
    db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = ON; DELETE FROM reports; DELETE FROM incidents;"
                     "DELETE FROM articles; DELETE FROM known_actors;")
    insert = lambda table, *row: db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
    vocabulary = COMMON + ["".join(random.choice("aeioubcdfglmnprst") for _ in range(random.randint(3, 9))) for _ in range(20_000)]
    weights, actor_weights = zipf(len(vocabulary), 3), zipf(KNOWN, 2)
    words = lambda count: " ".join(random.choices(vocabulary, cum_weights=weights, k=count))
    with open(f"{sys.path[0]}/../knowledge/states.csv", encoding="utf-8") as file:
        states = [row for row in csv.DictReader(file) if row["lat"]]
    known = [(state["name"], "state", state["iso3"]) for state in states]
    known += [(f"{words(2).title()} {n}", "person", random.choice(states)["iso3"]) for n in range(len(known), KNOWN)]
    for key, (name, kind, country) in enumerate(known, 1):
        insert("known_actors", key, name, name, kind, country, None)
    first = datetime.date(2016, 1, 1)
    actor = event = place = statement = incident = 0
    for article in range(1, articles + 1):
        day = (first + datetime.timedelta(days=random.randrange(3900))).isoformat()
        title = words(8)
        text = title + "\n\n" + "\n\n".join(words(60) + "." for _ in range(7))
        insert("articles", article, f"g{article}", f"g{article}", None, f"Outlet {article % 300}", title, "[]", day, "flag", "en", text, "0.1.0",
               None, "plover-2.0", "2026-11")
        # With a sketch it counts as joined.
        insert("sketches", article, b"", json.dumps(""))
        here = random.choices(range(KNOWN), cum_weights=actor_weights, k=6)
        for n, who in enumerate(here, 1):
            actor += 1
            name, kind, country = known[who]
            insert("actors", actor, article, f"a{n}", name, name, None, kind, country, "[]", "known", who + 1)
            insert("mentions", actor, 0, n * 9, n * 9 + 6, "name")
            if n < 3:
                insert("roles", actor, 0, random.choice(["president", "minister", "envoy"]), "current", 5, 9)
        places = []
        for n in (1, 2):
            place += 1
            state, part = random.choice(states), random.randrange(8)
            places.append((f"{state['capital']} {part}", state["iso3"], float(state["lat"]) + part / 3, float(state["lon"]) + part / 3))
            insert("places", place, article, f"p{n}", places[-1][0], "city", *places[-1][1:], None)
        for n in range(1, 5):
            event += 1
            (kind, quad, score), status, where = random.choice(TYPES), random.choice(STATUSES), random.randrange(3)
            insert("events", event, article, f"e{n}", kind, None, "[]", quad, score, f"p{where}" if where else None, day, None, None, status, 0,
                   None, 0.7)
            source, target = random.sample(range(6), 2)
            insert("event_actors", event, "source", 0, f"a{source + 1}")
            insert("event_actors", event, "target", 0, f"a{target + 1}")
            insert("evidence", event, 0, 60 + n * 50, 66 + n * 50, "trigger")
            # Three events are new, the fourth reports what another article did.
            new = n < 4
            if new:
                incident += 1
                name, country, lat, lon = places[where - 1] if where else (None,) * 4
                insert("incidents", incident, f"{incident:016x}", kind, None, quad, score, status, day, day, day, name, "city" if where else None,
                       country, lat, lon, None, 0, title, day, day, 1, 1)
                for role, who in (("source", here[source]), ("target", here[target])):
                    insert("incident_actors", incident, role, 0, who + 1, known[who][2])
                insert("status_history", incident, 0, status, event)
            insert("reports", event, incident if new else random.randrange(1, incident + 1), 0 if new else event, article, 0, 0, f"h{event}")
        for n in range(1, 4):
            statement += 1
            speaker = random.randrange(6)
            insert("statements", statement, article, f"s{n}", f"a{speaker + 1}", None, None, 0, 0.8, words(14))
            insert("statement_content", statement, 0, 70 + n * 60, 120 + n * 60)
            insert("statement_about", statement, 0, f"a{(speaker + 1) % 6 + 1}")
    db.commit()
    db.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")


main(sys.argv[1], int(sys.argv[2]))
