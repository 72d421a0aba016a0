package skills

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// gridOf says whose ratings a grid has, and of which skills.
type gridOf struct {
	store.GridFilter
	name string // of the team, location or market
	cat  string // name of the category, "" for all
	at   gridAt // where the cursor begins; the first cell if it is not there
}

// grid is the page on which ratings are typed: people down, skills across. What is typed
// is written together, as one change.
type grid struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	of     gridOf
	g      *store.RatingGrid // nil before the first reading
	err    error
	v      *ratings
	heat   *widget.Heat
	filter *widget.Filter
	batch  *batch
	face   face
	saving bool
	anew   bool // other people or skills were asked for: their columns begin anew
	slot   page.Slot
	files  page.Slot
	split  widget.Split
	y      int // where the map stands in the last View
}

// gridSkills is how many skills a grid shows at most: those that are required most.
const gridSkills = 200

func openGrid(env kindform.Env, sc *page.Scope, of gridOf) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newGrid(env, own, of) }})
}

func newGrid(env kindform.Env, sc *page.Scope, of gridOf) *grid {
	of.Most = gridSkills
	m := &grid{env: env, sc: sc, of: of, heat: widget.NewHeat(env.Theme, "short"), filter: widget.NewFilter(env.Theme), batch: newBatch()}
	m.heat.SetPlaces(gridPlaces)
	return m
}

func (m *grid) Title() string { return text.Clean("Ratings: " + m.of.name) }

func (m *grid) Init() tea.Cmd { return m.read() }

func (m *grid) read() tea.Cmd {
	db, of := m.env.DB, m.of
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (*store.RatingGrid, error) { return db.RatingGrid(ctx, of.GridFilter) },
		func(g *store.RatingGrid, err error) tea.Cmd {
			if errors.Is(err, context.Canceled) {
				return nil
			}
			if m.err = err; err != nil {
				return page.Fail(err)
			}
			m.show(g)
			return nil
		})
}

func (m *grid) show(g *store.RatingGrid) {
	if m.g != nil && !m.anew {
		keepOrder(m.g.Skills, g)
	}
	m.g, m.anew = g, false
	m.batch.look(g)
	m.v = newRatings(g, m.batch, m.env.Theme)
	m.arrange()
	if m.of.at != (gridAt{}) {
		m.moveTo(m.of.at)
		m.of.at = gridAt{}
	}
}

// keepOrder leaves the skills where they were: the store puts those first that most
// people have, and a level just written would move a column from under the cursor.
func keepOrder(before []store.GridSkill, g *store.RatingGrid) {
	at := make(map[int64]int, len(before))
	for i, k := range before {
		at[k.ID] = i + 1
	}
	place := func(k store.GridSkill) int {
		if n := at[k.ID]; n > 0 {
			return n
		}
		return len(before) + 1 // new ones come last
	}
	order := upTo(len(g.Skills))
	slices.SortStableFunc(order, func(a, b int) int { return place(g.Skills[a]) - place(g.Skills[b]) })
	skills := g.Skills
	g.Skills = ordered(order, func(i int) store.GridSkill { return skills[i] })
	for i, row := range g.Cells {
		g.Cells[i] = ordered(order, func(k int) store.RatingCell { return row[k] })
	}
}

func ordered[T any](order []int, of func(int) T) []T {
	out := make([]T, len(order))
	for i, n := range order {
		out[i] = of(n)
	}
	return out
}

// arrange puts what the filter lets through on the screen.
func (m *grid) arrange() {
	if m.v == nil {
		return
	}
	m.v.face = m.face
	m.v.filter(m.filter.Query())
	m.heat.SetEmpty(m.empty())
	m.heat.SetSource(m.v)
}

// Changed reads the ratings again: what another window wrote shows, and what was typed
// over it is marked.
func (m *grid) Changed(tables []string) tea.Cmd {
	if !kindform.Touches(tables, append(deps(), "rating", "setting")) {
		return nil
	}
	return m.read()
}

func (m *grid) Capturing() page.Capture {
	switch {
	case m.filter.Typing():
		return page.Text
	case m.heat.Len() > 0:
		return page.Digits
	}
	return page.Nothing
}

// Leave asks while levels are typed and not written.
func (m *grid) Leave() string {
	if len(m.batch.drafts) == 0 || m.saving {
		return ""
	}
	return "Leave without writing " + count(len(m.batch.drafts), "level", "levels") + "?"
}

