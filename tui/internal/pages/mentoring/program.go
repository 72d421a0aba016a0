package mentoring

import (
	"bytes"
	"context"
	"errors"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/exchange"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// program is the page of a program's settings: what counts, what must hold, what its
// pairs are to pass through, and how it runs.
type program struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	id     int64
	title  string
	set    settings
	fields []store.Record // of employees, for rules over a field
	widens map[int64]int  // how many exceptions widen a rule
	lists  [4]*list[store.Record]
	at     int
	slot   page.Slot
	busy   page.Slot
	split  widget.Split
	head   int
	w      int // of the last View
	gone   bool
}

// The tabs of the page.
const (
	tabCriteria = iota
	tabRules
	tabMilestones
	tabFollow
)

func openProgram(env kindform.Env, sc *page.Scope, r store.Record) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newProgram(env, own, r) }})
}

func newProgram(env kindform.Env, sc *page.Scope, r store.Record) *program {
	m := &program{env: env, sc: sc, id: r.ID, title: r.Label}
	key := func(r store.Record) int64 { return r.ID }
	m.lists[tabCriteria] = newList(env, sc, "criteria", key, criterionColumns()...)
	m.lists[tabRules] = newList(env, sc, "rules", key, ruleColumns()...)
	m.lists[tabCriteria].Table.SetEmpty(widget.Empty{
		What: "Nothing counts yet.", Why: "A criterion gives a pair points; the engine looks for the most points. Without one every allowed pair is as good as any other.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a criterion"}},
	})
	m.lists[tabRules].Table.SetEmpty(widget.Empty{
		What: "Nothing must hold yet.", Why: "A rule forbids pairs, whatever their points. Without one anyone may be paired with anyone.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a rule"}},
	})
	m.lists[tabMilestones] = newList(env, sc, "milestones", key, milestoneColumns()...)
	m.lists[tabMilestones].Table.SetEmpty(widget.Empty{
		What: "No milestone yet.", Why: "A milestone is what every pair of the program is to reach, so many days after its start: goals agreed, half-time, closing. Today says which are past their day.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a milestone"}},
	})
	m.lists[tabFollow] = newList(env, sc, "settings", key, followColumns()...)
	for _, l := range m.lists {
		l.NoMarks = true
	}
	return m
}

func criterionColumns() []widget.Column[store.Record] {
	return []widget.Column[store.Record]{
		{Title: "criterion", Min: 14, Weight: 2, Max: 34, NoSort: true, Cell: func(r store.Record) string { return mentoring.CriterionName(criterionOf(r)) }},
		{Title: "points", Min: 7, Right: true, NoSort: true, Cell: func(r store.Record) string { m, _ := weightOf(criterionOf(r)); return short(m) }},
		demandColumn("goes by", func(r store.Record) string { return criterionDemand(criterionOf(r)) }),
	}
}

func ruleColumns() []widget.Column[store.Record] {
	return []widget.Column[store.Record]{
		{Title: "rule", Min: 14, Weight: 2, Max: 34, NoSort: true, Cell: func(r store.Record) string { return mentoring.RuleName(ruleOf(r)) }},
		demandColumn("demands", func(r store.Record) string { return ruleDemand(ruleOf(r)) }),
	}
}

func demandColumn(title string, of func(store.Record) string) widget.Column[store.Record] {
	return widget.Column[store.Record]{Title: title, Min: 12, Weight: 3, Priority: 1, NoSort: true, Cell: of}
}

func (m *program) Title() string { return m.title }

func (m *program) Init() tea.Cmd {
	type facts struct {
		set        settings
		fields     []store.Record
		milestones []store.Record
		widens     map[int64]int
	}
	db, id := m.env.DB, m.id
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (f facts, err error) {
		if f.set, err = settingsOf(ctx, db, id); err != nil {
			return f, err
		}
		if f.fields, err = db.List(ctx, "field", store.ListFilter{}); err != nil {
			return f, err
		}
		if f.milestones, err = db.List(ctx, "program milestone", store.ListFilter{Parent: id}); err != nil {
			return f, err
		}
		exceptions, err := db.List(ctx, "exception", store.ListFilter{})
		f.widens = map[int64]int{}
		for _, x := range exceptions {
			f.widens[x.Refs["rule_id"]]++
		}
		return f, err
	}, func(f facts, err error) tea.Cmd {
		if m.gone = errors.Is(err, store.ErrNotFound); err != nil {
			if m.gone {
				return nil
			}
			return page.Fail(err)
		}
		m.set, m.fields, m.widens, m.title = f.set, f.fields, f.widens, f.set.program.Label
		m.lists[tabCriteria].Show(f.set.criteria, nil)
		m.lists[tabRules].Show(f.set.rules, nil)
		m.lists[tabMilestones].Show(f.milestones, nil)
		m.lists[tabFollow].Show(followRows(f.set.program), nil)
		return nil
	})
}

