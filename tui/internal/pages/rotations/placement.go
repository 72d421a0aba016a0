package rotations

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/widget"
)

// placement is one placement: how it stands, and what is handed over, talked about and
// said of it.
type placement struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	id    int64
	row   store.PlacementRow
	gaps  []store.GapAction // that it answers
	gone  bool
	slot  page.Slot
	asked page.Slot
	names []string
	tabs  []tab
	at    int
	head  int // lines above the list in the last View
	w     int
}

// openPlacement opens the page of a placement, with a tab in front, "" the first.
func openPlacement(env kindform.Env, sc *page.Scope, id int64, tab string) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		p := newPlacement(env, own, id)
		p.at = max(0, slices.Index(p.names, tab))
		return p
	}})
}

func newPlacement(env kindform.Env, sc *page.Scope, id int64) *placement {
	p := &placement{env: env, sc: sc, id: id, names: []string{"Handover", "Check-ins", "Feedback"}}
	p.tabs = []tab{newHandover(p), newCheckIns(p), newSaid(p)}
	return p
}

func (p *placement) Title() string {
	if p.row.ID == 0 {
		return "Placement"
	}
	return p.row.Who()
}

func (p *placement) Init() tea.Cmd {
	cmds := []tea.Cmd{p.load()}
	for _, t := range p.tabs {
		cmds = append(cmds, t.load())
	}
	return tea.Batch(cmds...)
}

func (p *placement) load() tea.Cmd {
	type answer struct {
		row  store.PlacementRow
		gaps []store.GapAction
	}
	id, db := p.id, p.env.DB
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (a answer, err error) {
		if a.row, err = db.Placement(ctx, id); err != nil {
			return a, err
		}
		a.gaps, err = db.GapActions(ctx, store.ActionFilter{Placement: id})
		return a, err
	}, func(a answer, err error) tea.Cmd {
		if p.gone = errors.Is(err, store.ErrNotFound); p.gone {
			return nil
		}
		if err != nil {
			return page.Fail(err)
		}
		p.row, p.gaps = a.row, a.gaps
		return nil
	})
}

// Changed reads anew: names, levels and days of nearly every table are shown.
func (p *placement) Changed([]string) tea.Cmd { return p.Init() }

func (p *placement) Capturing() page.Capture { return p.tabs[p.at].capturing() }

func (p *placement) on() placeact.On {
	return placeact.On{Env: p.env, Sc: p.sc, Slot: &p.asked}
}

// missing says why nothing can be done with the placement.
func (p *placement) missing() string {
	switch {
	case p.gone:
		return "the placement is no longer there"
	case p.row.ID == 0:
		return "it is being read"
	}
	return ""
}

// Actions are those of the placement, and of the list in front.
func (p *placement) Actions() []page.Action {
	list := p.tabs[p.at].actions()
	if p.Capturing() == page.Text {
		return list
	}
	var own []page.Action
	for _, a := range p.on().Placement(p.row) {
		own = append(own, a.Unless(p.missing()))
	}
	own = append(own,
		page.Act("Edit the placement itself: days, host", "edit placement", func() tea.Cmd { return editRecord(p.env, p.sc, &p.asked, "placement", p.id, nil) }, "E").Unless(p.missing()),
		page.Act("Open the plan, at its board", "plan", func() tea.Cmd { return openPlan(p.env, p.sc, p.row.PlanID, p.row.Plan) }, "O").Unless(p.missing()),
		who(p.sc, p.row.EmployeeID, p.missing()),
		p.initiative().Unless(p.missing()))
	panes := page.Panes(p.turn)
	panes[0].SetHelp("tab", p.names[(p.at+1)%len(p.names)])
	panes[0] = panes[0].Hinted(5)
	return slices.Concat(own, list, panes)
}

// initiative leads to the aim for which the gap is closed.
func (p *placement) initiative() page.Action {
	id := int64(0)
	for _, a := range p.gaps {
		id = max(id, a.InitiativeID)
	}
	return page.Act("Open the initiative that it serves", "initiative", func() tea.Cmd {
		return p.sc.Send(page.Goto{Key: "8", Arg: id})
	}, "i").If(id != 0, "it answers no gap of an initiative")
}

func (p *placement) turn(by int) tea.Cmd {
	p.at = (p.at + by + len(p.tabs)) % len(p.tabs)
	return nil
}

// Update hands on to the list in front; a click may choose another.
func (p *placement) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		if cmd, taken := kindform.ClickTabs(msg, p.head-1, p.names, p.at, p.w, p.turn); taken {
			return cmd
		}
		msg.Y -= p.head
		return p.tabs[p.at].update(msg)
	case page.Wheel:
		msg.Y -= p.head
		return p.tabs[p.at].update(msg)
	}
	return p.tabs[p.at].update(msg)
}

// View draws how the placement stands, the tabs and the list in front.
func (p *placement) View(w, h int) string {
	lines := p.facts(w)
	lines = lines[:min(len(lines), max(0, h/2))]
	if len(lines) > 0 && h >= 20 {
		lines = append(lines, "")
	}
	if h >= 4 {
		lines = append(lines, kindform.Tabs(p.env.Theme, p.names, p.at, w))
	}
	p.head, p.w = len(lines), w
	return widget.Fit(strings.Join(append(lines, p.tabs[p.at].view(w, max(0, h-len(lines)))), "\n"), w, h)
}

func (p *placement) facts(w int) []string {
	th, r := p.env.Theme, p.row
	switch {
	case p.gone:
		return []string{th.Warn.Render(text.Cut("This placement is no longer there. Esc goes back.", w))}
	case r.ID == 0:
		return []string{th.Dim.Render("Reading…")}
	}
	head := r.Plan
	if r.HomeTeam != "" {
		head += " · from " + r.HomeTeam
	}
	if r.Location != "" {
		head += " · in " + r.Location
	}
	next := ""
	if k := placeact.NextOf(r, p.env.DB.Today()); k.Key != "" {
		next = k.Key + " " + k.What
	}
	facts := placeact.PlacementFacts(r, p.env.DB.Today(), th)
	for _, a := range p.gaps {
		facts = append(facts, widget.Pair{Label: "closes", Value: gapWords(a), Style: gapStyle(a, th)})
	}
	return append([]string{ends(th.Dim.Render(text.Cut(text.Clean(head), max(0, w-text.Width(next)-2))), th.Key.Render(next), w)}, widget.KeyValue(th, w, facts...)...)
}

// gapWords is a gap that is answered: “Kubernetes 1 of 3 for Cloud first: active”.
func gapWords(a store.GapAction) string {
	said := fmt.Sprintf("%s, %s %d of %d", a.Employee, a.Skill, a.Has, a.Level)
	if a.Initiative != "" {
		said += " for " + a.Initiative
	}
	return said + ": " + string(a.State)
}
