package rotations

import (
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

// The tabs of a review.
const (
	tabBinds   = "What binds"
	tabRefused = "Refused wishes"
	tabUnlucky = "No wish granted"
	tabMoves   = "Placements"
	tabChanges = "Changes"
)

// review is the page of one scenario: what binds, what was refused, who gets nothing, what
// each placement is worth and, of a repair, what it changes.
type review struct {
	page.Base
	of   *plan
	sc   *page.Scope
	id   int64
	slot page.Slot
	got  *store.RotationReview
	gone bool
	tabs tabs

	binds   *rowsTab[numbered[store.RotationBinding]]
	refused *rowsTab[numbered[store.RotationRefused]]
	unlucky *rowsTab[unlucky]
	moves   *rowsTab[numbered[store.RotationMove]]
	changes *rowsTab[numbered[store.RotationChange]]
	first   string
}

// numbered is a row without an id of its own.
type numbered[T any] struct {
	n int64
	v T
}

func numberAll[T any](list []T) []numbered[T] {
	out := make([]numbered[T], len(list))
	for i, v := range list {
		out[i] = numbered[T]{int64(i) + 1, v}
	}
	return out
}

// unlucky is somebody of whom no wish is granted.
type unlucky struct {
	participant int64
	name, team  string
	wishes      []string
}

// openReview opens the page of a scenario at a tab, "" for the first that says something.
func openReview(of *plan, id int64, tab string) tea.Cmd {
	return of.sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := &review{of: of, sc: own, id: id, first: tab}
		of.over = append(of.over, own)
		m.lists()
		return m
	}})
}

func (m *review) Title() string {
	if m.got == nil {
		return "Scenario"
	}
	return m.got.Scenario.Name
}

func (m *review) Init() tea.Cmd {
	db, id := m.of.env.DB, m.id
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (*store.RotationReview, error) { return db.RotationReview(ctx, id) },
		func(v *store.RotationReview, err error) tea.Cmd {
			if m.gone = errors.Is(err, store.ErrNotFound); err != nil {
				return page.Fail(err)
			}
			m.show(v)
			return nil
		})
}

func (m *review) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, []string{"rotation_scenario", "rotation_move", "employee", "seat", "team", "skill"}) {
		return m.Init()
	}
	return nil
}

// show puts what the scenario says into the tabs; only a repair has changes.
func (m *review) show(v *store.RotationReview) {
	fresh := m.got == nil
	m.got = v
	m.binds.Show(numberAll(v.Binding), nil)
	m.refused.Show(numberAll(v.Refused), nil)
	m.moves.Show(numberAll(v.Moves), nil)
	m.changes.Show(numberAll(v.ChangesSaid()), nil)
	m.unlucky.Show(m.without(), nil)
	if !fresh {
		return
	}
	if v.Scenario.Repairs != 0 {
		m.tabs.add(tabChanges, m.changes)
	}
	switch {
	case m.first != "":
		m.tabs.show(m.first)
	case len(v.Refused) > 0:
		m.tabs.show(tabRefused)
	case len(v.Binding) == 0:
		m.tabs.show(tabMoves)
	}
}

// without are those of whom no wish is granted, with the seats that they wished for.
func (m *review) without() (out []unlucky) {
	v := m.got
	for _, i := range v.Unlucky {
		who := v.Input.People[i]
		u := unlucky{participant: who.Participant, name: v.Names[i]}
		if t := v.Input.Problem.People[i].Team; t >= 0 {
			u.team = v.Input.Teams[t].Name
		}
		for _, r := range v.Refused {
			if r.Participant == who.Participant {
				u.wishes = append(u.wishes, r.SeatName)
			}
		}
		out = append(out, u)
	}
	return out
}

func (m *review) Capturing() page.Capture { return m.tabs.front().capturing() }

func (m *review) Actions() []page.Action {
	none := ""
	switch {
	case m.gone:
		none = "the scenario was undone"
	case m.got == nil:
		none = "it is being read"
	}
	published := none
	if none == "" && m.got.Scenario.Published != "" && m.of.row.Shown.ID == m.id {
		published = "it is what is published"
	}
	back := func(then func() tea.Cmd) func() tea.Cmd {
		return func() tea.Cmd { m.sc.Send(page.Done{}); return then() }
	}
	return m.tabs.actions(
		page.Act("Publish it: it becomes placements", "publish…", func() tea.Cmd { return openPublish(m.of, m.sc, m.id) }, keyPublish).Unless(published).Hinted(7),
		page.Act("Run the plan again", "run again", back(m.of.run), page.KeyRun).Unless(m.of.noRun()).Hinted(6),
		page.Act("Show it on the board", "board", back(func() tea.Cmd { m.of.tabs.show("Board"); return m.of.board.look(m.id) }), keyOnBoard).Unless(none).Hinted(4),
		page.Act("Compare with another scenario", "compare", func() tea.Cmd { return chooseOther(m.of, m.sc, m.id) }, keyCompare).Unless(none).Hinted(3),
	)
}

