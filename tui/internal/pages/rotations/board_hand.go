package rotations

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// handActions change the plan by hand.
func (b *board) handActions(x here) []page.Action {
	const group = "By hand"
	shut := ""
	if b.of.row.State == "closed" {
		shut = "the plan is closed"
	}
	place, noPlace := "Place someone here", x.none
	switch {
	case x.none == "" && x.cover >= 0:
		noPlace = "the cursor is in the cover; tab leads back"
	case x.none == "" && !b.bySeat && x.person != nil && !x.person.Joins:
		noPlace = "this participant withdrew, or has no whole period"
	case x.none == "" && len(b.seen.Seats) == 0:
		noPlace = "the plan has no seat yet"
	}
	none, nobody := x.noPlacement(), x.noPerson()
	lock, word := "Lock who sits here, or stays at home", "lock"
	if x.cell != nil && x.cell.Locked {
		lock, word = "Take the lock off", "unlock"
	}
	ban, banWord := "Ban the participant from a seat or its team", "ban"
	if _, banned := b.liftable(x); banned {
		ban, banWord = "Lift the ban that stands against a wish", "lift ban"
	}
	edit := "Edit the participant: dates, lengths, travel"
	if b.bySeat {
		edit = "Edit the seat: places, dates, levels"
	}
	return []page.Action{
		page.Act(place, "place", func() tea.Cmd { return b.bring(x) }, page.KeyAdd).Unless(noPlace).Unless(shut).In(group).Hinted(6),
		page.Act("Move the placement: it follows the cursor", "move", func() tea.Cmd { return b.pickUp(x) }, keyMove).Unless(none).Unless(shut).In(group).Hinted(6),
		page.Act("Swap the two that are marked", "swap", b.swap, keySwap).Unless(x.none).Unless(shut).In(group).If(b.grid.Marked() > 0, "mark two with space first"),
		page.Act("Split the placement here, the rest for nobody or for another", "split", func() tea.Cmd { return b.split(x) }, keySplit).Unless(none).Unless(shut).In(group),
		page.Act("Make the placement a period longer", "longer", func() tea.Cmd { return b.lengthen(x, 1) }, keyLonger).Unless(none).Unless(shut).In(group),
		page.Act("Make the placement a period shorter", "shorter", func() tea.Cmd { return b.lengthen(x, -1) }, keyShorter).Unless(none).Unless(shut).In(group),
		page.Act("Clear the placement", "clear", func() tea.Cmd {
			return b.propose(store.HandMove{Kind: "clear", Participant: x.person.Participant, At: x.col + 1})
		}, page.KeyDelete).Unless(none).Unless(shut).In(group),
		page.Act(lock, word, func() tea.Cmd { return b.lock(x) }, page.KeyLock).Unless(nobody).Unless(shut).In(group).Hinted(8),
		page.Act(ban, banWord, func() tea.Cmd { return b.ban(x) }, page.KeyBan).Unless(nobody).Unless(shut).In(group).Hinted(3),
		page.Act(edit, "edit", func() tea.Cmd { return b.edit(x) }, page.KeyEdit).Unless(x.none).If(x.seat != nil || x.person != nil, "the cursor is in the cover").In(group),
	}
}

func (b *board) edit(x here) tea.Cmd {
	if x.seat != nil {
		return editRecord(b.of.env, b.of.sc, &b.edits, "seat", x.seat.Seat, nil)
	}
	return editRecord(b.of.env, b.of.sc, &b.edits, "participant", x.person.Participant, nil)
}

// move fills in what every move by hand of this board is about.
func (b *board) about(m store.HandMove) store.HandMove {
	m.Plan, m.Scenario = b.of.id, b.scenarioShown()
	return m
}

// propose makes a move that breaks nothing, and says what one would break before it is made.
func (b *board) propose(m store.HandMove) tea.Cmd {
	m = b.about(m)
	db := b.of.env.DB
	return page.Load(b.of.sc, &b.trying, func(ctx context.Context) (store.HandTrial, error) { return db.TryRotationMove(ctx, m) },
		func(t store.HandTrial, err error) tea.Cmd {
			switch {
			case err != nil:
				return page.Fail(err)
			case len(t.Broken) > 0:
				return b.refused(m, t)
			}
			return b.make(m)
		})
}

