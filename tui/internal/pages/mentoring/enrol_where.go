package mentoring

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// everySlot stands for the empty slot where one is chosen: an empty option has no name.
const everySlot = "\x00every"

// namedThere is how many people of a preview are named.
const namedThere = 6

// enrolWhere asks whom a filter is to find, and says with every key whom it would
// enrol, and whom it would skip and why.
func (n *enrolments) enrolWhere() tea.Cmd {
	env, of, as := n.env, n.of, "mentee"
	if e, ok := n.Selected(); ok {
		as = e.Side
	}
	fields := []widget.Field{
		{
			Name: "side", Label: "As", Kind: widget.Choice, Required: true, Value: as,
			Options: []widget.Option{{Value: "mentee", Label: "mentee"}, {Value: "mentor", Label: "mentor"}},
		},
		{
			Name: "where", Label: "Where", Kind: widget.Lines, Required: true, Height: 3, Limit: 2000, Hint: "grade=Senior",
			Help: "each condition on a line of its own (enter begins one), all hold: grade=Senior|Lead · team!=Alpha · skill:Go>=3 · hired<2024-01-01; tab leaves",
		},
		{Name: "places", Label: "Places", Kind: widget.Integer, Required: true, Value: "1", Help: "each gets"},
		{Name: "consent", Label: "Agreed only", Kind: widget.YesNo, Value: "no", Help: "only who agreed to take part in mentoring"},
	}
	if slots := of.row.Slots; len(slots) > 0 {
		options := []widget.Option{{Value: everySlot, Label: "every slot"}}
		for _, s := range slots {
			options = append(options, widget.Option{Value: s, Label: s})
		}
		fields = append(fields[:2:2], append([]widget.Field{{Name: "slot", Label: "Slot", Kind: widget.Choice, Required: true, Value: everySlot, Options: options, Help: "a mentee can ask for a mentor in every slot; a mentor takes part in one"}}, fields[2:]...)...)
	}
	db, cycle := env.DB, of.row.ID
	return kindform.Ask(env, n.sc, kindform.Question{
		Title: "Enrol by a filter: " + of.Title(), Submit: "Enrol them", Fields: fields, Previewed: 5,
		Preview: func(ctx context.Context, v map[string]string) []string {
			f := filterOf(cycle, v)
			if len(f.Where) == 0 {
				return []string{"Type conditions: here stands whom they find. They can be about " + strings.Join(store.Properties(), ", ") + " and your own fields."}
			}
			plan, err := db.PlanEnrol(ctx, f)
			return planLines(plan, err)
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			plan, c, err := db.EnrolWhere(ctx, filterOf(cycle, v))
			if err == nil && len(plan.Enrolled) == 0 {
				err = &store.FieldError{Field: "where", Msg: nobodyFound(plan)}
			}
			return c, err
		},
	})
}

// filterOf reads the fields of the dialog.
func filterOf(cycle int64, v map[string]string) store.EnrolFilter {
	f := store.EnrolFilter{Cycle: cycle, Side: v["side"], Slot: strings.TrimPrefix(v["slot"], everySlot), Places: atoi(v["places"]), Consent: v["consent"] == "yes"}
	for _, w := range conditions(v["where"]) {
		if w = strings.TrimSpace(w); w != "" {
			f.Where = append(f.Where, w)
		}
	}
	return f
}

// aCondition begins a condition: a property, a sign, a value.
var aCondition = regexp.MustCompile(`^\s*[\pL][\pL\pN :._-]*(!=|>=|<=|=|<|>)`)

// conditions are the lines of a filter. A line that joins several by commas is taken
// apart where what follows a comma is a condition itself; a value may have commas.
func conditions(where string) (out []string) {
	for _, line := range strings.Split(where, "\n") {
		parts := strings.Split(line, ",")
		for i, p := range parts {
			if i > 0 && !aCondition.MatchString(p) {
				out[len(out)-1] += "," + p
				continue
			}
			out = append(out, p)
		}
	}
	return out
}

// planLines say what a plan comes to.
func planLines(plan store.EnrolPlan, err error) []string {
	var fe *store.FieldError
	switch {
	case errors.As(err, &fe):
		return []string{capital(fe.Msg)}
	case err != nil:
		return []string{err.Error()}
	case len(plan.Enrolled) == 0:
		return []string{capital(nobodyFound(plan)) + "."}
	}
	var names []string
	seen := map[int64]bool{}
	for _, l := range plan.Enrolled {
		if !seen[l.Employee] {
			seen[l.Employee] = true
			names = append(names, text.Clean(l.Name))
		}
	}
	said := count(len(names), "person", "people") + " will be enrolled"
	if len(plan.Enrolled) > len(names) {
		said += " (" + count(len(plan.Enrolled), "enrolment", "enrolments") + ", one a slot)"
	}
	if more := len(names) - namedThere; more > 0 {
		names = append(names[:namedThere], widget.Number(more)+" more")
	}
	out := []string{said + ": " + joined(names) + "."}
	if s := skippedWords(plan); s != "" {
		out = append(out, "Skipped: "+s+".")
	}
	return out
}