func (m *review) Update(msg tea.Msg) tea.Cmd { return m.tabs.update(msg) }

func (m *review) View(w, h int) string {
	th := m.of.env.Theme
	var above []string
	if m.got != nil && h >= 10 {
		c := m.got.Scenario
		said := fmt.Sprintf("%s · %s · %d of %d wishes granted", worth(c), count(c.Moves, "placement", "placements"), c.Granted, c.Granted+c.Refused)
		above = append(above, ends(said, proved(c, th), w))
	}
	if m.got != nil && h >= 18 {
		for _, l := range wrapped(capital(m.got.Scenario.Proof())+".", 0, w) {
			above = append(above, th.Dim.Render(text.Fit(l, w)))
		}
	}
	return widget.Fit(m.tabs.view(th, above, w, h), w, h)
}

// lists makes the tabs.
func (m *review) lists() {
	env, sc := m.of.env, m.sc
	m.binds = newRowsTab(env, sc, "what binds", func(x numbered[store.RotationBinding]) int64 { return x.n }, []widget.Column[numbered[store.RotationBinding]]{
		{Title: "one more is worth", Min: 8, Right: true, Cell: func(x numbered[store.RotationBinding]) string {
			if x.v.Worth == 0 {
				return ""
			}
			return points(x.v.Worth)
		}, Compare: func(a, b numbered[store.RotationBinding]) int { return int(a.v.Worth - b.v.Worth) }},
		{Title: "what just holds", Min: 30, Weight: 1, Cell: func(x numbered[store.RotationBinding]) string { return x.v.Said }},
	}...)
	m.binds.acts = func(x numbered[store.RotationBinding], none string) []page.Action {
		relax := func() tea.Cmd { return doRemedy(m.of, sc, x.v.Remedy, m.done) }
		return []page.Action{page.Act("Relax it", "relax…", relax, page.KeyOpen, keyOf(x.v.Remedy)).Unless(none).If(x.v.Remedy.Said != "", "nothing relaxes this alone").Hinted(9)}
	}
	m.binds.told = func(x numbered[store.RotationBinding], w int) []string {
		lines := append(wrapped(x.v.Said+".", 0, w), "")
		return append(lines, remedyLines(env.Theme, x.v.Remedy, 0, w)...)
	}
	m.binds.Table.SetEmpty(widget.Empty{What: "Nothing binds.", Why: "No cover and no seat is at its limit: there is room everywhere."})

	m.refused = newRowsTab(env, sc, "refused wishes", func(x numbered[store.RotationRefused]) int64 { return x.n }, []widget.Column[numbered[store.RotationRefused]]{
		{Title: "participant", Min: 12, Weight: 2, Cell: func(x numbered[store.RotationRefused]) string { return x.v.Name }},
		{Title: "seat", Min: 10, Weight: 2, Priority: 2, Cell: func(x numbered[store.RotationRefused]) string { return x.v.SeatName }},
		{Title: "worth", Min: 5, Right: true, Priority: 3, Cell: func(x numbered[store.RotationRefused]) string { return points(x.v.Points) }},
		{Title: "why", Min: 16, Weight: 3, Priority: 1, Cell: func(x numbered[store.RotationRefused]) string { return strings.Join(x.v.Reasons, "; ") }},
	}...)
	m.refused.told = func(x numbered[store.RotationRefused], w int) []string { return refusedLines(env.Theme, x.v, w) }
	m.refused.acts = func(x numbered[store.RotationRefused], none string) []page.Action {
		return []page.Action{page.Act("See what would grant it, and do it", "grant…", func() tea.Cmd {
			return openChoices(m.of, "Wish of "+x.v.Name, refusedEntries(x.v, env.Theme), nil)
		}, page.KeyOpen).Unless(none).Hinted(9)}
	}
	m.refused.Table.SetEmpty(widget.Empty{What: "No wish is refused."})

	m.more()
	for _, x := range []struct {
		name string
		tab  tab
	}{{tabBinds, m.binds}, {tabRefused, m.refused}, {tabUnlucky, m.unlucky}, {tabMoves, m.moves}} {
		m.tabs.add(x.name, x.tab)
	}
}

