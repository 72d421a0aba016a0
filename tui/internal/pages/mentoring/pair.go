package mentoring

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
)

// pair is one pair: how it does and why, and all that hangs from it.
type pair struct {
	page.Base
	env  kindform.Env
	sc   *page.Scope
	id   int64
	f    pairFacts
	slot page.Slot
	busy page.Slot
	tabs []pairTab
	at   int
	head int // lines above the list in the last View
	gone bool
}

// pairFacts are what the page reads beside its lists.
type pairFacts struct {
	row    store.PairRow
	terms  store.Agreement
	review string // the outcome of its closing review, or ""
	serves []store.GapAction
}

type pairTab struct {
	kind, name string
	list       *kindform.Browser
}

func openPair(env kindform.Env, sc *page.Scope, id int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newPair(env, own, id) }})
}

func newPair(env kindform.Env, sc *page.Scope, id int64) *pair {
	p := &pair{env: env, sc: sc, id: id}
	for _, t := range [][2]string{
		{"session", "Sessions"},
		{"action", "Actions"},
		{"goal", "Goals"},
		{"milestone", "Milestones"},
		{"pair feedback", "Feedback"},
		{"pair note", "Notes"},
		{"closing review", "Review"},
	} {
		if k, err := store.KindOf(t[0]); err == nil {
			l := kindform.List{Kind: k, Parent: id}
			if k.Name == "session" {
				l.Arrange = func(recs []store.Record) { nearestFirst(recs, env.DB.Today()) }
			}
			p.tabs = append(p.tabs, pairTab{t[0], t[1], kindform.NewBrowser(env, sc, l)})
		}
	}
	return p
}

func (p *pair) Title() string {
	if p.f.row.ID == 0 {
		return "Pair"
	}
	return pairact.Names(p.f.row)
}

func (p *pair) Init() tea.Cmd {
	cmds := []tea.Cmd{p.load()}
	for _, t := range p.tabs {
		cmds = append(cmds, t.list.Load())
	}
	return tea.Batch(cmds...)
}

func (p *pair) load() tea.Cmd {
	id, db := p.id, p.env.DB
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (pairFacts, error) { return readPair(ctx, db, id) },
		func(f pairFacts, err error) tea.Cmd {
			if p.gone = errors.Is(err, store.ErrNotFound); err == nil {
				p.f = f
				p.forbid()
			} else if !p.gone {
				return page.Fail(err)
			}
			return nil
		})
}

// forbid keeps the lists of a pair that nobody has accepted as they are: it does not
// meet. Notes are the coordinator's own.
func (p *pair) forbid() {
	for _, t := range p.tabs {
		if t.kind != "pair note" {
			t.list.Forbid(pairact.OnlyProposed(p.f.row))
		}
	}
}

// nearestFirst puts what is still to come first, the nearest day at the top, then what
// was, the newest first: a series of a year would have its last day there.
func nearestFirst(sessions []store.Record, today store.Date) {
	coming := func(r store.Record) bool {
		return r.Values["state"] == "planned" && store.Date(r.Values["date"]) >= today
	}
	slices.SortStableFunc(sessions, func(a, b store.Record) int {
		switch x, y := coming(a), coming(b); {
		case x && y:
			return cmp.Or(strings.Compare(a.Values["date"], b.Values["date"]), strings.Compare(a.Values["time"], b.Values["time"]), cmp.Compare(a.ID, b.ID))
		case x:
			return -1
		case y:
			return 1
		}
		return strings.Compare(b.Values["date"], a.Values["date"])
	})
}

func readPair(ctx context.Context, db *store.Store, id int64) (f pairFacts, err error) {
	rows, err := db.Pairs(ctx, store.PairFilter{ID: id})
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return f, err
	}
	f.row = rows[0]
	if f.serves, err = db.GapActions(ctx, store.ActionFilter{Pair: id}); err != nil {
		return f, err
	}
	if f.terms, err = db.Agreement(ctx, id); err != nil || !f.row.Facts.Reviewed {
		return f, err
	}
	reviews, err := db.List(ctx, "closing review", store.ListFilter{Parent: id})
	for _, r := range reviews {
		f.review = r.Values["outcome"]
	}
	return f, err
}

