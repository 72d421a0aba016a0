-- Lunch & Learn: topics from demand, speakers, rooms, series, events and who came.

ALTER TABLE location ADD COLUMN lunch_start INTEGER NOT NULL DEFAULT 720 CHECK (lunch_start BETWEEN 0 AND 1439); -- minutes after midnight there
ALTER TABLE location ADD COLUMN lunch_end   INTEGER NOT NULL DEFAULT 780 CHECK (lunch_end BETWEEN 1 AND 1440);

CREATE TABLE room (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  location_id INTEGER NOT NULL REFERENCES location(id),
  capacity    INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 100000),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  UNIQUE (location_id, name)
) STRICT;
CREATE TABLE series (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  initiative_id INTEGER REFERENCES initiative(id),
  starts TEXT NOT NULL CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends TEXT NOT NULL CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- the last day
  every         INTEGER NOT NULL DEFAULT 1 CHECK (every BETWEEN 1 AND 52), -- weeks
  weekdays      TEXT NOT NULL DEFAULT 'tue wed thu',
  minutes       INTEGER NOT NULL DEFAULT 45 CHECK (minutes BETWEEN 5 AND 480),
  remote        INTEGER NOT NULL DEFAULT 1 CHECK (remote IN (0, 1)), -- may also be held by video
  a_week        INTEGER NOT NULL DEFAULT 1 CHECK (a_week BETWEEN 1 AND 100), -- events at one site, at most
  each          INTEGER NOT NULL DEFAULT 1 CHECK (each BETWEEN 1 AND 100), -- events a week that one person is invited to, at most
  notice        INTEGER NOT NULL DEFAULT 7 CHECK (notice BETWEEN 0 AND 366), -- days from the invitation to the event
  talks         INTEGER NOT NULL DEFAULT 3 CHECK (talks BETWEEN 1 AND 1000), -- of one speaker, at most
  rest          INTEGER NOT NULL DEFAULT 7 CHECK (rest BETWEEN 0 AND 366), -- days between two talks of one speaker
  rates         INTEGER NOT NULL DEFAULT 0 CHECK (rates IN (0, 1)), -- who attends is rated at the topic's level
  cpd           INTEGER NOT NULL DEFAULT 1 CHECK (cpd IN (0, 1)), -- attendance counts as CPD
  description   TEXT NOT NULL DEFAULT '',
  archived      INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  CHECK (ends >= starts)
) STRICT;
CREATE INDEX series_initiative ON series(initiative_id);
CREATE TABLE series_site (
  id          INTEGER PRIMARY KEY,
  series_id   INTEGER NOT NULL REFERENCES series(id),
  location_id INTEGER NOT NULL REFERENCES location(id),
  UNIQUE (series_id, location_id)
) STRICT;
CREATE INDEX series_site_location ON series_site(location_id);
-- A day of the cadence on which nothing is held, or a further one.
CREATE TABLE series_exception (
  id        INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL REFERENCES series(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  way       TEXT NOT NULL DEFAULT 'not' CHECK (way IN ('not', 'also')),
  note      TEXT NOT NULL DEFAULT '',
  UNIQUE (series_id, date)
) STRICT;

CREATE TABLE topic (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  series_id   INTEGER REFERENCES series(id),
  skill_id    INTEGER REFERENCES skill(id),
  level       INTEGER NOT NULL DEFAULT 2 CHECK (level BETWEEN 1 AND 4), -- that it brings people to
  minutes     INTEGER CHECK (minutes BETWEEN 5 AND 480), -- NULL as the series says
  speakers    INTEGER NOT NULL DEFAULT 1 CHECK (speakers BETWEEN 1 AND 10),
  each_site   INTEGER NOT NULL DEFAULT 0 CHECK (each_site IN (0, 1)), -- once at each site of the series
  audience    TEXT NOT NULL DEFAULT 'everyone' CHECK (audience IN ('everyone', 'team', 'location', 'market', 'enrolled')),
  team_id     INTEGER REFERENCES team(id),
  location_id INTEGER REFERENCES location(id),
  market_id   INTEGER REFERENCES market(id),
  cycle_id    INTEGER REFERENCES cycle(id),
  earliest TEXT CHECK (earliest GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  latest TEXT CHECK (latest GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  state       TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'open', 'given', 'dropped')),
  asked_by_id INTEGER REFERENCES employee(id),
  asked TEXT NOT NULL CHECK (asked GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  handouts    TEXT NOT NULL DEFAULT '', -- links, one a line
  description TEXT NOT NULL DEFAULT '',
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  CHECK ((audience = 'team') = (team_id IS NOT NULL) AND (audience = 'location') = (location_id IS NOT NULL)
    AND (audience = 'market') = (market_id IS NOT NULL) AND (audience = 'enrolled') = (cycle_id IS NOT NULL))
) STRICT;
CREATE INDEX topic_series ON topic(series_id);
CREATE INDEX topic_skill ON topic(skill_id);
CREATE INDEX topic_team ON topic(team_id);
CREATE INDEX topic_location ON topic(location_id);
CREATE INDEX topic_market ON topic(market_id);
CREATE INDEX topic_cycle ON topic(cycle_id);
CREATE INDEX topic_asked_by ON topic(asked_by_id);
CREATE TABLE topic_vote (
  id          INTEGER PRIMARY KEY,
  topic_id    INTEGER NOT NULL REFERENCES topic(id),
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (topic_id, employee_id)
) STRICT;
CREATE INDEX topic_vote_employee ON topic_vote(employee_id);
-- Who could speak on a topic: someone, or a team of which anyone who can teach it may.
CREATE TABLE speaker (
  id          INTEGER PRIMARY KEY,
  topic_id    INTEGER NOT NULL REFERENCES topic(id),
  employee_id INTEGER REFERENCES employee(id),
  team_id     INTEGER REFERENCES team(id),
  answer      TEXT NOT NULL DEFAULT 'asked' CHECK (answer IN ('asked', 'agreed', 'declined')),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  note        TEXT NOT NULL DEFAULT '',
  CHECK ((employee_id IS NULL) <> (team_id IS NULL)),
  UNIQUE (topic_id, employee_id),
  UNIQUE (topic_id, team_id)
) STRICT;
CREATE INDEX speaker_employee ON speaker(employee_id);
CREATE INDEX speaker_team ON speaker(team_id);
-- Where a topic must be, or when, or by whom: what is NULL is free.
CREATE TABLE topic_lock (
  id          INTEGER PRIMARY KEY,
  topic_id    INTEGER NOT NULL UNIQUE REFERENCES topic(id),
  on_day TEXT CHECK (on_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  location_id INTEGER REFERENCES location(id),
  room_id     INTEGER REFERENCES room(id),
  employee_id INTEGER REFERENCES employee(id), -- who speaks
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason      TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX topic_lock_location ON topic_lock(location_id);
CREATE INDEX topic_lock_room ON topic_lock(room_id);
CREATE INDEX topic_lock_employee ON topic_lock(employee_id);

CREATE TABLE schedule (
  id        INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL REFERENCES series(id),
  name      TEXT NOT NULL CHECK (name <> ''),
  at        INTEGER NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('proved optimal', 'bounded', 'stopped')),
  value     INTEGER NOT NULL, -- levels lacking and interest of the people reached
  bound     INTEGER, -- no schedule has more
  events    INTEGER NOT NULL,
  left_out  INTEGER NOT NULL, -- topics without a slot
  reached   INTEGER NOT NULL, -- people, once an event
  published TEXT CHECK (published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (series_id, name)
) STRICT;
CREATE TABLE schedule_part (
  id          INTEGER PRIMARY KEY,
  schedule_id INTEGER NOT NULL REFERENCES schedule(id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  UNIQUE (schedule_id, name)
) STRICT;
CREATE TABLE schedule_event (
  id          INTEGER PRIMARY KEY,
  schedule_id INTEGER NOT NULL REFERENCES schedule(id) ON DELETE CASCADE,
  topic_id    INTEGER NOT NULL REFERENCES topic(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  time        INTEGER NOT NULL CHECK (time BETWEEN 0 AND 1439), -- in zone
  minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
  zone        TEXT NOT NULL,
  location_id INTEGER REFERENCES location(id), -- NULL: by video
  room_id     INTEGER REFERENCES room(id),
  speakers    TEXT NOT NULL, -- ids of employees, as JSON
  value       INTEGER NOT NULL,
  reached     INTEGER NOT NULL,
  body        TEXT NOT NULL -- who is reached, the runner-up and why, as JSON
) STRICT;
CREATE INDEX schedule_event_schedule ON schedule_event(schedule_id);
CREATE INDEX schedule_event_topic ON schedule_event(topic_id);

CREATE TABLE event (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  topic_id      INTEGER REFERENCES topic(id),
  series_id     INTEGER REFERENCES series(id),
  schedule_id   INTEGER REFERENCES schedule(id),
  initiative_id INTEGER REFERENCES initiative(id),
  skill_id      INTEGER REFERENCES skill(id),
  level         INTEGER CHECK (level BETWEEN 1 AND 4),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  time          INTEGER NOT NULL CHECK (time BETWEEN 0 AND 1439), -- in zone
  minutes       INTEGER NOT NULL DEFAULT 45 CHECK (minutes BETWEEN 5 AND 1440),
  zone          TEXT NOT NULL CHECK (zone <> ''),
  location_id   INTEGER REFERENCES location(id), -- NULL: by video
  room_id       INTEGER REFERENCES room(id),
  link          TEXT NOT NULL DEFAULT '',
  capacity      INTEGER CHECK (capacity BETWEEN 1 AND 100000), -- NULL: that of the room, or none
  state         TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
  rates         INTEGER NOT NULL DEFAULT 0 CHECK (rates IN (0, 1)),
  cpd           INTEGER NOT NULL DEFAULT 1 CHECK (cpd IN (0, 1)),
  handouts      TEXT NOT NULL DEFAULT '',
  description   TEXT NOT NULL DEFAULT '',
  reason        TEXT NOT NULL DEFAULT '' -- why it was cancelled
) STRICT;
CREATE INDEX event_topic ON event(topic_id);
CREATE INDEX event_series ON event(series_id);
CREATE INDEX event_schedule ON event(schedule_id);
CREATE INDEX event_initiative ON event(initiative_id);
CREATE INDEX event_skill ON event(skill_id);
CREATE INDEX event_location ON event(location_id);
CREATE INDEX event_room ON event(room_id);
CREATE INDEX event_date ON event(date);
CREATE TABLE event_speaker (
  id          INTEGER PRIMARY KEY,
  event_id    INTEGER NOT NULL REFERENCES event(id),
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  UNIQUE (event_id, employee_id)
) STRICT;
CREATE INDEX event_speaker_employee ON event_speaker(employee_id);
CREATE TABLE invitation (
  id          INTEGER PRIMARY KEY,
  event_id    INTEGER NOT NULL REFERENCES event(id),
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  answer      TEXT NOT NULL DEFAULT 'none yet' CHECK (answer IN ('none yet', 'yes', 'maybe', 'no', 'waiting')), -- waiting: would come, but it is full
  answered TEXT CHECK (answered GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  rank        INTEGER, -- in the waiting list
  attended    INTEGER CHECK (attended IN (0, 1)), -- NULL: not taken
  UNIQUE (event_id, employee_id)
) STRICT;
CREATE INDEX invitation_employee ON invitation(employee_id);
-- Three questions, 1 (not at all) to 5 (very much); without a name it is anonymous.
CREATE TABLE event_feedback (
  id          INTEGER PRIMARY KEY,
  event_id    INTEGER NOT NULL REFERENCES event(id),
  employee_id INTEGER REFERENCES employee(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  useful      INTEGER NOT NULL CHECK (useful BETWEEN 1 AND 5),
  learned     INTEGER NOT NULL CHECK (learned BETWEEN 1 AND 5),
  recommend   INTEGER NOT NULL CHECK (recommend BETWEEN 1 AND 5),
  comment     TEXT NOT NULL DEFAULT '',
  UNIQUE (event_id, employee_id)
) STRICT;
CREATE INDEX event_feedback_employee ON event_feedback(employee_id);
CREATE TABLE event_action (
  id       INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL REFERENCES event(id),
  name     TEXT NOT NULL CHECK (name <> ''),
  owner_id INTEGER REFERENCES employee(id),
  due TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  state    TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  done TEXT CHECK (done GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX event_action_event ON event_action(event_id);
CREATE INDEX event_action_owner ON event_action(owner_id);
CREATE TABLE cpd (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 100000),
  name        TEXT NOT NULL CHECK (name <> ''),
  event_id    INTEGER REFERENCES event(id),
  UNIQUE (employee_id, event_id)
) STRICT;
CREATE INDEX cpd_event ON cpd(event_id);

ALTER TABLE gap_action ADD COLUMN event_id INTEGER REFERENCES event(id) ON DELETE CASCADE;
ALTER TABLE gap_action ADD COLUMN topic_id INTEGER REFERENCES topic(id);
CREATE INDEX gap_action_event ON gap_action(event_id);
CREATE INDEX gap_action_topic ON gap_action(topic_id);
