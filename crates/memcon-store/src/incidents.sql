-- Version 3. Incidents across articles, and what joining them needs.

CREATE TABLE known_actors (
    key      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL COLLATE NOCASE,
    kind     TEXT NOT NULL,
    country  TEXT,
    wikidata TEXT
);
CREATE INDEX known_actors_name ON known_actors (name);
CREATE INDEX known_actors_country ON known_actors (country);

ALTER TABLE actors ADD COLUMN known INTEGER REFERENCES known_actors (key);
CREATE INDEX actors_known ON actors (known, article);

-- Versions of one text: every article has a row.
CREATE TABLE versions (
    article  INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    original INTEGER NOT NULL REFERENCES articles (key),
    twin     INTEGER NOT NULL REFERENCES articles (key)
);
CREATE INDEX versions_original ON versions (original);
CREATE INDEX versions_twin ON versions (twin);


CREATE TABLE incidents (
    key            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    type           TEXT NOT NULL,
    mode           TEXT,
    quad           INTEGER NOT NULL,
    intensity      REAL NOT NULL,
    status         TEXT NOT NULL,
    time           TEXT,
    day            TEXT,
    last_day       TEXT,
    place          TEXT,
    place_kind     TEXT,
    country        TEXT,
    lat            REAL,
    lon            REAL,
    geonames       INTEGER,
    background     INTEGER NOT NULL,
    headline       TEXT,
    first_reported TEXT,
    last_reported  TEXT,
    voices         INTEGER NOT NULL,
    publishers     INTEGER NOT NULL
);
CREATE INDEX incidents_day ON incidents (day);
CREATE INDEX incidents_type ON incidents (type, day);
CREATE INDEX incidents_status ON incidents (status, day);
CREATE INDEX incidents_country ON incidents (country, day);
CREATE INDEX incidents_place ON incidents (place COLLATE NOCASE, day);

CREATE TABLE incident_actors (
    incident INTEGER NOT NULL REFERENCES incidents (key) ON DELETE CASCADE,
    role     TEXT NOT NULL,
    n        INTEGER NOT NULL,
    actor    INTEGER NOT NULL REFERENCES known_actors (key),
    country  TEXT,
    PRIMARY KEY (incident, role, n)
) WITHOUT ROWID;
CREATE INDEX incident_actors_actor ON incident_actors (actor, incident);
CREATE INDEX incident_actors_country ON incident_actors (country, incident);

-- Every event is a report of just one incident.
CREATE TABLE reports (
    event      INTEGER PRIMARY KEY REFERENCES events (key) ON DELETE CASCADE,
    incident   INTEGER NOT NULL REFERENCES incidents (key),
    n          INTEGER NOT NULL,
    article    INTEGER NOT NULL REFERENCES articles (key),
    background INTEGER NOT NULL,
    copy       INTEGER NOT NULL,
    handle     TEXT NOT NULL
);
CREATE INDEX reports_incident ON reports (incident, n);
CREATE INDEX reports_article ON reports (article);
CREATE INDEX reports_handle ON reports (handle);

CREATE TABLE status_history (
    incident INTEGER NOT NULL REFERENCES incidents (key) ON DELETE CASCADE,
    n        INTEGER NOT NULL,
    status   TEXT NOT NULL,
    event    INTEGER NOT NULL,
    PRIMARY KEY (incident, n)
) WITHOUT ROWID;

CREATE TABLE disagreements (
    incident INTEGER NOT NULL REFERENCES incidents (key) ON DELETE CASCADE,
    field    TEXT NOT NULL,
    n        INTEGER NOT NULL,
    value    TEXT NOT NULL,
    event    INTEGER NOT NULL,
    PRIMARY KEY (incident, field, n, event)
) WITHOUT ROWID;

-- Working tables of the joining.
CREATE TABLE bands (
    band    INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    PRIMARY KEY (band, article)
) WITHOUT ROWID;

CREATE TABLE sketches (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    minhash BLOB NOT NULL,
    sketch  TEXT NOT NULL
);

CREATE TABLE blocks (
    block   INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    PRIMARY KEY (block, article)
) WITHOUT ROWID;

CREATE TABLE links (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    score REAL NOT NULL,
    PRIMARY KEY (event, other)
) WITHOUT ROWID;
