package main

import (
	"fmt"
	"time"
)

// parts times the parts of one command, each from its beginning to the next one's.
type parts struct {
	now   func() time.Time
	names []string
	took  map[string]time.Duration
	since time.Time
}

func (a *app) parts() *parts {
	return &parts{now: a.now, took: map[string]time.Duration{}, since: a.now()}
}

// begin ends the part before. A part that comes again goes on.
func (p *parts) begin(name string) {
	if n := len(p.names); n > 0 && p.names[n-1] == name {
		return // told again and again while it works
	}
	p.end()
	p.names = append(p.names, name)
}

func (p *parts) end() {
	now := p.now()
	if n := len(p.names); n > 0 {
		p.took[p.names[n-1]] += now.Sub(p.since)
	}
	p.since = now
}

// print says what each part took, its share, and the most memory that was in use.
func (p *parts) print(a *app) {
	p.end()
	all := time.Duration(0)
	for _, d := range p.took {
		all += d
	}
	t := newTable("PART", ">SECONDS", ">SHARE")
	said := map[string]bool{}
	for _, name := range p.names {
		if !said[name] {
			said[name] = true
			share := float64(p.took[name]) / float64(max(1, all)) * 100
			t.add(name, seconds(p.took[name]), fmt.Sprintf("%.0f %%", share))
		}
	}
	t.add("all", seconds(all), "")
	widths := t.widths()
	for _, row := range append([][]string{t.heads}, t.rows...) {
		fmt.Fprintln(a.stderr, t.line(row, widths))
	}
	if most := peakMemory(); most > 0 {
		fmt.Fprintf(a.stderr, "%d MB of memory at most\n", most>>20)
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }
