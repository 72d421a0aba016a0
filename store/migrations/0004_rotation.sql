-- Who is away, when; rotation plans from the draft to the last placement; stretch assignments.

-- Why someone is away is not asked.
CREATE TABLE absence (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  starts TEXT NOT NULL CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends TEXT NOT NULL CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- the last day
  note        TEXT NOT NULL DEFAULT '',
  uid         TEXT NOT NULL DEFAULT '', -- of the calendar that it came from
  CHECK (ends >= starts)
) STRICT;
CREATE INDEX absence_employee ON absence(employee_id, starts);
CREATE INDEX absence_uid ON absence(uid) WHERE uid <> '';
CREATE INDEX absence_ends ON absence(ends, starts); -- the calendar: what is over is most of it
CREATE TABLE holiday (
  id          INTEGER PRIMARY KEY,
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  name        TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  location_id INTEGER REFERENCES location(id), -- NULL: everywhere
  uid         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX holiday_once ON holiday(date, name, coalesce(location_id, 0));
CREATE INDEX holiday_location ON holiday(location_id, date);

-- Points are in thousandths: a level of a gap closed is worth 1000.
CREATE TABLE rotation_plan (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  initiative_id INTEGER REFERENCES initiative(id),
  template      TEXT NOT NULL DEFAULT 'full rotation' CHECK (template IN ('full rotation', 'chain')),
  starts TEXT NOT NULL CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- the first day of the first period
  unit          TEXT NOT NULL DEFAULT 'month' CHECK (unit IN ('week', 'month')),
  periods       INTEGER NOT NULL CHECK (periods BETWEEN 1 AND 104),
  state         TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'closed')),
  travel        TEXT NOT NULL DEFAULT 'same location' CHECK (travel IN ('anywhere', 'same market', 'same location')),
  least         INTEGER NOT NULL DEFAULT 1 CHECK (least BETWEEN 1 AND 104), -- periods of a placement
  most          INTEGER NOT NULL DEFAULT 3 CHECK (most BETWEEN 1 AND 104),
  placements    INTEGER NOT NULL DEFAULT 0 CHECK (placements BETWEEN 0 AND 104), -- of one participant; 0 is any number
  learn_first   INTEGER NOT NULL DEFAULT 1 CHECK (learn_first BETWEEN 1 AND 104), -- periods until a placement has raised its skill by a level
  learn_second  INTEGER CHECK (learn_second BETWEEN 1 AND 104), -- by two; NULL never
  learn_third   INTEGER CHECK (learn_third BETWEEN 1 AND 104),
  stale_after   INTEGER NOT NULL DEFAULT 0 CHECK (stale_after BETWEEN 0 AND 104), -- periods away until an unused skill loses a level; 0 never
  move_cost     INTEGER NOT NULL DEFAULT 100 CHECK (move_cost BETWEEN 0 AND 1000000),
  unfair_cost   INTEGER NOT NULL DEFAULT 500 CHECK (unfair_cost BETWEEN 0 AND 1000000),
  manager_consent INTEGER NOT NULL DEFAULT 1 CHECK (manager_consent IN (0, 1)), -- a placement begins only with it
  host_consent  INTEGER NOT NULL DEFAULT 1 CHECK (host_consent IN (0, 1)),
  check_in      INTEGER NOT NULL DEFAULT 14 CHECK (check_in BETWEEN 1 AND 366), -- days from one check-in to the next
  handover      TEXT NOT NULL DEFAULT '', -- what every placement's checklist begins with, one a line
  description   TEXT NOT NULL DEFAULT '',
  archived      INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX rotation_plan_initiative ON rotation_plan(initiative_id);
