package app_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"understudy/store"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

func TestReplyReachesItsOwnerUnderAModal(t *testing.T) {
	s := newStage(t)
	cmd := s.today.load("x")
	s.Press("m").Has("dialog")
	s.Run(cmd)
	if len(s.today.got) != 1 {
		t.Fatal("the reply was lost under a dialog")
	}
}

func TestReplyOfAClosedPageIsDropped(t *testing.T) {
	s := newStage(t)
	var l *list
	s.Send(page.Open{New: newList("over", &l)})
	cmd := l.load("x")
	s.Press("esc")
	s.Run(cmd)
	if len(l.got) != 0 {
		t.Fatal("delivered to a closed page")
	}
}

func TestNewestLoadWins(t *testing.T) {
	s := newStage(t)
	old, newer := s.today.load("old"), s.today.load("new")
	s.Run(newer)
	s.Run(old)
	if len(s.today.got) != 1 || s.today.got[0] != "new" {
		t.Fatal(s.today.got)
	}
}

func TestSaveOutlivesItsPage(t *testing.T) {
	s := newStage(t)
	var l *list
	s.Send(page.Open{New: newList("over", &l)})
	alive := false
	save := page.Save(l.sc, func(ctx context.Context) (store.Change, error) {
		alive = ctx.Err() == nil
		return store.Change{ID: 7, Label: "Add Ana", Tables: []string{"employee"}}, nil
	}, func(error) tea.Cmd { t.Fatal("told a closed page"); return nil })
	s.Press("esc").Elapse() // the write takes long
	s.Run(save)
	if !alive {
		t.Fatal("closing the page cancelled the write")
	}
	s.Has("Add Ana · u undoes it", "saved 09:30 · Halden")
	if len(s.today.changes) != 1 {
		t.Fatal("the other page does not know")
	}
	s.Run(page.Save(l.sc, func(context.Context) (store.Change, error) {
		return store.Change{}, errors.New("disk full")
	}, func(error) tea.Cmd { return nil }))
	s.Has("disk full · ! shows all")
}

func TestPageReactsAfterEveryoneKnowsOfTheChange(t *testing.T) {
	s := newStage(t)
	s.Run(page.Save(s.today.sc, func(context.Context) (store.Change, error) {
		return store.Change{ID: 1, Label: "Import"}, nil
	}, func(error) tea.Cmd {
		if len(s.today.changes) != 1 {
			t.Error("the page reacted first")
		}
		return page.Say("31 created, 2 skipped")
	}))
	s.Has("31 created, 2 skipped")
}

func TestDirtyPageAsksTwice(t *testing.T) {
	s := newStage(t)
	var l *list
	s.Send(page.Open{Modal: true, New: newList("form", &l)})
	l.ask = "Discard the new goal?"
	s.Press("esc").Has("Discard the new goal? · esc again", "form")
	s.Press("down").Lacks("Discard the new goal?")
	s.Press("esc").Has("Discard the new goal?", "form")
	s.Press("esc").Lacks("form cursor")
}

func TestQuitAsksForAnUnsavedFormEvenInAnotherSection(t *testing.T) {
	s := newStage(t)
	s.today.ask = "Discard the note?"
	s.Press("2 q").Has("today list: Discard the note? · q again to quit")
	if s.Quit {
		t.Fatal("quit without asking")
	}
	s.Press("down q")
	if s.Quit {
		t.Fatal("the question outlived another key")
	}
	s.Press("q")
	if !s.Quit {
		t.Fatal("does not quit")
	}
}

func TestEscNeverQuits(t *testing.T) {
	s := newStage(t)
	s.Press("esc*5")
	if s.Quit {
		t.Fatal("esc quit")
	}
	s.Has("today list")
}

// A stopped run still delivers its best answer, with the reason why it ended.
func TestStopKeepsTheBest(t *testing.T) {
	for _, key := range []string{"esc", "ctrl+c"} {
		s := newStage(t)
		var best int
		var why error
		cmd := page.Run(s.today.sc, &s.today.run, "Matching", func() string { return "half" },
			func(ctx context.Context) (int, error) { <-ctx.Done(); return 41, ctx.Err() },
			func(v int, err error) tea.Cmd { best, why = v, err; return nil })
		s.Send(page.Restyled{}) // any message: the request to redraw goes with it
		s.Has("Matching · half · esc stops it")
		s.Press("q").Has("Matching is still running · q again")
		s.Press(key).Has("Stopping: Matching")
		s.Elapse() // the redraws while it stops
		s.Send(cmd())
		if best != 41 || !errors.Is(why, context.Canceled) {
			t.Fatal(key, best, why)
		}
		if s.Press("q"); !s.Quit {
			t.Fatal("still running?")
		}
	}
}

