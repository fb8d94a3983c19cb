-- Version 1. Positions are half-open ranges in characters (Unicode code points) of articles.text.
-- Rows of one article stand in the order of its record: by n, or by rowid.

CREATE TABLE articles (
    key            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    source         TEXT NOT NULL,
    url            TEXT,
    publisher      TEXT,
    title          TEXT,
    authors        TEXT NOT NULL,
    published      TEXT,
    published_from TEXT,
    language       TEXT,
    text           TEXT NOT NULL,
    memcon         TEXT NOT NULL,
    model          TEXT,
    ontology       TEXT NOT NULL,
    knowledge      TEXT NOT NULL
);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_published ON articles (published);

CREATE TABLE furniture (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    PRIMARY KEY (article, n)
) WITHOUT ROWID;

CREATE TABLE actors (
    key      INTEGER PRIMARY KEY,
    article  INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    known_as TEXT,
    wikidata TEXT,
    kind     TEXT NOT NULL,
    country  TEXT,
    sectors  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    UNIQUE (article, id)
);
CREATE INDEX actors_name ON actors (name);
CREATE INDEX actors_known_as ON actors (known_as);
CREATE INDEX actors_country ON actors (country);

CREATE TABLE roles (
    actor  INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    title  TEXT NOT NULL,
    status TEXT,
    start  INTEGER NOT NULL,
    "end"  INTEGER NOT NULL,
    PRIMARY KEY (actor, n)
) WITHOUT ROWID;

CREATE TABLE mentions (
    actor INTEGER NOT NULL REFERENCES actors (key) ON DELETE CASCADE,
    n     INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    form  TEXT NOT NULL,
    PRIMARY KEY (actor, n)
) WITHOUT ROWID;

CREATE TABLE places (
    key      INTEGER PRIMARY KEY,
    article  INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    country  TEXT,
    lat      REAL,
    lon      REAL,
    geonames INTEGER,
    UNIQUE (article, id)
);
CREATE INDEX places_name ON places (name);
CREATE INDEX places_geonames ON places (geonames);

CREATE TABLE place_mentions (
    place INTEGER NOT NULL REFERENCES places (key) ON DELETE CASCADE,
    n     INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (place, n)
) WITHOUT ROWID;

CREATE TABLE times (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    type    TEXT NOT NULL,
    value   TEXT,
    anchor  TEXT,
    PRIMARY KEY (article, n)
) WITHOUT ROWID;

CREATE TABLE events (
    key           INTEGER PRIMARY KEY,
    article       INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id            TEXT NOT NULL,
    type          TEXT NOT NULL,
    mode          TEXT,
    contexts      TEXT NOT NULL,
    quad          INTEGER NOT NULL,
    intensity     REAL NOT NULL,
    place         TEXT,
    time          TEXT,
    time_start    INTEGER,
    time_end      INTEGER,
    status        TEXT NOT NULL,
    background    INTEGER NOT NULL,
    attributed_to TEXT,
    confidence    REAL NOT NULL,
    UNIQUE (article, id)
);
CREATE INDEX events_time ON events (time);
CREATE INDEX events_type ON events (type, time);

CREATE TABLE event_actors (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    role  TEXT NOT NULL,
    n     INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (event, role, n)
) WITHOUT ROWID;

CREATE TABLE evidence (
    event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    n     INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    role  TEXT NOT NULL,
    PRIMARY KEY (event, n)
) WITHOUT ROWID;

CREATE TABLE statements (
    key        INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    id         TEXT NOT NULL,
    speaker    TEXT,
    cue_start  INTEGER,
    cue_end    INTEGER,
    direct     INTEGER NOT NULL,
    confidence REAL NOT NULL,
    words      TEXT NOT NULL,
    UNIQUE (article, id)
);

CREATE TABLE statement_content (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    n         INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    PRIMARY KEY (statement, n)
) WITHOUT ROWID;

CREATE TABLE statement_about (
    statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    n         INTEGER NOT NULL,
    thing     TEXT NOT NULL,
    PRIMARY KEY (statement, n)
) WITHOUT ROWID;

CREATE TABLE skipped (
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    start   INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    stage   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (article, n)
) WITHOUT ROWID;

-- Full-text search. The words stay in their own tables; triggers keep the index in step.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'articles', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
    INSERT INTO article_words (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
    INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;

CREATE VIRTUAL TABLE statement_words USING fts5 (
    words, content = 'statements', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO statement_words (rowid, words) VALUES (new.key, new.words);
END;
CREATE TRIGGER statements_removed AFTER DELETE ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', old.key, old.words);
END;
