package mentoring

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// worthLines say what one more place with the row's mentor would do, and one fewer; or
// why nobody knows.
func (m *review) worthLines(r row, w int) []string {
	if why := m.v.Ask.PlacesUntold(); why != "" {
		return styled(m.env.Theme.Dim, wrapped("One more place: not known. "+capital(why)+".", 0, w))
	}
	x, known := m.answers.worth[r.mentor]
	if !known {
		return styled(m.env.Theme.Dim, wrapped("One more place: asking…", 0, w))
	}
	return wrapped(x.Say(m.name, points), 0, w)
}

func (m *review) placesAction(gone string) page.Action {
	untold := ""
	if m.v != nil {
		untold = m.v.Ask.PlacesUntold()
	}
	return page.Act("See where one more place is worth most", "more places", m.morePlaces, "m").Unless(gone).Unless(untold).Hinted(2)
}

// morePlaces lists the mentors with whom one more place is worth most; the one chosen
// can be given it.
func (m *review) morePlaces() tea.Cmd {
	v, db := m.v, m.env.DB
	var best mentoring.BestPlaces
	return kindform.Choose(m.env, m.sc, kindform.Choice{
		Title: "Where one more place is worth most", Empty: "One more place with any mentor would change nothing.",
		Read: func(ctx context.Context) ([]widget.Option, error) {
			var err error
			if best, _, err = db.BestPlaces(ctx, v); err != nil {
				return nil, err
			}
			out := make([]widget.Option, len(best.Best))
			for i, x := range best.Best {
				out[i] = widget.Option{Value: fmt.Sprint(i), Label: nameIn(v, x.Mentor), Hint: gainWords(v, x)}
			}
			return out, nil
		},
		Pick: func(o widget.Option) tea.Cmd {
			i := atoi(o.Value)
			if i < 0 || i >= len(best.Best) {
				return nil
			}
			return m.givePlace(best.Best[i])
		},
	})
}

// gainWords are the gain of one more place beside the mentor's name.
func gainWords(v *store.Review, x mentoring.Worth) string {
	said := signed(-x.Price.Points) + " points"
	c, ok := x.Comes()
	if !ok {
		return said
	}
	return said + " · places " + nameIn(v, c.Mentee)
}

// givePlace shows who would move, gives the place and runs again.
func (m *review) givePlace(x mentoring.Worth) tea.Cmd {
	c, cycle, db := mentoring.Change{Kind: mentoring.OneMorePlace, Mentor: x.Mentor}, m.v.Scenario.CycleID, m.env.DB
	return ask(m.env, m.sc, question{
		title: "One more place with " + m.name(x.Mentor), submit: "Give the place",
		fields: []widget.Field{{Name: "again", Label: "Run again now", Kind: widget.YesNo, Value: "yes", Required: true}},
		intro: func(w int) []string {
			lines := append(wrapped(x.Say(m.name, points), 0, w), "", "Then move:")
			for _, v := range x.Moves {
				lines = append(lines, m.moveLines(v, w)...)
			}
			return lines
		},
		save: func(ctx context.Context, _ map[string]string) (store.Change, error) {
			edits, err := fixEdits(ctx, db, cycle, c, "")
			if err != nil {
				return store.Change{}, err
			}
			return db.Write(ctx, "one more place with "+m.name(x.Mentor), func(tx *store.Tx) error {
				_, err := tx.Save(edits[0])
				return err
			})
		},
		then: m.runAgain(m.fixWords(c)),
	})
}