// skippedWords count who is skipped by the reason, in the order of the plan.
func skippedWords(plan store.EnrolPlan) string {
	var order []string
	of := map[string][]string{}
	for _, l := range plan.Skipped {
		reason, _, _ := strings.Cut(l.Reason, " on ") // each left on a day of their own
		if len(of[reason]) == 0 {
			order = append(order, reason)
		}
		of[reason] = append(of[reason], text.Clean(l.Name))
	}
	var parts []string
	for _, reason := range order {
		who := of[reason]
		if len(who) > 2 {
			parts = append(parts, fmt.Sprintf("%s and %s (%s)", who[0], count(len(who)-1, "other", "others"), reason))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", joined(who), reason))
	}
	return strings.Join(parts, "; ")
}

// nobodyFound says why a filter enrols nobody.
func nobodyFound(plan store.EnrolPlan) string {
	if len(plan.Skipped) == 0 {
		return "nobody is like that"
	}
	return "everybody whom it finds is skipped: " + skippedWords(plan)
}

// withdraw asks for the day and the reason; who withdrew already comes back at once.
func (n *enrolments) withdraw() tea.Cmd {
	first, _ := n.Selected()
	var rows []store.EnrolmentRow
	for _, e := range n.Chosen(false) {
		if e.State == first.State {
			rows = append(rows, e)
		}
	}
	if len(rows) == 0 {
		return page.Say("None of those marked is " + first.State + ", as the one under the cursor is")
	}
	if first.State == "withdrawn" {
		return n.comeBack(rows)
	}
	ids, running := make([]int64, len(rows)), 0
	for i, e := range rows {
		ids[i] = e.Enrolment
		running += e.Pairs
	}
	who, env := count(len(rows), "person", "people"), n.env
	if len(rows) == 1 {
		who = rows[0].Name
	}
	return ask(env, n.sc, question{
		title: "Withdraw " + who + " from " + n.of.Title(), submit: "Withdraw",
		intro: func(w int) []string {
			if running == 0 {
				return styled(env.Theme.Dim, wrapped("No pair of theirs is under way. They can come back: d on their line.", 0, w))
			}
			return styled(env.Theme.Warn, wrapped(fmt.Sprintf("%s %s under way closes with it, and the partner waits again, first among equals.", env.Theme.Glyph.Alert, count(running, "pair", "pairs")), 0, w))
		},
		fields: []widget.Field{
			{Name: "withdrawn", Label: "Since", Kind: widget.Date, Required: true, Value: "today"},
			{Name: "withdraw_reason", Label: "Reason", Limit: 300},
		},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return env.DB.Withdraw(ctx, store.Date(v["withdrawn"]), v["withdraw_reason"], ids...)
		},
		then: func(map[string]string) tea.Cmd { n.Table.Unmark(); return nil },
	})
}

// comeBack enrols again who withdrew, as one change.
func (n *enrolments) comeBack(rows []store.EnrolmentRow) tea.Cmd {
	label := "bring back " + count(len(rows), "person", "people")
	if len(rows) == 1 {
		label = "bring back " + rows[0].Name
	}
	db := n.env.DB
	n.Table.Unmark()
	return save(n.sc, func(ctx context.Context) (store.Change, error) {
		return db.Write(ctx, label, func(tx *store.Tx) error {
			for _, e := range rows {
				if _, err := tx.Save(store.Edit{Kind: "enrolment", ID: e.Enrolment, Values: map[string]string{"state": "enrolled"}}); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// moveSlot asks for another slot of the program for someone whom no pair binds.
func (n *enrolments) moveSlot(e store.EnrolmentRow) tea.Cmd {
	var options []widget.Option
	for _, s := range n.of.row.Slots {
		if s != e.Slot {
			options = append(options, widget.Option{Value: s, Label: s})
		}
	}
	db := n.env.DB
	return kindform.Choose(n.env, n.sc, kindform.Choice{Title: "Another slot for " + e.Name, Empty: "The program has no other slot.", Options: options, Pick: func(o widget.Option) tea.Cmd {
		return save(n.sc, func(ctx context.Context) (store.Change, error) { return db.ChangeSlot(ctx, e.Enrolment, o.Value) })
	}})
}

// noSlot says why someone cannot move to another slot.
func (n *enrolments) noSlot(e store.EnrolmentRow) string {
	switch {
	case len(n.of.row.Slots) < 2:
		return "the program has no slots to choose from; t, How it runs, names them"
	case e.State == "withdrawn":
		return "they withdrew; d brings them back"
	case e.Pairs > 0:
		return "a pair of theirs is under way"
	}
	return n.of.shut
}