// make writes a move; one that breaks a rule after all says which.
func (b *board) make(m store.HandMove) tea.Cmd {
	db := b.of.env.DB
	var made store.RotationScenario
	return page.Save(b.of.sc, func(ctx context.Context) (c store.Change, err error) {
		made, c, err = db.MakeRotationMove(ctx, m)
		return c, err
	}, func(err error) tea.Cmd {
		var broken *store.HandError
		switch {
		case errors.As(err, &broken):
			return b.refused(m, broken.HandTrial)
		case err != nil:
			return page.Fail(err)
		}
		b.grid.Unmark()
		return b.look(made.ID)
	})
}

// refused shows what a move would break, with what would let it be made.
func (b *board) refused(m store.HandMove, t store.HandTrial) tea.Cmd {
	b.at = cursor{}
	entries := []entry{{text: capital(t.Said) + "."}}
	if also := b.displaced(m); also != "" {
		entries = append(entries, entry{text: capital(also) + "."})
	}
	entries = append(entries, entry{})
	for _, x := range t.Broken {
		entries = append(entries, entry{text: "! " + x.Said, bad: true})
		for _, r := range x.Remedies {
			entries = append(entries, entry{remedy: &r})
		}
	}
	entries = append(entries, entry{})
	if !t.Forceable() {
		entries = append(entries, entry{text: "No lock can override this."})
		return openChoices(b.of, "This breaks a rule", entries, nil)
	}
	entries = append(entries, entry{text: worthAfter(t.Points) + " f forces it: a lock then names what it overrides, and why."})
	force := page.Act("Force it, with a reason", "force…", nil, "f").Hinted(8)
	return openChoices(b.of, "This breaks a rule", entries, func(own *page.Scope) []page.Action {
		f := force
		f.Do = func() tea.Cmd { own.Send(page.Done{}); return b.force(m, t) }
		return []page.Action{f}
	})
}

// force asks why the rules may be broken.
func (b *board) force(m store.HandMove, t store.HandTrial) tea.Cmd {
	env, db := b.of.env, b.of.env.DB
	var made store.RotationScenario
	var rules []string
	for _, x := range t.Broken {
		if !slices.Contains(rules, x.Rule) {
			rules = append(rules, x.Rule)
		}
	}
	return kindform.Ask(env, b.of.sc, kindform.Question{
		Title: "Force it", Submit: "Force it",
		Intro: func(w int) []string {
			return append(wrapped(capital(t.Said)+".", 0, w), styled(env.Theme.Warn, wrapped("The lock overrides: "+joined(rules)+".", 0, w))...)
		},
		Fields: []widget.Field{{Name: "override_reason", Label: "Why it may", Required: true, Limit: 300, Help: "kept with the lock"}},
		Save: func(ctx context.Context, values map[string]string) (c store.Change, err error) {
			m.Force, m.ForceReason = true, values["override_reason"]
			made, c, err = db.MakeRotationMove(ctx, m)
			return c, err
		},
		Then: func(map[string]string) tea.Cmd { b.grid.Unmark(); return b.look(made.ID) },
	})
}

// swap exchanges the two people whose cells are marked, over the periods that are marked.
func (b *board) swap() tea.Cmd {
	g := b.shown()
	rows := map[int64]int{}
	for n := range g.Rows() {
		rows[g.RowKey(n)] = n
	}
	m := store.HandMove{Kind: "swap"}
	var people []int64
	for _, x := range b.grid.Places() {
		p, c, sits := g.sitter(rows[x.Row], int(x.Col)-1)
		if !sits {
			continue
		}
		if !slices.Contains(people, p.Participant) {
			people = append(people, p.Participant)
		}
		first, last := int(x.Col), int(x.Col)
		if c.Seat != 0 {
			first, last = c.First, c.Last
		}
		if m.First == 0 || first < m.First {
			m.First = first
		}
		m.Last = max(m.Last, last)
	}
	if len(people) != 2 {
		return page.Say("Mark the placements of two people with space, then M swaps them; " + count(len(people), "person is", "people are") + " marked")
	}
	m.Participant, m.With = people[0], people[1]
	return b.propose(m)
}

