package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// decisions are what the coordinator, or the two themselves, say of proposals.
func (m *review) decisions(noPair string) []page.Action {
	published := ""
	if m.now.scenario.PublishedPairs > 0 {
		published = "it is published already; the pairs are under Pairs"
	}
	twoMarked := len(m.list.Table.Marked()) == 2 && len(m.targets()) == 2
	return []page.Action{
		page.Act("Accept the proposal, or those marked", "accept", m.accept, "+").Unless(noPair).Unless(published).Unless(m.allLocked()).Hinted(5),
		page.Act("Decline the proposal, and say who does", "decline", m.decline, "-").Unless(noPair).Unless(published).If(len(m.targets()) == 1, "one at a time: each has a reason of its own").Hinted(5),
		page.Act("Swap the mentors of two marked proposals", "swap", m.swap, "Z").Unless(published).If(twoMarked, "mark two proposals with space first").Hinted(2),
	}
}

// allLocked says why nothing is left to accept.
func (m *review) allLocked() string {
	for _, r := range m.targets() {
		if !m.now.locks[[2]int64{r.mentee, r.mentor}] {
			return ""
		}
	}
	return "it is accepted or locked already"
}

func (r row) two() store.Two { return store.Two{Mentee: r.mentee, Mentor: r.mentor} }

// accept keeps the proposals in the next run, without asking: u takes it back.
func (m *review) accept() tea.Cmd {
	var twos []store.Two
	for _, r := range m.targets() {
		twos = append(twos, r.two())
	}
	db, id := m.env.DB, m.id
	return page.Save(m.sc, func(ctx context.Context) (store.Change, error) { return db.Accept(ctx, id, twos...) }, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		m.list.Table.Unmark()
		return nil
	})
}

// decline asks who declines, why, and whom they would rather have.
func (m *review) decline() tea.Cmd {
	rows := m.targets()
	if len(rows) != 1 || m.v == nil {
		return nil
	}
	r, db := rows[0], m.env.DB
	mentee, mentor := m.name(r.mentee), m.name(r.mentor)
	return ask(m.env, m.sc, question{
		title: "Decline " + m.pairWords(rows), submit: "Decline",
		intro: func(w int) []string {
			return wrapped("They are not proposed to each other again, in this and in later cycles, until the ban is lifted.", 0, w)
		},
		fields: []widget.Field{
			{Name: "by", Label: "Who declines", Kind: widget.Choice, Required: true, Value: "mentee", Options: []widget.Option{
				{Value: "mentee", Label: mentee}, {Value: "mentor", Label: mentor}, {Value: "coordinator", Label: "you"},
			}},
			{Name: "reason", Label: "Reason", Required: true, Limit: 200, Help: reasonHelp},
			{
				Name: "wish", Label: "Would rather have", Kind: widget.Ref, Options: m.wishes(r),
				Help: "comes first among the preferences of whoever declines, of the mentee's if you do; may stay empty",
			},
			{Name: "again", Label: "Run again now", Kind: widget.YesNo, Value: "yes", Required: true},
		},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			d := store.Decline{Two: r.two(), By: v["by"], Reason: v["reason"]}
			if v["wish"] != "" {
				if _, err := fmt.Sscan(v["wish"], &d.Wish); err != nil {
					return store.Change{}, &store.FieldError{Field: "wish", Msg: "choose somebody of the list"}
				}
			}
			return db.Decline(ctx, d)
		},
		then: m.runAgain("declined " + mentee + " with " + mentor),
	})
}

// wishes are those of the run whom one of the two could wish for: mentors for the
// mentee, mentees for the mentor.
func (m *review) wishes(r row) []widget.Option {
	var people []store.Person
	for id, p := range m.v.People {
		if id != r.mentee && id != r.mentor && p.Slot == m.v.People[r.mentee].Slot {
			people = append(people, p)
		}
	}
	slices.SortFunc(people, func(a, b store.Person) int { // mentors first: mostly it is the mentee who declines
		return cmp.Or(strings.Compare(b.Side, a.Side), strings.Compare(a.Name, b.Name), cmp.Compare(a.Employee, b.Employee))
	})
	out := make([]widget.Option, 0, len(people))
	for _, p := range people {
		out = append(out, widget.Option{Value: fmt.Sprint(p.Employee), Label: p.Name, Hint: strings.Trim(p.Side+" · "+p.Team+" · "+p.Location, " ·")})
	}
	return out
}

// swap prices the exchange of two mentors, and asks.
func (m *review) swap() tea.Cmd {
	rows := m.targets()
	if len(rows) != 2 {
		return nil
	}
	a, b, db, id := rows[0].two(), rows[1].two(), m.env.DB, m.id
	return page.Run(m.sc, &m.asks, "Price", nil, func(ctx context.Context) (store.Swap, error) { return db.PriceSwap(ctx, id, a, b) },
		func(w store.Swap, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return m.offerSwap(w, a, b)
		})
}

func (m *review) offerSwap(s store.Swap, a, b store.Two) tea.Cmd {
	fields := []widget.Field{{Name: "reason", Label: "Reason", Limit: 300, Help: reasonHelp}}
	var overrides []string
	for _, x := range s.Breaks {
		if !slices.Contains(overrides, x.What) {
			overrides = append(overrides, x.What)
		}
	}
	if len(overrides) > 0 {
		fields = append(fields, widget.Field{
			Name: "override_reason", Label: "Why override", Required: true, Limit: 300,
			Help: "why these pairs may break what no other may",
		})
	}
	fields = append(fields, widget.Field{Name: "again", Label: "Run again now", Kind: widget.YesNo, Value: "yes", Required: true})
	db, id := m.env.DB, m.id
	again := m.runAgain("swapped the mentors of " + m.name(a.Mentee) + " and " + m.name(b.Mentee))
	return ask(m.env, m.sc, question{
		title: "Swap the mentors of " + m.name(a.Mentee) + " and " + m.name(b.Mentee), submit: "Swap", fields: fields,
		intro: func(w int) []string { return m.swapLines(s, w) },
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			_, c, err := db.Swap(ctx, id, a, b, v["reason"], overrides, v["override_reason"])
			return c, err
		},
		then: func(v map[string]string) tea.Cmd {
			m.list.Table.Unmark()
			return again(v)
		},
	})
}

// swapLines say who gets whom, what the two pairs are worth before and after, and
// what they break.
func (m *review) swapLines(s store.Swap, w int) []string {
	th := m.env.Theme
	var lines []string
	for _, p := range []store.Two{s.First, s.Second} {
		lines = append(lines, wrapped(text.Clean(m.name(p.Mentee)+" gets "+m.name(p.Mentor)), 0, w)...)
	}
	switch n := s.Price(); {
	case n == 0:
		lines = append(lines, th.Good.Render(text.Cut("The two pairs are worth the same: "+points(s.Before)+" points.", w)))
	case n > 0:
		lines = append(lines, th.Title.Render(text.Cut("It costs "+points(n)+" points: "+points(s.Before)+" → "+points(s.After)+".", w)))
	default:
		lines = append(lines, th.Title.Render(text.Cut("It gains "+points(-n)+" points: "+points(s.Before)+" → "+points(s.After)+".", w)))
	}
	for _, x := range s.Breaks {
		said := "! " + m.name(x.Mentee) + " with " + m.name(x.Mentor) + " breaks " + x.What
		if x.Detail != "" {
			said += ": " + x.Detail
		}
		lines = append(lines, styled(th.Warn, wrapped(text.Clean(said), 2, w))...)
	}
	return append(lines, wrapped("Both become locks; the next run places the others around them.", 0, w)...)
}
