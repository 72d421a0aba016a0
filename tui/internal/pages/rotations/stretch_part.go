package rotations

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
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// part is somebody's part in a stretch assignment, with its check-ins.
type part struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	id     int64
	row    store.ApplicationRow
	work   store.StretchRow
	gaps   []store.GapAction // that it answers
	gone   bool
	slot   page.Slot
	asked  page.Slot
	checks *checkIns
	head   int // lines above the list in the last View
}

func openPart(env kindform.Env, sc *page.Scope, id int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		p := &part{env: env, sc: own, id: id}
		p.checks = checkInList(env, own, func(ctx context.Context) ([]store.Record, error) { return env.DB.StretchCheckIns(ctx, id) })
		p.checks.acts = func(rec store.Record, why string) []page.Action {
			return p.on().CheckIns(rec, p.row.Employee+", "+p.row.Stretch, why)
		}
		return p
	}})
}

func (p *part) on() placeact.On {
	return placeact.On{Env: p.env, Sc: p.sc, Slot: &p.asked}
}

func (p *part) Title() string {
	if p.row.ID == 0 {
		return "Application"
	}
	return p.row.Employee
}

func (p *part) Init() tea.Cmd { return tea.Batch(p.load(), p.checks.load()) }

func (p *part) load() tea.Cmd {
	type answer struct {
		rows []store.ApplicationRow
		work store.StretchRow
		gaps []store.GapAction
	}
	db, id := p.env.DB, p.id
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (a answer, err error) {
		if a.rows, err = db.StretchApplications(ctx, store.ApplicationFilter{ID: id}); err != nil || len(a.rows) == 0 {
			return a, err
		}
		if a.gaps, err = db.GapActions(ctx, store.ActionFilter{Application: id}); err != nil {
			return a, err
		}
		a.work, err = db.StretchAssignment(ctx, a.rows[0].StretchID)
		return a, err
	}, func(a answer, err error) tea.Cmd {
		if p.gone = errors.Is(err, store.ErrNotFound) || err == nil && len(a.rows) == 0; p.gone {
			return nil
		}
		if err != nil {
			return page.Fail(err)
		}
		p.row, p.work, p.gaps = a.rows[0], a.work, a.gaps
		p.checks.Table.SetEmpty(noPartCheckIns(p.row))
		return nil
	})
}

// noPartCheckIns says why a part has no check-ins, and offers only what its state allows.
func noPartCheckIns(a store.ApplicationRow) widget.Empty {
	e := widget.Empty{What: "No check-ins yet."}
	switch a.State {
	case "open":
		e.Why = "They come once the application is accepted."
		e.Keys = []widget.Hotkey{{Key: placeact.KeyApprove, What: "accept it"}}
	case "accepted":
		e.Why = "Some can be planned before it begins; what was talked about is logged once it runs."
		e.Keys = []widget.Hotkey{{Key: placeact.KeyPlan, What: "plan one"}, {Key: placeact.KeyBegin, What: "begin it"}}
	case "running":
		e.Why = "One can be planned, or noted afterwards, as long as it runs."
		e.Keys = []widget.Hotkey{{Key: placeact.KeyLog, What: "log a check-in"}, {Key: placeact.KeyPlan, What: "plan one"}}
	default:
		e.What = "No check-ins."
		e.Why = "The application is " + a.State + "."
	}
	return e
}

// Changed reads anew: names and days of nearly every table are shown.
func (p *part) Changed([]string) tea.Cmd { return p.Init() }

func (p *part) Capturing() page.Capture { return p.checks.capturing() }

func (p *part) Actions() []page.Action {
	list := p.checks.actions()
	if p.Capturing() == page.Text {
		return list
	}
	why := ""
	switch {
	case p.gone:
		why = "the application is no longer there"
	case p.row.ID == 0:
		why = "it is being read"
	}
	var own []page.Action
	for _, a := range p.on().Application(p.row, p.work) {
		own = append(own, a.Unless(why))
	}
	own = append(own,
		page.Act("Edit the application: motivation, outcome, score", "edit application", func() tea.Cmd { return editRecord(p.env, p.sc, &p.asked, "application", p.id, nil) }, "E").Unless(why),
		page.Act("Open the initiative that it serves", "initiative", func() tea.Cmd { return p.sc.Send(page.Goto{Key: "8", Arg: p.initiative()}) }, "i").Unless(why).If(p.initiative() != 0, "it serves no initiative"),
		who(p.sc, p.row.EmployeeID, why))
	return slices.Concat(own, list)
}