// split asks who gets the rest of a placement.
func (b *board) split(x here) tea.Cmd {
	if x.col+1 == x.cell.First {
		return page.Say("The placement begins here: go to the period in which the rest is to begin")
	}
	options := []widget.Option{{Value: "0", Label: "Nobody", Hint: x.person.Name + " comes back in " + b.period(x.col)}}
	for _, p := range b.seen.People {
		if p.Participant != x.person.Participant && p.Joins {
			options = append(options, widget.Option{Value: strconv.FormatInt(p.Participant, 10), Label: p.Name, Hint: p.Team})
		}
	}
	m := store.HandMove{Kind: "split", Participant: x.person.Participant, At: x.col + 1}
	return kindform.Choose(b.of.env, b.of.sc, kindform.Choice{Title: "Who gets the rest?", Options: options, Pick: func(o widget.Option) tea.Cmd {
		m.With, _ = strconv.ParseInt(o.Value, 10, 64)
		return b.propose(m)
	}})
}

func (b *board) lengthen(x here, by int) tea.Cmd {
	last := x.cell.Last + by
	switch {
	case last < x.cell.First:
		return page.Say("It is one period long; d clears it")
	case last > len(b.seen.Periods):
		return page.Say("The plan ends here; m moves the placement to begin earlier")
	}
	return b.propose(store.HandMove{Kind: "lengthen", Participant: x.person.Participant, At: x.col + 1, Last: last})
}

// lock locks a placement, or somebody at the own job in one period; or takes the lock off.
func (b *board) lock(x here) tea.Cmd {
	env, db, p, c := b.of.env, b.of.env.DB, x.person, x.cell
	if c.Locked || c.Pending {
		return page.Save(b.of.sc, func(ctx context.Context) (store.Change, error) { return db.UnlockRotation(ctx, p.Participant, x.col+1) }, nil)
	}
	l := store.RotationLock{Participant: p.Participant, Seat: c.Seat, First: c.First, Last: c.Last}
	said := fmt.Sprintf("%s stays in %s, %s, whatever a run finds.", p.Name, c.SeatName, "")
	if c.Seat == 0 {
		l.First, l.Last = x.col+1, x.col+1
		said = fmt.Sprintf("%s stays at the own job in %s, whatever a run finds.", p.Name, b.period(x.col))
	} else {
		said = fmt.Sprintf("%s stays in %s in %s, whatever a run finds.", p.Name, c.SeatName, b.periods(c.First, c.Last))
	}
	return kindform.Ask(env, b.of.sc, kindform.Question{
		Title: "Lock", Submit: "Lock", Intro: func(w int) []string { return wrapped(said, 0, w) },
		Fields: []widget.Field{{Name: "reason", Label: "Reason", Required: true, Limit: 300}},
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			l.Reason = values["reason"]
			return db.LockRotation(ctx, l)
		},
	})
}

// liftable is the remedy that lifts a ban from a wish of who is here.
func (b *board) liftable(x here) (store.RotationRemedy, bool) {
	if x.person == nil {
		return store.RotationRemedy{}, false
	}
	for _, r := range b.refusedOf(x.person.Participant) {
		for _, y := range r.Remedies {
			if y.Act == "lift" {
				return y, true
			}
		}
	}
	return store.RotationRemedy{}, false
}

// ban keeps somebody out of the seat here, or out of its whole team.
func (b *board) ban(x here) tea.Cmd {
	if r, banned := b.liftable(x); banned {
		return doRemedy(b.of, b.of.sc, r, nil)
	}
	seat := x.cell.Seat
	if seat == 0 {
		seat = x.cell.Refused
	}
	return askBan(b.of, x.person.Employee, x.person.Name, seat)
}

// pieces for a block that is carried.
func (b *board) block(seat *store.BoardSeat) widget.BoardCell {
	g := b.shown()
	return widget.BoardCell{Kind: widget.BoardBlock, Team: g.team(seat.TeamID), Text: text.Clean(seat.Name)}
}
