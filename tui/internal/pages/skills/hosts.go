package skills

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// hosts is the tab that answers a gap with a rotation: the seats that teach the skill,
// what stands against each, and the teams that could host.
type hosts struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	g     toClose
	got   store.GapSeats
	goals []store.InitiativeRow
	list  *kindform.Rows[store.GapSeat]
	slot  page.Slot
	split widget.Split
	head  int
}

func newHosts(env kindform.Env, sc *page.Scope, g toClose) *hosts {
	type row = store.GapSeat
	m := &hosts{env: env, sc: sc, g: g}
	m.list = kindform.NewRows(env, sc, "seats for a gap", func(v row) int64 { return v.ID }, []widget.Column[row]{
		{Title: "Seat", Min: 14, Weight: 3, Max: 30, Cell: func(v row) string { return v.Seat }},
		{Title: "Team", Min: 12, Weight: 2, Max: 24, Priority: 3, Cell: func(v row) string { return v.Team }},
		{Title: "reaches", Min: 7, Right: true, Priority: 2, Cell: func(v row) string { return itoa(v.Reach) }, Compare: func(a, b row) int { return cmp.Compare(b.Reach, a.Reach) }},
		{Title: "Why", Min: 24, Weight: 6, Cell: func(v row) string { return seatStanding(env.Theme, v) }},
		{Title: "from", Min: 10, Priority: 1, Cell: func(v row) string { return string(v.Starts) }},
	}...)
	m.list.NoMarks = true
	m.list.Table.SetRowStyle(func(v row, th *theme.Styles) theme.Style {
		if !v.Can() {
			return th.Dim
		}
		return th.Text
	})
	return m
}

// seatStanding says whether a seat can be wished for, and why not.
func seatStanding(th *theme.Styles, v store.GapSeat) string {
	switch {
	case !v.Can():
		return th.Glyph.Cross + " " + v.Against[0]
	case v.Wish != 0:
		return th.Glyph.Ask + " wished for already, in " + v.Plan
	case v.Takes:
		return th.Glyph.Check + " can; takes part in " + v.Plan
	}
	return th.Glyph.Check + " can; joins " + v.Plan
}

func (m *hosts) Title() string { return "Close a gap" }
func (m *hosts) Init() tea.Cmd { return m.read() }

// Changed reads anew: plans, levels and wishes all tell on what can be wished for.
func (m *hosts) Changed([]string) tea.Cmd { return m.read() }

func (m *hosts) read() tea.Cmd {
	type answer struct {
		got   store.GapSeats
		goals []store.InitiativeRow
	}
	db, ask := m.env.DB, store.SeatAsk{Employee: m.g.employee, Skill: m.g.skill, Level: m.g.level}
	return page.Run(m.sc, &m.slot, "Looking for seats", nil, func(ctx context.Context) (a answer, err error) {
		if a.goals, err = db.Initiatives(ctx, false); err != nil {
			return a, err
		}
		a.got, err = db.GapSeats(ctx, ask)
		return a, err
	}, func(a answer, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		m.goals, m.got = a.goals, a.got
		m.list.Table.SetEmpty(m.empty())
		if err != nil {
			m.list.Table.SetEmpty(widget.Empty{What: "No gap to close.", Why: page.InWords(err), Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}}})
		}
		m.list.Show(a.got.Seats, nil)
		return nil
	})
}

// empty says that no seat teaches the skill, and which teams could offer one.
func (m *hosts) empty() widget.Empty {
	e := widget.Empty{
		What: "No seat of an open rotation plan teaches it.", Why: "Nobody elsewhere can do it alone either, so that no team could offer one.",
		Keys: []widget.Hotkey{{Key: "5", What: "rotations: plans and their seats"}},
	}
	if len(m.got.Hosts) > 0 {
		var teams []string
		for _, h := range m.got.Hosts[:min(len(m.got.Hosts), mostHosts)] {
			teams = append(teams, h.Team+" ("+strings.Join(h.Names, ", ")+")")
		}
		e.Why = "These could offer one: " + strings.Join(teams, "; ") + "."
	}
	return e
}

// mostHosts is how many teams that could host are named.
const mostHosts = 5

