package mentoring

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// closeWords say what closing a cycle comes to.
func closeWords(c store.CycleRow) string {
	if c.Pairs == 0 {
		return "No pair of it is under way. The lessons of the closing reviews go into those of the cycle."
	}
	return count(c.Pairs, "pair is", "pairs are") + " under way: you say what becomes of them. The lessons of the closing reviews go into those of the cycle."
}

// closeCycle asks what becomes of the pairs that still run, and for the lessons.
func closeCycle(env kindform.Env, sc *page.Scope, c store.CycleRow) tea.Cmd {
	fields := []widget.Field{lessonsField(c)}
	if c.Pairs > 0 {
		fields = append([]widget.Field{
			{
				Name: "pairs", Label: "Its pairs", Kind: widget.Choice, Required: true, Value: "completed",
				Options: []widget.Option{{Value: "completed", Label: "completed"}, {Value: "closed early", Label: "closed early"}},
				Help:    "those that were only proposed close early in any case",
			},
			{Name: "end_reason", Label: "Reason", Limit: 300, Help: "needed where they close early"},
		}, fields...)
	}
	return ask(env, sc, question{
		title: "Close the cycle " + c.Program + ", " + c.Name, submit: "Close the cycle", fields: fields,
		intro: func(w int) []string {
			lines := wrapped(closeWords(c), 0, w)
			if c.Pairs > 0 {
				lines = append(lines, styled(env.Theme.Dim, wrapped("To write closing reviews first, leave this, and end each pair on its own page.", 0, w))...)
			}
			if c.Unplaced > 0 {
				lines = append(lines, wrapped(count(c.Unplaced, "mentee still waits", "mentees still wait")+"; a copy of the cycle takes them over.", 0, w)...)
			}
			return lines
		},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			lessons := v["lessons"]
			change, _, err := env.DB.CloseCycle(ctx, c.ID, store.CloseOptions{Pairs: v["pairs"], Reason: v["end_reason"], Lessons: &lessons})
			return change, err
		},
	})
}

// copyCycle asks for the next cycle: its name, its dates and who comes along.
func copyCycle(env kindform.Env, sc *page.Scope, c store.CycleRow, then func(id int64) tea.Cmd) tea.Cmd {
	starts, ends := nextDates(c, env.DB.Today())
	var made store.CopiedCycle
	choices := func(name, label, value, help string, options ...widget.Option) widget.Field {
		return widget.Field{Name: name, Label: label, Kind: widget.Choice, Required: true, Value: value, Options: options, Help: help}
	}
	return ask(env, sc, question{
		title: "Copy the cycle " + c.Program + ", " + c.Name, submit: "Copy it",
		intro: func(w int) []string {
			return styled(env.Theme.Dim, wrapped("The copy is a draft. Its rules are those of the program; needs, offers and bans are of people and hold anyway.", 0, w))
		},
		fields: []widget.Field{
			{Name: "name", Label: "Name", Required: true, Limit: 200, Value: nextName(c.Name), Suggested: true},
			{Name: "starts", Label: "Starts", Kind: widget.Date, Required: true, Value: string(starts)},
			{Name: "ends", Label: "Ends", Kind: widget.Date, Value: string(ends)},
			choices("mentees", "Mentees", "waiting", "with their wishes, and the day from which they wait",
				widget.Option{Value: "waiting", Label: "those who wait"}, widget.Option{Value: "none", Label: "none"}),
			choices("mentors", "Mentors", "all", "who has left or withdrew stays behind",
				widget.Option{Value: "all", Label: "all"}, widget.Option{Value: "waiting", Label: "with a free place"}, widget.Option{Value: "none", Label: "none"}),
		},
		save: func(ctx context.Context, v map[string]string) (change store.Change, err error) {
			change, made, err = env.DB.CopyCycle(ctx, c.ID, store.CopyOptions{
				Name: v["name"], Starts: v["starts"], Ends: v["ends"], Mentees: v["mentees"], Mentors: v["mentors"],
			})
			return change, err
		},
		then: func(map[string]string) tea.Cmd { return then(made.Cycle) },
	})
}

// nextDates follow those of a cycle: it begins on the day after, or today, and takes
// as long.
func nextDates(c store.CycleRow, today store.Date) (starts, ends store.Date) {
	if c.Ends == "" {
		return today, ""
	}
	starts = max(today, c.Ends.Add(1))
	return starts, starts.Add(int(c.Ends.Days() - c.Starts.Days()))
}

// nextName counts the last number of a name up: 2026 is followed by 2027.
func nextName(name string) string {
	const digits = "0123456789"
	end := strings.LastIndexAny(name, digits) + 1
	begin := len(strings.TrimRight(name[:end], digits))
	n, err := strconv.Atoi(name[begin:end])
	if err != nil {
		return name + " 2"
	}
	return fmt.Sprintf("%s%0*d%s", name[:begin], end-begin, n+1, name[end:])
}
