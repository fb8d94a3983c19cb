"""Opens every Parquet file that memcon writes in DuckDB and polars, and compares it with the JSON Lines of the same rows.

Usage: parquet.py MEMCON, the program; needs the packages duckdb and polars.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import polars

ROOT = Path(__file__).resolve().parent.parent
TABLES = ["articles", "events", "statements", "actors", "incidents"]
SCHEMAS = ["polecat", "icews", "phoenix", "gdelt"]


def run(*arguments):
    """What the program writes to stdout; the run must succeed."""
    done = subprocess.run([sys.argv[1], *map(str, arguments)], check=True, capture_output=True)
    return done.stdout.decode()


def same(read, written):
    """True when a value came back as it was; numbers may be floats of the same value."""
    if isinstance(written, dict):
        return isinstance(read, dict) and all(same(read.get(key), value) for key, value in written.items())
    if isinstance(written, list):
        return len(read) == len(written) and all(map(same, read, written))
    return read == written


def compare(name, parquet, lines):
    """Both readers give the rows of `lines`."""
    by_duckdb = duckdb.execute("SELECT * FROM read_parquet(?)", [str(parquet)])
    columns = [column[0] for column in by_duckdb.description]
    by_duckdb = [dict(zip(columns, row)) for row in by_duckdb.fetchall()]
    by_polars = polars.read_parquet(parquet).to_dicts()
    for reader, rows in [("duckdb", by_duckdb), ("polars", by_polars)]:
        assert len(rows) == len(lines), f"{name}: {reader} read {len(rows)} rows of {len(lines)}"
        for row, line in zip(rows, lines):
            for column, value in line.items():
                assert same(row[column], value), f"{name}.{column}: {reader} read {row[column]!r}, not {value!r}"
    print(f"{name}: {len(lines)} rows, {len(columns)} columns")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        story = (ROOT / "examples/harbour-talks.txt").read_text()
        with open(folder / "in.jsonl", "w") as lines:
            for number in range(300):
                text = f"{story}\n\nNote {number}: Ørsted said “no” on Friday."
                line = {"id": f"n{number}", "text": text, "published": "2026-03-12", "publisher": "North Port Courier"}
                lines.write(json.dumps(line) + "\n")
        run("code", "--no-model", "-q", folder / "in.jsonl", "--out", folder / "news.db")
        run("code", "--no-model", "-q", folder / "in.jsonl", "--out", folder / "records.jsonl")
        run("code", "--no-model", "-q", folder / "in.jsonl", "--out", folder / "records.parquet")
        records = [json.loads(line) for line in open(folder / "records.jsonl")]
        compare("records", folder / "records.parquet", records)
        for option, names in [("--table", TABLES), ("--schema", SCHEMAS)]:
            for name in names:
                out = folder / f"{name}.parquet"
                run("export", folder / "news.db", option, name, "--format", "parquet", "--out", out)
                lines = run("export", folder / "news.db", option, name, "--format", "jsonl").splitlines()
                assert lines, f"{name} is empty"
                compare(name, out, [json.loads(line) for line in lines])
        # A question that needs the lists to be lists.
        visits = duckdb.execute(
            "SELECT count(*) FROM read_parquet(?) WHERE list_contains(source_names, 'Inês Carvalho')",
            [str(folder / "events.parquet")],
        ).fetchone()
        assert visits[0] >= 300, visits
    print("Parquet opens in DuckDB and polars")


main()