func TestQuitWaitsForWrites(t *testing.T) {
	s := newStage(t)
	save := s.today.add()
	s.Press("q").Elapse() // the write takes long
	s.Has("Saving, then quitting")
	if s.Quit {
		t.Fatal("quit before the write ended")
	}
	s.Run(save)
	if !s.Quit {
		t.Fatal("does not quit after it")
	}
}

func TestUndoAndRedoNameTheChange(t *testing.T) {
	s := newStage(t)
	s.Press("u").Has("Undid: add row 7 · ctrl+r brings it back")
	s.Press("u").Has("Nothing to undo")
	s.Press("ctrl+r").Has("Did again: add row 7 · u undoes it")
	s.Press("ctrl+y").Has("Nothing to redo")
	s.Press("ctrl+z").Has("Undid: add row 7")
	if len(s.today.changes) != 3 {
		t.Fatal(s.today.changes)
	}
}

func TestSectionsKeepTheirState(t *testing.T) {
	s := newStage(t)
	s.Press("down*3 2 down enter").Has("2 Employees › row 1")
	s.Press("1").Has("cursor 3", "▌1 Today")
	s.Press("2").Has("2 Employees › row 1")
	s.Press("esc").Has("▌2 Employees", "staff list cursor 1")
	if s.staff.inits != 1 {
		t.Fatal("opened again")
	}
	s.Press("7").Has("staff list") // no page has it
}

func TestDigitsAreInputWhileAPageSaysSo(t *testing.T) {
	s := newStage(t)
	s.today.typing = page.Digits
	s.Press("2 j").Has("today list cursor 1", `typed "2"`)
	s.today.typing = page.Text
	s.Press("2 j q u ? : ! space down").Has("today list cursor 1", `typed "22jqu?:! "`)
	s.Press("f1").Has("Help: today list")
	s.Press("esc ctrl+c")
	if !s.Quit {
		t.Fatal("ctrl+c does not quit")
	}
}

func TestPasteReachesTheFrontPage(t *testing.T) {
	s := newStage(t)
	s.Paste("Ana\nSouza")
	if _, ok := s.today.msgs[len(s.today.msgs)-1].(tea.PasteMsg); !ok {
		t.Fatal(s.today.msgs)
	}
}

func TestGotoClosesWhatCoversTheTarget(t *testing.T) {
	s := newStage(t)
	s.Press("2 enter 1")
	s.Send(page.Goto{Key: "2", Arg: 42})
	s.Has("▌2 Employees")
	if got := s.staff.msgs[len(s.staff.msgs)-1]; got != (page.Arrived{Arg: 42}) {
		t.Fatal(got)
	}
	s.Send(page.Goto{Key: "5"})
	s.Has("There is no page 5")
}

func TestChangesOfAnotherWindowAppear(t *testing.T) {
	s := newStage(t)
	s.Elapse()
	if len(s.today.changes) != 0 {
		t.Fatal("nothing changed yet")
	}
	s.file.version = 2
	s.Elapse()
	if len(s.today.changes) != 1 || s.today.changes[0] != nil {
		t.Fatal(s.today.changes)
	}
	s.Elapse()
	if len(s.today.changes) != 1 {
		t.Fatal("told twice")
	}
}

func TestAVanishedFileIsAPermanentWarning(t *testing.T) {
	s := newStage(t)
	s.file.gone = "the file was moved or deleted; nothing more can be saved"
	s.Elapse()
	s.Press("down a 2").Has("! the file was moved or deleted")
	tuitest.Exact(t, s.Driver, 100, 30)
	s.file.gone = ""
	s.Elapse()
	s.Lacks("moved or deleted")
}

func TestErrorsAreReadInFull(t *testing.T) {
	s := newStage(t)
	s.Press("!").Has("Show the last error in full: no error so far")
	s.Run(page.Fail(errors.Join(errors.New("reading row 7 "+strings.Repeat("of a very long file name ", 8)), store.ErrBusy)))
	s.Has("✗ reading row 7", "! shows all").Lacks("Try again in a moment")
	s.Press("!").Has("What went wrong", "Another window or command", "y copy")
	s.Press("y").Has("Copied the error")
	s.Press("esc").Lacks("What went wrong")
	s.Press("enter esc !").Has("What went wrong") // it stays
}

