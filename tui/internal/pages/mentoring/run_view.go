package mentoring

import (
	"errors"
	"fmt"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// View draws the panel, the progress, or what stands in the way.
func (r *run) View(w, h int) string {
	th := r.env.Theme
	switch r.stage {
	case setting:
		return strings.Join(r.panel.view(r.cycle, w, h), "\n")
	case working:
		p, known := r.meter.Get()
		if !known {
			p.Stage = store.StageReading
		}
		stage, best := capital(text.Clean(p.Stage)), ""
		if !unpaired[p.Stage] {
			best = "what is found so far can be kept"
		}
		return widget.Progress{Stage: stage, Done: p.Done, Total: p.Total, Elapsed: r.took, Best: best}.View(th, w, min(h, 5))
	case saving:
		if r.found.res != nil {
			return th.Dim.Render(text.Fit("Saving "+count(len(r.found.res.Pairs), "pair", "pairs")+"…", w))
		}
	case stopped:
		return strings.Join(r.stoppedLines(w), "\n")
	case broken:
		return strings.Join(r.brokenLines(w, h), "\n")
	}
	return th.Dim.Render(text.Fit("One moment…", w))
}

// unpaired are the stages before anybody is paired.
var unpaired = map[string]bool{store.StageReading: true, mentoring.StagePreparing: true, mentoring.StageScores: true}

func (r *run) stoppedLines(w int) []string {
	th, res := r.env.Theme, r.found.res
	lines := []string{
		th.Title.Render(text.Cut(fmt.Sprintf("Stopped: %s of %s filled, %s points", widget.Number(res.Matched), count(res.Places, "place", "places"), points(res.Total)), w)),
		"",
	}
	best := fmt.Sprintf("No result can fill more than %s. These pairs keep every rule, but they may not be the best ones, and whoever has no mentor here is not decided yet.", widget.Number(res.Bound.Matched))
	lines = append(lines, wrapped(best, 0, w)...)
	return append(lines, "", th.Hotkey("enter", "keeps it as a scenario, marked as stopped"), th.Hotkey("d", "discards it"))
}

// brokenLines name each lock that breaks something, and what can be done.
func (r *run) brokenLines(w, h int) []string {
	th := r.env.Theme
	var locks *mentoring.LockError
	if !errors.As(r.err, &locks) {
		lines := wrapped("It could not be run: "+r.err.Error(), 0, w)
		lines[0] = th.Bad.Render(lines[0])
		return lines
	}
	lines := []string{th.Bad.Render(text.Cut(count(len(locks.Breaks), "thing stands", "things stand")+" in the way. Nothing was run.", w)), ""}
	for _, b := range locks.Breaks {
		lines = append(lines, r.breakLines(b, w)...)
	}
	if len(lines) > h {
		lines = append(lines[:max(0, h-1)], th.Dim.Render(text.Cut("… and more; put these right first", w)))
	}
	return lines
}

func (r *run) breakLines(b mentoring.LockBreak, w int) []string {
	th := r.env.Theme
	who := text.Clean(r.people[b.Lock.Mentee].Name + " with " + r.people[b.Lock.Mentor].Name)
	lines := []string{th.Title.Render(text.Cut(who, w))}
	said := "the lock breaks: " + b.Breaks
	if b.Detail != "" {
		said += " (" + b.Detail + ")"
	}
	lines = append(lines, wrapped(said, 2, w)...)
	for i, l := range wrapped(remedy(b), 2, w) {
		if i == 0 {
			l = "  " + th.Glyph.Arrow + " " + strings.TrimLeft(l, " ")
		}
		lines = append(lines, th.Dim.Render(text.Cut(l, w)))
	}
	return append(lines, "")
}

// remedy says what can be done about a lock that breaks something.
func remedy(b mentoring.LockBreak) string {
	const where = "under “Set by hand” of the cycle"
	switch b.Breaks {
	case mentoring.BreaksBan:
		return "lift the ban, or remove the lock, or let the lock override “ban” with a reason, " + where
	case mentoring.BreaksCapacity:
		return "give one more place under Enrolment, or remove one of the locks " + where
	case mentoring.BreaksFloor:
		return "lower the floor in the settings, or let the lock override “floor” with a reason, " + where
	case mentoring.BreaksSelf:
		return "remove the lock: nobody can be their own mentor"
	}
	return "remove the lock, or let it override “" + b.Breaks + "” with a reason, " + where
}