func (p *pair) Changed(tables []string) tea.Cmd {
	cmds := []tea.Cmd{p.load()}
	for _, t := range p.tabs {
		cmds = append(cmds, t.list.Changed(tables))
	}
	return tea.Batch(cmds...)
}

func (p *pair) here() pairTab { return p.tabs[p.at] }

func (p *pair) Capturing() page.Capture { return p.here().list.Capturing() }

// on is the pair for what can be done with it.
func (p *pair) on() pairact.On {
	return pairact.On{Env: p.env, Sc: p.sc, Slot: &p.busy, Pair: p.id}
}

// Actions are those of the pair, of its sessions, and of the list in front.
func (p *pair) Actions() []page.Action {
	acts := p.here().list.Actions()
	if p.Capturing() == page.Text {
		return acts
	}
	gone := ""
	if p.gone {
		gone = "the pair is no longer there"
	}
	var own []page.Action
	for _, a := range p.on().Actions(p.f.row, p.f.row.Verdict.Act) {
		own = append(own, a.Unless(gone))
	}
	own = append(own, page.Act("Edit the pair itself", "edit pair", func() tea.Cmd { return editRecord(p.env, p.sc, &p.busy, "pair", p.id) }, "E").Unless(gone))
	own = append(own, p.initiative().Unless(gone))
	own = append(own, p.ofList()...)
	if p.ticks() != nil {
		acts = slices.DeleteFunc(acts, func(a page.Action) bool { return slices.Contains(a.Keys(), pairact.KeyTick) })
	}
	panes := page.Panes(p.turn)
	panes[0].SetHelp("tab", p.tabs[(p.at+1)%len(p.tabs)].name)
	panes[0] = panes[0].Hinted(5)
	return slices.Concat(own, acts, panes)
}

// initiative leads to the aim for which the pair was made.
func (p *pair) initiative() page.Action {
	id := int64(0)
	for _, a := range p.f.serves {
		id = max(id, a.InitiativeID)
	}
	return page.Act("Open the initiative that the pair serves", "initiative", func() tea.Cmd {
		return p.sc.Send(page.Goto{Key: "8", Arg: id})
	}, "i").If(id != 0, "it was made for no initiative")
}

// ofList are the acts on the row of the list in front.
func (p *pair) ofList() []page.Action {
	rec, some := p.here().list.Selected()
	switch {
	case p.here().kind == "session":
		why := ""
		switch {
		case !some:
			why = "no session is selected"
		case rec.Values["state"] != "planned":
			why = "the session is " + rec.Values["state"] + ", not planned"
		}
		return p.on().SessionActions(rec.ID, why)
	case p.ticks() != nil:
		tick := p.ticks()
		return []page.Action{page.Act("Tick what is done or reached, or take it back", "tick", func() tea.Cmd { return tick(rec) }, pairact.KeyTick).If(some, "nothing is selected").Hinted(8)}
	}
	return nil
}

// ticks is what Space does in the list in front, nil where it marks.
func (p *pair) ticks() func(store.Record) tea.Cmd {
	switch p.here().kind {
	case "action":
		return p.on().TickAction
	case "milestone":
		return p.on().TickMilestone
	}
	return nil
}

// turn goes to another list; that of the review is there when it is written.
func (p *pair) turn(by int) tea.Cmd {
	p.at = (p.at + by + p.shown()) % p.shown()
	return nil
}

// shown is how many tabs there are.
func (p *pair) shown() int {
	if p.f.review == "" {
		return len(p.tabs) - 1
	}
	return len(p.tabs)
}
