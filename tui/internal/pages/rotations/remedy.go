package rotations

import (
	"context"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// chooseRemedy does the only remedy, or asks which of several; leave closes the page that
// it was chosen in, once it is done, and may be nil.
func chooseRemedy(of *plan, sc *page.Scope, list []store.RotationRemedy, leave func() tea.Cmd) tea.Cmd {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return doRemedy(of, sc, list[0], leave)
	}
	options := make([]widget.Option, 0, len(list))
	seen := map[string]bool{}
	for i, r := range list {
		if !seen[r.Said] {
			seen[r.Said] = true
			options = append(options, widget.Option{Value: strconv.Itoa(i), Label: capital(r.Said)})
		}
	}
	return kindform.Choose(of.env, sc, kindform.Choice{Title: "Which of them?", Options: options, Pick: func(o widget.Option) tea.Cmd {
		i, err := strconv.Atoi(o.Value)
		if err != nil {
			return page.Fail(err)
		}
		return doRemedy(of, sc, list[i], leave)
	}})
}

// doRemedy asks why, takes the obstacle away and offers to run the plan again. What is
// done by an edit opens the form of the record.
func doRemedy(of *plan, sc *page.Scope, r store.RotationRemedy, leave func() tea.Cmd) tea.Cmd {
	if r.Act == "" {
		return editFor(of, sc, r, leave)
	}
	env, db, id := of.env, of.env.DB, of.id
	fields := []widget.Field{}
	if r.Act != "lift" && r.Act != "unlock" {
		fields = append(fields, widget.Field{Name: "reason", Label: "Reason", Required: r.Act != "consent", Limit: 300, Help: "kept with it, for whoever asks later"})
	}
	if of.noRun() == "" {
		fields = append(fields, widget.Field{Name: "again", Label: "Run again", Kind: widget.YesNo, Value: "yes", Help: "and see at once what it changes"})
	}
	return kindform.Ask(env, sc, kindform.Question{
		Title: "Relax it", Submit: "Do it", Fields: fields,
		Intro: func(w int) []string {
			return append(wrapped(capital(r.Said)+".", 0, w), styled(env.Theme.Dim, wrapped("It holds in this plan, "+where(r)+"; u takes it back.", 0, w))...)
		},
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			return db.ApplyRotationRemedy(ctx, id, r, values["reason"])
		},
		Then: func(values map[string]string) tea.Cmd {
			if leave != nil {
				leave()
			}
			if values["again"] == "yes" {
				return of.run()
			}
			return nil
		},
	})
}

// where says what a remedy reaches.
func where(r store.RotationRemedy) string {
	switch r.Act {
	case "cover":
		return "for this team and these periods"
	case "waive", "consent":
		return "for this participant"
	case "lift":
		return "and in every other: a ban is of no one plan"
	}
	return "for these periods"
}

// editFor opens the form of what a remedy says to edit.
func editFor(of *plan, sc *page.Scope, r store.RotationRemedy, leave func() tea.Cmd) tea.Cmd {
	then := func(int64) tea.Cmd {
		if leave != nil {
			leave()
		}
		return page.Say("Changed; r runs the plan again")
	}
	switch {
	case r.Participant != 0 && r.Seat != 0:
		return editWish(of, sc, r, then)
	case r.Seat != 0:
		return editRecord(of.env, sc, &of.edits, "seat", r.Seat, then)
	case r.Participant != 0:
		return editRecord(of.env, sc, &of.edits, "participant", r.Participant, then)
	}
	return page.Say(capital(r.Said))
}

// editWish opens the wish of a participant for a seat.
func editWish(of *plan, sc *page.Scope, r store.RotationRemedy, then func(int64) tea.Cmd) tea.Cmd {
	db := of.env.DB
	return page.Load(sc, &of.edits, func(ctx context.Context) (store.Record, error) {
		seat, err := db.Get(ctx, "seat", r.Seat)
		if err != nil {
			return seat, err
		}
		list, err := db.List(ctx, "rotation wish", store.ListFilter{Parent: r.Participant})
		for _, w := range list {
			if w.Refs["seat_id"] == r.Seat {
				return w, err
			}
		}
		if err == nil {
			err = fmt.Errorf("%w: the wish for %s is no longer there", store.ErrNotFound, seat.Label)
		}
		return store.Record{}, err
	}, func(w store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return kindform.OpenForm(of.env, sc, kindform.Spec{Kind: w.Kind, Rec: w, Then: then})
	})
}

