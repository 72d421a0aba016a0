package growth

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// at is a cell of the nine, or the line below them of who needs a new look: its
// performance is 0 then.
type at struct{ performance, potential store.Third }

var newLook = at{}

// of is where somebody stands.
func of(p store.Potential) at {
	if !p.Whole() {
		return newLook
	}
	return at{p.Performance.Third, p.Judgement.Potential.Third}
}

func (a at) String() string {
	if a == newLook {
		return "Not judged in full, or needs a new look"
	}
	return fmt.Sprintf("Performance %s, potential %s", a.performance, a.potential)
}

// nine is the grid. It shows numbers; names come with Enter, so that nobody who looks over
// a shoulder reads them.
type nine struct {
	env     kindform.Env
	sc      *page.Scope
	slot    page.Slot
	people  []store.Potential
	count   map[at]int
	never   int // employees without any judgement
	loaded  bool
	err     error
	row     int // 0 high potential … 2 low, 3 the line below
	col     int // 0 low performance … 2 high
	boxW    int
	boxH    int
	boxTop  int
	boxLeft int
}

func newNine(env kindform.Env, sc *page.Scope) *nine {
	return &nine{env: env, sc: sc, row: 0, col: 2}
}

func (n *nine) deps() []string { return standingDeps() }

// standingDeps are the tables that tell on where somebody stands, with their role level
// and team.
func standingDeps() []string {
	return []string{"potential_rating", "potential_criterion", "employee", "position", "role", "role_level", "team", "setting"}
}

type standing struct {
	people []store.Potential
	all    int
}

func (n *nine) load() tea.Cmd {
	db := n.env.DB
	return page.Load(n.sc, &n.slot, func(ctx context.Context) (s standing, err error) {
		if s.people, err = db.Potentials(ctx, store.PotentialFilter{}); err != nil {
			return s, err
		}
		s.all, _, err = db.Size(ctx)
		return s, err
	}, func(s standing, err error) tea.Cmd {
		if n.loaded, n.err = true, err; err != nil {
			return page.Fail(err)
		}
		n.people, n.never, n.count = s.people, max(0, s.all-len(s.people)), map[at]int{}
		for _, p := range s.people {
			n.count[of(p)]++
		}
		return nil
	})
}

// cell is what is under the cursor.
func (n *nine) cell() at {
	if n.row == 3 {
		return newLook
	}
	return at{store.Low + store.Third(n.col), store.High - store.Third(n.row)}
}

// Move, Page, Home, End, Left and Right make it a page.Mover and a page.Sider.
func (n *nine) Move(rows int)    { n.row = max(0, min(n.row+rows, 3)) }
func (n *nine) Page(windows int) { n.Move(3 * windows) }
func (n *nine) Home()            { n.row = 0 }
func (n *nine) End()             { n.row = 3 }
func (n *nine) Left()            { n.col = max(0, n.col-1) }
func (n *nine) Right()           { n.col = min(2, n.col+1) }

func (n *nine) capturing() page.Capture { return page.Nothing }

func (n *nine) actions() []page.Action {
	none := ""
	switch {
	case !n.loaded:
		none = "it is being read"
	case n.count[n.cell()] == 0:
		none = "nobody stands there"
	}
	acts := []page.Action{
		page.Act("Show who stands there", "who", n.open, page.KeyOpen).Hinted(9).Unless(none),
		page.Act("Judge someone", "judge", func() tea.Cmd { return judgeAnyone(n.env, n.sc) }, page.KeyAdd).Hinted(8).If(n.loaded, "it is being read"),
		page.Act("Add, edit and archive what people are judged by", "criteria", n.criteria, "c").Hinted(6),
	}
	return append(acts, page.Grid(n)...)
}

func (n *nine) open() tea.Cmd {
	c := n.cell()
	return n.sc.Send(page.Open{New: func(sc *page.Scope) page.Page { return newWho(n.env, sc, c) }})
}

func (n *nine) criteria() tea.Cmd {
	return n.sc.Send(page.Open{New: func(sc *page.Scope) page.Page { return newCriteria(n.env, sc) }})
}

func (n *nine) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		x, y := msg.X-n.boxLeft, msg.Y-n.boxTop
		if n.boxW == 0 || n.boxH == 0 || x < 0 || y < 0 || x/n.boxW > 2 {
			return nil
		}
		if n.row = min(y/n.boxH, 3); n.row < 3 {
			n.col = x / n.boxW
		}
	case page.Wheel:
		n.Move(msg.Rows)
	}
	return nil
}

