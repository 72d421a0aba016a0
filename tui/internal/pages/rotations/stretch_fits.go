package rotations

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/assign"
	engine "understudy/match/stretch"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/widget"
)

// fits is the page of a run over stretch assignments: whom it proposes for what and why,
// who would be next, and which rule removed the others. Nothing is kept until it is
// proposed.
type fits struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	o     store.StretchOptions
	got   *store.StretchReview
	err   error
	slot  page.Slot
	next  page.Slot
	meter *page.Meter[assign.Progress]
	list  *kindform.Rows[fit]
	price priced
	stale bool // something changed since the run
	split widget.Split
	open  bool
	head  int
}

// fit is a line of the list: somebody proposed for an assignment, or a place that stays
// empty.
type fit struct {
	engine.Pair
	who, what string
	empty     int // places that nobody is proposed for
}

func (f fit) key() int64 { return f.Assignment<<32 | f.Person }

// priced is what another choice than the line under the cursor would cost.
type priced struct {
	key       int64
	next, own engine.Choice
	hasNext   bool // the assignment has somebody who would be next
	hasOwn    bool // the person has another assignment
	more      engine.Choice
	look      engine.Without // everybody set against the assignment
	fault     string
}

func openFits(env kindform.Env, sc *page.Scope, only []int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newFits(env, own, only) }})
}

func newFits(env kindform.Env, sc *page.Scope, only []int64) *fits {
	m := &fits{env: env, sc: sc, o: store.StretchOptions{Only: only}, meter: &page.Meter[assign.Progress]{}}
	m.list = kindform.NewRows(env, sc, "proposals", fit.key, []widget.Column[fit]{
		{Title: "assignment", Min: 16, Weight: 3, Cell: func(f fit) string { return f.what }},
		{Title: "proposed", Min: 14, Weight: 2, Cell: func(f fit) string {
			if f.empty > 0 {
				return env.Theme.Glyph.Alert + " " + count(f.empty, "place stays empty", "places stay empty")
			}
			return f.who
		}},
		{Title: "points", Min: 6, Right: true, Priority: 1, Cell: func(f fit) string {
			if f.empty > 0 {
				return ""
			}
			return points(f.Points)
		}, Compare: func(a, b fit) int { return cmp.Compare(b.Points, a.Points) }},
	}...)
	m.list.Moved = m.ask
	return m
}

func (m *fits) Title() string { return "Match" }
func (m *fits) Init() tea.Cmd { return m.run() }

// Changed does not run again by itself: it says that r does.
func (m *fits) Changed([]string) tea.Cmd {
	m.stale = m.got != nil
	return nil
}

func (m *fits) Capturing() page.Capture { return m.list.Capturing() }

func (m *fits) run() tea.Cmd {
	m.meter = &page.Meter[assign.Progress]{}
	meter, o, db := m.meter, m.o, m.env.DB
	o.Progress = meter.Set
	return page.Run(m.sc, &m.slot, "Matching", func() string { return progressSaid(meter) }, func(ctx context.Context) (*store.StretchReview, error) {
		return db.MatchStretch(ctx, o)
	}, func(v *store.StretchReview, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) && v == nil {
			return nil
		}
		m.stale, m.err = false, err
		if err != nil {
			m.list.Show(nil, err)
			return nil
		}
		m.got, m.price = v, priced{}
		m.list.Table.Unmark()
		m.list.Table.SetEmpty(widget.Empty{
			What: "No stretch assignment is open.", Why: "People are proposed for those that are open and have a place free.",
			Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}},
		})
		m.list.Show(linesOf(v), nil)
		return m.ask()
	})
}

func progressSaid(meter *page.Meter[assign.Progress]) string {
	p, ok := meter.Get()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s %d of %d", p.Stage, p.Done, p.Total)
}

