package rotations

import (
	"context"
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

// plans is the tab of the rotation plans.
type plans struct {
	*kindform.Rows[store.RotationPlanRow]
	env      kindform.Env
	sc       *page.Scope
	edits    page.Slot
	judging  page.Slot
	split    widget.Split
	open     bool // the detail lies over the list, on a narrow screen
	archived bool
	health   map[int64]health
}

// health is how the cover of a plan stands on its board.
type health struct {
	short int    // periods, over all covers, from today on
	fault string // why it is not known
}

func (h health) String() string {
	switch {
	case h.fault != "":
		return "?"
	case h.short > 0:
		return "! " + widget.Number(h.short) + " short"
	}
	return "holds"
}

func newPlans(env kindform.Env, sc *page.Scope) *plans {
	m := &plans{env: env, sc: sc, health: map[int64]health{}}
	number := func(title string, priority int, of func(store.RotationPlanRow) int) widget.Column[store.RotationPlanRow] {
		return widget.Column[store.RotationPlanRow]{
			Title: title, Min: text.Width(title), Right: true, Priority: priority, Cell: func(p store.RotationPlanRow) string { return widget.Number(of(p)) },
			Compare: func(a, b store.RotationPlanRow) int { return of(a) - of(b) },
		}
	}
	m.Rows = kindform.NewRows(env, sc, "rotation plans", func(p store.RotationPlanRow) int64 { return p.ID }, []widget.Column[store.RotationPlanRow]{
		{Title: "plan", Min: 16, Weight: 2, Cell: func(p store.RotationPlanRow) string { return p.Name }},
		{Title: "state", Min: 9, Priority: 2, Cell: func(p store.RotationPlanRow) string { return p.State }},
		{Title: "from", Min: 10, Priority: 6, Cell: func(p store.RotationPlanRow) string { return string(p.Starts) }},
		number("people", 5, func(p store.RotationPlanRow) int { return p.Participants }),
		number("seats", 7, func(p store.RotationPlanRow) int { return p.Seats }),
		number("placed", 4, func(p store.RotationPlanRow) int { return p.Shown.Moves }),
		{Title: "from best", Min: 9, Priority: 3, Right: true, Cell: func(p store.RotationPlanRow) string { return gapOf(p.Shown) }},
		{Title: "cover", Min: 9, Priority: 1, Cell: m.coverOf, Style: func(p store.RotationPlanRow, th *theme.Styles) theme.Style {
			return badIf(m.health[p.ID].short > 0, th)
		}},
	}...)
	m.NoMarks = true
	m.Table.SetEmpty(widget.Empty{
		What: "No rotation plan yet.",
		Why:  "A rotation plan says who learns which job where and when, while every home team keeps its cover. It needs seats that teams offer, and people who take part.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a rotation plan"}},
	})
	m.Table.SetRowStyle(func(p store.RotationPlanRow, th *theme.Styles) theme.Style {
		if p.Archived || p.State == "closed" {
			return th.Dim
		}
		return th.Text
	})
	m.Read = func(ctx context.Context) ([]store.RotationPlanRow, error) {
		return env.DB.RotationPlans(ctx, m.archived)
	}
	return m
}

func (m *plans) load() tea.Cmd { return tea.Batch(m.Rows.Load(), m.judge()) }

// mostJudged is how many people a plan may have whose cover the list counts: each change of
// the company counts it anew.
const mostJudged = 1000

// judge counts, in the background, where cover is short: that takes the whole board of
// each plan that still goes on.
func (m *plans) judge() tea.Cmd {
	db := m.env.DB
	return page.Load(m.sc, &m.judging, func(ctx context.Context) (map[int64]health, error) {
		list, err := db.RotationPlans(ctx, false)
		out := map[int64]health{}
		for _, p := range list {
			if p.State == "closed" || ctx.Err() != nil {
				continue
			}
			if p.Participants > mostJudged {
				out[p.ID] = health{fault: "counted on its board: more than " + widget.Number(mostJudged) + " people take part"}
				continue
			}
			b, err := db.RotationBoard(ctx, p.ID, 0)
			if err != nil {
				out[p.ID] = health{fault: err.Error()}
				continue
			}
			out[p.ID] = health{short: shortOf(b)}
		}
		return out, err
	}, func(list map[int64]health, err error) tea.Cmd {
		if err == nil {
			m.health = list
		}
		return nil
	})
}

// shortOf counts, over all covers, the periods from today on that are short.
func shortOf(b *store.RotationBoard) (n int) {
	for _, c := range b.Covers {
		for t := max(0, b.Today-1); t < len(c.Have); t++ {
			if c.Have[t] < c.Need[t] {
				n++
			}
		}
	}
	return n
}

func (m *plans) coverOf(p store.RotationPlanRow) string {
	if p.State == "closed" || p.Archived {
		return ""
	}
	if h, ok := m.health[p.ID]; ok {
		return h.String()
	}
	return "…"
}

func (m *plans) capturing() page.Capture { return m.Rows.Capturing() }

func (m *plans) update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, m.open); detail {
			return nil
		}
	}
	return m.Rows.Update(msg)
}

