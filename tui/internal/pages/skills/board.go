package skills

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// board is the tab of covers, or of demand and what initiatives need: what is asked for,
// what there is, and who could fill it. What lacks people comes first.
type board struct {
	*list[store.GapCover]
	of    *home
	kind  string // of what is added here
	slot  page.Slot
	find  page.Slot
	k     *supply
	split widget.Split
}

// supply are those who could fill one cover, and the cover that they could.
type supply struct {
	f   *facts
	key int64
	gap.Sources
}

func newBoard(m *home, kind string) *board {
	b := &board{of: m, kind: kind}
	b.list = newList(m.env, m.sc, kind, coverKey, boardColumns(m.env.Theme, kind)...)
	b.list.work = func() func() []store.GapCover {
		f := b.of.facts
		return func() (out []store.GapCover) {
			for _, c := range f.board {
				if b.lists(c.Kind) {
					out = append(out, c)
				}
			}
			return out
		}
	}
	b.list.Moved = b.rest
	what := widget.Empty{
		What: "No cover is asked for yet.",
		Why:  "A cover says how many people of a team must be at a level of a skill, so that the work goes on when one of them is away or leaves. What breaks it then shows here first.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a cover"}},
	}
	if kind == store.DemandKind {
		what = widget.Empty{
			What: "No demand yet.",
			Why:  "A demand says how many people a market or a location needs at a level of a skill, and by when; initiatives need people, too. Who inside the company could fill it shows beside it.",
			Keys: []widget.Hotkey{{Key: "a", What: "add a demand"}, {Key: "8", What: "initiatives and what they need"}},
		}
	}
	b.Table.SetEmpty(what)
	return b
}

// lists reports whether what is asked for in this way is on the board.
func (b *board) lists(kind string) bool {
	return (kind == store.CoverKind) == (b.kind == store.CoverKind)
}

// coverKey tells covers, demands and needs apart, whose ids are counted apart.
func coverKey(c store.GapCover) int64 {
	return c.GapNeed.ID*4 + map[string]int64{store.CoverKind: 1, store.DemandKind: 2, store.InitiativeNeedKind: 3}[c.Kind]
}

func boardColumns(th *theme.Styles, kind string) []widget.Column[store.GapCover] {
	cols := []widget.Column[store.GapCover]{
		{
			Title: "State", Min: 5, Cell: func(c store.GapCover) string { return stateOf(th, c) },
			Compare: func(a, b store.GapCover) int { return cmp.Compare(b.Missing()-b.Surplus(), a.Missing()-a.Surplus()) },
			Style: func(c store.GapCover, th *theme.Styles) theme.Style {
				switch {
				case !c.Holds():
					return th.Bad
				case c.Hangs():
					return th.Warn
				}
				return th.Good
			},
		},
		{Title: "Where", Min: 11, Weight: 2, Max: 26, Cell: func(c store.GapCover) string { return c.Place }},
		{Title: "Skill", Min: 14, Weight: 2, Max: 30, Cell: func(c store.GapCover) string { return c.Skill }},
		{Title: "level", Min: 5, Right: true, Priority: 3, Cell: func(c store.GapCover) string { return blank(c.Level) }, Compare: func(a, b store.GapCover) int { return cmp.Compare(b.Level, a.Level) }},
		{
			Title: "have", Min: 6, Right: true, Priority: 2, Cell: func(c store.GapCover) string { return fmt.Sprintf("%d of %d", c.Have, c.CoverState.Count) },
			Compare: func(a, b store.GapCover) int { return cmp.Compare(b.Missing(), a.Missing()) },
		},
		{
			Title: "next", Min: 4, Right: true, Priority: 5, Cell: func(c store.GapCover) string { return widget.Number(int(c.Near)) },
			Compare: func(a, b store.GapCover) int { return cmp.Compare(b.Near, a.Near) },
		},
	}
	if kind == store.CoverKind {
		return cols
	}
	return append(
		cols,
		widget.Column[store.GapCover]{
			Title: "By", Min: 18, Priority: 1,
			Cell: func(c store.GapCover) string {
				if c.Overdue {
					return string(c.GapNeed.Due) + " overdue"
				}
				return string(c.GapNeed.Due)
			},
			Compare: func(a, b store.GapCover) int { return cmp.Compare(a.GapNeed.Due, b.GapNeed.Due) },
			Style: func(c store.GapCover, th *theme.Styles) theme.Style {
				if c.Overdue {
					return th.Bad
				}
				return th.Text
			},
		},
		widget.Column[store.GapCover]{Title: "For", Min: 10, Weight: 1, Max: 24, Priority: 6, Cell: func(c store.GapCover) string {
			if c.Kind == store.DemandKind {
				return "demand"
			}
			return c.InitiativeName
		}},
	)
}

