package mentoring

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/tuitest"
)

// The whole loop in a terminal, with work on goroutines of its own: under -race
// it finds what a page shares with them.
func TestStoryInATerminal(t *testing.T) {
	c := newCompany(t)
	term := tuitest.Serve(t, 120, 36, func(ctx context.Context, opts ...tea.ProgramOption) error {
		_, err := tea.NewProgram(c.router(t), append(opts, tea.WithContext(ctx))...).Run()
		return err
	})
	term.WaitFor("· 2026").Press("down r").WaitFor("Only this scenario").Press("enter").WaitFor("Ana Souza with Ines").WaitFor("−40.0")
	term.Press("L").WaitFor("Lock Ana").Press("'asked' enter").WaitFor("lock set")
	term.Press("down B enter").WaitFor("ban set").Press("f").WaitFor("A mentor for").Press("esc").WaitGone("A mentor for")
	term.Press("s g w").WaitFor("c makes this change").Press("c").WaitFor("Make the change").Press("ctrl+s").WaitFor("against “scenario 1”")
	term.Press("=").WaitFor("Compare “scenario 2” with").Press("enter").WaitFor("Who moves").Press("esc").WaitGone("Who moves")
	term.Press("P").WaitFor("Publish 5 pairs").Press("y").WaitFor("published").Press("esc").WaitFor("[Scenarios]").Press("tab tab").WaitFor("active").Press("m").WaitFor("Log a session").Press("ctrl+s").WaitFor("Log a session of")
	term.Press("t").WaitFor("points by 0.5").Press("tab d").WaitFor("remove it under").Press("down d").WaitFor("Remove rule").Press("u").WaitFor("Undid").Press("q")
	if err := term.WaitEnd(); err != nil {
		t.Fatal(err)
	}
}
