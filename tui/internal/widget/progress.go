package widget

import (
	"strings"
	"time"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Progress is how far a long piece of work is.
type Progress struct {
	Stage       string        // "Reading rows"
	Done, Total int           // Total 0: nobody knows
	Elapsed     time.Duration // since it began, by the caller's clock
	Best        string        // what stopping now would keep, if anything: "28 pairs so far"
}

// View draws it in w × h cells.
func (p Progress) View(th *theme.Styles, w, h int) string {
	if w <= 0 || h <= 0 {
		return Fit("", w, h)
	}
	lines := []string{ends(text.Clean(p.Stage), clock(p.Elapsed), w)}
	if p.Total > 0 {
		lines = append(lines, p.bar(th, w))
	} else if p.Done > 0 {
		lines = append(lines, Number(p.Done)+" done")
	}
	if best := text.Clean(p.Best); best != "" {
		lines = append(lines, text.Cut(best, w))
	}
	stop := th.Hotkey("esc", "stops it")
	if p.Best != "" {
		stop = th.Hotkey("esc", "stops it and keeps the best so far")
	}
	if len(lines) >= h { // the way out is worth more than the numbers
		lines = lines[:h-1]
	}
	lines = append(lines, stop)
	return Fit(strings.Join(lines, "\n"), w, h)
}

func (p Progress) bar(th *theme.Styles, w int) string {
	count := Number(p.Done) + " of " + Number(p.Total)
	room := w - text.Width(count) - 2
	if room < 4 {
		return text.Cut(count, w)
	}
	return Bar(th, float64(p.Done)/float64(p.Total), min(room, 60)) + "  " + count
}

// clock writes a duration as people read one: 8 s, 2:05, 1:02:05.
func clock(d time.Duration) string {
	s := int(max(0, d) / time.Second)
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	switch {
	case s < 60:
		return Number(s) + " s"
	case s < 3600:
		return Number(s/60) + ":" + two(s%60)
	}
	return Number(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
}
