package rotations

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// story is the dialog that tells what a scenario means for one participant.
type story struct {
	page.Base
	of          *plan
	sc          *page.Scope
	scenario    int64
	participant int64
	name        string
	slot        page.Slot
	list        *choices
	loaded      bool
}

// openStory tells all that a scenario says of a participant, and what would grant the
// wishes that it refuses.
func openStory(of *plan, scenario, participant int64, name string) tea.Cmd {
	return of.sc.Send(page.Open{Modal: true, Width: 84, New: func(own *page.Scope) page.Page {
		return &story{of: of, sc: own, scenario: scenario, participant: participant, name: name, list: newChoices(of.env.Theme, nil)}
	}})
}

func (m *story) Title() string { return m.name }

func (m *story) Init() tea.Cmd {
	db, scenario, who := m.of.env.DB, m.scenario, m.participant
	return page.Load(m.sc, &m.slot, func(ctx context.Context) (s store.RotationStory, err error) {
		v, err := db.RotationReview(ctx, scenario)
		if err != nil {
			return s, err
		}
		return db.ExplainRotation(ctx, v, who)
	}, func(s store.RotationStory, err error) tea.Cmd {
		m.loaded = true
		if err != nil {
			m.list.set([]entry{{text: page.InWords(err), bad: true}})
			return nil
		}
		m.list.set(storyEntries(s, m.of.env.Theme))
		return nil
	})
}

// storyEntries tell the placements with their points, the wishes, and what stays open.
func storyEntries(s store.RotationStory, th *theme.Styles) (out []entry) {
	if len(s.Refused) > 0 {
		out = append(out, entry{text: "Refused", title: true})
	}
	for _, r := range s.Refused {
		out = append(out, refusedEntries(r, th)...)
	}
	if len(s.Granted) > 0 {
		out = append(out, entry{text: "Granted", title: true})
		for _, g := range s.Granted {
			out = append(out, entry{text: th.Glyph.Check + " " + g})
		}
		out = append(out, entry{})
	}
	out = append(out, entry{text: fmt.Sprintf("%s, %s points", count(len(s.Moves), "placement", "placements"), points(s.Points)), title: true})
	for _, m := range s.Moves {
		out = append(out, entry{text: fmt.Sprintf("%s in %s, %s to %s", m.SeatName, m.Team, m.Starts, m.Ends)})
		for _, p := range m.Parts {
			out = append(out, entry{text: "  " + signed(p.Points) + "  " + p.Said, dim: true})
		}
		if m.Locked {
			held := "  locked"
			if len(m.Overrides) > 0 {
				held += " against: " + joined(m.Overrides)
			}
			out = append(out, entry{text: held, dim: true})
		}
	}
	if s.Unfair > 0 {
		out = append(out, entry{text: "−" + points(s.Unfair) + "  no wish is granted", dim: true})
	}
	if len(s.Left) > 0 {
		out = append(out, entry{}, entry{text: "Still to learn after the plan", title: true})
		for _, l := range s.Left {
			out = append(out, entry{text: l})
		}
	}
	return out
}

// refusedEntries say why a wish was refused, and what would grant it.
func refusedEntries(r store.RotationRefused, th *theme.Styles) []entry {
	out := []entry{{text: th.Glyph.Cross + " " + r.Said + "."}}
	for _, x := range r.Remedies {
		out = append(out, entry{remedy: &x})
	}
	if len(r.Remedies) == 0 && r.First > 0 {
		out = append(out, entry{text: "a places it by hand on the board, whatever it costs.", dim: true})
	}
	return append(out, entry{})
}

func (m *story) Actions() []page.Action { return m.list.actions(m.of, m.sc, true) }

func (m *story) Update(msg tea.Msg) tea.Cmd { m.list.update(msg); return nil }

func (m *story) View(w, h int) string {
	if !m.loaded {
		return m.of.env.Theme.Dim.Render(widget.Fit("Reading…", w, 1))
	}
	return m.list.view(w, min(h, max(1, m.list.height(w))))
}