// stateOf says in a sign and a number how a cover stands: how many are too few or more
// than asked for.
func stateOf(th *theme.Styles, c store.GapCover) string {
	switch {
	case !c.Holds():
		return th.Glyph.Alert + " −" + itoa(int(c.Missing()))
	case c.Hangs():
		return th.Glyph.Check + " =" // nobody can be spared
	}
	return th.Glyph.Check + " +" + itoa(int(c.Surplus()))
}

// rest looks for who could fill the cover under the cursor.
func (b *board) rest() tea.Cmd {
	c, ok := b.Selected()
	f := b.of.facts
	if !ok || b.k != nil && b.k.f == f && b.k.key == coverKey(c) {
		return nil
	}
	return page.Load(b.sc, &b.find, func(ctx context.Context) (*supply, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return &supply{f, coverKey(c), f.Sources(c.Cover)}, nil
	}, func(k *supply, err error) tea.Cmd {
		if err == nil {
			b.k = k
		}
		return nil
	})
}

func (b *board) actions() []page.Action {
	if b.typing() {
		return b.list.Actions()
	}
	c, _ := b.Selected()
	none := b.None()
	acts := []page.Action{
		page.Act("Open the people of the skill there", "people", func() tea.Cmd {
			return openSpot(b.env, b.sc, &b.slot, b.of.facts, c.By, spot{c.Group, c.CoverState.Skill}, c.Level)
		}, page.KeyOpen).Unless(none).Hinted(9),
		closing(b.env, b.sc, func() toClose { return closeCover(b.of.facts, c) }).Unless(none),
		about(b.env, b.sc, func() int64 { return b.of.facts.SkillNames.ID(c.CoverState.Skill) }).Unless(none),
		page.Act("Add a "+b.kind, "add", b.add, page.KeyAdd).Hinted(7),
		page.Act("Edit what is asked for", "edit", b.edit, page.KeyEdit).Unless(none).Hinted(6),
		page.Act("Remove what is asked for, here or in all marked lines", "remove", b.remove, page.KeyDelete).Unless(none).Hinted(5),
	}
	return append(acts, b.list.Actions()...)
}

// add asks for another, beginning with the place and the skill under the cursor.
func (b *board) add() tea.Cmd {
	kind, err := store.KindOf(b.kind)
	if err != nil {
		return page.Fail(err)
	}
	suggest := map[string]string{}
	if c, ok := b.Selected(); ok {
		column := map[gap.By]string{gap.Team: "team_id", gap.Location: "location_id", gap.Market: "market_id"}[c.By]
		if _, has := kind.Column(column); has {
			suggest[column] = kindform.RefValue(b.of.facts.groupID(c.By, c.Group))
		}
	}
	return kindform.OpenForm(b.env, b.sc, kindform.Spec{Kind: kind, Suggest: suggest})
}

func (b *board) edit() tea.Cmd {
	c, _ := b.Selected()
	db, kind, id := b.env.DB, c.Kind, c.GapNeed.ID
	return page.Load(b.sc, &b.slot, func(ctx context.Context) (store.Record, error) { return db.Get(ctx, kind, id) }, func(r store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return kindform.OpenForm(b.env, b.sc, kindform.Spec{Kind: r.Kind, Rec: r})
	})
}

// remove takes away the marked lines, which are of one kind in one change each, or the
// line under the cursor.
func (b *board) remove() tea.Cmd {
	marked := map[int64]bool{}
	for _, k := range b.Table.Targets() {
		marked[k] = true
	}
	of := map[string][]int64{}
	for i := range b.Table.Len() {
		if c, ok := b.Table.Row(i); ok && marked[coverKey(c)] {
			of[c.Kind] = append(of[c.Kind], c.GapNeed.ID)
		}
	}
	b.Table.Unmark()
	var cmds []tea.Cmd
	db := b.env.DB
	for _, kind := range []string{store.CoverKind, store.DemandKind, store.InitiativeNeedKind} {
		if ids := of[kind]; len(ids) > 0 {
			cmds = append(cmds, page.Save(b.sc, func(ctx context.Context) (store.Change, error) { return db.Archive(ctx, kind, true, ids...) }, nil))
		}
	}
	return tea.Batch(cmds...)
}

