package mentoring

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// Actions are what can be done with the program or cycle under the cursor.
func (m *home) Actions() []page.Action {
	if m.list.typing() {
		return m.list.actions()
	}
	none := m.list.None()
	e, _ := m.list.Selected()
	noCycle := none
	if noCycle == "" && e.cycle.ID == 0 {
		noCycle = "this line is a program; choose one of its cycles"
	}
	noRun := noCycle
	if noRun == "" {
		noRun = noMatching(e.cycle)
	}
	word := "the program and its settings"
	if e.cycle.ID != 0 {
		word = "the cycle"
	}
	acts := []page.Action{
		page.Act("Open "+word, "open", m.enter, page.KeyOpen).Unless(none).Hinted(9),
		page.Act("Run the matching of the cycle", "run", func() tea.Cmd { return openRun(m.env, m.sc, runFor{cycle: e.cycle.ID, then: m.openRun(e.cycle)}) }, page.KeyRun).Unless(noRun).Hinted(8),
		page.Act("Add a program or a cycle", "add", m.add, page.KeyAdd).Hinted(7).If(m.list.Loaded(), "it is being read"),
		page.Act("Edit the program or the cycle", "edit", m.edit, page.KeyEdit).Unless(none).Hinted(6),
		page.Act("Change rules, criteria and weights", "settings", m.settings, "t").Unless(none).Hinted(5),
		page.Act("Move the cycle on, close it, copy it, write its lessons", "the cycle", func() tea.Cmd {
			return turnInto(m.env, m.sc, e.cycle, func(id int64) tea.Cmd { m.list.GoTo(id); return nil })
		}, "O").Unless(noCycle).Hinted(4),
		page.Act("Read the report of the program", "report", func() tea.Cmd { return openReport(m.env, m.sc, e.program.ID, e.program.Label, e.cycle.ID) }, "V").Unless(none).Hinted(2),
		page.Act("Archive the program or the cycle", "archive", m.archive, page.KeyDelete).Unless(none).Hinted(3),
		page.Act("Show the detail", "detail", func() tea.Cmd { m.open = !m.open; return nil }, "tab").
			If(!m.split.Side, "it is on the screen already").Unless(none).Hinted(4),
	}
	if m.open && !m.split.Side {
		acts = append(acts, page.Act("Close the detail", "list", func() tea.Cmd { m.open = false; return nil }, "esc").Hinted(9))
	}
	return append(acts, m.list.actions()...)
}

func (m *home) enter() tea.Cmd {
	e, ok := m.list.Selected()
	switch {
	case !ok:
		return nil
	case e.cycle.ID != 0:
		return m.openCycle(e.cycle, "")
	}
	return m.settings()
}

// openRun shows a run that was just made, its cycle below, so that Esc leads there.
func (m *home) openRun(c store.CycleRow) func(scenario int64) tea.Cmd {
	c.Scenarios++ // so that the cycle begins at its runs
	return func(scenario int64) tea.Cmd {
		var below *cycle
		m.sc.Send(page.Open{New: func(own *page.Scope) page.Page {
			below = newCycle(m.env, own, c)
			return below
		}})
		return openReview(m.env, m.sc, scenario, func(id int64) { below.runs().GoTo(id) })
	}
}

func (m *home) settings() tea.Cmd {
	e, ok := m.list.Selected()
	if !ok {
		return nil
	}
	return openProgram(m.env, m.sc, e.program)
}

func (m *home) record() (kind string, id int64) {
	e, _ := m.list.Selected()
	if e.cycle.ID != 0 {
		return "cycle", e.cycle.ID
	}
	return "program", e.program.ID
}

func (m *home) edit() tea.Cmd {
	kind, id := m.record()
	return editRecord(m.env, m.sc, &m.jump, kind, id)
}

// editRecord reads a record as it is now and opens its form.
func editRecord(env kindform.Env, sc *page.Scope, slot *page.Slot, kind string, id int64) tea.Cmd {
	return page.Load(sc, slot, func(ctx context.Context) (store.Record, error) { return env.DB.Get(ctx, kind, id) },
		func(r store.Record, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return kindform.OpenForm(env, sc, kindform.Spec{Kind: r.Kind, Rec: r})
		})
}

