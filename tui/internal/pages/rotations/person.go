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

// person is the page of one participant: wishes, consents and waived rules.
type person struct {
	page.Base
	of   *plan
	sc   *page.Scope
	row  store.ParticipantRow
	tabs tabs
}

func openPerson(of *plan, p store.ParticipantRow) tea.Cmd {
	return of.sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		m := &person{of: of, sc: own, row: p}
		add := func(name, kindName, addName string, ask func(*plan, *page.Scope, int64, string) tea.Cmd) {
			b := kindform.NewBrowser(of.env, own, kindform.List{Kind: kind(kindName), Parent: p.ID, Of: p.Name})
			m.tabs.add(name, &browserTab{Browser: b, addName: addName, add: func() tea.Cmd { return ask(of, own, p.ID, p.Name) }})
		}
		add("Wishes", "rotation wish", "Add a wish, or change one", askWish)
		add("Consents", "rotation consent", "Note a consent, or that it is refused", askConsent)
		add("Waived rules", "rotation waiver", "Waive a rule", askWaiver)
		return m
	}})
}

func (m *person) Title() string           { return m.row.Name }
func (m *person) Init() tea.Cmd           { return m.tabs.load() }
func (m *person) Capturing() page.Capture { return m.tabs.front().capturing() }
func (m *person) Actions() []page.Action  { return m.tabs.actions() }

func (m *person) Changed(tables []string) tea.Cmd {
	if kindform.Touches(tables, []string{"rotation_wish", "rotation_consent", "rotation_waiver", "seat", "participant", "employee"}) {
		return m.tabs.load()
	}
	return nil
}

func (m *person) Update(msg tea.Msg) tea.Cmd { return m.tabs.update(msg) }

func (m *person) View(w, h int) string {
	return widget.Fit(m.tabs.view(m.of.env.Theme, nil, w, h), w, h)
}

// seatOptions are the seats of the plan; any, if not "", stands before them for all.
func (m *plan) seatOptions(any string) (out []widget.Option) {
	if any != "" {
		out = append(out, widget.Option{Value: "0", Label: any})
	}
	if m.board.seen != nil {
		for _, s := range m.board.seen.Seats {
			out = append(out, widget.Option{Value: strconv.FormatInt(s.Seat, 10), Label: s.Name, Hint: s.Team + " · " + s.Skill})
		}
	}
	return out
}

func (m *plan) noSeats() bool { return m.board.seen == nil || len(m.board.seen.Seats) == 0 }

const noSeatYet = "The plan has no seat yet: add one under Seats first"

func seatOf(values map[string]string) int64 {
	id, _ := strconv.ParseInt(values["seat"], 10, 64)
	return id
}

// askWish asks for which seat someone wishes, and how much.
func askWish(of *plan, sc *page.Scope, participant int64, name string) tea.Cmd {
	if of.noSeats() {
		return page.Say(noSeatYet)
	}
	db := of.env.DB
	return kindform.Ask(of.env, sc, kindform.Question{
		Title: "Wish of " + name, Submit: "Note the wish",
		Fields: []widget.Field{
			{Name: "seat", Label: "Seat", Kind: widget.Ref, Options: of.seatOptions(""), Required: true},
			{Name: "points", Label: "Points", Kind: widget.Decimal, Value: "1", Suggested: true, Required: true, Help: "a level learned is worth 1; below 0: would rather not"},
			{Name: "starts", Label: "From", Kind: widget.Date, Help: "to begin on or after; empty: at any time"},
			{Name: "ends", Label: "Until", Kind: widget.Date, Help: "to begin on or before"},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			n, ok := widget.ParsePoints(v["points"])
			if !ok {
				return store.Change{}, &store.FieldError{Field: "points", Msg: "is no number"}
			}
			return db.WishForSeat(ctx, participant, seatOf(v), int64(n), store.Date(v["starts"]), store.Date(v["ends"]))
		},
	})
}

// askConsent notes what a side says of a seat, or of all of them.
func askConsent(of *plan, sc *page.Scope, participant int64, name string) tea.Cmd {
	db := of.env.DB
	return kindform.Ask(of.env, sc, kindform.Question{
		Title: "Consent for " + name, Submit: "Note it",
		Intro: func(w int) []string {
			return wrapped("What is refused is never planned. A consent to one seat stands against a refusal of all.", 0, w)
		},
		Fields: []widget.Field{
			{Name: "side", Label: "By", Kind: widget.Choice, Value: "manager", Required: true, Options: []widget.Option{{Value: "manager", Label: "manager"}, {Value: "host", Label: "host"}, {Value: "participant", Label: "participant"}}},
			{Name: "given", Label: "Agrees", Kind: widget.YesNo, Value: "yes", Required: true},
			{Name: "seat", Label: "Seat", Kind: widget.Ref, Options: of.seatOptions("any seat"), Value: "0", Required: true},
			{Name: "reason", Label: "Reason", Limit: 300},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return db.SayRotationConsent(ctx, participant, seatOf(v), v["side"], v["given"] == "yes", v["reason"])
		},
	})
}

// askWaiver asks which rule does not apply to someone, where and why.
func askWaiver(of *plan, sc *page.Scope, participant int64, name string) tea.Cmd {
	db := of.env.DB
	rule, _ := kind("rotation waiver").Column("rule")
	options := make([]widget.Option, len(rule.Choices))
	for i, r := range rule.Choices {
		options[i] = widget.Option{Value: r, Label: r}
	}
	return kindform.Ask(of.env, sc, kindform.Question{
		Title: "Waive a rule for " + name, Submit: "Waive it",
		Intro: func(w int) []string {
			return wrapped(fmt.Sprintf("The rule does not apply to %s in this plan.", name), 0, w)
		},
		Fields: []widget.Field{
			{Name: "rule", Label: "Rule", Kind: widget.Ref, Options: options, Required: true},
			{Name: "seat", Label: "Seat", Kind: widget.Ref, Options: of.seatOptions("any seat"), Value: "0", Required: true},
			{Name: "reason", Label: "Reason", Required: true, Limit: 300},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return db.WaiveRotationRule(ctx, participant, seatOf(v), v["rule"], v["reason"])
		},
	})
}
