-- What the company aims at, what it needs for it, and who could do it.

CREATE TABLE initiative (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  owner_id    INTEGER REFERENCES employee(id),
  starts TEXT NOT NULL CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- its horizon
  state       TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('planned', 'active', 'on hold', 'achieved', 'dropped')),
  description TEXT NOT NULL DEFAULT '',
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX initiative_owner ON initiative(owner_id);
-- People at a level by a day, in one team, location or market, or anywhere.
CREATE TABLE initiative_need (
  id            INTEGER PRIMARY KEY,
  initiative_id INTEGER NOT NULL REFERENCES initiative(id),
  skill_id      INTEGER NOT NULL REFERENCES skill(id),
  level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  count         INTEGER NOT NULL CHECK (count BETWEEN 1 AND 100000),
  team_id       INTEGER REFERENCES team(id),
  location_id   INTEGER REFERENCES location(id),
  market_id     INTEGER REFERENCES market(id),
  due TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CHECK ((team_id IS NOT NULL) + (location_id IS NOT NULL) + (market_id IS NOT NULL) <= 1)
) STRICT;
CREATE UNIQUE INDEX initiative_need_once ON initiative_need(initiative_id, skill_id, level, coalesce(team_id, 0), coalesce(location_id, 0), coalesce(market_id, 0), coalesce(due, ''));
CREATE INDEX initiative_need_skill ON initiative_need(skill_id);
CREATE INDEX initiative_need_team ON initiative_need(team_id);
CREATE INDEX initiative_need_location ON initiative_need(location_id);
CREATE INDEX initiative_need_market ON initiative_need(market_id);
-- Values are in thousandths of the unit.
CREATE TABLE kpi (
  id            INTEGER PRIMARY KEY,
  initiative_id INTEGER NOT NULL REFERENCES initiative(id),
  name          TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  unit          TEXT NOT NULL DEFAULT '',
  direction     TEXT NOT NULL CHECK (direction IN ('up', 'down')),
  baseline      INTEGER NOT NULL,
  since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- the day of the baseline
  target        INTEGER NOT NULL,
  due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  every         INTEGER NOT NULL DEFAULT 30 CHECK (every BETWEEN 1 AND 3660), -- days from one measurement to the next
  archived      INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  UNIQUE (initiative_id, name)
) STRICT;
CREATE TABLE measurement (
  id     INTEGER PRIMARY KEY,
  kpi_id INTEGER NOT NULL REFERENCES kpi(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  value  INTEGER NOT NULL,
  note   TEXT NOT NULL DEFAULT '',
  UNIQUE (kpi_id, date)
) STRICT;

CREATE TABLE cover (
  id       INTEGER PRIMARY KEY,
  team_id  INTEGER NOT NULL REFERENCES team(id),
  skill_id INTEGER NOT NULL REFERENCES skill(id),
  level    INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  count    INTEGER NOT NULL CHECK (count BETWEEN 1 AND 100000),
  UNIQUE (team_id, skill_id, level)
) STRICT;
CREATE INDEX cover_skill ON cover(skill_id);
CREATE TABLE demand (
  id          INTEGER PRIMARY KEY,
  market_id   INTEGER REFERENCES market(id),
  location_id INTEGER REFERENCES location(id),
  skill_id    INTEGER NOT NULL REFERENCES skill(id),
  level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  count       INTEGER NOT NULL CHECK (count BETWEEN 1 AND 100000),
  due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CHECK ((market_id IS NULL) <> (location_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX demand_once ON demand(coalesce(market_id, 0), coalesce(location_id, 0), skill_id, level, due);
CREATE INDEX demand_market ON demand(market_id);
CREATE INDEX demand_location ON demand(location_id);
CREATE INDEX demand_skill ON demand(skill_id);

CREATE TABLE level_description (
  id       INTEGER PRIMARY KEY,
  skill_id INTEGER NOT NULL REFERENCES skill(id),
  level    INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
  body     TEXT NOT NULL CHECK (body <> ''),
  UNIQUE (skill_id, level)
) STRICT;
-- A step from one role to another; those within a role are the order of its levels.
CREATE TABLE career_step (
  id      INTEGER PRIMARY KEY,
  from_id INTEGER NOT NULL REFERENCES role_level(id),
  to_id   INTEGER NOT NULL REFERENCES role_level(id),
  note    TEXT NOT NULL DEFAULT '',
  UNIQUE (from_id, to_id),
  CHECK (from_id <> to_id)
) STRICT;
CREATE INDEX career_step_to ON career_step(to_id);
CREATE TABLE certificate (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  skill_id INTEGER REFERENCES skill(id),
  level    INTEGER CHECK (level BETWEEN 1 AND 4), -- that it shows
  months   INTEGER CHECK (months BETWEEN 1 AND 600), -- it is valid for; NULL for ever
  issuer   TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX certificate_skill ON certificate(skill_id);
CREATE TABLE qualification (
  id             INTEGER PRIMARY KEY,
  employee_id    INTEGER NOT NULL REFERENCES employee(id),
  certificate_id INTEGER NOT NULL REFERENCES certificate(id),
  obtained TEXT NOT NULL CHECK (obtained GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  expires TEXT CHECK (expires GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  number         TEXT NOT NULL DEFAULT '',
  UNIQUE (employee_id, certificate_id, obtained)
) STRICT;
CREATE INDEX qualification_certificate ON qualification(certificate_id);
CREATE INDEX qualification_expires ON qualification(expires);

-- Performance × potential, one dated rating a criterion; only ever added.
CREATE TABLE potential_criterion (
  id       INTEGER PRIMARY KEY,
  axis     TEXT NOT NULL CHECK (axis IN ('performance', 'potential')),
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  help     TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE potential_rating (
  id           INTEGER PRIMARY KEY,
  employee_id  INTEGER NOT NULL REFERENCES employee(id),
  criterion_id INTEGER NOT NULL REFERENCES potential_criterion(id),
  score        INTEGER NOT NULL CHECK (score BETWEEN 1 AND 3),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  evidence     TEXT NOT NULL CHECK (evidence <> '')
) STRICT;
CREATE INDEX potential_rating_employee ON potential_rating(employee_id, criterion_id, date);
CREATE INDEX potential_rating_criterion ON potential_rating(criterion_id);

ALTER TABLE program ADD COLUMN initiative_id INTEGER REFERENCES initiative(id);
CREATE INDEX program_initiative ON program(initiative_id);

-- What was begun to close a gap. Later kinds of answer get a column beside pair_id.
CREATE TABLE gap_action (
  id            INTEGER PRIMARY KEY,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  skill_id      INTEGER NOT NULL REFERENCES skill(id),
  level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4), -- to be reached
  employee_id   INTEGER REFERENCES employee(id), -- who is to reach it
  initiative_id INTEGER REFERENCES initiative(id),
  pair_id       INTEGER REFERENCES pair(id) ON DELETE CASCADE,
  note          TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX gap_action_skill ON gap_action(skill_id);
CREATE INDEX gap_action_employee ON gap_action(employee_id);
CREATE INDEX gap_action_initiative ON gap_action(initiative_id);
CREATE INDEX gap_action_pair ON gap_action(pair_id);