// initiative is that of the gap which is closed, or else that of the assignment.
func (p *part) initiative() int64 {
	for _, a := range p.gaps {
		if a.InitiativeID != 0 {
			return a.InitiativeID
		}
	}
	return p.work.InitiativeID
}

func (p *part) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		msg.Y -= p.head
		return p.checks.update(msg)
	case page.Wheel:
		msg.Y -= p.head
		return p.checks.update(msg)
	}
	return p.checks.update(msg)
}

// View draws how it stands above the check-ins.
func (p *part) View(w, h int) string {
	th := p.env.Theme
	var lines []string
	switch {
	case p.gone:
		lines = []string{th.Warn.Render(text.Cut("This application is no longer there. Esc goes back.", w))}
	case p.row.ID == 0:
		lines = []string{th.Dim.Render("Reading…")}
	default:
		lines = append([]string{th.Dim.Render(text.Cut(text.Clean(p.row.Stretch), w))}, p.facts(w)...)
	}
	lines = lines[:min(len(lines), max(0, h/2))]
	if len(lines) > 0 && h >= 20 {
		lines = append(lines, "")
	}
	if h >= 6 {
		lines = append(lines, th.Title.Render(text.Cut("Check-ins", w)))
	}
	p.head = len(lines)
	return widget.Fit(strings.Join(append(lines, p.checks.view(w, max(0, h-len(lines)))), "\n"), w, h)
}

func (p *part) facts(w int) []string {
	th := p.env.Theme
	s := placeact.ApplicationStanding(p.row, p.env.DB.Today())
	facts := applicationFacts(p.row)
	if p.row.Live() {
		facts = append([]widget.Pair{facts[0], {Label: "now", Value: strings.TrimSpace(s.Sign(th) + " " + s.Said), Style: s.Style(th)}}, facts[1:]...)
	}
	for _, a := range p.gaps {
		facts = append(facts, widget.Pair{Label: "closes", Value: gapWords(a), Style: gapStyle(a, th)})
	}
	lines := widget.KeyValue(th, w, facts...)
	if p.row.HasPoints {
		lines = append(lines, ends(th.Title.Render("POINTS"), points(p.row.Points), min(w, 60)))
		lines = append(lines, partLines(p.row.Parts, th, min(w, 60))...)
	}
	return lines
}

// applicationFacts say what there is to know of an application, its state first.
func applicationFacts(a store.ApplicationRow) []widget.Pair {
	facts := []widget.Pair{{Label: "state", Value: stateSince(a)}}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, widget.Pair{Label: label, Value: value})
		}
	}
	add("job", strings.Trim(a.Grade+", "+a.Team, ", "))
	add("came by", a.Origin+" on "+string(a.Date))
	add("wants it", a.Motivation)
	add("reason", a.Reason)
	if a.Held+a.Missed > 0 {
		add("check-ins", count(a.Held, "held", "held")+", "+count(a.Missed, "missed", "missed"))
	}
	if a.Score != 0 {
		add("score", count(a.Score, "of 5", "of 5"))
	}
	add("outcome", a.Outcome)
	return facts
}

func stateSince(a store.ApplicationRow) string {
	on := a.Decided
	switch {
	case a.Ended != "":
		on = a.Ended
	case a.Begun != "":
		on = a.Begun
	}
	if on == "" {
		return a.State
	}
	if a.State == "running" {
		return "running since " + string(on)
	}
	return a.State + " on " + string(on)
}

// points of a criterion with what they were given for.
func partLine(criterion string, n int64, evidence []string, th *theme.Styles, w int) []string {
	lines := []string{ends(" "+text.Clean(criterion), points(n), w)}
	if len(evidence) > 0 {
		lines = append(lines, styled(th.Dim, wrapped(strings.Join(evidence, ", "), 3, w))...)
	}
	return lines
}
