-- A mentoring program from enrolment to closing review.

-- How a program follows its pairs; days, unless said otherwise.
ALTER TABLE program ADD COLUMN rolling        INTEGER NOT NULL DEFAULT 0 CHECK (rolling IN (0, 1)); -- anyone joins at any time
ALTER TABLE program ADD COLUMN cadence        INTEGER NOT NULL DEFAULT 14 CHECK (cadence BETWEEN 1 AND 366);
ALTER TABLE program ADD COLUMN minutes        INTEGER NOT NULL DEFAULT 60 CHECK (minutes BETWEEN 1 AND 1440); -- of a session
ALTER TABLE program ADD COLUMN too_early      INTEGER NOT NULL DEFAULT 14 CHECK (too_early BETWEEN 0 AND 366);
ALTER TABLE program ADD COLUMN fit_after      INTEGER NOT NULL DEFAULT 1 CHECK (fit_after BETWEEN 1 AND 99); -- held sessions
ALTER TABLE program ADD COLUMN feedback_first INTEGER NOT NULL DEFAULT 30 CHECK (feedback_first BETWEEN 1 AND 366);
ALTER TABLE program ADD COLUMN feedback_every INTEGER NOT NULL DEFAULT 60 CHECK (feedback_every BETWEEN 1 AND 366);
ALTER TABLE program ADD COLUMN stalled_after  INTEGER NOT NULL DEFAULT 21 CHECK (stalled_after BETWEEN 1 AND 366); -- past a planned session
ALTER TABLE program ADD COLUMN silent_after   INTEGER NOT NULL DEFAULT 28 CHECK (silent_after BETWEEN 1 AND 366); -- without any session

ALTER TABLE cycle ADD COLUMN copied_from INTEGER REFERENCES cycle(id);
ALTER TABLE cycle ADD COLUMN lessons     TEXT NOT NULL DEFAULT ''; -- what to change next time, kept when the cycle is copied
CREATE INDEX cycle_copied_from ON cycle(copied_from);

-- Someone whose pair ended without fault of theirs keeps the day from which they wait.
ALTER TABLE enrolment ADD COLUMN returned      TEXT CHECK (returned GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
ALTER TABLE enrolment ADD COLUMN return_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE enrolment ADD COLUMN withdrawn     TEXT CHECK (withdrawn GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
ALTER TABLE enrolment ADD COLUMN withdraw_reason TEXT NOT NULL DEFAULT '';

-- A pair that was only proposed begins when both have agreed to it.
ALTER TABLE pair ADD COLUMN mentee_agreed TEXT CHECK (mentee_agreed GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
ALTER TABLE pair ADD COLUMN mentor_agreed TEXT CHECK (mentor_agreed GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');

CREATE TABLE agreement (
  id              INTEGER PRIMARY KEY,
  pair_id         INTEGER NOT NULL UNIQUE REFERENCES pair(id),
  agreed          TEXT NOT NULL CHECK (agreed GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  cadence         INTEGER NOT NULL CHECK (cadence BETWEEN 1 AND 366), -- days between sessions
  minutes         INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  until           TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  topics          TEXT NOT NULL DEFAULT '',
  confidentiality TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE action (
  id         INTEGER PRIMARY KEY,
  pair_id    INTEGER NOT NULL REFERENCES pair(id),
  session_id INTEGER REFERENCES session(id), -- in which it was agreed
  name       TEXT NOT NULL CHECK (name <> ''),
  owner      TEXT NOT NULL DEFAULT 'mentee' CHECK (owner IN ('mentee', 'mentor', 'both')),
  due        TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  done       TEXT CHECK (done GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX action_pair ON action(pair_id, state);
CREATE INDEX action_session ON action(session_id);
CREATE TABLE milestone (
  id      INTEGER PRIMARY KEY,
  pair_id INTEGER NOT NULL REFERENCES pair(id),
  name    TEXT NOT NULL CHECK (name <> ''),
  due     TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reached TEXT CHECK (reached GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX milestone_pair ON milestone(pair_id);
-- What every pair of a program is to pass through, so many days after its start.
CREATE TABLE program_milestone (
  id         INTEGER PRIMARY KEY,
  program_id INTEGER NOT NULL REFERENCES program(id),
  name       TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  after      INTEGER NOT NULL CHECK (after BETWEEN 0 AND 3660),
  UNIQUE (program_id, name)
) STRICT;
CREATE TABLE pair_feedback (
  id      INTEGER PRIMARY KEY,
  pair_id INTEGER NOT NULL REFERENCES pair(id),
  side    TEXT NOT NULL CHECK (side IN ('mentee', 'mentor')),
  date    TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  score   INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  comment TEXT NOT NULL DEFAULT '',
  UNIQUE (pair_id, side, date)
) STRICT;
CREATE TABLE closing_review (
  id            INTEGER PRIMARY KEY,
  pair_id       INTEGER NOT NULL UNIQUE REFERENCES pair(id),
  date          TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  outcome       TEXT NOT NULL CHECK (outcome IN ('reached', 'partly reached', 'not reached')),
  learned       TEXT NOT NULL DEFAULT '',
  thanks        TEXT NOT NULL DEFAULT '',
  story         TEXT NOT NULL DEFAULT '',
  story_consent INTEGER NOT NULL DEFAULT 0 CHECK (story_consent IN (0, 1)),
  lessons       TEXT NOT NULL DEFAULT ''
) STRICT;
-- Private notes of the coordinator may be about a pair, too.
CREATE TABLE pair_note (
  id      INTEGER PRIMARY KEY,
  pair_id INTEGER NOT NULL REFERENCES pair(id),
  date    TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  body    TEXT NOT NULL CHECK (body <> '')
) STRICT;
CREATE INDEX pair_note_pair ON pair_note(pair_id);
