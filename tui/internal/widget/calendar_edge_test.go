package widget

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// What began above the screen, or the day before, still says what it is.
func TestTheWeekNamesWhatBeganEarlier(t *testing.T) {
	c := NewCalendar(plainLook(), may14)
	c.SetItems(diary{
		{Key: 1, From: may14, To: may14, Start: 0, End: 20 * 60, Title: "Stocktaking"},
		{Key: 2, From: may14 - 1, To: may14, Start: 23 * 60, End: 9 * 60, Title: "Release"},
	}.items)
	c.Zoom(CalendarWeek)
	view := ansi.Strip(c.View(160, 20))
	if !strings.Contains(view, "|A Stockta|A Release") || !strings.Contains(view, "|king     |") {
		t.Errorf("\n%s", view)
	}
}

func TestLegends(t *testing.T) {
	c := mayCalendar(plainLook())
	b := springBoard(plainLook())
	for _, w := range []int{1, 20, 40, 80, 200} {
		for _, lines := range [][]string{c.Legend(w), b.Legend(w)} {
			for _, l := range lines {
				if text.Width(l) > w {
					t.Errorf("%q takes more than %d", l, w)
				}
			}
		}
	}
	if all := strings.Join(b.Legend(80), "\n"); !strings.Contains(all, "P Platform") || !strings.Contains(all, "C SRE") || !strings.Contains(all, "# locked") {
		t.Errorf("\n%s", all)
	}
	if all := strings.Join(c.Legend(80), "\n"); !strings.Contains(all, "S session") || !strings.Contains(all, "! clash") {
		t.Errorf("\n%s", all)
	}
}

// Where a day ends, and what is drawn as a bar, by hand.
func TestItemsAtMidnight(t *testing.T) {
	for _, c := range []struct {
		name string
		item CalendarItem
		days []Day // that show it
		bar  bool
	}{
		{"to midnight, as the end of the day", CalendarItem{From: may14, To: may14, Start: 1320, End: 1440}, []Day{0}, false},
		{"to midnight, as the next day", CalendarItem{From: may14, To: may14 + 1, Start: 1320, End: 0}, []Day{0}, false},
		{"over midnight", CalendarItem{From: may14, To: may14 + 1, Start: 1320, End: 120}, []Day{0, 1}, false},
		{"a day and a night", CalendarItem{From: may14, To: may14 + 1, Start: 600, End: 600}, []Day{0, 1}, true},
		{"28 hours over two midnights", CalendarItem{From: may14, To: may14 + 2, Start: 1320, End: 120}, []Day{0, 1, 2}, true},
		{"all day", CalendarItem{From: may14, To: may14, AllDay: true}, []Day{0}, true},
	} {
		it := c.item.checked()
		var days []Day
		for d := Day(-1); d < 4; d++ {
			if it.touches(may14 + d) {
				days = append(days, d)
			}
		}
		if !slices.Equal(days, c.days) || it.whole() != c.bar {
			t.Errorf("%s: on days %v, a bar %v", c.name, days, it.whole())
		}
	}
	late := CalendarItem{From: may14, To: may14, Start: 1320, End: 1380}.moved(0, 60)
	if late.To != may14 || late.Start != 1380 || late.End != minutesOfDay {
		t.Errorf("an end at midnight went to the next day: %+v", late)
	}
}

// A look changes colours, never what is said; and every hue differs from plain text where
// there are colours.
func TestBoardAndCalendarSayTheSameInEveryLook(t *testing.T) {
	frames := func(th *theme.Styles) (out []string) {
		c, b := mayCalendar(th), springBoard(th)
		for _, v := range []CalendarView{CalendarMonth, CalendarWeek, CalendarAgenda} {
			c.Zoom(v)
			out = append(out, c.View(120, 36))
		}
		return append(out, b.View(120, 36))
	}
	want := frames(look())
	for _, name := range theme.Names() {
		for _, dark := range []bool{true, false} {
			th := theme.New(theme.Options{Name: name, Dark: dark})
			for i, frame := range frames(&th) {
				if ansi.Strip(frame) != ansi.Strip(want[i]) {
					t.Errorf("%s, dark %v, says something else:\n%s", name, dark, ansi.Strip(frame))
				}
			}
			for i := range 2 * len(th.Hue) {
				if drawn := hue(&th, i).Render("x"); drawn == "x" && !th.Plain {
					t.Errorf("%s, dark %v: hue %d is plain text", name, dark, i)
				}
			}
		}
	}
}

func TestTheAgendaGoesOnFarAway(t *testing.T) {
	c := NewCalendar(look(), may14)
	c.SetItems(diary{{Key: 1, From: may14, To: may14, Start: 60, End: 90, Title: "first"}, {Key: 2, From: may14 + 400, To: may14 + 400, Start: 60, End: 90, Title: "second"}}.items)
	c.Zoom(CalendarAgenda)
	c.View(100, 24)
	c.Move(1)
	if it, _ := c.Selected(); it.Key != 2 || !strings.Contains(c.View(100, 24), "second") {
		t.Errorf("down from the last item of the months shown went to %+v", it)
	}
	c.Move(-1)
	if it, _ := c.Selected(); it.Key != 1 {
		t.Errorf("up went to %+v", it)
	}
	c.Move(-1)
	if c.Day() != may14 {
		t.Errorf("up from the first item went to %v", c.Day().Time())
	}
}

func TestDotsOfADay(t *testing.T) {
	for _, c := range []struct {
		items, w int
		clash    bool
		want     string
	}{
		{0, 4, false, "    "},
		{1, 4, false, " ●  "},
		{3, 4, false, " ●●●"},
		{3, 3, false, " 3 "},
		{4, 9, false, " 4       "},
		{12, 2, false, "12"},
		{12, 1, false, "+"},
		{2, 3, true, "!●●"},
		{12, 2, true, "! "},
		{12, 3, true, "!12"},
	} {
		d := make(diary, c.items)
		for i := range d {
			d[i] = CalendarItem{Key: int64(i) + 1, From: may14, To: may14, Start: 60, End: 90}
			if c.clash {
				d[i].State = ItemClash
			}
		}
		cal := NewCalendar(look(), may14)
		cal.SetItems(append(d, CalendarItem{Key: 99, From: may14 - 9, To: may14 - 1, AllDay: true}).items)
		if got := ansi.Strip(cal.dots(may14, c.w)); got != c.want {
			t.Errorf("%d items, clash %v, in %d cells: %q, want %q", c.items, c.clash, c.w, got, c.want)
		}
		if got := ansi.Strip(cal.dots(may14-5, 4)); got != " ─  " {
			t.Errorf("what goes on is %q", got)
		}
	}
}
