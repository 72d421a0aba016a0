package app

import (
	"context"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
)

const (
	groupPages  = "Pages"
	groupGlobal = "Everywhere"
)

// globals are the actions of the router on a page.
func (a *App) globals(e *entry) []page.Action {
	open := ""
	if e.overlay {
		open = "close this first"
	}
	noUndo := ""
	if a.opt.History == nil {
		noUndo = "this file keeps no history"
	}
	if a.root.Saving() {
		noUndo = "a change is being saved"
	}
	noFault := "no error so far"
	if a.fault.Text != "" {
		noFault = open
	}
	acts := []page.Action{
		page.Act("Undo the last change", "undo", a.undo, "u", "ctrl+z").Unless(noUndo),
		page.Act("Redo what was undone", "redo", a.redo, "ctrl+r", "ctrl+y").Unless(noUndo),
		page.Act("Find an action, a page or a person", "commands", a.openPalette, ":", "ctrl+k").Unless(open),
		page.Act("Show what the keys do", "help", a.openHelp, "?", "f1").Unless(open).WhileTyping(),
		page.Act("Show the last error in full", "last error", a.openFault, "!").Unless(noFault),
		page.Act("Go back one level", "back", a.back, "esc").Unless(a.noBack(e)).WhileTyping(),
		page.Act("Quit", "quit", a.quit, "q"),
		page.Act("Leave to the shell for a while (fg comes back)", "suspend", func() tea.Cmd { return tea.Suspend }).Unless(noSuspend()),
		page.Act("Stop the running work, or quit", "stop", a.interrupt, "ctrl+c").WhileTyping(),
	}
	for i := range acts {
		acts[i].Group = groupGlobal
	}
	return append(acts, a.switches()...)
}

// noSuspend says where there is no shell's job control to come back from.
func noSuspend() string {
	if runtime.GOOS == "windows" {
		return "Windows has no such thing"
	}
	return ""
}

// switches are the actions that show a section.
func (a *App) switches() []page.Action {
	var acts []page.Action
	for i, s := range a.sections {
		if s.Key == "" {
			continue
		}
		acts = append(acts, page.Act("Go to "+s.Title, s.Title, func() tea.Cmd { return a.visit(i) }, s.Key).In(groupPages))
	}
	return acts
}

// noBack says why Esc does nothing here.
func (a *App) noBack(e *entry) string {
	if _, _, ok := e.scope.Job(); ok || len(a.here().stack) > 1 {
		return ""
	}
	return "this is the first level; q quits"
}

func (a *App) undo() tea.Cmd { return a.travel("Undid", "ctrl+r brings it back", History.Undo) }
func (a *App) redo() tea.Cmd { return a.travel("Did again", "u undoes it", History.Redo) }

// travel goes back or forth in the history, and says which change that was.
func (a *App) travel(verb, hint string, step func(History, context.Context) (store.Change, error)) tea.Cmd {
	label := ""
	return page.Save(a.root, func(ctx context.Context) (store.Change, error) {
		c, err := step(a.opt.History, ctx)
		label = bare(c.Label)
		return c, err
	}, func(err error) tea.Cmd {
		if err != nil {
			return a.travelFailed(verb, err)
		}
		a.note = page.Note{Text: verb + ": " + label + " · " + hint}
		return nil
	})
}

// bare is what the reversed change was called.
func bare(label string) string {
	for _, prefix := range []string{"undo: ", "redo: "} {
		label = strings.TrimPrefix(label, prefix)
	}
	return label
}