// askCover asks for how many a cover is to ask in this plan, from a period on.
func askCover(of *plan, c *store.BoardCover, period int) tea.Cmd {
	env, db := of.env, of.env.DB
	names := of.board.seen.Periods
	options := make([]widget.Option, len(names))
	for t, p := range names {
		options[t] = widget.Option{Value: strconv.Itoa(t + 1), Label: p.Name, Hint: fmt.Sprintf("%d of %d", c.Have[t], c.Need[t])}
	}
	at := strconv.Itoa(max(1, period))
	need := c.Need[max(0, period-1)]
	fields := []widget.Field{
		{Name: "count", Label: "People", Kind: widget.Integer, Value: strconv.Itoa(max(0, need-1)), Required: true, Help: fmt.Sprintf("at home, %s; the team asks for %d now", skillAt(c.Skill, c.Level), need)},
		{Name: "first", Label: "From", Kind: widget.Ref, Options: options, Value: at, Required: true},
		{Name: "last", Label: "To", Kind: widget.Ref, Options: options, Value: at, Required: true, Help: "the last period"},
		{Name: "reason", Label: "Reason", Required: true, Limit: 300},
	}
	if of.noRun() == "" && of.board.scenarioShown() != 0 {
		fields = append(fields, widget.Field{Name: "again", Label: "Run again", Kind: widget.YesNo, Value: "no"})
	}
	return kindform.Ask(env, of.sc, kindform.Question{
		Title: "Cover in this plan: " + c.Team, Submit: "Change the cover", Fields: fields,
		Intro: func(w int) []string {
			return wrapped(fmt.Sprintf("How many people %s stay in %s. The team's own cover stays as it is.", skillAt(c.Skill, c.Level), c.Team), 0, w)
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			number := func(name string) int { n, _ := strconv.Atoi(v[name]); return n }
			return db.RelaxRotationCover(ctx, store.RotationCoverChange{
				Plan: of.id, Team: c.TeamID, Skill: c.SkillID, Level: c.Level, Count: number("count"), First: number("first"), Last: number("last"), Reason: v["reason"],
			})
		},
		Then: func(v map[string]string) tea.Cmd {
			if v["again"] == "yes" {
				return of.run()
			}
			return nil
		},
	})
}

// askBan asks whether a ban is from a seat or from its team, and why.
func askBan(of *plan, employee int64, name string, seat int64) tea.Cmd {
	env, db := of.env, of.env.DB
	if of.board.seen == nil || len(of.board.seen.Seats) == 0 {
		return page.Say("The plan has no seat to ban from")
	}
	var options []widget.Option
	at, teams := "", map[int64]bool{}
	for _, s := range of.board.seen.Seats {
		v := "s" + strconv.FormatInt(s.Seat, 10)
		options = append(options, widget.Option{Value: v, Label: s.Name, Hint: "this seat of " + s.Team})
		if s.Seat == seat {
			at = v
		}
	}
	for _, s := range of.board.seen.Seats {
		if !teams[s.TeamID] && s.TeamID != 0 {
			teams[s.TeamID] = true
			options = append(options, widget.Option{Value: "t" + strconv.FormatInt(s.TeamID, 10), Label: s.Team, Hint: "every seat of the team, in every plan"})
		}
	}
	return kindform.Ask(env, of.sc, kindform.Question{
		Title: "Ban " + name, Submit: "Ban",
		Intro: func(w int) []string {
			return wrapped("No run places "+name+" there until the ban is lifted.", 0, w)
		},
		Fields: []widget.Field{
			{Name: "from", Label: "From", Kind: widget.Ref, Options: options, Value: at, Required: true},
			{Name: "reason", Label: "Reason", Required: true, Limit: 300},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			id, err := strconv.ParseInt(v["from"][1:], 10, 64)
			if err != nil {
				return store.Change{}, err
			}
			if v["from"][0] == 't' {
				return db.BanFromRotation(ctx, employee, id, 0, v["reason"])
			}
			return db.BanFromRotation(ctx, employee, 0, id, v["reason"])
		},
	})
}