func (m *home) archive() tea.Cmd {
	kind, id := m.record()
	return save(m.sc, func(ctx context.Context) (store.Change, error) { return m.env.DB.Archive(ctx, kind, true, id) })
}

// save runs a write whose failure goes to the status line.
func save(sc *page.Scope, fn func(context.Context) (store.Change, error)) tea.Cmd {
	return page.Save(sc, fn, nil)
}

// add asks what to add: a cycle of the program, an empty program, or one of those
// that come with Understudy.
func (m *home) add() tea.Cmd {
	e, some := m.list.Selected()
	return openMenu(m.env, m.sc, "Add", func(context.Context) ([]act, error) {
		var acts []act
		add := func(value, label, note, about string) {
			acts = append(acts, act{label: label, note: note, about: about, do: func() tea.Cmd { return m.addThis(value, e) }})
		}
		if some {
			add("cycle", "a cycle of "+e.program.Label, "", "One run of the program, with its people, from its enrolment to its close. The next one of a cycle is a copy of it: O, in the cycle.")
		}
		for _, s := range exchange.ShippedPrograms() {
			p, err := exchange.DecodeProgram(strings.NewReader(s.Text), s.Name)
			if err != nil {
				return nil, err
			}
			add("ready "+s.Name, "ready-made: "+p.Name, hasWords(p), aboutReady(p))
		}
		add("program", "a new program", "default criteria", "With the default criteria and no rule; you change both.")
		add("empty", "an empty program", "", "Without rules and criteria; you choose them.")
		return acts, nil
	})
}

// hasWords count what a ready-made program is made of.
func hasWords(p exchange.Program) string {
	return count(len(p.Settings.Rules), "rule", "rules") + ", " + count(len(p.Settings.Criteria), "criterion", "criteria")
}

// aboutReady is what a ready-made program is for, and how it runs.
func aboutReady(p exchange.Program) string {
	about, _, _ := strings.Cut(p.Description, "\n")
	if len(p.Slots) > 0 {
		about += " Slots: " + joined(p.Slots) + "."
	}
	if p.Rolling {
		about += " People join at any time."
	}
	if n := len(p.Milestones); n > 0 {
		about += " " + count(n, "milestone", "milestones") + "."
	}
	return about
}

func (m *home) addThis(what string, e entry) tea.Cmd {
	if name, ready := strings.CutPrefix(what, "ready "); ready {
		return m.addReady(name)
	}
	fresh := what == "program"
	if what == "empty" {
		what = "program"
	}
	kind, err := store.KindOf(what)
	if err != nil {
		return page.Fail(err)
	}
	spec := kindform.Spec{Kind: kind, Then: func(id int64) tea.Cmd { m.list.GoTo(-id); return nil }}
	if fresh {
		spec.Save = m.env.DB.AddProgram
	}
	if what == "cycle" {
		spec.Of = e.program.Label
		spec.Preset = map[string]string{"program_id": kindform.RefValue(e.program.ID), "lessons": "", "copied_from": ""}
		spec.Suggest = map[string]string{"name": m.env.Now().Format("2006")}
		spec.Then = func(id int64) tea.Cmd { m.list.GoTo(id); return nil }
	}
	return kindform.OpenForm(m.env, m.sc, spec)
}

// addReady puts a shipped program file in place. A program of its name that is
// there already would be changed to it, so that one is only pointed out.
func (m *home) addReady(name string) tea.Cmd {
	for _, s := range exchange.ShippedPrograms() {
		if s.Name != name {
			continue
		}
		p, err := exchange.DecodeProgram(strings.NewReader(s.Text), s.Name)
		if err != nil {
			return page.Fail(err)
		}
		for i := range m.list.Table.Total() {
			if e, ok := m.list.Table.Row(i); ok && text.Key(e.program.Label) == text.Key(p.Name) {
				m.list.GoTo(-e.program.ID)
				return page.Say("There is a program " + p.Name + " already; rename it to add the ready-made one")
			}
		}
		return save(m.sc, func(ctx context.Context) (store.Change, error) {
			c, _, err := exchange.ApplyProgram(ctx, m.env.DB, p)
			return c, err
		})
	}
	return nil
}
