-- History. change_row holds the row images that undo, redo and check read;
-- rows of one change stand next to each other, so change names their range.
CREATE TABLE change (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  at        INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  label     TEXT NOT NULL,
  undoes    INTEGER UNIQUE REFERENCES change(id),
  depth     INTEGER NOT NULL,
  quiet     INTEGER NOT NULL DEFAULT 0 CHECK (quiet IN (0, 1)), -- an answer kept, which undo passes over
  first_row INTEGER NOT NULL,
  last_row  INTEGER NOT NULL
) STRICT;
CREATE TABLE change_shape (
  id      INTEGER PRIMARY KEY,
  tbl     TEXT NOT NULL,
  columns TEXT NOT NULL,
  UNIQUE (tbl, columns)
) STRICT;
CREATE TABLE change_row (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL,
  shape     INTEGER NOT NULL,
  row_id    INTEGER NOT NULL,
  before    TEXT,
  after     TEXT
) STRICT;
CREATE TABLE change_open (id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE setting (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE import_mapping (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  headings TEXT NOT NULL,
  mapping  TEXT NOT NULL,
  UNIQUE (kind, headings)
) STRICT;

-- The company.
CREATE TABLE market (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE location (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  country   TEXT NOT NULL DEFAULT '',
  market_id INTEGER REFERENCES market(id),
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  archived  INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX location_market ON location(market_id);
CREATE TABLE grade (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  rank     INTEGER NOT NULL UNIQUE,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE family (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE role (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  family_id   INTEGER REFERENCES family(id),
  description TEXT NOT NULL DEFAULT '',
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX role_family ON role(family_id);
CREATE TABLE role_level (
  id       INTEGER PRIMARY KEY,
  role_id  INTEGER NOT NULL REFERENCES role(id),
  name     TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  rank     INTEGER NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  UNIQUE (role_id, name),
  UNIQUE (role_id, rank)
) STRICT;
CREATE TABLE team (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  parent_id INTEGER REFERENCES team(id),
  archived  INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX team_parent ON team(parent_id);
CREATE TABLE language (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE category (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE skill (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  category_id INTEGER REFERENCES category(id),
  description TEXT NOT NULL DEFAULT '',
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX skill_category ON skill(category_id);
CREATE TABLE requirement (
  id            INTEGER PRIMARY KEY,
  role_level_id INTEGER NOT NULL REFERENCES role_level(id),
  skill_id      INTEGER NOT NULL REFERENCES skill(id),
  level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  UNIQUE (role_level_id, skill_id)
) STRICT;
CREATE INDEX requirement_skill ON requirement(skill_id);
CREATE TABLE field (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  barred   INTEGER NOT NULL DEFAULT 0 CHECK (barred IN (0, 1)),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE question (
  id       INTEGER PRIMARY KEY,
  topic    TEXT NOT NULL CHECK (topic IN ('goals', 'style')),
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  choices  TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;

-- The people.
-- Ids of people and enrolments are never used again: stored runs name them.
CREATE TABLE employee (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  number      TEXT UNIQUE CHECK (number <> ''),
  name        TEXT NOT NULL CHECK (name <> ''),
  email       TEXT UNIQUE COLLATE NOCASE CHECK (email <> ''),
  hired       TEXT CHECK (hired GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  left_on     TEXT CHECK (left_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  left_reason TEXT NOT NULL DEFAULT '',
  work_start  INTEGER CHECK (work_start BETWEEN 0 AND 1439),
  work_end    INTEGER CHECK (work_end BETWEEN 0 AND 1440),
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE TABLE employee_field (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  field_id    INTEGER NOT NULL REFERENCES field(id),
  value       TEXT NOT NULL,
  UNIQUE (employee_id, field_id)
) STRICT;
CREATE INDEX employee_field_field ON employee_field(field_id);
CREATE TABLE employee_language (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  language_id INTEGER NOT NULL REFERENCES language(id),
  UNIQUE (employee_id, language_id)
) STRICT;
CREATE INDEX employee_language_language ON employee_language(language_id);
CREATE TABLE position (
  id            INTEGER PRIMARY KEY,
  employee_id   INTEGER NOT NULL REFERENCES employee(id),
  since         TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  role_level_id INTEGER REFERENCES role_level(id),
  grade_id      INTEGER REFERENCES grade(id),
  team_id       INTEGER REFERENCES team(id),
  location_id   INTEGER REFERENCES location(id),
  manager_id    INTEGER REFERENCES employee(id) CHECK (manager_id <> employee_id),
  UNIQUE (employee_id, since)
) STRICT;
CREATE INDEX position_role_level ON position(role_level_id);
CREATE INDEX position_grade ON position(grade_id);
CREATE INDEX position_team ON position(team_id);
CREATE INDEX position_location ON position(location_id);
CREATE INDEX position_manager ON position(manager_id);
CREATE TABLE rating (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  skill_id    INTEGER NOT NULL REFERENCES skill(id),
  level       INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
  source      TEXT NOT NULL CHECK (source IN ('self', 'manager', 'assessment', 'training', 'import')),
  date        TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  evidence    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX rating_employee ON rating(employee_id, skill_id);
CREATE INDEX rating_skill ON rating(skill_id);
-- current_level is written with the rating that decides it and read everywhere.
CREATE TABLE current_level (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  skill_id    INTEGER NOT NULL REFERENCES skill(id),
  level       INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
  rating_id   INTEGER NOT NULL REFERENCES rating(id),
  UNIQUE (employee_id, skill_id)
) STRICT;
CREATE INDEX current_level_skill ON current_level(skill_id);
CREATE INDEX current_level_rating ON current_level(rating_id);
CREATE TABLE interest (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  skill_id    INTEGER REFERENCES skill(id),
  market_id   INTEGER REFERENCES market(id),
  degree      INTEGER NOT NULL CHECK (degree BETWEEN 0 AND 3),
  CHECK ((skill_id IS NULL) <> (market_id IS NULL)),
  UNIQUE (employee_id, skill_id),
  UNIQUE (employee_id, market_id)
) STRICT;
CREATE INDEX interest_skill ON interest(skill_id);
CREATE INDEX interest_market ON interest(market_id);
CREATE TABLE need (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  side        TEXT NOT NULL CHECK (side IN ('need', 'offer')),
  skill_id    INTEGER NOT NULL REFERENCES skill(id),
  level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  UNIQUE (employee_id, skill_id, side)
) STRICT;
CREATE INDEX need_skill ON need(skill_id);
CREATE TABLE answer (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  question_id INTEGER NOT NULL REFERENCES question(id),
  value       TEXT NOT NULL CHECK (value <> ''),
  UNIQUE (employee_id, question_id)
) STRICT;
CREATE INDEX answer_question ON answer(question_id);
CREATE TABLE consent (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  topic       TEXT NOT NULL CHECK (topic <> ''),
  since       TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  until       TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (employee_id, topic, since)
) STRICT;
CREATE TABLE past_assignment (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  market_id   INTEGER NOT NULL REFERENCES market(id),
  started     TEXT NOT NULL CHECK (started GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ended       TEXT CHECK (ended GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  outcome     TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'completed', 'extended', 'ended early', 'failed'))
) STRICT;
CREATE INDEX past_assignment_employee ON past_assignment(employee_id);
CREATE INDEX past_assignment_market ON past_assignment(market_id);
CREATE TABLE note (
  id          INTEGER PRIMARY KEY,
  employee_id INTEGER NOT NULL REFERENCES employee(id),
  date        TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  body        TEXT NOT NULL CHECK (body <> '')
) STRICT;
CREATE INDEX note_employee ON note(employee_id);

-- Programs and their cycles.
CREATE TABLE program (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  kind        TEXT NOT NULL CHECK (kind IN ('mentoring')),
  objective   TEXT NOT NULL CHECK (objective IN ('most participants', 'most points')),
  fairness    TEXT NOT NULL DEFAULT '' CHECK (fairness IN ('', 'raise the lowest', 'leximin', 'stable')),
  floor       INTEGER,
  step        INTEGER NOT NULL DEFAULT 500 CHECK (step >= 1),
  slots       TEXT NOT NULL DEFAULT '', -- what a mentee may ask a mentor for, one a line: home, host; '' is one unnamed
  description TEXT NOT NULL DEFAULT '',
  archived    INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  CHECK (objective = 'most participants' OR fairness IN ('', 'stable'))
) STRICT;
CREATE TABLE rule (
  id         INTEGER PRIMARY KEY,
  program_id INTEGER NOT NULL REFERENCES program(id),
  place      INTEGER NOT NULL,
  name       TEXT NOT NULL DEFAULT '',
  kind       TEXT NOT NULL,
  slot       TEXT NOT NULL DEFAULT '' COLLATE NOCASE, -- it holds for pairs of this slot; '' of all
  params     TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX rule_program ON rule(program_id, place);
CREATE TABLE criterion (
  id         INTEGER PRIMARY KEY,
  program_id INTEGER NOT NULL REFERENCES program(id),
  place      INTEGER NOT NULL,
  name       TEXT NOT NULL DEFAULT '',
  kind       TEXT NOT NULL,
  points     INTEGER NOT NULL,
  slot       TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
  params     TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX criterion_program ON criterion(program_id, place);
CREATE TABLE cycle (
  id         INTEGER PRIMARY KEY,
  program_id INTEGER NOT NULL REFERENCES program(id),
  name       TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  starts     TEXT NOT NULL CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends       TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  state      TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'enrolling', 'matching', 'running', 'closing', 'closed')),
  archived   INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  UNIQUE (program_id, name)
) STRICT;
CREATE TABLE enrolment (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle_id      INTEGER NOT NULL REFERENCES cycle(id),
  employee_id   INTEGER NOT NULL REFERENCES employee(id),
  side          TEXT NOT NULL CHECK (side IN ('mentor', 'mentee')),
  slot          TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
  places        INTEGER NOT NULL DEFAULT 1 CHECK (places BETWEEN 0 AND 99),
  waiting_since TEXT NOT NULL CHECK (waiting_since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  state         TEXT NOT NULL DEFAULT 'enrolled' CHECK (state IN ('enrolled', 'withdrawn')),
  UNIQUE (cycle_id, employee_id, side, slot)
) STRICT;
CREATE INDEX enrolment_employee ON enrolment(employee_id);
CREATE TABLE preference (
  id           INTEGER PRIMARY KEY,
  enrolment_id INTEGER NOT NULL REFERENCES enrolment(id),
  employee_id  INTEGER NOT NULL REFERENCES employee(id),
  rank         INTEGER NOT NULL CHECK (rank >= 1),
  UNIQUE (enrolment_id, employee_id),
  UNIQUE (enrolment_id, rank)
) STRICT;
CREATE INDEX preference_employee ON preference(employee_id);
CREATE TABLE pair_lock (
  id        INTEGER PRIMARY KEY,
  cycle_id  INTEGER NOT NULL REFERENCES cycle(id),
  mentee_id INTEGER NOT NULL REFERENCES enrolment(id),
  mentor_id INTEGER NOT NULL REFERENCES enrolment(id),
  since     TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason    TEXT NOT NULL CHECK (reason <> ''),
  overrides TEXT NOT NULL DEFAULT '',
  override_reason TEXT NOT NULL DEFAULT '',
  UNIQUE (mentee_id, mentor_id)
) STRICT;
CREATE INDEX pair_lock_cycle ON pair_lock(cycle_id);
CREATE INDEX pair_lock_mentor ON pair_lock(mentor_id);
CREATE TABLE ban (
  id        INTEGER PRIMARY KEY,
  mentee_id INTEGER NOT NULL REFERENCES employee(id),
  mentor_id INTEGER NOT NULL REFERENCES employee(id),
  since     TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason    TEXT NOT NULL CHECK (reason <> ''),
  lifted    TEXT CHECK (lifted GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CHECK (mentee_id <> mentor_id)
) STRICT;
CREATE INDEX ban_mentee ON ban(mentee_id);
CREATE INDEX ban_mentor ON ban(mentor_id);
CREATE TABLE rule_exception (
  id           INTEGER PRIMARY KEY,
  rule_id      INTEGER NOT NULL REFERENCES rule(id),
  enrolment_id INTEGER NOT NULL REFERENCES enrolment(id),
  param        TEXT NOT NULL,
  steps        INTEGER NOT NULL CHECK (steps >= 1),
  since        TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  reason       TEXT NOT NULL CHECK (reason <> ''),
  UNIQUE (rule_id, enrolment_id, param)
) STRICT;
CREATE INDEX rule_exception_enrolment ON rule_exception(enrolment_id);

-- Runs of the engine, and what came of them.
CREATE TABLE scenario (
  id        INTEGER PRIMARY KEY,
  cycle_id  INTEGER NOT NULL REFERENCES cycle(id),
  name      TEXT NOT NULL CHECK (name <> ''),
  at        INTEGER NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('proved optimal', 'proved stable', 'stopped')),
  objective TEXT NOT NULL,
  fairness  TEXT NOT NULL DEFAULT '',
  places    INTEGER NOT NULL,
  matched   INTEGER NOT NULL,
  points    INTEGER NOT NULL,
  worst     INTEGER NOT NULL,
  most      INTEGER NOT NULL,
  fair      TEXT, -- what fairness reached and cost, as JSON; NULL without
  blocking  INTEGER, -- pairs who would both rather have each other; NULL: not counted with the run
  UNIQUE (cycle_id, name),
  CHECK (state <> 'proved stable' OR fairness = 'stable' AND fair IS NOT NULL AND blocking = 0)
) STRICT;
CREATE TABLE scenario_part (
  id          INTEGER PRIMARY KEY,
  scenario_id INTEGER NOT NULL REFERENCES scenario(id),
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  UNIQUE (scenario_id, name)
) STRICT;
CREATE TABLE scenario_pair (
  id          INTEGER PRIMARY KEY,
  scenario_id INTEGER NOT NULL REFERENCES scenario(id),
  mentee_id   INTEGER NOT NULL REFERENCES enrolment(id),
  mentor_id   INTEGER NOT NULL REFERENCES enrolment(id),
  place       INTEGER NOT NULL,
  points      INTEGER NOT NULL,
  parts       TEXT NOT NULL,
  locked      INTEGER NOT NULL CHECK (locked IN (0, 1)),
  overrides   TEXT NOT NULL DEFAULT '', -- what its lock overrides, one a line
  UNIQUE (scenario_id, mentee_id, mentor_id)
) STRICT;
CREATE INDEX scenario_pair_mentee ON scenario_pair(mentee_id);
CREATE INDEX scenario_pair_mentor ON scenario_pair(mentor_id);
CREATE TABLE scenario_left (
  id           INTEGER PRIMARY KEY,
  scenario_id  INTEGER NOT NULL REFERENCES scenario(id),
  enrolment_id INTEGER NOT NULL REFERENCES enrolment(id),
  places       INTEGER NOT NULL,
  decided      INTEGER NOT NULL CHECK (decided IN (0, 1)),
  UNIQUE (scenario_id, enrolment_id)
) STRICT;
CREATE INDEX scenario_left_enrolment ON scenario_left(enrolment_id);
-- Answers that took a while to find, about someone or about all. They go with the
-- run that they are about.
CREATE TABLE scenario_answer (
  id           INTEGER PRIMARY KEY,
  scenario_id  INTEGER NOT NULL REFERENCES scenario(id) ON DELETE CASCADE,
  enrolment_id INTEGER REFERENCES enrolment(id),
  question     TEXT NOT NULL,
  body         TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX scenario_answer_once ON scenario_answer(scenario_id, coalesce(enrolment_id, 0), question);
CREATE INDEX scenario_answer_enrolment ON scenario_answer(enrolment_id);
-- Ids of pairs are never used again: the history of what hung from one is nobody else's.
CREATE TABLE pair (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle_id    INTEGER NOT NULL REFERENCES cycle(id),
  mentee_id   INTEGER NOT NULL REFERENCES enrolment(id),
  mentor_id   INTEGER NOT NULL REFERENCES enrolment(id),
  place       INTEGER NOT NULL DEFAULT 1,
  scenario_id INTEGER REFERENCES scenario(id),
  points      INTEGER,
  state       TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'on hold', 'completed', 'closed early')),
  since       TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ended       TEXT CHECK (ended GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  end_reason  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX pair_cycle ON pair(cycle_id);
CREATE INDEX pair_mentee ON pair(mentee_id);
CREATE INDEX pair_mentor ON pair(mentor_id);
CREATE INDEX pair_scenario ON pair(scenario_id);
-- Ids of sessions are never used again: calendars outside know a session by its id.
CREATE TABLE session (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  pair_id INTEGER NOT NULL REFERENCES pair(id),
  date    TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  time    INTEGER CHECK (time BETWEEN 0 AND 1439),
  minutes INTEGER CHECK (minutes BETWEEN 0 AND 1440),
  state   TEXT NOT NULL CHECK (state IN ('planned', 'held', 'missed', 'cancelled')),
  fit     TEXT NOT NULL DEFAULT '' CHECK (fit IN ('', 'good fit', 'still deciding', 'not a good fit')),
  notes   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX session_pair ON session(pair_id, date);
CREATE INDEX session_date ON session(date);
CREATE TABLE goal (
  id       INTEGER PRIMARY KEY,
  pair_id  INTEGER NOT NULL REFERENCES pair(id),
  name     TEXT NOT NULL CHECK (name <> ''),
  skill_id INTEGER REFERENCES skill(id),
  before   INTEGER CHECK (before BETWEEN 0 AND 5),
  target   INTEGER CHECK (target BETWEEN 0 AND 5),
  after    INTEGER CHECK (after BETWEEN 0 AND 5),
  state    TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reached', 'dropped'))
) STRICT;
CREATE INDEX goal_pair ON goal(pair_id);
CREATE INDEX goal_skill ON goal(skill_id);