func (b *board) update(msg tea.Msg) tea.Cmd { return clicked(b.list, b.split, msg) }

func (b *board) view(w, h int) string {
	var above []string
	if h >= 8 && b.Table.Total() > 0 {
		above = append(above, b.env.Theme.Dim.Render(text.Cut(b.said(), w)))
	}
	out, split := beside(b.env.Theme, b.list.Rows, w, h, above, b.detail)
	b.split = split
	return out
}

// said is the board in one sentence.
func (b *board) said() string {
	broken, missing := 0, 0
	for i := range b.Table.Len() {
		if c, ok := b.Table.Row(i); ok && !c.Holds() {
			broken++
			missing += int(c.Missing())
		}
	}
	one, many := "cover", "covers"
	if b.kind == store.DemandKind {
		one, many = "demand or need", "demands and needs"
	}
	if broken == 0 {
		return "All " + count(b.Table.Len(), one, many) + " hold"
	}
	return fmt.Sprintf("%d of %s short: %s missing", broken, count(b.Table.Len(), one, many), count(missing, "person", "people"))
}

func (b *board) detail(w, h int) []string {
	c, ok := b.Selected()
	if !ok {
		return nil
	}
	th := b.env.Theme
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(c.Place+" "+th.Glyph.Dot+" "+c.Skill), w))}, askLines(th, &c, w)...)
	if c.By == gap.Team {
		lines = append(lines, th.Dim.Render(text.Cut("with the people of the teams within it", w)))
	}
	if c.Holds() && c.CoverState.Only != gap.None {
		lines = append(lines, wrapped("Hangs on "+b.of.facts.Employees.Name(c.CoverState.Only)+" alone.", 0, w)...)
	}
	if h == 0 {
		return lines
	}
	if b.k == nil || b.k.key != coverKey(c) {
		return append(lines, "", th.Dim.Render("Looking for the people…"))
	}
	if len(b.k.Hold) == 0 && len(b.k.Near) == 0 { // nor then is there anybody who teaches it
		lines = append(lines, wrapped("No source inside: nobody in the company has the level or is one level away. It takes training, or somebody from outside.", 0, w)...)
	}
	return draw(th, lines, b.k.parts(c), w, h)
}

// parts are who fills a cover, who is one level away, who can teach it, and who could
// come from elsewhere.
func (k *supply) parts(c store.GapCover) (out []section) {
	f := k.f
	for _, from := range []struct {
		head string
		list []gap.Source
		here bool
	}{{"THERE NOW", k.Hold, true}, {"ONE LEVEL AWAY", k.Near, true}, {"CAN TEACH IT", k.Teach, false}, {"COULD COME", k.Hold, false}} {
		s := section{head: from.head}
		for _, p := range from.list {
			if p.Here != from.here && from.head != "CAN TEACH IT" {
				continue
			}
			if s.all++; s.all <= most {
				s.lines = append(s.lines, [2]string{text.Clean(f.Employees.Name(p.Employee)), text.Clean(k.note(p, c))})
			}
		}
		if s.all > 0 {
			out = append(out, s)
		}
	}
	return out
}

// note is what tells about a source: where from, the wish for it, what breaks there.
func (k *supply) note(p gap.Source, c store.GapCover) string {
	f := k.f
	var said []string
	if !p.Here {
		where := f.TeamNames.Name(f.Team[p.Employee])
		if c.By == gap.Market || c.By == gap.Location {
			where = f.LocationNames.Name(f.Location[p.Employee])
		}
		if where != "" {
			said = append(said, where)
		}
	}
	if p.Wish > 0 {
		said = append(said, "would go there")
	}
	if p.Interest > 0 {
		said = append(said, "interest "+interest(p.Interest))
	}
	if p.Breaks > 0 {
		said = append(said, "breaks "+count(p.Breaks, "cover", "covers"))
	}
	return strings.Join(said, ", ")
}