// linesOf are the proposals by assignment, then what stays empty of it.
func linesOf(v *store.StretchReview) []fit {
	var out []fit
	for _, p := range v.Result.Pairs {
		out = append(out, fit{Pair: p, who: v.Names[p.Person], what: v.Assignments[p.Assignment].Name})
	}
	if !v.Result.Stopped {
		for _, e := range v.Result.Empty {
			out = append(out, fit{Pair: engine.Pair{Assignment: e.Assignment}, what: v.Assignments[e.Assignment].Name, empty: e.Places})
		}
	}
	slices.SortStableFunc(out, func(a, b fit) int {
		return cmp.Or(text.Compare(a.what, b.what), cmp.Compare(a.Assignment, b.Assignment), cmp.Compare(a.empty, b.empty), cmp.Compare(b.Points, a.Points))
	})
	return out
}

// ask prices other choices than the line under the cursor.
func (m *fits) ask() tea.Cmd {
	f, ok := m.list.Selected()
	if !ok || m.got == nil || m.price.key == f.key() {
		return nil
	}
	asker := m.got.Ask
	return page.Load(m.sc, &m.next, func(ctx context.Context) (p priced, err error) { return priceOf(ctx, asker, f) }, func(p priced, err error) tea.Cmd {
		switch {
		case errors.Is(err, context.Canceled):
			return nil
		case errors.Is(err, engine.ErrUnproved):
			p.fault = "The run was stopped: nothing says what another choice costs."
		case err != nil:
			p.fault = err.Error()
		}
		p.key = f.key()
		m.price = p
		return nil
	})
}

func priceOf(ctx context.Context, asker *engine.Asker, f fit) (p priced, err error) {
	if p.look, err = asker.WhyEmpty(f.Assignment); err != nil || f.empty > 0 {
		return p, err
	}
	if p.next, p.hasNext, err = asker.RunnerUp(ctx, f.Assignment); err != nil {
		return p, err
	}
	if p.own, p.hasOwn, err = asker.RunnerUpFor(ctx, f.Person); err != nil {
		return p, err
	}
	p.more, err = asker.MorePlace(ctx, f.Assignment)
	return p, err
}

func (m *fits) Actions() []page.Action {
	if m.list.Typing() {
		return m.list.Actions()
	}
	f, some := m.list.Selected()
	nobody := ""
	switch {
	case !some:
		nobody = "nothing is selected"
	case f.empty > 0:
		nobody = "nobody is proposed there"
	}
	what, marked := "Propose all of them", m.chosen()
	if len(m.list.Table.Marked()) > 0 {
		what = "Propose those that are marked"
	}
	anyone := "Look at people who have not agreed to take part too"
	if m.o.Anyone {
		anyone = "Look only at people who agreed to take part or applied"
	}
	none := ""
	switch {
	case m.got == nil:
		none = "the run is not over"
	case len(marked) == 0:
		none = "there is nobody to propose"
	}
	acts := []page.Action{
		page.Act(what, "propose", m.propose, "P").Unless(none).Hinted(9),
		page.Act("Run again", "run again", m.run, page.KeyRun).Hinted(6),
		page.Act(anyone, "anyone", func() tea.Cmd { m.o.Anyone = !m.o.Anyone; return m.run() }, "z").Hinted(5),
		page.Act("Choose how far an assignment may be from where someone works", "distance", m.travel, "T").Hinted(3),
		page.Act("Open the assignment", "open", func() tea.Cmd { return openStretch(m.env, m.sc, f.Assignment) }, page.KeyOpen).If(some, "nothing is selected").Hinted(7),
		who(m.sc, f.Person, nobody),
	}
	return append(append(acts, overlay(m.split, &m.open, nobody)...), m.list.Actions()...)
}

// chosen are the proposals that are marked, or all.
func (m *fits) chosen() []engine.Pair {
	var out []engine.Pair
	for _, f := range m.list.Chosen(true) {
		if f.empty == 0 {
			out = append(out, f.Pair)
		}
	}
	return out
}

