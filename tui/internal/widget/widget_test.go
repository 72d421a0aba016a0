package widget

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

func TestRank(t *testing.T) {
	r := newRanker(employees)
	for query, want := range map[string]string{
		"": "Ana Souza", "roux": "Émile Roux", "emi": "Émile Roux", "krol": "Tomasz Król", "data tom": "Tomasz Król",
		"jbrg": "Jonas Berg", "山": "山田太郎", "OKAFOR": "Zoë Okafor", "s": "Ana Souza", "sre": "Priya Nair",
	} {
		got := r.rank(query)
		if len(got) == 0 || employees[got[0]].Label != want {
			t.Errorf("%q finds %v, want %s first", query, got, want)
		}
	}
	if got := r.rank("qqq"); len(got) != 0 {
		t.Errorf("qqq finds %v", got)
	}
}

func TestPicker(t *testing.T) {
	p := NewPicker(look(), employees)
	if e := send(p, "data<down><enter>"); e != Submitted || !slices.Equal(p.Chosen(), []string{"4"}) {
		t.Errorf("event %v, chose %v", e, p.Chosen())
	}
	if e := send(p, "qqq<enter>"); e == Submitted || len(p.Chosen()) != 0 {
		t.Errorf("event %v, chose %v of nothing", e, p.Chosen())
	}
	if !strings.Contains(p.View(60, 10), "Nothing matches dataqqq.") || !p.Clear() || p.Clear() {
		t.Errorf("\n%s", p.View(60, 10))
	}
	m := NewMultiPicker(look(), employees, "8")
	send(m, "<space><tab><down><space>")
	if got := m.Chosen(); !slices.Equal(got, []string{"1", "2", "4", "8"}) {
		t.Errorf("chose %v", got)
	}
	if !strings.Contains(ansi.Strip(m.View(60, 12)), "4 chosen") {
		t.Errorf("\n%s", m.View(60, 12))
	}
}

func TestConfirm(t *testing.T) {
	for keys, want := range map[string]Answer{
		"<enter>": No, "y": Yes, "n": No, "<tab><enter>": Yes, "<left><enter>": Yes, "<tab><tab><enter>": No, "x": Asking,
	} {
		c := NewConfirm(look(), "Erase Ana Souza and all that is known about her?", "Erase")
		answer := Asking
		for keys != "" {
			name, rest := keys[:1], keys[1:]
			if name == "<" {
				name, rest, _ = strings.Cut(keys[1:], ">")
			}
			answer, keys = c.Update(key(name)), rest
		}
		if answer != want {
			t.Errorf("answer %v, want %v", answer, want)
		}
	}
	c := NewConfirm(look(), "Sure?", "Do it")
	c.View(40, 5)
	if c.Click(1, 2) != No || c.Click(16, 2) != Yes || c.Click(16, 1) != Asking {
		t.Errorf("clicks: %v %v %v\n%s", c.Click(1, 2), c.Click(16, 2), c.Click(16, 1), c.View(40, 5))
	}
}

func TestFilter(t *testing.T) {
	f := NewFilter(look())
	if f.Update(key("a")) != None || f.Active() {
		t.Error("a closed filter takes keys")
	}
	f.Open()
	if f.Update(key("é")) != Edited || f.Query() != "é" {
		t.Errorf("query %q", f.Query())
	}
	f.Update(tea.PasteMsg{Content: "\x1b[2Jx\n"})
	if f.Query() != "éx" {
		t.Errorf("query %q", f.Query())
	}
	if got := ansi.Strip(f.View(40, 37, 5000)); !strings.Contains(got, "37 of 5,000") {
		t.Errorf("%q", got)
	}
	if f.Update(key("enter")) != Submitted || f.Typing() || !f.Active() {
		t.Error("enter does not end typing")
	}
	if !f.Cancel() || f.Cancel() || f.Query() != "" {
		t.Error("cancel")
	}
}

func TestSizes(t *testing.T) {
	options := make([]Option, len(hostile))
	var pairs []Pair
	for i, s := range hostile {
		options[i] = Option{s, s, hostile[len(hostile)-1-i]}
		pairs = append(pairs, Pair{Label: s, Value: options[i].Hint + "\n" + s})
	}
	all := strings.Join(hostile, " ")
	for _, th := range []*theme.Styles{look(), plainLook()} {
		one, many := NewPicker(th, options), NewMultiPicker(th, options, hostile[1])
		filter, scroll := NewFilter(th), NewScroll(th)
		filter.SetQuery(all)
		filter.Open()
		scroll.SetLines(KeyValue(th, 50, pairs...))
		empty := Empty{all, all, []Hotkey{{"a", all}}}
		views := map[string]func(w, h int) string{
			"picker": one.View, "multi": many.View, "confirm": NewConfirm(th, all, all).View, "scroll": scroll.View,
			"filter": func(w, h int) string { return Fit(filter.View(w, 3, 40), w, h) },
			"empty":  func(w, h int) string { return empty.View(th, w, h) },
			"progress": func(w, h int) string {
				return Progress{Stage: all, Done: 3, Total: 9, Elapsed: time.Hour, Best: all}.View(th, w, h)
			},
			"split": func(w, h int) string {
				s := NewSplit(w, h)
				return s.View(th, w%2 == 0, one.View, scroll.View)
			},
		}
		for name, view := range views {
			t.Run(name, func(t *testing.T) { sweep(t, view) })
		}
	}
}