func (m *plans) actions() []page.Action {
	if m.Typing() {
		return m.Rows.Actions()
	}
	none := m.None()
	p, _ := m.Selected()
	hide, short := "Archive the plan", "archive"
	if p.Archived {
		hide, short = "Bring the plan back", "bring back"
	}
	acts := []page.Action{
		page.Act("Open the plan: its board, seats, people and scenarios", "open", m.show, page.KeyOpen).Hinted(9).Unless(none),
		page.Act("Add a rotation plan", "add", m.add, page.KeyAdd).Hinted(8),
		page.Act("Edit the plan: periods, rules, learning, costs", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "rotation plan", p.ID, nil) }, page.KeyEdit).Hinted(7).Unless(none),
		page.Act("Run the plan, on its board", "run", func() tea.Cmd { return runPlan(m.env, m.sc, p) }, page.KeyRun).Hinted(6).Unless(none).Unless(noRunOf(p)),
		page.Act(hide, short, func() tea.Cmd { return archive(m.env, m.sc, "rotation plan", !p.Archived, p.ID) }, page.KeyDelete).Hinted(3).Unless(none),
		page.Act("Show archived plans too, or not", "archived", func() tea.Cmd { m.archived = !m.archived; return m.Rows.Load() }, "z").In("Look"),
	}
	if !m.split.Side {
		acts = append(acts, page.Act("Show the detail over the list, or close it", "detail", func() tea.Cmd { m.open = !m.open; return nil }, "i").Hinted(5).Unless(none))
	}
	if m.open && !m.split.Side {
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { m.open = false; return nil }, "esc").Hinted(6))
	}
	return append(acts, m.Rows.Actions()...)
}

// add opens the plan that was added: what it needs next is there.
func (m *plans) add() tea.Cmd {
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{
		Kind: kind("rotation plan"), First: []string{"name", "starts", "unit", "periods", "least", "most", "travel"},
		Then: func(id int64) tea.Cmd { m.GoTo(id); return openPlan(m.env, m.sc, id, "") },
	})
}

func (m *plans) show() tea.Cmd {
	p, _ := m.Selected()
	return openPlan(m.env, m.sc, p.ID, p.Name)
}

// goTo opens the plan that another page leads to.
func (m *plans) goTo(id int64) tea.Cmd {
	if id == 0 {
		return nil
	}
	m.GoTo(id)
	return openPlan(m.env, m.sc, id, "")
}

func (m *plans) view(w, h int) string {
	m.split = widget.NewSplit(w, h)
	return m.Beside(m.split, m.open, m.detail)
}

func (m *plans) detail(p store.RotationPlanRow, w int) []string {
	th := m.env.Theme
	h, known := m.health[p.ID]
	cover := "being counted"
	switch {
	case p.State == "closed" || p.Archived:
		cover = "no longer counted"
	case known && h.fault != "":
		cover = h.fault
	case known && h.short > 0:
		cover = count(h.short, "period is", "periods are") + " short, over all teams"
	case known:
		cover = "holds in every period"
	}
	serves := p.Initiative
	if serves == "" {
		serves = "no initiative"
	}
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(p.Name), w))}, widget.KeyValue(
		th, w,
		widget.Pair{Label: "state", Value: p.State},
		widget.Pair{Label: "when", Value: p.Span()},
		widget.Pair{Label: "form", Value: p.Form},
		widget.Pair{Label: "serves", Value: serves},
		widget.Pair{Label: "people", Value: count(p.Participants, "participant", "participants") + " with " + count(p.Wishes, "wish", "wishes")},
		widget.Pair{Label: "seats", Value: count(p.Seats, "seat", "seats") + ", " + count(p.Places, "place", "places") + " at a time"},
		widget.Pair{Label: "placements", Value: placedSentence(p)},
		widget.Pair{Label: "cover", Value: cover, Style: badIf(h.short > 0, th)},
	)...)
	lines = append(lines, "")
	if p.Shown.ID != 0 {
		said := fmt.Sprintf("The board shows “%s”: %s; %s of %s granted.", p.Shown.Name, worth(p.Shown), widget.Number(p.Shown.Granted), count(p.Shown.Granted+p.Shown.Refused, "wish", "wishes"))
		lines = append(lines, wrapped(said, 0, w)...)
		lines = append(lines, styled(th.Dim, wrapped(capital(p.Shown.Proof())+".", 0, w))...)
		lines = append(lines, "")
	}
	return append(lines, wrapped(nextStep(p), 0, w)...)
}

func placedSentence(p store.RotationPlanRow) string {
	if p.Placements == 0 {
		return "none published"
	}
	parts := []string{widget.Number(p.Placements) + " published"}
	if p.Running > 0 {
		parts = append(parts, widget.Number(p.Running)+" running")
	}
	if p.Done > 0 {
		parts = append(parts, widget.Number(p.Done)+" done")
	}
	return strings.Join(parts, ", ")
}

// nextStep says what a plan waits for.
func nextStep(p store.RotationPlanRow) string {
	switch {
	case p.State == "closed":
		return "The plan is closed."
	case p.Seats == 0:
		return "Next: add the seats, the jobs that teams let others do."
	case p.Participants == 0:
		return "Next: add the people who take part, and their wishes."
	case p.Scenarios == 0:
		return "Next: r runs the plan: the best that keeps every rule, with a proof."
	case p.State == "draft":
		return "Next: read why wishes were refused, relax what you can, run again; then P publishes."
	}
	return "Published. After somebody leaves or a date moves, R repairs it with the fewest changes."
}

// editRecord reads a record and opens its form; then, if given, runs after the save.
func editRecord(env kindform.Env, sc *page.Scope, slot *page.Slot, kind string, id int64, then func(int64) tea.Cmd) tea.Cmd {
	return page.Load(sc, slot, func(ctx context.Context) (store.Record, error) { return env.DB.Get(ctx, kind, id) }, func(r store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return kindform.OpenForm(env, sc, kindform.Spec{Kind: r.Kind, Rec: r, Then: then})
	})
}

func archive(env kindform.Env, sc *page.Scope, kind string, archived bool, ids ...int64) tea.Cmd {
	return page.Save(sc, func(ctx context.Context) (store.Change, error) { return env.DB.Archive(ctx, kind, archived, ids...) }, nil)
}
