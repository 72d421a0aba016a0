package rotations

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// board is the tab that shows a scenario as people, or seats, by periods with the cover
// under it, and changes it by hand.
type board struct {
	of     *plan
	grid   *widget.Board
	filter *widget.Filter
	slot   page.Slot
	trying page.Slot
	edits  page.Slot
	files  page.Slot

	wanted int64                // the scenario asked for; 0 as the store chooses
	seen   *store.RotationBoard // what is shown; nil until it is read
	review *store.RotationReview
	hosts  map[int64]string // by seat
	people *grid
	seats  *grid
	bySeat bool
	err    error
	at     cursor // where to go once it is read

	side   bool // the detail stands beside the board
	hidden bool // and is not wanted there
	open   bool // the detail lies over the board, on a narrow screen
	scroll *widget.Scroll
	cut    int // width of the board beside the detail, in the last View
	top    int // lines over the board in it

	carry   carry
	pending *store.HandMove // asked about, not answered yet
	answers map[store.HandMove]widget.Verdict
}

// cursor is a place on the board that outlives a reading: keys of a row and a period.
type cursor struct {
	participant, seat int64
	col               int
	set               bool
}

// boardFacts is what is read at once.
type boardFacts struct {
	board  *store.RotationBoard
	review *store.RotationReview
	hosts  map[int64]string
	people *grid
	seats  *grid
}

func newBoard(m *plan) *board {
	b := &board{of: m, grid: widget.NewBoard(m.env.Theme, "Cover at home"), filter: widget.NewFilter(m.env.Theme), scroll: widget.NewScroll(m.env.Theme), hosts: map[int64]string{}}
	b.answers = map[store.HandMove]widget.Verdict{}
	b.setEmpty()
	return b
}

func (b *board) load() tea.Cmd {
	db, id, wanted := b.of.env.DB, b.of.id, b.wanted
	return page.Load(b.of.sc, &b.slot, func(ctx context.Context) (boardFacts, error) { return readBoard(ctx, db, id, wanted) }, b.read)
}

// readBoard reads everything that the tab shows, and prepares both of its sides.
func readBoard(ctx context.Context, db *store.Store, plan, scenario int64) (f boardFacts, err error) {
	f.board, err = db.RotationBoard(ctx, plan, scenario)
	if errors.Is(err, store.ErrNotFound) && scenario != 0 { // it was undone
		f.board, err = db.RotationBoard(ctx, plan, 0)
	}
	if err != nil {
		return f, err
	}
	if f.board.Shown {
		if f.review, err = db.RotationReview(ctx, f.board.Scenario.ID); err != nil {
			return f, err
		}
	}
	placements, err := db.Placements(ctx, store.PlacementFilter{Plan: plan, Kept: true})
	if err != nil {
		return f, err
	}
	placed := map[placedKey]string{}
	for _, x := range placements {
		placed[placedKey{x.ParticipantID, x.SeatID, x.First}] = x.State
	}
	f.hosts = map[int64]string{}
	seats, err := db.List(ctx, "seat", store.ListFilter{Parent: plan})
	for _, s := range seats {
		f.hosts[s.ID] = s.Values["host_id"]
	}
	f.people, f.seats = newGrid(f.board, false, placed), newGrid(f.board, true, placed)
	return f, err
}

func (b *board) read(f boardFacts, err error) tea.Cmd {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	if b.err = err; err != nil {
		b.setEmpty()
		return nil
	}
	at := b.at // else the widget keeps its cursor by the keys of row and period
	b.at = cursor{}
	b.seen, b.review, b.hosts, b.people, b.seats = f.board, f.review, f.hosts, f.people, f.seats
	b.pending, b.carry = nil, carry{}
	clear(b.answers)
	if f.board.Shown {
		b.wanted = f.board.Scenario.ID
	}
	b.setEmpty()
	b.show(at)
	b.of.covers.refresh()
	return nil
}

// shown is the side of the board in front.
func (b *board) shown() *grid {
	if b.bySeat {
		return b.seats
	}
	return b.people
}

// show hands the side in front to the widget, with the cursor at a place.
func (b *board) show(at cursor) {
	g := b.shown()
	if g == nil {
		return
	}
	g.filter(b.filter.Query())
	b.grid.SetTeams(g.badges)
	today := b.seen.Today - 1
	if today >= len(g.cols) {
		today = -1
	}
	b.grid.SetToday(today)
	b.grid.SetSource(g)
	if !at.set {
		return
	}
	for n := range g.Rows() {
		row, _ := g.row(n)
		hit := !g.bySeat && b.seen.People[row.at].Participant == at.participant
		if g.bySeat && b.seen.Seats[row.at].Seat == at.seat {
			p, _, sits := g.sitter(n, at.col)
			hit = at.participant == 0 || sits && p.Participant == at.participant
		}
		if hit {
			b.grid.MoveTo(n, at.col)
			return
		}
	}
}

// place is where the cursor is, in terms that hold on both sides of the board.
func (b *board) place() (at cursor) {
	g := b.shown()
	if g == nil {
		return at
	}
	n, col, ok := b.grid.Cursor()
	if !ok {
		return at
	}
	at = cursor{col: col, set: true}
	if p, c, sits := g.sitter(n, col); sits {
		at.participant, at.seat = p.Participant, c.Seat
	}
	if s, ok := g.seat(n); ok {
		at.seat = s.Seat
	}
	return at
}

