package rotations

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// conflict is the page that says which constraints cannot hold together.
type conflict struct {
	page.Base
	of   *plan
	sc   *page.Scope
	no   *store.RotationImpossible
	list *choices
}

func openConflict(of *plan, no *store.RotationImpossible) tea.Cmd {
	return of.sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := &conflict{of: of, sc: own, no: no}
		m.list = newChoices(of.env.Theme, m.entries())
		return m
	}})
}

func (m *conflict) Title() string { return "No plan keeps every rule" }

// entries are the members of the conflict, each with what takes it away, and then what
// would be short too.
func (m *conflict) entries() (out []entry) {
	out = append(out, entry{text: "No plan of “" + m.no.Plan + "” keeps every rule. Nothing was kept.", bad: true}, entry{})
	switch {
	case len(m.no.Members) == 1:
		out = append(out, entry{text: "This cannot be kept:"})
	case m.no.Irreducible:
		out = append(out, entry{text: "These cannot hold together. Without any one of them the others can: relax the one that matters least."})
	case len(m.no.Members) > 0:
		out = append(out, entry{text: "These cannot hold together:"})
	}
	said := map[string]bool{}
	constraint := func(c store.RotationConstraint) {
		said[c.Said] = true
		out = append(out, entry{}, entry{text: capital(c.Said) + ".", title: true})
		if len(c.Remedies) == 0 {
			out = append(out, entry{text: "Nothing lifts this alone.", dim: true})
		}
		for _, r := range c.Remedies {
			out = append(out, entry{remedy: &r})
		}
	}
	for _, c := range m.no.Members {
		constraint(c)
	}
	var more []store.RotationConstraint
	for _, c := range m.no.Short {
		if !said[c.Said] {
			more = append(more, c)
		}
	}
	if len(m.no.Short) > 0 {
		out = append(out, entry{}, entry{text: "Or plan with what there is:", title: true}, entry{
			text: "lower every cover that is short with everybody at the own job (" + count(len(m.no.Short), "cover", "covers") + ") to what there is", do: m.asIs,
		})
	}
	if len(more) > 0 {
		out = append(out, entry{}, entry{text: "With everybody at the own job these are short too:"})
	}
	for _, c := range more {
		constraint(c)
	}
	return out
}

// asIs lowers every cover that is short to what there is, as one change.
func (m *conflict) asIs() tea.Cmd {
	env, id := m.of.env, m.of.id
	return kindform.Ask(env, m.sc, kindform.Question{
		Title: "Plan with what there is", Submit: "Lower them",
		Intro: func(w int) []string {
			return wrapped("Every cover that is short with everybody at the own job asks, in this plan, for as many as there are. The teams' own covers stay as they are.", 0, w)
		},
		Fields: []widget.Field{
			{Name: "reason", Label: "Reason", Required: true, Limit: 300},
			{Name: "again", Label: "Run again", Kind: widget.YesNo, Value: "yes"},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			_, c, err := env.DB.KeepCoverAsIs(ctx, id, v["reason"])
			return c, err
		},
		Then: func(v map[string]string) tea.Cmd {
			m.sc.Send(page.Done{})
			if v["again"] == "yes" {
				return m.of.run()
			}
			return nil
		},
	})
}

func (m *conflict) Actions() []page.Action {
	acts := m.list.actions(m.of, m.sc, true)
	again := func() tea.Cmd { m.sc.Send(page.Done{}); return m.of.run() }
	return append(acts, page.Act("Run the plan again", "run again", again, page.KeyRun).Hinted(7))
}

func (m *conflict) Update(msg tea.Msg) tea.Cmd { m.list.update(msg); return nil }

func (m *conflict) View(w, h int) string { return m.list.view(w, h) }
