-- What `memcon watch` remembers. Times are seconds since 1970.

CREATE TABLE watch_feeds (
    url           TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    next          INTEGER NOT NULL,
    failures      INTEGER NOT NULL
);

CREATE TABLE watch_links (
    url       TEXT PRIMARY KEY,
    feed      TEXT NOT NULL,
    title     TEXT,
    published TEXT,
    state     TEXT NOT NULL,
    next      INTEGER NOT NULL,
    failures  INTEGER NOT NULL,
    reason    TEXT
);
CREATE INDEX watch_links_waiting ON watch_links (next) WHERE state = 'waiting';

CREATE TABLE watch_told (
    incident TEXT PRIMARY KEY,
    since    INTEGER NOT NULL,
    posted   INTEGER NOT NULL
);
