package mentoring

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// hand is one thing that a person decided over the engine: a lock, a ban or an
// exception.
type hand struct {
	rec       store.Record
	who, what string
}

// key tells the three kinds apart, whose ids are counted apart.
func (h hand) key() int64 {
	return h.rec.ID*4 + int64(slices.Index([]string{"lock", "ban", "exception"}, h.rec.Kind.Name))
}

// hands is the tab of what was set by hand.
type hands struct {
	*list[hand]
	of     *cycle
	people map[int64]store.Person
	set    settings
	slot   page.Slot
}

func newHands(m *cycle) *hands {
	n := &hands{of: m}
	n.list = newList(m.env, m.sc, "set by hand", hand.key, handColumns()...)
	n.Table.SetEmpty(widget.Empty{
		What: "Nothing is set by hand.",
		Why:  "A lock makes a pair be in every run; a ban keeps two people apart, in every cycle; an exception widens one rule for one mentee. Each has its reason.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a lock, a ban or an exception"}},
	})
	return n
}

func handColumns() []widget.Column[hand] {
	return []widget.Column[hand]{
		{Title: "what", Min: 9, Cell: func(h hand) string { return h.rec.Kind.Name }, Style: func(hand, *theme.Styles) theme.Style { return theme.Style{} }},
		{Title: "who", Min: 12, Weight: 2, Cell: func(h hand) string { return h.who }},
		{Title: "", Min: 10, Weight: 2, Priority: 1, Cell: func(h hand) string { return h.what }},
		{Title: "since", Min: 10, Priority: 3, Cell: func(h hand) string { return h.rec.Values["since"] }},
		{Title: "reason", Min: 10, Weight: 2, Priority: 2, Cell: func(h hand) string {
			if o := h.rec.Values["overrides"]; o != "" {
				return h.rec.Values["reason"] + " (overrides " + strings.ReplaceAll(o, "\n", ", ") + ")"
			}
			return h.rec.Values["reason"]
		}},
	}
}

type handFacts struct {
	rows   []hand
	people map[int64]store.Person
	set    settings
}

// load reads the three kinds, and the people that they can be about.
func (n *hands) load() tea.Cmd {
	db, row := n.env.DB, n.of.row
	return page.Load(n.sc, &n.slot, func(ctx context.Context) (handFacts, error) { return readHands(ctx, db, row) }, func(f handFacts, err error) tea.Cmd {
		n.people, n.set = f.people, f.set
		n.Show(f.rows, err)
		return nil
	})
}

func readHands(ctx context.Context, db *store.Store, row store.CycleRow) (f handFacts, err error) {
	if f.people, err = db.People(ctx, row.ID); err != nil {
		return f, err
	}
	if f.set, err = settingsOf(ctx, db, row.ProgramID); err != nil {
		return f, err
	}
	locks, err := db.List(ctx, "lock", store.ListFilter{Parent: row.ID})
	if err != nil {
		return f, err
	}
	for _, r := range locks {
		f.rows = append(f.rows, hand{r, f.people[r.Refs["mentee_id"]].Name, "with " + f.people[r.Refs["mentor_id"]].Name})
	}
	bans, err := db.List(ctx, "ban", store.ListFilter{})
	if err != nil {
		return f, err
	}
	f.rows = append(f.rows, banned(bans, f.people, db.Today())...)
	exceptions, err := db.List(ctx, "exception", store.ListFilter{})
	for _, r := range exceptions {
		p, here := f.people[r.Refs["enrolment_id"]]
		if here {
			f.rows = append(f.rows, hand{r, p.Name, r.Values["rule_id"] + ": " + r.Values["param"] + " by " + count(atoi(r.Values["steps"]), "step", "steps")})
		}
	}
	return f, err
}