// more makes the tabs about people.
func (m *review) more() {
	env, sc := m.of.env, m.sc
	story := func(participant int64, name string, none string) page.Action {
		return page.Act("Read all about the participant", "why", func() tea.Cmd { return openStory(m.of, m.id, participant, name) }, page.KeyOpen).Unless(none).Hinted(9)
	}
	m.unlucky = newRowsTab(env, sc, "without a wish", func(u unlucky) int64 { return u.participant }, []widget.Column[unlucky]{
		{Title: "participant", Min: 12, Weight: 1, Cell: func(u unlucky) string { return u.name }},
		{Title: "team", Min: 10, Weight: 1, Priority: 1, Cell: func(u unlucky) string { return u.team }},
		{Title: "wished for", Min: 16, Weight: 2, Priority: 2, Cell: func(u unlucky) string { return strings.Join(u.wishes, ", ") }},
	}...)
	m.unlucky.acts = func(u unlucky, none string) []page.Action { return []page.Action{story(u.participant, u.name, none)} }
	m.unlucky.Table.SetEmpty(widget.Empty{What: "Everyone who wished for something gets a wish."})

	m.moves = newRowsTab(env, sc, "placements", func(x numbered[store.RotationMove]) int64 { return x.n }, []widget.Column[numbered[store.RotationMove]]{
		{Title: "participant", Min: 12, Weight: 2, Cell: func(x numbered[store.RotationMove]) string { return x.v.Name }},
		{Title: "seat", Min: 10, Weight: 2, Priority: 1, Cell: func(x numbered[store.RotationMove]) string { return x.v.SeatName }},
		{Title: "from", Min: 10, Priority: 2, Cell: func(x numbered[store.RotationMove]) string { return string(x.v.Starts) }},
		{Title: "to", Min: 10, Priority: 4, Cell: func(x numbered[store.RotationMove]) string { return string(x.v.Ends) }},
		{Title: "points", Min: 6, Right: true, Priority: 3, Cell: func(x numbered[store.RotationMove]) string { return points(x.v.Points) }, Compare: func(a, b numbered[store.RotationMove]) int { return int(a.v.Points - b.v.Points) }},
	}...)
	m.moves.told = func(x numbered[store.RotationMove], w int) []string { return moveLines(env.Theme, x.v, w) }
	m.moves.acts = func(x numbered[store.RotationMove], none string) []page.Action {
		return []page.Action{story(x.v.Participant, x.v.Name, none)}
	}
	m.moves.Table.SetEmpty(widget.Empty{What: "Nobody is placed.", Why: "No placement is worth what it costs, or none keeps every rule: the other tabs say what stands in the way."})

	m.changes = newRowsTab(env, sc, "changes", func(x numbered[store.RotationChange]) int64 { return x.n }, []widget.Column[numbered[store.RotationChange]]{
		{Title: "participant", Min: 12, Weight: 1, Cell: func(x numbered[store.RotationChange]) string { return x.v.Name }},
		{Title: "no longer", Min: 12, Weight: 2, Priority: 1, Cell: func(x numbered[store.RotationChange]) string { return strings.Join(x.v.Dropped, ", ") }},
		{Title: "now", Min: 12, Weight: 2, Priority: 2, Cell: func(x numbered[store.RotationChange]) string { return strings.Join(x.v.Added, ", ") }},
	}...)
	m.changes.told = func(x numbered[store.RotationChange], w int) []string { return wrapped(x.v.Said()+".", 0, w) }
	m.changes.acts = func(x numbered[store.RotationChange], none string) []page.Action {
		return []page.Action{story(x.v.Participant, x.v.Name, none)}
	}
	m.changes.Table.SetEmpty(widget.Empty{What: "Nothing of what was published changes."})
}

// done leaves the review, which is of the plan before.
func (m *review) done() tea.Cmd { return m.sc.Send(page.Done{}) }

// keyOf is the key of a remedy that does not take one with another meaning here.
func keyOf(r store.RotationRemedy) string {
	if k := remedyKey(r); k != "" {
		return k
	}
	return keyCover
}

func refusedLines(th *theme.Styles, r store.RotationRefused, w int) []string {
	lines := append(wrapped(r.Said+".", 0, w), "")
	for _, x := range r.Remedies {
		lines = append(lines, remedyLines(th, x, 0, w)...)
	}
	return lines
}

func moveLines(th *theme.Styles, m store.RotationMove, w int) []string {
	lines := []string{th.Title.Render(text.Cut(text.Clean(m.Name), w))}
	lines = append(lines, widget.KeyValue(
		th, w, widget.Pair{Label: "seat", Value: m.SeatName}, widget.Pair{Label: "team", Value: m.Team}, widget.Pair{Label: "learns", Value: m.Skill},
		widget.Pair{Label: "when", Value: string(m.Starts) + " to " + string(m.Ends)}, widget.Pair{Label: "points", Value: points(m.Points)},
	)...)
	lines = append(lines, "")
	for _, p := range m.Parts {
		lines = append(lines, hanging(text.FitLeft(signed(p.Points), 7)+"  ", p.Said, w)...)
	}
	return lines
}