func TestADefectInWorkIsAnErrorAndNotTheEnd(t *testing.T) {
	s := newStage(t)
	s.Run(page.Load(s.today.sc, &s.today.slot, func(context.Context) (int, error) { panic("index 7") },
		func(_ int, err error) tea.Cmd { return page.Fail(err) }))
	s.Has("internal error: index 7").Press("!").Has("page.guard")
}

func TestOffActionsSayWhy(t *testing.T) {
	s := newStage(t)
	s.Press("P").Has("Publish the result: nothing was run")
}

func TestBadSizesAreIgnored(t *testing.T) {
	s := newStage(t)
	s.Resize(0, 0)
	tuitest.Exact(t, s.Driver, 100, 30)
	s.Resize(39, 12).Has("needs 40×12; this is 39×12.")
}

func TestBackgroundAndWidthModeReachThePages(t *testing.T) {
	s := newStage(t)
	s.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	if _, ok := s.today.msgs[len(s.today.msgs)-1].(page.Restyled); !ok {
		t.Fatal(s.today.msgs)
	}
}

func TestWorkOutsideTheLoopIsCaught(t *testing.T) {
	got := make(chan error)
	page.Go(func() { panic("boom") }, func(err error) { got <- err })
	var p *page.Panic
	if err := <-got; !errors.As(err, &p) || p.Value != "boom" {
		t.Fatal(err)
	}
}

// Work that ends while the user is elsewhere must not open or close what has
// focus by then.
func TestRequestsBelongToThePageThatMadeThem(t *testing.T) {
	s := newStage(t)
	var form *list
	s.Send(page.Open{New: newList("form", &form)})
	s.Press("2 enter").Has("2 Employees › row 0")
	form.sc.Send(page.Open{New: newList("result", nil)})
	form.sc.Send(page.Done{})
	form.sc.Send(page.Goto{Key: "8"})
	s.Send(page.Restyled{})
	s.Has("2 Employees › row 0")
	form.sc.Send(page.Close{}) // closed already: nothing
	s.Send(page.Restyled{})
	s.Has("2 Employees › row 0").Press("1").Has("1 Today › result").Press("esc").Has("▌1 Today")

	s.today.sc.Send(page.Goto{Key: "8"})
	s.Send(page.Restyled{})
	s.Has("▌8 Impact")
}

func TestAHiddenPageSaysThatItHasSomethingToShow(t *testing.T) {
	s := newStage(t)
	s.Press("2")
	s.today.sc.Send(page.Goto{Key: "8"})
	s.Send(page.Restyled{})
	s.Has("▌2 Employees", "Today has something to show · 1")
}

// What is typed while a write runs is meant for what comes after it.
func TestKeysTypedAheadWaitForTheWrite(t *testing.T) {
	s := newStage(t)
	s.file.done = 0
	var form *list
	s.Send(page.Open{Modal: true, New: newList("form", &form)})
	save := page.Save(form.sc, func(context.Context) (store.Change, error) {
		s.file.done++
		return store.Change{ID: 7, Label: "add row 7"}, nil
	}, func(error) tea.Cmd { return form.sc.Send(page.Done{}) })
	s.Press("enter 2 u").Has("form")
	s.Run(save)
	s.Has("▌2 Employees", "Undid: add row 7").Press("1").Has("1 Today › row 0") // enter was for the list
}

func TestALongWriteDoesNotHoldTheKeys(t *testing.T) {
	s := newStage(t)
	save := s.today.add()
	s.Press("2").Has("▌1 Today").Elapse()
	s.Has("▌2 Employees").Press("8").Has("▌8 Impact").Press("u").Has("a change is being saved")
	s.Run(save)
	s.Press("u").Has("Undid: add row 7")
}

func TestQuittingShowsAWriteThatFailed(t *testing.T) {
	s := newStage(t)
	save := page.Save(s.today.sc, func(context.Context) (store.Change, error) {
		return store.Change{}, errors.New("disk full")
	}, nil)
	s.Press("q").Elapse()
	s.Run(save)
	if s.Quit {
		t.Fatal("quit over a failed write")
	}
	s.Has("disk full")
}