func TestFilterWidth(t *testing.T) {
	f := NewFilter(look())
	f.SetQuery("山田太郎 and a long name")
	for w := range 60 {
		for _, open := range []bool{false, true} {
			f.open = open
			if got := text.Width(f.View(w, 1, 5000)); got != w {
				t.Errorf("%d cells, want %d", got, w)
			}
		}
	}
}

func TestBar(t *testing.T) {
	th := look()
	for share, want := range map[float64]string{0: "░░░░", 0.01: "▓░░░", 0.5: "▓▓░░", 0.99: "▓▓▓░", 1: "▓▓▓▓", 7: "▓▓▓▓", -1: "░░░░", math.NaN(): "░░░░"} {
		if got := ansi.Strip(Bar(th, share, 4)); got != want {
			t.Errorf("%v: %s, want %s", share, got, want)
		}
	}
}

func TestSpark(t *testing.T) {
	th := look()
	if got := Spark(th, []float64{0, 1, math.NaN(), 3, 7}, 10); got != "▁▂ ▄█" {
		t.Errorf("%q", got)
	}
	rapid.Check(t, func(r *rapid.T) {
		values := rapid.SliceOf(rapid.Float64()).Draw(r, "values")
		w := rapid.IntRange(-1, 20).Draw(r, "w")
		if got := text.Width(Spark(th, values, w)); got != min(len(values), max(0, w)) {
			r.Fatalf("%d cells", got)
		}
	})
}

func TestCuts(t *testing.T) {
	if got := Cuts(100, Fixed(10), Flex(1), Percent(20), Flex(2)); !slices.Equal(got, []int{10, 23, 20, 47}) {
		t.Errorf("%v", got)
	}
	rapid.Check(t, func(r *rapid.T) {
		total := rapid.IntRange(-5, 200).Draw(r, "total")
		var sizes []Size
		for range rapid.IntRange(0, 6).Draw(r, "n") {
			make := rapid.SampledFrom([]func(int) Size{Fixed, Percent, Flex}).Draw(r, "kind")
			sizes = append(sizes, make(rapid.IntRange(-3, 120).Draw(r, "value")))
		}
		sum := 0
		for _, n := range Cuts(total, sizes...) {
			if sum += n; n < 0 {
				r.Fatal("a negative cut")
			}
		}
		if sum > max(0, total) {
			r.Fatalf("%d of %d", sum, total)
		}
	})
}

func TestScroll(t *testing.T) {
	s := NewScroll(look())
	s.SetLines(strings.Split("a b c d e f g h", " "))
	s.View(10, 4)
	s.End()
	if got := ansi.Strip(s.View(12, 4)); !strings.Contains(got, "6–8 of 8") || !strings.HasPrefix(got, "f") {
		t.Errorf("\n%s", got)
	}
	s.Show(1)
	if got := s.View(12, 4); !strings.HasPrefix(got, "b") {
		t.Errorf("\n%s", got)
	}
}

// Without colours the cursor and the focus must still show.
func TestPlainShowsFocus(t *testing.T) {
	s := theme.New(theme.Options{Name: theme.Plain})
	tb := newPeople(&s)
	tb.SetRows(people(3))
	if view := tb.View(60, 6); !strings.Contains(view, "\x1b[7m") || !strings.Contains(view, "▌") {
		t.Errorf("the table hides its cursor: %q", view)
	}
	c := NewConfirm(&s, "Sure?", "Do it")
	before := c.View(40, 4)
	if c.Update(key("tab")); c.View(40, 4) == before || !strings.Contains(before, "\x1b[7m") {
		t.Error("the buttons hide their focus")
	}
}

func TestClock(t *testing.T) {
	for d, want := range map[time.Duration]string{-1: "0 s", 8 * time.Second: "8 s", 125 * time.Second: "2:05", 3725 * time.Second: "1:02:05"} {
		if got := clock(d); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}

func BenchmarkRank5000(b *testing.B) {
	options := make([]Option, 5000)
	for i, p := range people(5000) {
		options[i] = Option{Value: p.name, Label: p.name, Hint: p.team}
	}
	r := newRanker(options)
	for b.Loop() {
		r.rank("pers 42")
	}
}
