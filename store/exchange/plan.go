package exchange

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"understudy/store"
	"understudy/store/text"
)

// Status is what an import does with one row.
type Status string

// The fates of a row.
const (
	Created   Status = "created"
	Updated   Status = "updated"
	Unchanged Status = "unchanged"
	Skipped   Status = "skipped"
	Removed   Status = "removed" // of calendar files alone
)

// Options are what the caller of an import chose.
type Options struct {
	// Dates is DayMonth or MonthDay: how dates with slashes are read where the file
	// does not say. "" asks for it when needed.
	Dates string
	// ClearEmpty makes an empty cell of a mapped column empty the value; without it
	// an empty cell leaves what is there.
	ClearEmpty bool
	// Complete says that the file holds the whole company, so that employees who are
	// not in it are proposed as leavers. Leave marks them as having left.
	Complete    bool
	Leave       bool
	LeftOn      store.Date // "" is today
	LeaveReason string
	// Order says where the order of a role's new levels is from, where a requirements
	// file has no ranks: OrderRows, the rows list them from the lowest. LevelOrder is a
	// file that lists them instead, with a role and a role level in each row. Without
	// either it is asked for: nobody can tell it from the names.
	Order      string
	LevelOrder *Sheet
	// Program, Cycle and Side are of enrolments: the program's name, its cycle ("" is
	// the newest) and "mentor" or "mentee".
	Program, Cycle, Side string
	// Places are those of an enrolment whose row does not say; 0 leaves what is there
	// and gives new ones 1.
	Places int
	// NewSkills lets ratings bring in a skill whose name is nearly that of one which is
	// there; without it, that is taken for a slip of the pen.
	NewSkills bool
}

// OrderRows is the Order by which the rows of a file list each role's levels from the
// lowest.
const OrderRows = "rows"

// Progress is told how many of all steps are done; it must be quick.
type Progress func(done, all int)

// Diff is one value that an update changes, as people read it.
type Diff struct {
	Column string `json:"column"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// Row is what the plan does with one row of the file.
type Row struct {
	Line    int    `json:"line"`
	Status  Status `json:"status"`
	Label   string `json:"label"`
	Changes []Diff `json:"changes,omitempty"` // of an update
	Reason  string `json:"reason,omitempty"`  // of a skipped row
}

// Made is a record that the rows need and that is not there yet.
type Made struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Detail string `json:"detail,omitempty"`
}

// Leaver is an employee who is not in a file that holds the whole company.
type Leaver struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Number string `json:"number,omitempty"`
}

// Counts sums up a plan.
type Counts struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Skipped   int `json:"skipped"`
	Invalid   int `json:"invalid"` // rows with a problem
	Removed   int `json:"removed,omitempty"`
}

// Plan is what an import will do, row by row. It is shown and then committed as
// shown.
type Plan struct {
	Target   string    `json:"target"`
	File     string    `json:"file"`
	Mapping  Mapping   `json:"mapping"`
	Counts   Counts    `json:"counts"`
	Rows     []Row     `json:"rows"`
	New      []Made    `json:"new,omitempty"`
	Leavers  []Leaver  `json:"leavers,omitempty"`
	Leaving  bool      `json:"leaving"` // the leavers will be marked as having left
	Notes    []string  `json:"notes,omitempty"`
	Problems []Problem `json:"problems,omitempty"`

	sheet *Sheet
	seen  int64    // the newest row of history when it was planned
	reads []string // the tables that it relies on
	write func(*writer) error
	keep  bool // the mapping is new and will be remembered
}

// NewPlan plans the import of a sheet. A plan with problems is returned too: it
// lists them all, and Commit refuses it.
func NewPlan(ctx context.Context, st *store.Store, s *Sheet, m Mapping, opt Options) (*Plan, error) {
	t, err := TargetOf(m.Target)
	if err != nil {
		return nil, err
	}
	if opt.Dates != "" && opt.Dates != DayMonth && opt.Dates != MonthDay {
		return nil, fmt.Errorf("dates are %s or %s, not “%s”", DayMonth, MonthDay, opt.Dates)
	}
	if opt.Order != "" && opt.Order != OrderRows {
		return nil, fmt.Errorf("the order of role levels is %s, not “%s”", OrderRows, opt.Order)
	}
	if len(m.Columns) != len(s.Headings) {
		return nil, fmt.Errorf("the mapping has %d columns and %s has %d", len(m.Columns), s.Name, len(s.Headings))
	}
	p := newPlanner(ctx, st, s, t, m, opt)
	if err := p.run(); err != nil {
		return nil, err
	}
	return p.plan, nil
}

// Err is ErrInvalidRows, with the count, for a plan with problems.
func (p *Plan) Err() error {
	if len(p.Problems) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s (%d in all)", ErrInvalidRows, p.Problems[0], len(p.Problems))
}

// Empty reports that committing the plan would change nothing at all.
func (p *Plan) Empty() bool {
	return p.Counts.Created == 0 && p.Counts.Updated == 0 && p.Counts.Removed == 0 && len(p.New) == 0 && !p.keep && (!p.Leaving || len(p.Leavers) == 0)
}

// Summary is the plan in one line.
func (p *Plan) Summary() string {
	s := fmt.Sprintf("Create %d · Update %d · Unchanged %d · Skipped %d", p.Counts.Created, p.Counts.Updated, p.Counts.Unchanged, p.Counts.Skipped)
	skills := 0
	for _, m := range p.New {
		if m.Kind == "skill" && m.Detail != revived {
			skills++
		}
	}
	if p.Counts.Removed > 0 {
		s += fmt.Sprintf(" · Remove %d", p.Counts.Removed)
	}
	if skills > 0 {
		s += fmt.Sprintf(" · New skills %d", skills)
	}
	if p.Counts.Invalid > 0 {
		s += fmt.Sprintf(" · Invalid %d", p.Counts.Invalid)
	}
	return s
}

// label is the name of the change in history.
func (p *Plan) label() string {
	c, left := p.Counts, ""
	if p.Leaving && len(p.Leavers) > 0 {
		left = fmt.Sprintf(", %d left", len(p.Leavers))
	}
	if c.Removed > 0 {
		left += fmt.Sprintf(", %d removed", c.Removed)
	}
	rows, what := c.Created+c.Updated+c.Unchanged, p.Target
	if k, err := store.KindOf(p.Target); err == nil && rows == 1 {
		what = k.Name
	}
	return fmt.Sprintf("import %d %s from %s (%d new, %d updated%s)", rows, what, text.Clean(p.File), c.Created, c.Updated, left)
}

// finish takes out the rows with a problem, counts the others, and puts all in
// the file's order.
func (p *Plan) finish() {
	slices.SortStableFunc(p.Problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	bad := map[int]bool{}
	for _, b := range p.Problems {
		bad[b.Line] = true
	}
	p.Rows = slices.DeleteFunc(p.Rows, func(r Row) bool { return bad[r.Line] })
	slices.SortStableFunc(p.Rows, func(a, b Row) int { return cmp.Compare(a.Line, b.Line) })
	p.Counts = Counts{Invalid: len(bad)}
	for _, r := range p.Rows {
		switch r.Status {
		case Created:
			p.Counts.Created++
		case Updated:
			p.Counts.Updated++
		case Unchanged:
			p.Counts.Unchanged++
		case Skipped:
			p.Counts.Skipped++
		case Removed:
			p.Counts.Removed++
		}
	}
}