// propose keeps what the run proposes. Of a part of it nothing says that the others are
// not to be proposed, so that older proposals stay as they do after a run that was
// stopped.
func (m *fits) propose() tea.Cmd {
	v := *m.got
	if pairs := m.chosen(); len(pairs) < len(v.Result.Pairs) {
		part := *v.Result
		part.Pairs, part.Stopped = pairs, true
		v.Result = &part
	}
	db := m.env.DB
	var had int // who need no proposal
	return page.Save(m.sc, func(ctx context.Context) (store.Change, error) {
		c, out, err := db.ProposeStretch(ctx, &v)
		had = len(v.Result.Pairs) - out.Added
		return c, err
	}, func(err error) tea.Cmd {
		switch {
		case err != nil:
			return page.Fail(err)
		case had == 0:
			return m.sc.Send(page.Done{})
		}
		return tea.Sequence(m.sc.Send(page.Done{}), page.Say(alreadyOpen(v.Names, v.Result.Pairs, had)))
	})
}

// alreadyOpen says that nothing had to be proposed to some, and what does come next.
func alreadyOpen(names map[int64]string, pairs []engine.Pair, had int) string {
	who := count(had, "of them", "of them")
	if len(pairs) == 1 {
		who = names[pairs[0].Person]
	}
	return who + " applied or was proposed already: accept with " + placeact.KeyApprove
}

func (m *fits) travel() tea.Cmd {
	var options []widget.Option
	for _, t := range []engine.Travel{engine.SameLocation, engine.SameMarket, engine.Anywhere} {
		options = append(options, widget.Option{Value: string(t), Label: string(t)})
	}
	at := cmp.Or(m.o.Travel, engine.SameLocation)
	return kindform.Choose(m.env, m.sc, kindform.Choice{Title: "How far may it be?", At: string(at), Options: options, Pick: func(o widget.Option) tea.Cmd {
		m.o.Travel = engine.Travel(o.Value)
		return m.run()
	}})
}

func (m *fits) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		if detail, _ := m.split.At(msg.X, m.open); detail {
			return nil
		}
		msg.Y -= m.head
		return m.list.Update(msg)
	case page.Wheel:
		msg.Y -= m.head
		return m.list.Update(msg)
	}
	return m.list.Update(msg)
}

// View draws how good the run is, and the list beside its reasons.
func (m *fits) View(w, h int) string {
	var above []string
	if h >= 6 {
		above = []string{m.summary(w)}
	}
	m.head = len(above)
	m.split = widget.NewSplit(w, max(0, h-m.head))
	return widget.Fit(strings.Join(append(above, m.list.Beside(m.split, m.open, m.why)), "\n"), w, h)
}

// summary says how good the run is, and whether it is proved.
func (m *fits) summary(w int) string {
	th := m.env.Theme
	if m.got == nil {
		return th.Dim.Render(text.Fit("Matching…", w))
	}
	r := m.got.Result
	left := fmt.Sprintf("%d of %s filled · %s points · %s looked at", len(r.Pairs), count(r.Places, "place", "places"), points(r.Total), count(r.People, "person", "people"))
	right, st := "proved optimal "+th.Glyph.Check, th.Good
	switch {
	case m.stale:
		right, st = th.Glyph.Alert+" changed since · r runs again", th.Warn
	case r.Stopped:
		right, st = "stopped: the best so far", th.Warn
	case !r.Proved:
		right, st = "not proved", th.Warn
	}
	room := max(0, w-text.Width(right)-2)
	left = fitting(room, left, fmt.Sprintf("%d of %s filled · %s points", len(r.Pairs), count(r.Places, "place", "places"), points(r.Total)), fmt.Sprintf("%d of %d filled", len(r.Pairs), r.Places))
	return text.Pad(left, max(0, w-text.Width(right))) + st.Render(text.Cut(right, w))
}
