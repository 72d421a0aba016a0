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

// newSeats is the tab of the seats of a plan.
func newSeats(m *plan) tab {
	b := kindform.NewBrowser(m.env, m.sc, kindform.List{Kind: kind("seat"), Parent: m.id, Of: m.name})
	return &browserTab{Browser: b}
}

// coverRow is a cover that a plan has to keep, with what changes it there.
type coverRow struct {
	store.BoardCover
	at      int
	changes []store.Record
}

// least is the period in which fewest are to spare, and how many.
func (c coverRow) least() (period, spare, short int) {
	spare = 1 << 30
	for t := range c.Need {
		if c.Need[t] == 0 {
			continue
		}
		if n := c.Have[t] - c.Need[t]; n < spare {
			period, spare = t, n
		}
		if c.Have[t] < c.Need[t] {
			short++
		}
	}
	return period, spare, short
}

// covers is the tab of what the home teams of a plan keep.
type covers struct {
	*rowsTab[coverRow]
	of      *plan
	slot    page.Slot
	changes []store.Record
}

func newCovers(m *plan) *covers {
	c := &covers{of: m}
	c.rowsTab = newRowsTab(m.env, m.sc, "cover", func(r coverRow) int64 { return int64(r.at) + 1 }, []widget.Column[coverRow]{
		{Title: "team", Min: 12, Weight: 2, Cell: func(r coverRow) string { return r.Team }},
		{Title: "skill", Min: 12, Weight: 2, Cell: func(r coverRow) string { return r.Skill }},
		{Title: "level", Min: 5, Right: true, Priority: 3, Cell: func(r coverRow) string { return fmt.Sprint(r.Level) }},
		{Title: "asks", Min: 4, Right: true, Priority: 2, Cell: asks},
		{Title: "spare", Min: 9, Right: true, Priority: 1, Cell: spareWord, Style: func(r coverRow, th *theme.Styles) theme.Style {
			_, _, short := r.least()
			return badIf(short > 0, th)
		}},
		{Title: "", Min: 7, Priority: 4, Cell: func(r coverRow) string {
			if r.Changed {
				return "changed"
			}
			return ""
		}},
	}...)
	c.NoMarks = true
	c.Table.SetEmpty(widget.Empty{
		What: "No team of a participant asks for cover.",
		Why:  "A team's cover says how many of its people must be at home who can do a skill alone, or teach it. Without any, everybody may leave at once.",
		Keys: []widget.Hotkey{{Key: "0", What: "company: teams and their cover"}},
	})
	c.told = c.lines
	c.acts = func(r coverRow, none string) []page.Action {
		change := func() tea.Cmd {
			t, _, _ := r.least()
			return askCover(m, &m.board.seen.Covers[r.at], t+1)
		}
		noChange := none
		if none == "" && len(r.changes) == 0 {
			noChange = "this plan changes nothing of it"
		}
		return []page.Action{
			page.Act("Change the cover in this plan, for some periods or all", "change", change, page.KeyOpen, keyCover).Unless(none).Hinted(9),
			page.Act("Drop what this plan changes of the cover", "drop change", func() tea.Cmd { return c.drop(r) }, page.KeyDelete).Unless(noChange).Hinted(6),
		}
	}
	return c
}

func asks(r coverRow) string {
	low, high := 1<<30, 0
	for _, n := range r.Need {
		low, high = min(low, n), max(high, n)
	}
	if low == high {
		return fmt.Sprint(low)
	}
	return fmt.Sprintf("%d–%d", low, high)
}

func spareWord(r coverRow) string {
	_, spare, short := r.least()
	switch {
	case short > 0:
		return fmt.Sprintf("! %d short", short)
	case spare == 1<<30:
		return "not asked"
	}
	return widget.Number(spare)
}

// load reads what the plan changes; the numbers are those of the board.
func (c *covers) load() tea.Cmd {
	db, id := c.of.env.DB, c.of.id
	return page.Load(c.of.sc, &c.slot, func(ctx context.Context) ([]store.Record, error) {
		return db.List(ctx, "rotation cover", store.ListFilter{Parent: id})
	}, func(list []store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		c.changes = list
		c.refresh()
		return nil
	})
}

// refresh shows the covers of the board.
func (c *covers) refresh() {
	b := c.of.board.seen
	if b == nil {
		return
	}
	rows := make([]coverRow, len(b.Covers))
	for i, x := range b.Covers {
		rows[i] = coverRow{BoardCover: x, at: i}
		for _, r := range c.changes {
			if r.Refs["team_id"] == x.TeamID && r.Refs["skill_id"] == x.SkillID && r.Values["level"] == fmt.Sprint(x.Level) {
				rows[i].changes = append(rows[i].changes, r)
			}
		}
	}
	c.Show(rows, nil)
}

func (c *covers) drop(r coverRow) tea.Cmd {
	ids := make([]int64, len(r.changes))
	for i, x := range r.changes {
		ids[i] = x.ID
	}
	return archive(c.of.env, c.of.sc, "rotation cover", true, ids...)
}

