-- What readers say of the machine's values. Nothing here is ever changed or removed: a later row about the same
-- target stands in place of an earlier one.
CREATE TABLE corrections (
    key     INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    target  TEXT,
    kind    TEXT NOT NULL,
    verdict TEXT NOT NULL,
    before  TEXT,
    value   TEXT,
    author  TEXT NOT NULL,
    made    TEXT NOT NULL,
    note    TEXT NOT NULL
);
CREATE INDEX corrections_article ON corrections (article);