func (n *nine) view(w, h int) string {
	th := n.env.Theme
	switch {
	case n.err != nil:
		return widget.Fit(th.Bad.Render(text.Cut(text.Clean(n.err.Error()), w)), w, h)
	case !n.loaded:
		return widget.Fit(th.Dim.Render("  Reading…"), w, h)
	case len(n.people) == 0:
		return widget.Empty{
			What: "Nobody has been judged yet.",
			Why: "Performance and potential are judged by criteria, each with its evidence and its day. It is a prompt for what to do next, for you alone: no export, " +
				"report or list shows it, and what is older than the setting counts no more.",
			Keys: []widget.Hotkey{{Key: "a", What: "judge someone"}, {Key: "c", What: "what people are judged by"}},
		}.View(th, w, h)
	}
	return widget.NewSplit(w, h).View(th, false, n.grid, n.prompts)
}

var thirds = []string{"low", "medium", "high"}

const performance = "performance"

// grid draws the nine cells, potential upward, performance to the right.
func (n *nine) grid(w, h int) string {
	th := n.env.Theme
	const left = 9
	tall := 1
	if h >= 16 {
		tall = 3
	}
	n.boxW, n.boxH, n.boxLeft, n.boxTop = max(7, min(20, (w-left)/3)), tall+1, left, 1
	rule := th.Rule.Render(text.Spaces(left) + strings.Repeat(th.Glyph.Rule, max(0, min(3*n.boxW, w-left))))
	lines := []string{th.Dim.Render(text.Fit("potential", w))}
	for row := range 3 {
		for y := range tall {
			line := text.Spaces(left)
			if y == tall/2 {
				line = text.Fit(thirds[2-row], left)
			}
			for col := range 3 {
				line += n.box(row, col, y == tall/2)
			}
			lines = append(lines, line)
		}
		lines = append(lines, rule)
	}
	axis := text.Spaces(left)
	for _, t := range thirds {
		axis += n.centred(t) + " "
	}
	name := text.Spaces(left+max(0, 3*n.boxW-1-text.Width(performance))/2) + performance
	below := " not judged in full, or to be looked at anew: " + widget.Number(n.count[newLook])
	if n.row == 3 {
		below = th.Cursor.Render(text.Fit(th.Glyph.Cursor+below[1:], w))
	}
	return widget.Fit(strings.Join(append(lines, axis, th.Dim.Render(name), below,
		th.Dim.Render(" never judged: "+widget.Number(n.never))), "\n"), w, h)
}

// centred is a word in the middle of a cell, up to the bar at its right.
func (n *nine) centred(word string) string {
	pad := max(0, n.boxW-1-text.Width(word))
	return text.Spaces(pad/2) + word + text.Spaces(pad-pad/2)
}

// box is one line of a cell; the number stands in the middle one.
func (n *nine) box(row, col int, middle bool) string {
	th := n.env.Theme
	word := ""
	if middle {
		if word = widget.Number(n.count[at{store.Low + store.Third(col), store.High - store.Third(row)}]); word == "0" {
			word = "·"
		}
	}
	body := n.centred(word)
	switch {
	case row == n.row && col == n.col && middle:
		if free, ok := strings.CutPrefix(body, " "); ok {
			body = th.Glyph.Cursor + free
		}
		return th.Cursor.Render(body) + th.Rule.Render(th.Glyph.Bar)
	case row == n.row && col == n.col:
		return th.Cursor.Render(body) + th.Rule.Render(th.Glyph.Bar)
	}
	return body + th.Rule.Render(th.Glyph.Bar)
}

// prompts say what could be done next for those of the cell under the cursor.
func (n *nine) prompts(w, h int) string {
	th, c := n.env.Theme, n.cell()
	lines := []string{th.Title.Render(text.Cut(c.String(), w)), th.Dim.Render(people(n.count[c])), ""}
	lines = append(lines, promptLines(n.env, c.judgement(), w)...)
	lines = append(lines, "")
	lines = append(lines, text.Wrap(text.Clean("For you alone: no report shows it, and no export but that of the employee and that of the ratings themselves. It is worked out anew from dated ratings and never kept as a label."), w)...)
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}

// judgement is one that stands in the cell, for its prompts.
func (a at) judgement() store.Judgement {
	return store.Judgement{Performance: store.AxisResult{Third: a.performance}, Potential: store.AxisResult{Third: a.potential}}
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return widget.Number(n) + " people"
}

func promptLines(env kindform.Env, j store.Judgement, w int) []string {
	lines := []string{env.Theme.Header.Render(text.Fit("What could be done next", w))}
	for _, p := range j.Prompts() {
		for i, l := range text.Wrap(text.Clean(p.Do), max(1, w-2)) {
			sign := "· "
			if i > 0 {
				sign = "  "
			}
			lines = append(lines, sign+l)
		}
	}
	return lines
}