CREATE TABLE seat (
  id          INTEGER PRIMARY KEY,
  plan_id     INTEGER NOT NULL REFERENCES rotation_plan(id),
  name        TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  team_id     INTEGER NOT NULL REFERENCES team(id), -- the host
  host_id     INTEGER REFERENCES employee(id), -- who looks after the guest
  skill_id    INTEGER NOT NULL REFERENCES skill(id),
  entry       INTEGER NOT NULL DEFAULT 0 CHECK (entry BETWEEN 0 AND 4),
  reach       INTEGER NOT NULL DEFAULT 3 CHECK (reach BETWEEN 1 AND 4),
  location_id INTEGER REFERENCES location(id), -- NULL: can be done from anywhere
  places      INTEGER NOT NULL DEFAULT 1 CHECK (places BETWEEN 0 AND 1000), -- the greatest number at a time
  fewest      INTEGER NOT NULL DEFAULT 0 CHECK (fewest BETWEEN 0 AND 1000),
  starts TEXT CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- offered from; NULL with the plan
  ends TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  least       INTEGER CHECK (least BETWEEN 1 AND 104), -- NULL as the plan says
  most        INTEGER CHECK (most BETWEEN 1 AND 104),
  UNIQUE (plan_id, name)
) STRICT;
CREATE INDEX seat_team ON seat(team_id);
CREATE INDEX seat_skill ON seat(skill_id);
CREATE INDEX seat_host ON seat(host_id);
CREATE INDEX seat_location ON seat(location_id);
CREATE TABLE participant (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_id     INTEGER NOT NULL REFERENCES rotation_plan(id),
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  starts TEXT CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- earliest
  ends TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- latest
  least       INTEGER CHECK (least BETWEEN 1 AND 104),
  most        INTEGER CHECK (most BETWEEN 1 AND 104),
  placements  INTEGER CHECK (placements BETWEEN 0 AND 104),
  seat_id     INTEGER REFERENCES seat(id), -- the own job, if others may learn it: the chain needs it
  travels     INTEGER NOT NULL DEFAULT 0 CHECK (travels IN (0, 1)),
  withdrawn TEXT CHECK (withdrawn GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (plan_id, employee_id)
) STRICT;
CREATE INDEX participant_employee ON participant(employee_id);
CREATE INDEX participant_seat ON participant(seat_id);
CREATE TABLE rotation_wish (
  id             INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participant(id),
  seat_id        INTEGER NOT NULL REFERENCES seat(id),
  points         INTEGER NOT NULL DEFAULT 1000 CHECK (points BETWEEN -100000 AND 100000), -- below 0: would rather not
  starts TEXT CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- to begin from
  ends TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- to begin until
  UNIQUE (participant_id, seat_id)
) STRICT;
CREATE INDEX rotation_wish_seat ON rotation_wish(seat_id);
-- A consent that was given or refused: to one seat, or to any.
CREATE TABLE rotation_consent (
  id             INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participant(id),
  seat_id        INTEGER REFERENCES seat(id),
  side           TEXT NOT NULL CHECK (side IN ('participant', 'manager', 'host')),
  given          INTEGER NOT NULL CHECK (given IN (0, 1)),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX rotation_consent_once ON rotation_consent(participant_id, coalesce(seat_id, 0), side);
CREATE INDEX rotation_consent_seat ON rotation_consent(seat_id);
-- In one plan a team's cover asks for another number of people, for some periods or all.
CREATE TABLE rotation_cover (
  id       INTEGER PRIMARY KEY,
  plan_id  INTEGER NOT NULL REFERENCES rotation_plan(id),
  team_id  INTEGER NOT NULL REFERENCES team(id),
  skill_id INTEGER NOT NULL REFERENCES skill(id),
  level    INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  count    INTEGER NOT NULL CHECK (count BETWEEN 0 AND 100000),
  first    INTEGER CHECK (first BETWEEN 1 AND 104), -- NULL from the first period
  last     INTEGER CHECK (last BETWEEN 1 AND 104),
  reason   TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX rotation_cover_plan ON rotation_cover(plan_id);
CREATE INDEX rotation_cover_team ON rotation_cover(team_id);
CREATE INDEX rotation_cover_skill ON rotation_cover(skill_id);
-- A rule about one participant that does not apply, for one seat or for any.
CREATE TABLE rotation_waiver (
  id             INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participant(id),
  seat_id        INTEGER REFERENCES seat(id),
  rule           TEXT NOT NULL CHECK (rule <> ''),
  reason         TEXT NOT NULL CHECK (reason <> ''),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE UNIQUE INDEX rotation_waiver_once ON rotation_waiver(participant_id, coalesce(seat_id, 0), rule);
CREATE INDEX rotation_waiver_seat ON rotation_waiver(seat_id);
-- A participant is in a seat, or with seat NULL at the own job, through these periods.
CREATE TABLE rotation_lock (
  id             INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participant(id),
  seat_id        INTEGER REFERENCES seat(id),
  first          INTEGER NOT NULL CHECK (first BETWEEN 1 AND 104),
  last           INTEGER NOT NULL CHECK (last BETWEEN 1 AND 104),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason         TEXT NOT NULL CHECK (reason <> ''),
  overrides      TEXT NOT NULL DEFAULT '', -- rules, one a line
  override_reason TEXT NOT NULL DEFAULT '',
  CHECK (last >= first),
  CHECK (overrides = '' OR override_reason <> ''),
  UNIQUE (participant_id, first)
) STRICT;
CREATE INDEX rotation_lock_seat ON rotation_lock(seat_id);
-- An employee is not hosted by a team in any plan, or does not sit in one seat.
CREATE TABLE rotation_ban (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  team_id     INTEGER REFERENCES team(id),
  seat_id     INTEGER REFERENCES seat(id),
  since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason      TEXT NOT NULL CHECK (reason <> ''),
  lifted TEXT CHECK (lifted GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CHECK ((team_id IS NULL) <> (seat_id IS NULL))
) STRICT;
CREATE INDEX rotation_ban_employee ON rotation_ban(employee_id);
CREATE INDEX rotation_ban_team ON rotation_ban(team_id);
CREATE INDEX rotation_ban_seat ON rotation_ban(seat_id);

CREATE TABLE rotation_scenario (
  id       INTEGER PRIMARY KEY,
  plan_id  INTEGER NOT NULL REFERENCES rotation_plan(id),
  name     TEXT NOT NULL CHECK (name <> ''),
  at       INTEGER NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('proved optimal', 'bounded', 'stopped')),
  points   INTEGER NOT NULL,
  bound    INTEGER, -- no plan has more points; NULL: stopped before any was proved
  moves    INTEGER NOT NULL, -- placements
  granted  INTEGER NOT NULL, -- wishes
  refused  INTEGER NOT NULL,
  repairs_id INTEGER REFERENCES rotation_scenario(id), -- the published one that it changes least
  changed  INTEGER, -- placements dropped and added, of a repair
  published TEXT CHECK (published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (plan_id, name)
) STRICT;
CREATE INDEX rotation_scenario_repairs ON rotation_scenario(repairs_id);
CREATE TABLE rotation_part (
  id          INTEGER PRIMARY KEY,
  scenario_id INTEGER NOT NULL REFERENCES rotation_scenario(id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  UNIQUE (scenario_id, name)
) STRICT;
CREATE TABLE rotation_move (
  id             INTEGER PRIMARY KEY,
  scenario_id    INTEGER NOT NULL REFERENCES rotation_scenario(id) ON DELETE CASCADE,
  participant_id INTEGER NOT NULL REFERENCES participant(id),
  seat_id        INTEGER NOT NULL REFERENCES seat(id),
  first          INTEGER NOT NULL CHECK (first BETWEEN 1 AND 104),
  last           INTEGER NOT NULL CHECK (last BETWEEN 1 AND 104),
  points         INTEGER NOT NULL,
  parts          TEXT NOT NULL, -- where the points come from, as JSON
  locked         INTEGER NOT NULL CHECK (locked IN (0, 1)),
  overrides      TEXT NOT NULL DEFAULT '',
  UNIQUE (scenario_id, participant_id, first),
  CHECK (last >= first)
) STRICT;
CREATE INDEX rotation_move_participant ON rotation_move(participant_id);
CREATE INDEX rotation_move_seat ON rotation_move(seat_id);

CREATE TABLE placement (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  participant_id INTEGER NOT NULL REFERENCES participant(id),
  seat_id        INTEGER NOT NULL REFERENCES seat(id),
  scenario_id    INTEGER REFERENCES rotation_scenario(id),
  first          INTEGER NOT NULL CHECK (first BETWEEN 1 AND 104),
  last           INTEGER NOT NULL CHECK (last BETWEEN 1 AND 104),
  starts TEXT NOT NULL CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends TEXT NOT NULL CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- the last day
  state          TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved by manager', 'approved by host', 'running', 'done', 'broken off', 'cancelled')),
  host_id        INTEGER REFERENCES employee(id),
  manager_approved TEXT CHECK (manager_approved GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  host_approved TEXT CHECK (host_approved GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  begun TEXT CHECK (begun GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ended TEXT CHECK (ended GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  end_reason     TEXT NOT NULL DEFAULT '',
  outcome        TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'returns', 'stays')),
  before         INTEGER CHECK (before BETWEEN 0 AND 4), -- level of the seat's skill
  after          INTEGER CHECK (after BETWEEN 0 AND 4),
  learned        TEXT NOT NULL DEFAULT '',
  forced         TEXT NOT NULL DEFAULT '', -- why it began although something was not handed over
  CHECK (ends >= starts)
) STRICT;
CREATE INDEX placement_participant ON placement(participant_id, starts);
CREATE INDEX placement_seat ON placement(seat_id);
CREATE INDEX placement_scenario ON placement(scenario_id);
CREATE INDEX placement_host ON placement(host_id);
-- Work that is handed over before a placement, or back after it; done when both sides say so.
CREATE TABLE handover (
  id           INTEGER PRIMARY KEY,
  placement_id INTEGER NOT NULL REFERENCES placement(id) ON DELETE CASCADE,
  name         TEXT NOT NULL CHECK (name <> ''),
  way          TEXT NOT NULL DEFAULT 'out' CHECK (way IN ('out', 'back')),
  taker_id     INTEGER REFERENCES employee(id), -- who takes it over
  due TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  given TEXT CHECK (given GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- says who hands over
  taken TEXT CHECK (taken GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')  -- says who takes over
) STRICT;
CREATE INDEX handover_placement ON handover(placement_id);
CREATE INDEX handover_taker ON handover(taker_id);
CREATE TABLE placement_feedback (
  id           INTEGER PRIMARY KEY,
  placement_id INTEGER NOT NULL REFERENCES placement(id),
  side         TEXT NOT NULL CHECK (side IN ('host', 'rotatee')),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  score        INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  comment      TEXT NOT NULL DEFAULT '',
  UNIQUE (placement_id, side, date)
) STRICT;

CREATE TABLE stretch (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  kind          TEXT NOT NULL DEFAULT 'lead a project' CHECK (kind IN ('lead a project', 'mentor a junior', 'improve a training', 'improve a process', 'other')),
  sponsor_id    INTEGER REFERENCES employee(id),
  initiative_id INTEGER REFERENCES initiative(id),
  team_id       INTEGER REFERENCES team(id),
  location_id   INTEGER REFERENCES location(id), -- NULL: from anywhere
  places        INTEGER NOT NULL DEFAULT 1 CHECK (places BETWEEN 1 AND 1000),
  hours         INTEGER NOT NULL DEFAULT 4 CHECK (hours BETWEEN 1 AND 60), -- a week
  starts TEXT NOT NULL CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends TEXT NOT NULL CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  apply_by TEXT CHECK (apply_by GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  least_grade_id INTEGER REFERENCES grade(id), -- to be done from this grade on
  potential     INTEGER NOT NULL DEFAULT 0 CHECK (potential IN (0, 1)), -- looks for people judged to have potential
  state         TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('draft', 'open', 'running', 'closed', 'cancelled')),
  outcome       TEXT NOT NULL DEFAULT '',
  description   TEXT NOT NULL DEFAULT '',
  archived      INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  CHECK (ends >= starts)
) STRICT;
CREATE INDEX stretch_sponsor ON stretch(sponsor_id);
CREATE INDEX stretch_initiative ON stretch(initiative_id);
CREATE INDEX stretch_team ON stretch(team_id);
CREATE INDEX stretch_location ON stretch(location_id);
CREATE INDEX stretch_grade ON stretch(least_grade_id);
CREATE TABLE stretch_skill (
  id         INTEGER PRIMARY KEY,
  stretch_id INTEGER NOT NULL REFERENCES stretch(id),
  skill_id   INTEGER NOT NULL REFERENCES skill(id),
  entry      INTEGER NOT NULL DEFAULT 0 CHECK (entry BETWEEN 0 AND 4),
  reach      INTEGER NOT NULL DEFAULT 3 CHECK (reach BETWEEN 1 AND 4),
  UNIQUE (stretch_id, skill_id)
) STRICT;
CREATE INDEX stretch_skill_skill ON stretch_skill(skill_id);
-- Someone who applied for a stretch assignment, was proposed for it, or does it.
CREATE TABLE application (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  stretch_id  INTEGER NOT NULL REFERENCES stretch(id),
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  origin      TEXT NOT NULL DEFAULT 'applied' CHECK (origin IN ('applied', 'proposed')),
  motivation  TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'running', 'done', 'declined', 'withdrawn', 'broken off')),
  points      INTEGER, -- in thousandths, of the run that proposed it
  parts       TEXT NOT NULL DEFAULT '', -- where they come from, as JSON
  decided TEXT CHECK (decided GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason      TEXT NOT NULL DEFAULT '',
  begun TEXT CHECK (begun GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ended TEXT CHECK (ended GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  score       INTEGER CHECK (score BETWEEN 1 AND 5), -- the sponsor's
  outcome     TEXT NOT NULL DEFAULT '',
  UNIQUE (stretch_id, employee_id)
) STRICT;
CREATE INDEX application_employee ON application(employee_id);

-- A session is of a pair, a placement or a stretch assignment: pair_id may be empty now.
-- The table is filled under its own name, so that what refers to it finds its rows again.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE session_before AS SELECT * FROM session;
CREATE TABLE session_number AS SELECT seq FROM sqlite_sequence WHERE name = 'session';
DROP TABLE session;
CREATE TABLE session (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  pair_id INTEGER REFERENCES pair(id),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  time    INTEGER CHECK (time BETWEEN 0 AND 1439),
  minutes INTEGER CHECK (minutes BETWEEN 0 AND 1440),
  state   TEXT NOT NULL CHECK (state IN ('planned', 'held', 'missed', 'cancelled')),
  fit     TEXT NOT NULL DEFAULT '' CHECK (fit IN ('', 'good fit', 'still deciding', 'not a good fit')),
  notes   TEXT NOT NULL DEFAULT '',
  placement_id   INTEGER REFERENCES placement(id),
  application_id INTEGER REFERENCES application(id)
) STRICT;
INSERT INTO session(id, pair_id, date, time, minutes, state, fit, notes) SELECT id, pair_id, date, time, minutes, state, fit, notes FROM session_before;
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM session_number)) WHERE name = 'session' AND EXISTS (SELECT 1 FROM session_number);
INSERT INTO sqlite_sequence(name, seq) SELECT 'session', seq FROM session_number WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'session');
DROP TABLE session_before;
DROP TABLE session_number;
CREATE INDEX session_pair ON session(pair_id, date);
CREATE INDEX session_date ON session(date);
CREATE INDEX session_placement ON session(placement_id, date);
CREATE INDEX session_application ON session(application_id, date);

ALTER TABLE gap_action ADD COLUMN placement_id INTEGER REFERENCES placement(id) ON DELETE CASCADE;
ALTER TABLE gap_action ADD COLUMN application_id INTEGER REFERENCES application(id) ON DELETE CASCADE;
CREATE INDEX gap_action_placement ON gap_action(placement_id);
CREATE INDEX gap_action_application ON gap_action(application_id);
