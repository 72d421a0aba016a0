package mentoring

import (
	"context"
	"regexp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// stateWords say what going to a state is called, and what it means.
var stateWords = map[string][2]string{
	"draft":     {"Back to a draft", "It is being prepared, and nobody is enrolled yet."},
	"enrolling": {"Open the enrolment", "Mentees and mentors join, one by one or by a filter."},
	"matching":  {"Begin the matching", "The enrolment is over. Scenarios are made, read and changed by hand, until one is published."},
	"running":   {"Let it run", "The pairs meet. Publishing a scenario takes a cycle here by itself."},
	"closing":   {"Begin the closing", "The pairs end, each with its closing review; no new ones are made."},
}

// journey draws the states of a cycle in their order, the present one standing out.
func journey(th *theme.Styles, state string, w int) string {
	states := store.CycleStates()
	at := slices.Index(states, state)
	if whole := strings.Join(states, " "+th.Glyph.Into+" "); text.Width(whole)+2 <= w {
		for i, s := range states {
			states[i] = th.Dim.Render(s)
			if i == at {
				states[i] = th.Accent.Render("[" + s + "]")
			}
		}
		return strings.Join(states, th.Dim.Render(" "+th.Glyph.Into+" "))
	}
	out := th.Accent.Render("[" + state + "]")
	if at >= 0 && at < len(states)-1 {
		out += th.Dim.Render(" " + th.Glyph.Into + " " + states[at+1])
	}
	return text.Cut(out, w)
}

// turnInto opens what can be done with a cycle as a whole.
func turnInto(env kindform.Env, sc *page.Scope, c store.CycleRow, then func(id int64) tea.Cmd) tea.Cmd {
	return openMenu(env, sc, "The cycle "+c.Program+", "+c.Name, func(ctx context.Context) ([]act, error) {
		moves, err := env.DB.CycleMoves(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		lessons, err := env.DB.LessonsFor(ctx, c.ID)
		return cycleActs(env, sc, c, moves, lessons, then), err
	})
}

// cycleActs are the moves, the likeliest first, and what is done with all of it.
func cycleActs(env kindform.Env, sc *page.Scope, c store.CycleRow, moves []store.CycleMove, lessons []store.Lesson, then func(id int64) tea.Cmd) []act {
	states := store.CycleStates()
	at := slices.Index(states, c.State)
	var ahead, behind []act
	for _, m := range moves {
		words, move := stateWords[m.To], m.To
		a := act{label: words[0], note: "from " + c.State + " to " + move, about: words[1], against: byKeys(m.Against), do: func() tea.Cmd {
			return save(sc, func(ctx context.Context) (store.Change, error) { return env.DB.MoveCycle(ctx, c.ID, move) })
		}}
		if move == "closed" { // what becomes of its pairs is asked, so that they do not stand against it
			a = act{label: "Close the cycle…", note: "from " + c.State + " to closed", about: closeWords(c), do: func() tea.Cmd { return closeCycle(env, sc, c) }}
		}
		if c.State == "closed" && (move == "closing" || move == "running") {
			a.label = "Open it again: " + move
		}
		if slices.Index(states, move) > at {
			ahead = append(ahead, a)
		} else {
			behind = append(behind, a)
		}
	}
	out := append(ahead, act{
		label: "Copy the cycle…", note: "the next one, as a draft",
		about: "A new cycle of " + c.Program + ", with those who wait and the mentors who go on. What this one taught is shown in it.",
		do:    func() tea.Cmd { return copyCycle(env, sc, c, then) },
	}, act{
		label: "Write its lessons…", note: count(lineCount(c.Lessons), "line", "lines"),
		about: "What to do otherwise next time. Copies of the cycle show it; closing adds what the closing reviews say.",
		do:    func() tea.Cmd { return writeLessons(env, sc, c) },
	})
	if len(lessons) > 0 {
		out = append(out, act{
			label: "Read what the last cycles taught", note: "of " + lessons[0].Name,
			about: "The lessons of the cycles that this one is a copy of.", do: func() tea.Cmd { return tellLessons(env, sc, lessons) },
		})
	}
	slices.Reverse(behind) // the nearest first
	return append(out, behind...)
}

// command finds the remedy that the store names for a command line.
var command = regexp.MustCompile(`set program "[^"]*" rolling=yes`)

// byKeys puts the keys of this page in place of a command.
func byKeys(against string) string {
	return command.ReplaceAllString(against, "with t, under “How it runs”")
}

func lineCount(s string) int {
	if s == "" {
		return 0
	}
	return strings.Count(s, "\n") + 1
}

// writeLessons edits the lessons alone.
func writeLessons(env kindform.Env, sc *page.Scope, c store.CycleRow) tea.Cmd {
	return ask(env, sc, question{
		title: "Lessons of " + c.Program + ", " + c.Name, submit: "Save the lessons",
		fields: []widget.Field{lessonsField(c)},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			change, _, err := env.DB.Save(ctx, store.Edit{Kind: "cycle", ID: c.ID, Values: v})
			return change, err
		},
	})
}

func lessonsField(c store.CycleRow) widget.Field {
	return widget.Field{
		Name: "lessons", Label: "Lessons", Kind: widget.Lines, Value: c.Lessons, Height: 6, Limit: 20000,
		Help: "what to do otherwise next time, one a line and without names; tab leaves",
	}
}

// tellLessons shows what cycles taught, the last first.
func tellLessons(env kindform.Env, sc *page.Scope, lessons []store.Lesson) tea.Cmd {
	return tell(env, sc, "What the last cycles taught", func(w int) (lines []string) {
		for i, l := range lessons {
			if i > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, env.Theme.Title.Render(text.Cut(text.Clean(l.Name), w)))
			for _, s := range strings.Split(l.Text, "\n") {
				lines = append(lines, dotted(env.Theme, s, w)...)
			}
		}
		return lines
	})
}

// dotted is one entry of a list, with its sign.
func dotted(th *theme.Styles, s string, w int) []string {
	lines := wrapped(s, 2, w)
	for i, l := range lines {
		if i == 0 {
			lines[i] = th.Glyph.Dot + " " + strings.TrimPrefix(l, "  ")
		}
	}
	return lines
}