// scenarioShown is the one on the board; 0 while everybody is at the own job.
func (b *board) scenarioShown() int64 {
	if b.seen == nil || !b.seen.Shown {
		return 0
	}
	return b.seen.Scenario.ID
}

// look shows another scenario.
func (b *board) look(scenario int64) tea.Cmd {
	b.wanted = scenario
	return b.load()
}

func (b *board) setEmpty() {
	switch {
	case b.err != nil:
		b.grid.SetEmpty(widget.Empty{What: "The board cannot be shown.", Why: text.Clean(b.err.Error())})
	case b.seen == nil:
		b.grid.SetEmpty(widget.Empty{What: "Reading…"})
	case b.filter.Query() != "":
		b.grid.SetEmpty(widget.Empty{What: "Nobody matches the filter.", Keys: []widget.Hotkey{{Key: "esc", What: "drops it"}}})
	case len(b.seen.Seats) == 0:
		b.grid.SetEmpty(widget.Empty{What: "No seat yet.", Why: "A seat is a job that a team lets others do for a while.", Keys: []widget.Hotkey{{Key: "tab", What: "go to Seats, where a adds one"}}})
	default:
		b.grid.SetEmpty(widget.Empty{What: "No participant yet.", Why: "The board shows who takes part, period by period.", Keys: []widget.Hotkey{{Key: "tab", What: "go to Participants, where a adds one"}}})
	}
}

func (b *board) capturing() page.Capture {
	if b.filter.Typing() {
		return page.Text
	}
	return page.Nothing
}

// turn goes from the rows into the cover and out of it again before Tab leaves the board.
func (b *board) turn(by int) bool {
	_, in := b.grid.CoverLine()
	if b.seen == nil || len(b.seen.Covers) == 0 || b.grid.Len() == 0 || in == (by > 0) {
		if in {
			b.grid.Turn()
		}
		return false
	}
	b.grid.Turn()
	return true
}

func (b *board) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if b.filter.Update(msg) == widget.Edited {
			b.refilter()
		}
	case page.Click:
		if b.side && !b.hidden && msg.X >= b.cut || b.open && !b.side {
			return nil
		}
		if b.grid.Click(msg.X, msg.Y-b.top) != widget.BoardNothing {
			return b.moved()
		}
	case page.Wheel:
		if b.open && !b.side {
			b.scroll.Move(msg.Rows)
			return nil
		}
		b.grid.Wheel(msg.Y-b.top, msg.Rows)
		return b.moved()
	case page.Restyled:
		b.grid.Restyle()
	}
	return nil
}

func (b *board) refilter() {
	if g := b.shown(); g != nil {
		g.filter(b.filter.Query())
		b.setEmpty()
		b.grid.SetSource(g)
	}
}

// The width from which the detail stands beside the board, and its own width.
const (
	besideFrom  = 110
	detailWidth = 40
)

func (b *board) view(w, h int) string {
	b.side = w >= besideFrom
	if b.open && !b.side {
		b.scroll.SetLines(b.detail(w))
		return b.scroll.View(w, h)
	}
	if !b.side || b.hidden {
		return b.drawn(w, h)
	}
	b.cut = w - detailWidth - 3
	lines := b.detail(detailWidth)
	if len(lines) > h && h > 0 {
		lines = append(lines[:h-1:h-1], b.of.env.Theme.Dim.Render(text.Cut("… more with enter", detailWidth)))
	}
	return widget.Join(b.of.env.Theme.Separator(), b.drawn(b.cut, h), widget.Fit(strings.Join(lines, "\n"), detailWidth, h))
}

// verdictLines are how many lines over the board are kept free for what is said of a
// carried placement, where no detail stands beside it: the line under the board is too
// short for most rules, and a board that jumps with each verdict cannot be read.
func verdictLines(w, h int) int {
	want := 2
	if w < 80 {
		want = 4
	}
	return max(0, min(want, h-4))
}

func (b *board) drawn(w, h int) string {
	if b.top = 0; b.carrying() && !(b.side && !b.hidden) && verdictLines(w, h) > 0 {
		b.top = verdictLines(w, h)
		lines := widget.FitLines(b.verdict(w, b.top), w, b.top)
		return strings.Join(lines, "\n") + "\n" + widget.Fit(b.grid.View(w, h-b.top), w, h-b.top)
	}
	if b.filter.Active() && h > 1 {
		b.top = 1
		shown, total := 0, 0
		if g := b.shown(); g != nil {
			shown, total = len(g.pick), len(g.rows)
		}
		return b.filter.View(w, shown, total) + "\n" + widget.Fit(b.grid.View(w, h-1), w, h-1)
	}
	return widget.Fit(b.grid.View(w, h), w, h)
}

// boardSheet is the board as a table: a row a person, a column a period.
func boardSheet(g *grid) kindform.Sheet {
	s := kindform.Sheet{Head: []string{"participant", "team"}}
	if g.bySeat {
		s.Head = []string{"seat", "team"}
	}
	for _, p := range g.b.Periods {
		s.Head = append(s.Head, p.Name)
	}
	for _, n := range g.pick {
		row := &g.rows[n]
		line := []string{row.head.Name, row.head.Fact}
		for t := range g.cols {
			cell := ""
			switch c := g.cellOf(row, t); c.Kind {
			case widget.BoardBlock:
				cell = c.Text
			case widget.BoardAbsent:
				cell = "away"
			}
			line = append(line, cell)
		}
		s.Rows = append(s.Rows, line)
	}
	return s
}
