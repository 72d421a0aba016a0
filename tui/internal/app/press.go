package app

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/page"
)

// question is what the next key press confirms, by asking for the same again.
type question struct {
	kind string
	on   *entry
}

// confirmed tells whether the user was asked about this already, and asks if
// not. Any other key in between withdraws the question.
func (a *App) confirmed(kind string, on *entry, text string) bool {
	q := question{kind, on}
	if a.granted == q {
		a.granted = question{}
		return true
	}
	a.asking = q
	a.note = page.Note{Text: text}
	return false
}

// press finds the action that a key claims: the front page's first, then the
// router's. Keys that nobody claims are the page's input.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	if a.granted, a.asking = a.asking, (question{}); a.granted.kind != "" {
		a.note = page.Note{}
	}
	e := a.front()
	capture := e.Capturing()
	for _, act := range a.actions(e) {
		if claims(act, msg, capture) {
			return a.run(act)
		}
	}
	return e.Update(msg)
}

// actions are all that the keys can do on the page.
func (a *App) actions(e *entry) []page.Action {
	return slices.Concat(e.Actions(), a.globals(e))
}

// claims applies what the page captures: in a text field only actions that say
// so, with keys that write nothing.
func claims(act page.Action, msg tea.KeyPressMsg, capture page.Capture) bool {
	if capture == page.Text && (!act.Typing || msg.Text != "") {
		return false
	}
	if capture == page.Digits && act.Group == groupPages {
		return false
	}
	return act.Claims(msg)
}

// run does an action, or says why it cannot be done now.
func (a *App) run(act page.Action) tea.Cmd {
	if act.Off != "" {
		a.note = page.Note{Text: a.refusal(act)}
		return nil
	}
	if act.Group != page.Moving {
		a.note = page.Note{}
	}
	if act.Do == nil {
		return nil
	}
	return act.Do()
}

// say puts a note on the status line and keeps errors for !.
func (a *App) say(n page.Note) {
	a.note = n
	if n.Bad {
		a.fault = n
		if a.fault.Full == "" {
			a.fault.Full = n.Text
		}
	}
}

// back goes back one level: it stops the page's long work, or closes the page.
// It never quits.
func (a *App) back() tea.Cmd {
	if a.stop(a.front()) {
		return nil
	}
	return a.leave(a.top())
}

// stop asks the long work of a page to end.
func (a *App) stop(e *entry) bool {
	name, _, ok := e.scope.Job()
	if !ok {
		return false
	}
	e.scope.Stop()
	a.note = page.Note{Text: "Stopping: " + name}
	return true
}

// interrupt is Ctrl+C: it stops the work that runs, the front page's first, or
// else quits.
func (a *App) interrupt() tea.Cmd {
	if e := a.working(); e != nil && a.stop(e) {
		return nil
	}
	return a.quit()
}

// quit asks while work runs or something is unsaved, and waits for writes.
func (a *App) quit() tea.Cmd {
	if q := a.unfinished(); q != "" && !a.confirmed("quit", nil, q) {
		return nil
	}
	if a.root.Saving() && !a.quitting {
		a.quitting, a.failed = true, a.root.SavesFailed()
		a.note = page.Note{Text: "Saving, then quitting…"}
		return nil
	}
	return tea.Quit
}

// unfinished is what quitting would lose, as a question.
func (a *App) unfinished() string {
	for _, s := range a.sections {
		for _, e := range s.stack {
			if q := e.Leave(); q != "" {
				return fmt.Sprintf("%s: %s · q again to quit", e.Title(), q)
			}
			if name, _, ok := e.scope.Job(); ok {
				return fmt.Sprintf("%s is still running · q again to stop it and quit", name)
			}
		}
	}
	return ""
}

// Actions are all that the keys can do now, as help lists them.
func (a *App) Actions() []page.Action { return a.actions(a.front()) }

// Hints are the actions that the footer offers now, if there is room.
func (a *App) Hints() []page.Action { return a.hints(a.front()) }

// Capturing says which keys are text now.
func (a *App) Capturing() page.Capture { return a.front().Capturing() }

// refusal says why an action is off, and which that is where there is room for both.
func (a *App) refusal(act page.Action) string {
	if said := act.Name + ": " + act.Off; text.Width(said)+2 <= a.w {
		return said
	}
	if said := act.Help().Desc + ": " + act.Off; text.Width(said)+2 <= a.w {
		return said
	}
	return act.Off
}