func (m *grid) empty() widget.Empty {
	switch {
	case m.filter.Query() != "" && len(m.g.People) > 0 && len(m.g.Skills) > 0:
		return widget.Empty{What: "Nothing matches the filter.", Why: "It looks through the names of skills, then of people, their role levels and teams.", Keys: []widget.Hotkey{{Key: "esc", What: "drop the filter"}}}
	case len(m.g.People) == 0:
		return widget.Empty{
			What: "Nobody works there.", Why: "A grid of ratings has the people of a team and of the teams within it.",
			Keys: []widget.Hotkey{{Key: "t", What: "choose another team"}, {Key: "2", What: "give people a position, among the employees"}},
		}
	case m.of.Required || m.of.Category != 0:
		return widget.Empty{What: "No such skill is required or rated there.", Why: "The grid is narrowed: " + m.narrowed() + ".", Keys: []widget.Hotkey{{Key: "f", What: "show other skills"}}}
	}
	return widget.Empty{
		What: "No skill is required or rated there yet.", Why: "The grid has the skills that the role levels of these people require, and those that somebody has. Set requirements in Company, under Roles, or choose a category of skills.",
		Keys: []widget.Hotkey{{Key: "f", What: "choose a category"}, {Key: "0", What: "company"}},
	}
}

// narrowed says which skills are shown.
func (m *grid) narrowed() string {
	switch {
	case m.of.cat != "":
		return "skills of " + text.Clean(m.of.cat)
	case m.of.Required:
		return "required skills"
	}
	return "required and rated skills"
}

// Update types into the filter, takes the mouse, and digits that are no level.
func (m *grid) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if m.filter.Typing() {
			if m.filter.Update(msg) == widget.Edited {
				m.arrange()
			}
			return nil
		}
		if k, ok := msg.(tea.KeyPressMsg); ok && len(k.Text) == 1 && k.Text[0] >= '5' && k.Text[0] <= '9' {
			return page.Say("A level is 0 to 4; Esc leaves the grid, and then digits turn pages again")
		}
	case page.Click:
		if detail, x := m.split.At(msg.X, false); !detail && msg.Y >= m.y {
			m.heat.Click(x, msg.Y-m.y)
		}
	case page.Wheel:
		m.heat.Wheel(msg.Rows)
	case page.Restyled:
		m.heat.Restyle()
	}
	return nil
}

// View draws the grid beside all that there is of its cell; on a narrow screen a few
// lines below it say that.
func (m *grid) View(w, h int) string {
	th := m.env.Theme
	switch {
	case m.g == nil && m.err != nil:
		return widget.Empty{What: "The ratings could not be read.", Why: m.err.Error()}.View(th, w, h)
	case m.g == nil:
		return widget.Fit(th.Dim.Render("  Reading the ratings…"), w, h)
	}
	m.split = widget.NewSplit(w, h)
	if m.split.Side { // cells are wide, and what is said of one is short
		m.split.List = (w - 3) * 62 / 100
		m.split.Detail = w - 3 - m.split.List
	}
	return m.split.View(th, false, m.cells, func(w, h int) string { return strings.Join(m.lines(w, h), "\n") })
}

func (m *grid) cells(w, h int) string {
	th := m.env.Theme
	var lines, below []string
	if h >= 10 {
		lines = append(lines, th.Dim.Render(text.CutWith(m.heading(), w, th.Glyph.Ellipsis)))
	}
	if h >= 5 {
		lines = append(lines, m.state(w))
	}
	if m.filter.Active() {
		lines = append(lines, m.filter.View(w, m.heat.Len(), len(m.g.People)*len(m.g.Skills)))
	}
	if !m.split.Side && h >= 12 {
		below = m.lines(w, 0)
		below = below[:min(len(below), max(1, (h-6)/3))]
	} else if !m.split.Side && h >= 7 {
		below = m.brief(w)
	}
	if h >= 14 && m.heat.Len() > 0 {
		below = append([]string{th.Dim.Render(text.Cut(m.v.legend(w), w))}, below...)
	}
	m.y = len(lines)
	lines = append(lines, m.heat.View(w, max(0, h-len(lines)-len(below))))
	return widget.Fit(strings.Join(append(lines, below...), "\n"), w, h)
}

// heading says what the grid shows, and what it leaves out.
func (m *grid) heading() string {
	said := count(len(m.g.People), "person", "people") + ", " + m.narrowed() + ": " + m.face.String()
	if n := m.g.MorePeople; n > 0 {
		said += "; " + count(n, "person", "people") + " more than fit here"
	}
	if n := m.g.MoreSkills; n > 0 {
		said += "; " + count(n, "skill", "skills") + " more than fit here"
	}
	return said
}

// state says what is typed, and how it will be written.
func (m *grid) state(w int) string {
	th, n := m.env.Theme, len(m.batch.drafts)
	switch bad := m.batch.refusals(); {
	case m.saving:
		return th.Accent.Render(text.Cut("Writing "+count(n, "level", "levels")+"…", w))
	case bad > 0:
		return th.Bad.Render(text.Cut(th.Glyph.Alert+" "+itoa(bad)+" of "+count(n, "level", "levels")+" cannot be written, so none is", w))
	case n > 0:
		return th.Accent.Render(text.Cut(count(n, "level", "levels")+" to write, "+m.batch.words(), w))
	}
	return th.Dim.Render(text.Cut("Type levels 0 to 4; they are written "+m.batch.words(), w))
}