func (m *program) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, []string{"program", "program_milestone", "rule", "criterion", "field", "rule_exception"}) {
		return m.Init()
	}
	return nil
}

func (m *program) here() *list[store.Record] { return m.lists[m.at] }

func (m *program) Capturing() page.Capture { return m.here().Capturing() }

// Actions are those of the list in front.
func (m *program) Actions() []page.Action {
	l := m.here()
	if l.typing() {
		return l.actions()
	}
	none, word := l.None(), m.word()
	gone := ""
	if m.gone {
		gone = "the program is no longer there"
	}
	still := none
	if still == "" && l.Filtered() {
		still = "the list is filtered; its own order is needed"
	}
	acts := []page.Action{
		page.Act("Edit the "+word, "edit", m.edit, page.KeyOpen, page.KeyEdit).Unless(none).Hinted(9),
		page.Act("Add a "+word, "add", m.add, page.KeyAdd).Unless(gone).Hinted(8),
		page.Act("Remove the "+word, "remove", m.remove, page.KeyDelete).Unless(none).Unless(m.widened()).Hinted(6),
		page.Act("Move it up", "up", func() tea.Cmd { return m.shift(-1) }, "K").Unless(still).Shown("K J").Hinted(3),
		page.Act("Move it down", "down", func() tea.Cmd { return m.shift(1) }, "J").Unless(still),
	}
	if !m.ownList() {
		acts = m.otherActions(none, gone)
	}
	acts = append(acts,
		page.Act("Edit name, objective, fairness, floor and step", "objective", func() tea.Cmd { return editRecord(m.env, m.sc, &m.busy, "program", m.id) }, "E").Unless(gone).Hinted(7),
		page.Act("Write the program to a file that can be applied elsewhere", "program file", m.file, "F").Unless(gone).In("Take along"))
	panes := page.Panes(m.turn)
	panes[0] = panes[0].Hinted(5)
	panes[0].SetHelp("tab", m.other())
	return append(append(acts, l.actions()...), panes...)
}

// word is what the list in front is of, as kinds are called.
func (m *program) word() string {
	return [...]string{"criterion", "rule", "program milestone", "setting"}[m.at]
}

// programTabs name the lists.
var programTabs = []string{"What counts", "What must hold", "Milestones", "How it runs"}

func (m *program) other() string {
	return [...]string{"rules", "milestones", "how it runs", "criteria"}[m.at]
}

func (m *program) turn(by int) tea.Cmd {
	m.at = (m.at + by + len(m.lists)) % len(m.lists)
	return nil
}

// widened says why a rule cannot go: it is what exceptions widen.
func (m *program) widened() string {
	r, ok := m.here().Selected()
	if n := m.widens[r.ID]; ok && m.at == tabRules && n > 0 {
		return count(n, "exception widens it; remove it", "exceptions widen it; remove them") + " under “Set by hand” of the cycle first"
	}
	return ""
}

func (m *program) remove() tea.Cmd {
	r, ok := m.here().Selected()
	if !ok {
		return nil
	}
	kind, db := m.word(), m.env.DB
	return save(m.sc, func(ctx context.Context) (store.Change, error) { return db.Archive(ctx, kind, true, r.ID) })
}

// shift changes places with the setting above or below. Places need not be unique,
// so that all are written anew where two are the same.
func (m *program) shift(by int) tea.Cmd {
	l, kind, db := m.here(), m.word(), m.env.DB
	at := l.Table.Cursor()
	to := at + by
	if to < 0 || to >= l.Table.Total() {
		return page.Say("It is at the end of the order already")
	}
	var all []store.Record
	for i := range l.Table.Total() {
		if r, ok := l.Table.Row(i); ok {
			all = append(all, r)
		}
	}
	moved := all[at]
	all[at], all[to] = all[to], all[at]
	l.GoTo(moved.ID)
	return save(m.sc, func(ctx context.Context) (store.Change, error) {
		return db.Write(ctx, "move the "+kind+" "+moved.Values["kind"], func(tx *store.Tx) error {
			for i, r := range all {
				place := strconv.Itoa(i + 1)
				if r.Values["place"] == place {
					continue
				}
				if _, err := tx.Save(store.Edit{Kind: kind, ID: r.ID, Version: r.Version, Values: map[string]string{"place": place}}); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// file writes the program as a program file.
func (m *program) file() tea.Cmd {
	db, id, name := m.env.DB, m.id, m.title
	return page.Load(m.sc, &m.busy, func(ctx context.Context) (string, error) {
		var b bytes.Buffer
		if err := exchange.ExportProgram(ctx, db, id, &b); err != nil {
			return "", err
		}
		return kindform.WriteNew(name, ".toml", b.Bytes())
	}, func(file string, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return page.Say("Wrote " + file + ", in the folder you started from; “understudy program apply” takes it")
	})
}