func (c *covers) lines(r coverRow, w int) []string {
	th := c.of.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(r.Team), w))}
	lines = append(lines, wrapped("People "+skillAt(r.Skill, r.Level)+", at home:", 0, w)...)
	for t, p := range c.of.board.seen.Periods {
		if t >= len(r.Need) {
			break
		}
		said := fmt.Sprintf("%-9s %d of %d", p.Name, r.Have[t], r.Need[t])
		switch {
		case r.Need[t] == 0:
			said = fmt.Sprintf("%-9s %d, none asked for", p.Name, r.Have[t])
		case r.Have[t] < r.Need[t]:
			said += " !"
		case r.Have[t] == r.Need[t]:
			said += " ="
		}
		lines = append(lines, badIf(r.Have[t] < r.Need[t], th).Render(text.Cut(said, w)))
	}
	for _, x := range r.changes {
		from, to := x.Values["first"], x.Values["last"]
		when := "in every period"
		if from != "" || to != "" {
			when = "in periods " + from + " to " + to
		}
		lines = append(lines, "")
		lines = append(lines, wrapped(fmt.Sprintf("In this plan %s %s: %s", x.Values["count"], when, x.Values["reason"]), 0, w)...)
	}
	return append(lines, c.of.board.bindingLines(func(x store.RotationBinding) bool {
		return x.TeamID == r.TeamID && x.Skill == r.Skill && x.Level == r.Level
	}, w)...)
}

// newHands is the tab of locks and bans.
func newHands(m *plan) *rowsTab[store.RotationHand] {
	t := newRowsTab(m.env, m.sc, "locks and bans", func(h store.RotationHand) int64 {
		if h.Kind == "rotation ban" {
			return -h.ID
		}
		return h.ID
	}, []widget.Column[store.RotationHand]{
		{Title: "", Min: 10, Cell: func(h store.RotationHand) string { return h.Label }},
		{Title: "participant", Min: 14, Weight: 2, Cell: func(h store.RotationHand) string { return h.Name }},
		{Title: "where", Min: 12, Weight: 2, Priority: 1, Cell: func(h store.RotationHand) string { return h.Where }},
		{Title: "when", Min: 12, Weight: 1, Priority: 2, Cell: func(h store.RotationHand) string { return h.When }},
	}...)
	t.NoMarks = true
	t.Table.SetEmpty(widget.Empty{
		What: "Nothing is locked, and nobody banned.",
		Why:  "A lock says that someone is in a seat, or at home, whatever a run finds; a ban keeps someone out of a seat or a team. Moves by hand make locks.",
		Keys: []widget.Hotkey{{Key: "L", What: "on the board locks"}, {Key: "B", What: "on the board bans"}},
	})
	t.Table.SetRowStyle(func(h store.RotationHand, th *theme.Styles) theme.Style {
		if h.Lifted != "" {
			return th.Dim
		}
		return th.Text
	})
	db, id := m.env.DB, m.id
	t.Read = func(ctx context.Context) ([]store.RotationHand, error) { return db.RotationHands(ctx, id) }
	t.told = func(h store.RotationHand, w int) []string { return handLines(m, h, w) }
	t.acts = func(h store.RotationHand, none string) []page.Action {
		word, key := "Take the lock off", page.KeyLock
		if h.Kind == "rotation ban" {
			word, key = "Lift the ban", page.KeyBan
		}
		over := none
		if h.Lifted != "" {
			over = "it is lifted already"
		}
		return []page.Action{
			page.Act("Edit reason and dates", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, h.Kind, h.ID, nil) }, page.KeyEdit, page.KeyOpen).Unless(none).Hinted(7),
			page.Act(word, "remove", func() tea.Cmd { return takeOff(m, h) }, page.KeyDelete, key).Unless(over).Hinted(8),
		}
	}
	return t
}

// takeOff removes a lock, or lifts a ban: a ban that held stays on record.
func takeOff(m *plan, h store.RotationHand) tea.Cmd {
	if h.Kind == "rotation lock" {
		return archive(m.env, m.sc, h.Kind, true, h.ID)
	}
	db := m.env.DB
	return page.Save(m.sc, func(ctx context.Context) (store.Change, error) {
		return db.Write(ctx, "lift the ban of "+h.Name+" from "+h.Where, func(tx *store.Tx) error {
			_, err := tx.Save(store.Edit{Kind: h.Kind, ID: h.ID, Values: map[string]string{"lifted": "today"}})
			return err
		})
	}, nil)
}

func handLines(m *plan, h store.RotationHand, w int) []string {
	th := m.env.Theme
	lines := []string{th.Title.Render(text.Cut(capital(h.Label)+": "+text.Clean(h.Name), w))}
	lines = append(lines, widget.KeyValue(
		th, w, widget.Pair{Label: "where", Value: h.Where}, widget.Pair{Label: "when", Value: h.When}, widget.Pair{Label: "since", Value: string(h.Since)}, widget.Pair{Label: "reason", Value: h.Reason},
	)...)
	if len(h.Overrides) > 0 {
		lines = append(lines, "")
		lines = append(lines, styled(th.Warn, wrapped("It overrides: "+joined(h.Overrides)+", because: "+strings.TrimSuffix(h.OverrideReason, ".")+".", 0, w))...)
	}
	return lines
}
