package mentoring

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"understudy/match/assign"
	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// review shows what a run proposes beside the reasons. Whoever is without a mentor
// stands in the same table.
type review struct {
	page.Base
	env kindform.Env
	sc  *page.Scope
	id  int64
	v   *store.Review
	err error

	shown func(scenario int64) // hears of every other run that is turned to; may be nil

	list   *list[row]
	split  widget.Split
	top    int  // lines above both sides
	narrow bool // there is no room for the column of states
	open   bool // the keys are the reasons'; on a narrow screen they lie over the list
	scroll *widget.Scroll
	read   page.Slot
	looks  page.Slot
	fills  page.Slot
	asks   page.Slot
	busy   page.Slot
	edits  page.Slot
	meter  *page.Meter[assign.Progress]

	answers answers
	now     present
}

// answers are what was asked about the run so far. A run never changes, so that
// they hold as long as the page is open.
type answers struct {
	why  map[int64]mentoring.Explanation // by row
	not  map[int64]mentoring.WhyNot      // by mentee
	next map[int64]next                  // by mentee
	fix  map[int64]fix                   // by mentee
	// worth of one more place, by mentor
	worth map[int64]mentoring.Worth
}

// next is a mentee's runner-up; ok is false where there is none.
type next struct {
	mentoring.NextBest
	ok bool
}

// fix is the smallest change that places a mentee, or why there is none.
type fix struct {
	mentoring.Change
	none string
}

// present is what has been decided since, or has nothing to do with the run.
type present struct {
	scenario store.Scenario
	locks    map[[2]int64]bool // by enrolments
	bound    map[int64]int     // how many locks an enrolment has
	accepted map[[2]int64]bool // those of the locks that accepting a proposal made
	bans     map[[2]int64]bool // by employees, both ways round
	since    int               // how many locks and bans the run does not know of
	hands    []string          // those of them that were set, in words
	before   store.Scenario    // the run before this one; its ID is 0 without one
	moved    int               // mentees whose mentors differ from it
	meet     map[[2]int64]bool // pairs under way, by enrolments
	held     map[int64]bool    // mentors with pairs under way
	full     int               // of them those whose places were gone before the run
	others   int               // runs of the cycle besides this one
	known    bool              // it has been read
	gone     bool
}

// openReview opens a run; shown, which may be nil, hears of every run that the page
// turns to, so that a list below it stands on the last one.
func openReview(env kindform.Env, sc *page.Scope, scenario int64, shown func(int64)) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := newReview(env, own, scenario)
		m.shown = shown
		return m
	}})
}

func newReview(env kindform.Env, sc *page.Scope, scenario int64) *review {
	m := &review{env: env, sc: sc, id: scenario, scroll: widget.NewScroll(env.Theme), meter: &page.Meter[assign.Progress]{}}
	m.list = newList(env, sc, "proposals", row.key, m.columns()...)
	m.list.Moved, m.list.ToTop = m.look, true
	m.list.Sorting = "Sort by the column at the cursor: by points, the worst come first"
	m.list.Table.SetRowStyle(m.rowStyle)
	m.list.Table.SetEmpty(widget.Empty{What: "Nothing to show.", Why: "No mentee of the cycle asks for a place."})
	m.list.Table.Right()
	m.list.Table.Right() // to the points, so that s puts the worst first
	m.forget()
	return m
}

func (m *review) forget() {
	m.answers = answers{map[int64]mentoring.Explanation{}, map[int64]mentoring.WhyNot{}, map[int64]next{}, map[int64]fix{}, map[int64]mentoring.Worth{}}
}

func (m *review) Title() string {
	if m.v == nil {
		return "scenario"
	}
	return "“" + m.v.Scenario.Name + "”"
}

// opened is a run with its rows in order: both take a while for a large one.
type opened struct {
	v    *store.Review
	rows []row
}

// Init opens the run: what the engine read then, whatever has changed since.
func (m *review) Init() tea.Cmd {
	id, db := m.id, m.env.DB
	return page.Load(m.sc, &m.read, func(ctx context.Context) (opened, error) {
		v, err := db.Review(ctx, id)
		if err != nil {
			return opened{}, err
		}
		for id, p := range v.People { // once, here, instead of at every drawing
			p.Name, p.Grade, p.Team, p.Location = text.Clean(p.Name), text.Clean(p.Grade), text.Clean(p.Team), text.Clean(p.Location)
			v.People[id] = p
		}
		return opened{v, rowsOf(v)}, nil
	}, func(o opened, err error) tea.Cmd {
		if err != nil {
			m.err = err
			m.now.gone = errors.Is(err, store.ErrNotFound)
			return nil
		}
		m.v, m.err, m.now.scenario = o.v, nil, o.v.Scenario
		m.place(o.rows)
		return tea.Batch(m.refresh(), m.look())
	})
}

// place shows the rows, with the cursor on the mentee that it was on.
func (m *review) place(rows []row) {
	was, had := m.list.Selected()
	m.list.Show(rows, nil)
	for _, r := range rows {
		if had && r.mentee == was.mentee && m.list.Table.Select(r.key()) {
			return
		}
	}
}

// show turns to another run of the cycle, such as one just made.
func (m *review) show(scenario int64) tea.Cmd {
	m.id, m.v = scenario, nil
	m.list.Forget()
	if m.shown != nil {
		m.shown(scenario)
	}
	m.now = present{}
	m.forget()
	return m.Init()
}

// Changed asks what was decided meanwhile; the run itself never changes.
func (m *review) Changed(tables []string) tea.Cmd {
	if m.v == nil {
		return m.Init()
	}
	if tables == nil || kindform.Touches(tables, []string{"scenario", "pair_lock", "ban", "pair", "enrolment"}) {
		return m.refresh()
	}
	return nil
}

// refresh reads the present: locks and bans set since, and whether the run is
// still there and published.
func (m *review) refresh() tea.Cmd {
	v, db := m.v, m.env.DB
	return page.Load(m.sc, &m.busy, func(ctx context.Context) (present, error) { return readPresent(ctx, db, v) },
		func(p present, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			m.now = p
			return nil
		})
}

// Capturing: while the filter is typed, keys are text.
func (m *review) Capturing() page.Capture { return m.list.Capturing() }

// Update types into the filter and takes the mouse.
func (m *review) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		if detail, _ := m.split.At(msg.X, m.open); detail {
			m.open = true
			return nil
		}
		m.open = false
		msg.Y -= m.top
		return m.list.update(msg)
	case page.Wheel:
		if detail, _ := m.split.At(msg.X, m.open); detail {
			m.scroll.Move(msg.Rows)
			return nil
		}
	}
	return m.list.update(msg)
}
