package mentoring

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
	"understudy/tui/internal/widget"
)

// pair is one pair: what it is, its sessions, goals and actions.
type pair struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	id    int64
	row   store.PairRow
	slot  page.Slot
	busy  page.Slot
	lists []*kindform.Browser
	at    int
	head  int
	gone  bool
}

func openPair(env kindform.Env, sc *page.Scope, id int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newPair(env, own, id) }})
}

func newPair(env kindform.Env, sc *page.Scope, id int64) *pair {
	p := &pair{env: env, sc: sc, id: id}
	for _, name := range []string{"session", "goal", "action"} {
		if k, err := store.KindOf(name); err == nil {
			p.lists = append(p.lists, kindform.NewBrowser(env, sc, kindform.List{Kind: k, Parent: id}))
		}
	}
	return p
}

func (p *pair) Title() string {
	if p.row.ID == 0 {
		return "Pair"
	}
	return p.row.Mentee.Name + " and " + p.row.Mentor.Name
}

func (p *pair) Init() tea.Cmd {
	cmds := []tea.Cmd{p.load()}
	for _, l := range p.lists {
		cmds = append(cmds, l.Load())
	}
	return tea.Batch(cmds...)
}

func (p *pair) load() tea.Cmd {
	id, db := p.id, p.env.DB
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (store.PairRow, error) {
		rows, err := db.Pairs(ctx, store.PairFilter{ID: id})
		if err == nil && len(rows) == 0 {
			err = store.ErrNotFound
		}
		if err != nil {
			return store.PairRow{}, err
		}
		return rows[0], nil
	}, func(row store.PairRow, err error) tea.Cmd {
		if p.gone = errors.Is(err, store.ErrNotFound); err == nil {
			p.row = row
		} else if !p.gone {
			return page.Fail(err)
		}
		return nil
	})
}

func (p *pair) Changed(tables []string) tea.Cmd {
	return tea.Batch(p.load(), p.lists[0].Changed(tables), p.lists[1].Changed(tables))
}

func (p *pair) here() *kindform.Browser { return p.lists[p.at] }

func (p *pair) Capturing() page.Capture { return p.here().Capturing() }

func (p *pair) Actions() []page.Action {
	acts := p.here().Actions()
	if p.Capturing() == page.Text {
		return acts
	}
	why := ""
	switch {
	case p.gone:
		why = "the pair is no longer there"
	case p.row.ID == 0:
		why = "it is being read"
	case ended(p.row):
		why = "the pair meets no more"
	}
	own := []page.Action{
		page.Act("Log a session", "log a session", func() tea.Cmd { return kindform.LogSession(p.env, p.sc, &p.busy, p.id, p.Title()) }, "m").Unless(why).Hinted(9),
		page.Act("Plan a session", "plan", func() tea.Cmd { return planSession(p.env, p.sc, p.row) }, "p").Unless(why).Hinted(8),
		page.Act("Edit the pair itself", "edit pair", func() tea.Cmd { return editRecord(p.env, p.sc, &p.busy, "pair", p.id) }, "E").If(!p.gone, "the pair is no longer there"),
		page.Act("Close the pair, with the reason", "close pair", func() tea.Cmd { return closePair(p.env, p.sc, p.row) }, "C").Unless(why).Hinted(4),
	}
	panes := page.Panes(p.turn)
	panes[0].SetHelp("tab", []string{"goals", "actions", "sessions"}[p.at])
	panes[0] = panes[0].Hinted(5)
	return append(append(own, acts...), panes...)
}

func (p *pair) turn(by int) tea.Cmd {
	p.at = (p.at + by + len(p.lists)) % len(p.lists)
	return nil
}

func (p *pair) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		c.Y -= p.head
		return p.here().Update(c)
	}
	return p.here().Update(msg)
}

func (p *pair) View(w, h int) string {
	lines := p.facts(w)
	lines = lines[:min(len(lines), max(0, h/2-1))]
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	if h >= 4 {
		lines = append(lines, kindform.Tabs(p.env.Theme, []string{"Sessions", "Goals", "Actions"}, p.at, w))
	}
	p.head = len(lines)
	return widget.Fit(strings.Join(append(lines, p.here().View(w, max(0, h-len(lines)))), "\n"), w, h)
}

func (p *pair) facts(w int) []string {
	th, r := p.env.Theme, p.row
	switch {
	case p.gone:
		return []string{th.Warn.Render(text.Cut("This pair is no longer there. Esc goes back.", w))}
	case r.ID == 0:
		return []string{th.Dim.Render("Reading…")}
	}
	state := r.State + " since " + string(r.Since)
	if ended(r) {
		state = r.State + " on " + string(r.Ended)
		if r.EndReason != "" {
			state += ": " + r.EndReason
		}
	}
	met := fmt.Sprintf("%s held, %d missed", count(r.Held, "session", "sessions"), r.Missed)
	if r.Minutes > 0 {
		met += fmt.Sprintf(", %d h %02d min in all", r.Minutes/60, r.Minutes%60)
	}
	facts := []widget.Pair{{Label: "state", Value: state}, {Label: "sessions", Value: met}}
	if r.NextPlanned != "" {
		facts = append(facts, widget.Pair{Label: "next", Value: string(r.NextPlanned)})
	}
	if r.Fit != "" {
		facts = append(facts, widget.Pair{Label: "fit check", Value: r.Fit})
	}
	if r.HasPoints {
		facts = append(facts, widget.Pair{Label: "points", Value: points(r.Points) + " in the scenario that proposed it"})
	}
	head := text.Clean(r.Program + ", " + r.Cycle)
	if r.Mentee.Location+r.Mentor.Location != "" {
		head += " · " + text.Clean(orElse(r.Mentee.Location, "no location")+" and "+orElse(r.Mentor.Location, "no location"))
	}
	return append([]string{th.Dim.Render(text.Cut(head, w))}, widget.KeyValue(th, w, facts...)...)
}