func (m *hosts) Capturing() page.Capture { return m.list.Capturing() }

func (m *hosts) Actions() []page.Action {
	if m.list.Typing() {
		return m.list.Actions()
	}
	v, _ := m.list.Selected()
	none := m.list.None()
	acts := []page.Action{
		page.Act("Wish for the seat, so that the next run of the plan can place them", "wish for it", func() tea.Cmd { return m.ask(v) }, page.KeyOpen).Unless(none).Unless(strings.Join(v.Against, "; ")).Hinted(9),
		page.Act("Open the plan among the rotations", "plan", func() tea.Cmd { return m.sc.Send(page.Goto{Key: "5", Arg: v.PlanID}) }, "O").Unless(none).Hinted(5),
		person(m.sc, m.g.employee),
	}
	return append(acts, m.list.Actions()...)
}

// ask says what will be made, and makes it.
func (m *hosts) ask(v store.GapSeat) tea.Cmd {
	got, g, db := m.got, m.g, m.env.DB
	intro := fmt.Sprintf("%s takes part in %s and wishes for %s, %s. A run of the plan places people where every team keeps its cover; what is published then answers the gap. One undo takes all of it back.", got.Employee, v.Plan, v.Seat, v.Team)
	return kindform.Ask(m.env, m.sc, kindform.Question{
		Title: got.Employee + " learns " + got.Skill + " in " + v.Team,
		Intro: func(w int) []string { return wrapped(intro, 0, w) },
		Low:   func(map[string]string) string { return "Wishes for " + v.Seat + " in " + v.Plan + "." },
		Fields: []widget.Field{
			serving(m.goals, g.initiative, "that of the plan, or none"),
			{Name: "points", Label: "Points", Kind: widget.Decimal, Value: "1", Required: true, Help: "how much the wish counts; a level of a gap closed counts 1"},
			{Name: "note", Label: "Note", Limit: 500},
		},
		Submit: "Wish for it",
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			c, _, err := db.CloseGapByPlacement(ctx, store.GapSeatWish{
				SeatAsk: got.Ask, Seat: v.ID, Points: values["points"], Initiative: initiativeIn(values), Note: values["note"],
			})
			return c, err
		},
		Then: func(map[string]string) tea.Cmd { return m.sc.Send(page.Done{}) },
	})
}

func (m *hosts) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, false); detail {
			return nil
		}
		c.Y -= m.head
		msg = c
	}
	return m.list.Update(msg)
}

// View draws what is done already and which seats could help, beside why.
func (m *hosts) View(w, h int) string {
	lines := underWay(m.env.Theme, m.got.UnderWay, w, h)
	m.head = len(lines)
	view, split := beside(m.env.Theme, m.list, w, max(0, h-len(lines)), nil, m.why)
	m.split = split
	return widget.Fit(strings.Join(append(lines, view), "\n"), w, h)
}

// why says of the seat under the cursor what it is and what is against it, and who could
// host besides.
func (m *hosts) why(w, _ int) []string {
	v, ok := m.list.Selected()
	if !ok {
		return nil
	}
	th := m.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(v.Seat+", "+v.Team), w))}
	said := fmt.Sprintf("In %s (%s), %s to %s; from level %d to %d; %s.", v.Plan, v.PlanState, v.Starts, v.Ends, v.Entry, v.Reach, count(v.Places, "place", "places"))
	if v.Host != "" {
		said += " Host: " + v.Host + "."
	}
	lines = append(lines, wrapped(said, 0, w)...)
	lines = append(lines, againstLines(th, v.Against, w)...)
	if len(m.got.Hosts) == 0 {
		return lines
	}
	lines = append(lines, "", th.Title.Render(text.Cut("TEAMS THAT COULD HOST", w)))
	for _, h := range m.got.Hosts[:min(len(m.got.Hosts), mostHosts)] {
		lines = append(lines, ends(" "+text.Clean(h.Team), count(h.Teach, "can teach it", "can teach it")+", "+itoa(h.Alone)+" alone", w))
		lines = append(lines, th.Dim.Render(text.Cut("   "+text.Clean(strings.Join(h.Names, ", ")), w)))
	}
	return lines
}