// banned are the bans in force that are about two people of the cycle.
func banned(bans []store.Record, people map[int64]store.Person, today store.Date) []hand {
	here := map[int64]string{}
	for _, p := range people {
		here[p.Employee] = p.Name
	}
	var out []hand
	for _, r := range bans {
		a, b := here[r.Refs["mentee_id"]], here[r.Refs["mentor_id"]]
		if lifted := store.Date(r.Values["lifted"]); a != "" && b != "" && (lifted == "" || lifted > today) {
			out = append(out, hand{r, a, "not with " + b})
		}
	}
	return out
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 1_000_000 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

func (n *hands) actions() []page.Action {
	if n.typing() {
		return n.list.actions()
	}
	none := n.None()
	h, _ := n.Selected()
	word, short := "Remove what is set by hand", "remove"
	if h.rec.Kind != nil && h.rec.Kind.Name == "ban" {
		word, short = "Lift the ban", "lift"
	}
	acts := []page.Action{
		page.Act("Add a lock, a ban or an exception", "add", n.add, page.KeyAdd).Hinted(9).If(n.Loaded(), "it is being read"),
		page.Act("Edit the reason and what it overrides", "edit", n.edit, page.KeyEdit, page.KeyOpen).Unless(none).Hinted(8),
		page.Act(word, short, n.remove, page.KeyDelete).Unless(none).Hinted(6),
	}
	return append(acts, n.list.actions()...)
}

func (n *hands) edit() tea.Cmd {
	h, ok := n.Selected()
	if !ok {
		return nil
	}
	return kindform.OpenForm(n.env, n.sc, kindform.Spec{Kind: h.rec.Kind, Rec: h.rec})
}

func (n *hands) remove() tea.Cmd {
	h, ok := n.Selected()
	if !ok {
		return nil
	}
	db, r := n.env.DB, h.rec
	return save(n.sc, func(ctx context.Context) (store.Change, error) {
		if r.Kind.Name != "ban" {
			return db.Archive(ctx, r.Kind.Name, true, r.ID)
		}
		return db.Write(ctx, "lift the ban "+r.Label, func(tx *store.Tx) error {
			_, err := tx.Save(store.Edit{Kind: "ban", ID: r.ID, Version: r.Version, Values: map[string]string{"lifted": "today"}})
			return err
		})
	})
}

func (n *hands) add() tea.Cmd {
	return kindform.Choose(n.env, n.sc, kindform.Choice{Title: "Set by hand", Options: []widget.Option{
		{Value: "lock", Label: "a lock", Hint: "two people are a pair in every run of this cycle"},
		{Value: "ban", Label: "a ban", Hint: "two people are never paired, in any cycle"},
		{Value: "exception", Label: "an exception", Hint: "one rule is widened for one mentee"},
	}, Pick: func(o widget.Option) tea.Cmd {
		switch o.Value {
		case "lock":
			return n.addLock()
		case "ban":
			return n.addBan()
		}
		return n.addException()
	}})
}

// side lists the people of one side, for a field that names one.
func (n *hands) side(side string) []widget.Option {
	var out []widget.Option
	for _, p := range n.people {
		if p.Side == side {
			out = append(out, widget.Option{Value: kindform.RefValue(p.Enrolment), Label: p.Name, Hint: strings.Trim(p.Team+" · "+p.Location, " ·")})
		}
	}
	slices.SortFunc(out, func(a, b widget.Option) int {
		return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
	return out
}

func (n *hands) who(name, side string) widget.Field {
	return widget.Field{Name: name, Label: capital(side), Kind: widget.Ref, Required: true, Options: n.side(side)}
}

const reasonHelp = "what a colleague should know about it later"

func reasonField(value string) widget.Field {
	return widget.Field{Name: "reason", Label: "Reason", Required: true, Value: value, Limit: 300, Help: reasonHelp}
}

func (n *hands) addLock() tea.Cmd {
	cycle, db := n.of.row.ID, n.env.DB
	return ask(n.env, n.sc, question{
		title: "Lock a pair", submit: "Lock",
		fields: []widget.Field{n.who("mentee_id", "mentee"), n.who("mentor_id", "mentor"), reasonField(""), {
			Name: "overrides", Label: "Overrides", Kind: widget.Lines, Height: 2, Limit: 2000, Help: "what it may break, one a line: a rule's name, ban, floor, capacity",
		}, {Name: "override_reason", Label: "and why", Limit: 300, Help: "needed where it overrides something"}},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			v["cycle_id"] = kindform.RefValue(cycle)
			c, _, err := db.Save(ctx, store.Edit{Kind: "lock", Values: v})
			return c, err
		},
	})
}

func (n *hands) addBan() tea.Cmd {
	people, db := n.people, n.env.DB
	return ask(n.env, n.sc, question{
		title: "Ban a pair", submit: "Ban",
		fields: []widget.Field{n.who("mentee_id", "mentee"), n.who("mentor_id", "mentor"), reasonField("")},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			var a, b int64
			for id := range people {
				switch kindform.RefValue(id) {
				case v["mentee_id"]:
					a = id
				case v["mentor_id"]:
					b = id
				}
			}
			return db.Ban(ctx, a, b, v["reason"])
		},
	})
}

func (n *hands) addException() tea.Cmd {
	options := widenable(n.set)
	if len(options) == 0 {
		return page.Say("No rule of the program has a number that can be widened")
	}
	db := n.env.DB
	return ask(n.env, n.sc, question{
		title: "Widen a rule for one mentee", submit: "Widen",
		fields: []widget.Field{
			n.who("enrolment_id", "mentee"),
			{Name: "rule", Label: "Rule", Kind: widget.Ref, Required: true, Options: options},
			{Name: "steps", Label: "Steps", Kind: widget.Integer, Value: "1", Required: true},
			reasonField(""),
		},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			v["rule_id"], v["param"], _ = strings.Cut(v["rule"], " ")
			delete(v, "rule")
			c, _, err := db.Save(ctx, store.Edit{Kind: "exception", Values: v})
			return c, err
		},
	})
}

func (n *hands) view(w, h int) string { return n.list.view(w, h) }
