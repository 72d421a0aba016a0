package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// force chooses another mentor for the mentee, shows what that costs, and locks
// the two.
func (m *review) force() tea.Cmd {
	r, ok := m.list.Selected()
	if !ok || m.v == nil {
		return nil
	}
	v, held := m.v, m.now.held
	return kindform.Choose(m.env, m.sc, kindform.Choice{
		Title: "A mentor for " + m.name(r.mentee), Empty: "No mentor takes part in this scenario.",
		Read: func(context.Context) ([]widget.Option, error) {
			why, err := v.Ask.WhyNot(r.mentee)
			if err != nil {
				return nil, err
			}
			return mentorsFor(v, r, why, held)
		},
		Pick: func(o widget.Option) tea.Cmd {
			var mentor int64
			if _, err := fmt.Sscan(o.Value, &mentor); err != nil {
				return page.Fail(err)
			}
			return m.price(r.mentee, mentor)
		},
	})
}

// mentorsFor lists those who are allowed, with their points and whom they have, then
// those whom something forbids, with what that is. Pairs under way hold the places
// of those in held.
func mentorsFor(v *store.Review, r row, why mentoring.WhyNot, held map[int64]bool) ([]widget.Option, error) {
	var out []widget.Option
	allowed := map[int64]bool{}
	for _, t := range why.Taken {
		allowed[t.Mentor] = true
		hint := points(t.Points) + " points"
		for _, h := range t.By {
			if h.Mentee == r.mentee {
				hint += " · has this one"
			} else {
				hint += " · has " + nameIn(v, h.Mentee)
			}
		}
		if t.Free > 0 {
			hint += " · " + count(t.Free, "place", "places") + " free"
		}
		out = append(out, widget.Option{Value: fmt.Sprint(t.Mentor), Label: nameIn(v, t.Mentor), Hint: hint})
	}
	self := v.People[r.mentee].Employee
	var rest []widget.Option
	for _, x := range v.Input.Mentors {
		if allowed[x.ID] || x.Employee == self {
			continue
		}
		e, err := v.Ask.Explain(r.mentee, x.ID)
		if err != nil {
			return nil, err
		}
		hint := hindrances(e, x.Places, held[x.ID])
		if f := v.Result.Fair; f != nil && f.Lowest != nil && e.Points < *f.Lowest {
			hint = append(hint, "under the lowest pair")
		}
		if e.OtherSlot {
			continue
		}
		rest = append(rest, widget.Option{Value: fmt.Sprint(x.ID), Label: nameIn(v, x.ID), Hint: joined(hint)})
	}
	slices.SortFunc(rest, func(a, b widget.Option) int {
		return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
	return append(out, rest...), nil
}

// hindrances say what keeps a mentor from being chosen, each with its evidence.
func hindrances(e mentoring.Explanation, places int, held bool) []string {
	var out []string
	switch {
	case places == 0 && held:
		out = append(out, "full with pairs under way")
	case places == 0:
		out = append(out, "has no place")
	}
	if e.Banned {
		out = append(out, "banned")
	}
	if e.UnderFloor {
		out = append(out, "under the floor of points")
	}
	forbidden := "forbidden by "
	for _, r := range e.Rules {
		if !r.Holds {
			said := forbidden + r.Rule
			if len(r.Evidence) > 0 {
				said += " (" + strings.Join(r.Evidence, ", ") + ")"
			}
			out, forbidden = append(out, said), ""
		}
	}
	return out
}

// price asks what a pair would cost and opens the dialog that locks it.
func (m *review) price(mentee, mentor int64) tea.Cmd {
	asker := m.v.Ask
	return page.Run(m.sc, &m.asks, "Price", nil, func(ctx context.Context) (mentoring.WhyNotPair, error) {
		return asker.WhyNotPair(ctx, mentee, mentor)
	}, func(a mentoring.WhyNotPair, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return m.offer(a)
	})
}

// offer shows the price and asks for the reasons of the lock.
func (m *review) offer(a mentoring.WhyNotPair) tea.Cmd {
	names := m.name(a.Explanation.Mentee) + " with " + m.name(a.Explanation.Mentor)
	if slices.Contains(a.Forbidden, mentoring.BreaksSelf) {
		return page.Say("Nobody can be their own mentor")
	}
	if m.now.locks[[2]int64{a.Explanation.Mentee, a.Explanation.Mentor}] {
		return page.Say(names + " are locked already: r runs again")
	}
	fields := []widget.Field{optionalReason(lockedHere)}
	if len(a.Forbidden) > 0 {
		fields = append(fields, widget.Field{
			Name: "override_reason", Label: "Why override", Required: true, Limit: 300,
			Help: "why this pair may break what no other may",
		})
	}
	fields = append(fields, widget.Field{Name: "again", Label: "Run again now", Kind: widget.YesNo, Value: "yes", Required: true})
	db := m.env.DB
	return ask(m.env, m.sc, question{
		title: "Force " + names, submit: "Lock the pair", fields: fields,
		intro: func(w int) []string { return m.priceLines(a, w) },
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return db.Lock(ctx, a.Explanation.Mentee, a.Explanation.Mentor, orElse(v["reason"], lockedHere), a.Forbidden, v["override_reason"])
		},
		then: m.runAgain(lockedWords(m.v, a.Explanation.Mentee, a.Explanation.Mentor)),
	})
}

// runAgain follows a dialog that asked whether to. The run is named by what the
// dialog changed.
func (m *review) runAgain(says string) func(map[string]string) tea.Cmd {
	return func(v map[string]string) tea.Cmd {
		if v["again"] != "yes" {
			return nil
		}
		return m.again(says)
	}
}

// priceLines say what the whole loses, and who moves where.
func (m *review) priceLines(a mentoring.WhyNotPair, w int) []string {
	th := m.env.Theme
	head := "The pair is worth " + points(a.Explanation.Points) + " of " + points(a.Explanation.Most) + "."
	lines := wrapped(head, 0, w)
	switch {
	case a.InResult:
		lines = append(lines, wrapped("It is in this scenario already: a lock keeps it in every further one.", 0, w)...)
	case len(a.Forbidden) > 0:
		for _, l := range wrapped("! It breaks "+joined(a.Forbidden)+". The lock has to override that.", 0, w) {
			lines = append(lines, th.Warn.Render(l))
		}
		lines = append(lines, m.brokenRules(a, w)...)
	case !a.Priced:
		lines = append(lines, wrapped("The run was stopped, so that the price is not known.", 0, w)...)
	case equalTo(a.Price):
		lines = append(lines, th.Good.Render(text.Cut("It costs nothing: the whole is worth the same.", w)))
		if a.Tie.Equal {
			lines = append(lines, wrapped(capital(a.Tie.Say(m.name))+".", 0, w)...)
		}
	default:
		lines = append(lines, th.Title.Render(text.Cut(whole(a.Price), w)))
	}
	if a.Priced && a.UnderLowest {
		lines = append(lines, wrapped("It is worth less than the lowest pair that was reached: only a lock makes it.", 0, w)...)
	}
	lines = append(lines, m.lowestLines(a.Lowest, w)...)
	if len(a.Moves) > 0 {
		lines = append(lines, "", "Then move:")
		for _, v := range a.Moves {
			lines = append(lines, m.moveLines(v, w)...)
		}
	}
	return lines
}

func (m *review) brokenRules(a mentoring.WhyNotPair, w int) []string {
	var lines []string
	for _, r := range a.Explanation.Rules {
		if !r.Holds {
			said := r.Rule
			if len(r.Evidence) > 0 {
				said += ": " + strings.Join(r.Evidence, " · ")
			}
			lines = append(lines, wrapped(said, 2, w)...)
		}
	}
	return lines
}
