package widget

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"understudy/tui/internal/theme"
)

func TestCalendarFitsEverywhere(t *testing.T) {
	d := randomDiary(rand.New(rand.NewPCG(1, 1)), 400, may14, 20)
	for i := range d {
		d[i].Title, d[i].Detail = hostile[i%len(hostile)], hostile[(i*7)%len(hostile)]
	}
	for _, th := range []*theme.Styles{look(), plainLook()} {
		for _, v := range calendarViews {
			c := NewCalendar(th, may14)
			c.Zoom(v)
			sweep(t, c.View)
			c.SetNow(may14, 700, hostile[18])
			c.SetEmpty(hostile[18])
			c.SetKinds([]Badge{{"👩‍👩‍👧‍👦", ""}, {"\x1b[31m", ""}, {"山", ""}})
			c.SetItems(d.items)
			sweep(t, c.View)
			c.NextItem()
			c.PickUp(func(CalendarItem) Verdict { return Verdict{Breaks: true, Text: hostile[18]} })
			c.Right()
			sweep(t, c.View)
		}
	}
}

// A random use of a calendar against what must always hold.
func TestCalendarProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 1))
		c := NewCalendar([]*theme.Styles{look(), plainLook()}[rnd.IntN(2)], may14)
		c.SetItems(randomDiary(rnd, rapid.IntRange(0, 200).Draw(r, "items"), may14, 40).items)
		moves := []func(){
			func() { c.Move(rapid.IntRange(-40, 40).Draw(r, "rows")) }, func() { c.Page(rapid.IntRange(-2, 2).Draw(r, "pages")) },
			c.Home, c.End, c.Left, c.Right, c.Today, c.Next, c.Prev, func() { c.NextItem() }, func() { c.PrevItem() },
			func() { c.Zoom(CalendarView(rapid.IntRange(0, 2).Draw(r, "view"))) },
			func() { c.Click(rapid.IntRange(-1, 120).Draw(r, "x"), rapid.IntRange(-1, 40).Draw(r, "y")) },
			func() { c.Wheel(rapid.IntRange(-2, 2).Draw(r, "wheel")) },
			func() { c.SetItems(randomDiary(rnd, 50, may14, 40).items) },
			func() { c.PickUp(func(it CalendarItem) Verdict { return Verdict{Breaks: it.From%2 == 0} }) },
			func() { c.Drop() }, func() { c.PutBack() },
			func() { c.Bring(CalendarItem{Key: 999, Start: 600, End: 700, Title: "new"}, nil) },
		}
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			moves[rapid.IntRange(0, len(moves)-1).Draw(r, "move")]()
			w, h := rapid.IntRange(0, 130).Draw(r, "w"), rapid.IntRange(0, 40).Draw(r, "h")
			view := c.View(w, h)
			fits(r, view, w, h)
			first, last := c.Window()
			if c.Day() < first || c.Day() > last {
				r.Fatalf("day %d is not among %d to %d", c.Day(), first, last)
			}
			if w >= 31 && h >= 12 && !strings.Contains(ansi.Strip(view), c.th.Glyph.Cursor) {
				r.Fatalf("no cursor in\n%s", ansi.Strip(view))
			}
			if m, ok := c.Carrying(); ok && (m.Now.From != c.Day() && !m.Now.touches(c.Day())) {
				r.Fatalf("the cursor on %d lost %+v", c.Day(), m)
			}
		}
	})
}

// Every item of a week is on the screen where its hours are, at a size where all fit.
func TestTheWeekShowsItemsAtTheirHours(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 9))
	for range 40 {
		d := randomDiary(rnd, 12, may14, 3)
		c := NewCalendar(plainLook(), may14)
		c.SetItems(d.items)
		c.Zoom(CalendarWeek)
		c.View(240, 80)
		for day := c.Day().weekStart(c.first); day <= c.Day().weekStart(c.first)+6; day++ {
			for _, i := range c.on(day) {
				it := c.loaded.items[i]
				if it.whole() {
					continue
				}
				minute := it.startOn(day) / 30 * 30
				if minute == minutesOfDay {
					minute -= 30
				}
				if c.Click(spot(c, day, it.Key)) != CalendarOnItem || c.key != it.Key {
					t.Fatalf("no %+v on %v:\n%s", it, day.Time(), ansi.Strip(c.View(240, 80)))
				}
				_, y := spot(c, day, it.Key)
				line := strings.Split(ansi.Strip(c.View(240, 80)), "\n")[y]
				if want := hourMinute(minute, true); minute%60 == 0 && !strings.HasPrefix(line, want) && !strings.HasPrefix(line, hourMinute(it.startOn(day), true)) {
					t.Fatalf("%+v stands at %q, want %s", it, line[:6], want)
				}
			}
		}
	}
}

// spot is where an item was drawn first.
func spot(c *Calendar, d Day, key int64) (x, y int) {
	for _, s := range c.hits {
		if s.day == d && s.key == key && s.w > 0 {
			return s.x, s.y
		}
	}
	return -1, -1
}

func TestCalendarTakesClicks(t *testing.T) {
	for _, size := range goldenSizes {
		c := mayCalendar(look())
		c.View(size[0], size[1])
		first, _ := c.Window()
		m := c.lay(size[0], 2, size[1]-3)
		if size[0] < 59 {
			m = c.lay(size[0], 2, 6)
		}
		for i := range 42 {
			c.Show(may14)
			c.View(size[0], size[1])
			if c.Click(m.x[i%7+1]-1, m.y[i/7]) != CalendarDay || c.Day() != first+Day(i) {
				t.Fatalf("%v: a click on day %d went to %v", size, i, c.Day().Time())
			}
		}
	}
	c := mayCalendar(look())
	c.View(120, 36)
	x, y := spot(c, may14-3, 6)
	if c.Click(x+60, y) != CalendarOnItem || c.key != 6 || c.Day() != may14 {
		t.Errorf("a click in the middle of a bar chose %d on %v", c.key, c.Day().Time())
	}
	if c.Click(1, 0) != CalendarNothing || c.Click(1, 35) != CalendarNothing {
		t.Error("title and footer are nothing")
	}
	c.Zoom(CalendarWeek)
	c.View(120, 36)
	for _, s := range c.hits {
		if s.minute == 14*60 && s.day == may14+2 {
			x, y = s.x, s.y
		}
	}
	if c.Click(x, y) != CalendarDay {
		t.Error("no free time there")
	}
	if day, minute, ok := c.At(); day != may14+2 || minute != 14*60 || !ok {
		t.Errorf("clicked at %v %d", day.Time(), minute)
	}
}

func TestCalendarCarriesItems(t *testing.T) {
	c := mayCalendar(plainLook())
	c.Zoom(CalendarWeek)
	c.View(120, 36)
	c.ShowItem(may14, 2)
	var asked []CalendarItem
	if !c.PickUp(func(it CalendarItem) Verdict {
		asked = append(asked, it)
		return Verdict{Breaks: it.Start < 600, Text: "Room 2 is taken"}
	}) {
		t.Fatal("not picked up")
	}
	if c.PickUp(nil) || c.Bring(CalendarItem{}, nil) || c.NextItem() {
		t.Error("one thing is carried at a time")
	}
	if view := ansi.Strip(c.View(120, 36)); !strings.Contains(view, "! Thu 14 May 9:30-10:30: Room 2 is taken") {
		t.Errorf("no reason in\n%s", view)
	}
	c.Home()
	c.Move(-1)
	if m, _ := c.Carrying(); m.Now.Start != 555 || len(asked) != 2 {
		t.Errorf("asked %d times, now at %d", len(asked), m.Now.Start)
	}
	c.Reask()
	c.Move(3)
	c.Right()
	m, _ := c.Carrying()
	if m.Now.From != may14+1 || m.Now.Start != 600 || m.Now.End != 660 || m.Verdict.Breaks || !m.Moved || c.Day() != may14+1 {
		t.Errorf("carried to %+v", m)
	}
	if len(asked) != 5 || asked[1] != asked[2] || asked[4] != m.Now {
		t.Errorf("asked %d times, last of %+v", len(asked), asked[len(asked)-1])
	}
	c.End()
	c.Move(500)
	if m, _ := c.Carrying(); m.Now.From != may14+1 || m.Now.Start != minutesOfDay-carryStep || m.Now.To != may14+2 {
		t.Errorf("down left the day: %+v", m.Now)
	}
	if n := len(asked); n != 6 {
		t.Errorf("asked %d times", n)
	}
	if c.Move(1); len(asked) != 6 {
		t.Error("asked twice of one place")
	}
	if !c.PutBack() || c.PutBack() || c.Day() != may14 {
		t.Error("not put back")
	}
	if it, ok := c.Selected(); !ok || it.Key != 2 {
		t.Errorf("%+v is chosen", it)
	}
	c.PickUp(nil)
	c.Next()
	if m, ok := c.Drop(); !ok || m.Now.From != may14+7 || m.Was.From != may14 || m.Was.Key != 2 {
		t.Errorf("dropped %+v", m)
	}
}

func TestTheWeekBringsNewItemsToItsTime(t *testing.T) {
	c := mayCalendar(look())
	c.Zoom(CalendarWeek)
	c.Show(may14 + 2)
	c.View(120, 36)
	c.Today()
	c.Right()
	c.Move(4)
	day, minute, _ := c.At()
	if day != may14+1 || minute != 12*60 {
		t.Fatalf("at %v %d", day.Time(), minute)
	}
	c.Bring(CalendarItem{Key: 77, Start: 0, End: 45, Title: "New"}, nil)
	if m, _ := c.Drop(); m.Now.From != day || m.Now.Start != 720 || m.Now.End != 765 || !m.Moved {
		t.Errorf("brought to %+v", m.Now)
	}
}

func TestTheWeekFollowsTheCursorDown(t *testing.T) {
	c := mayCalendar(plainLook())
	c.Zoom(CalendarWeek)
	view := ansi.Strip(c.View(80, 20))
	if !strings.Contains(view, "\n08:00") || !strings.Contains(view, "\n10:12 .") || !strings.Contains(view, "----") {
		t.Errorf("working hours and now are not on the screen:\n%s", view)
	}
	c.End()
	if view = ansi.Strip(c.View(80, 20)); !strings.Contains(view, "\n23:") || c.minute != minutesOfDay-c.step {
		t.Errorf("the end of the day is not on the screen:\n%s", view)
	}
	c.Home()
	if view = ansi.Strip(c.View(80, 20)); !strings.Contains(view, "\n00:00") {
		t.Errorf("the start of the day is not on the screen:\n%s", view)
	}
	c.Zoom(CalendarMonth)
	c.ShowItem(may14, 5)
	c.Zoom(CalendarWeek)
	if day, minute, _ := c.At(); day != may14 || minute != 960 {
		t.Errorf("the chosen item is at 16:00, the cursor at %d", minute)
	}
}

func TestCalendarKeepsItsPlaceWhenItemsChange(t *testing.T) {
	d := randomDiary(rand.New(rand.NewPCG(4, 4)), 300, may14, 30)
	c := NewCalendar(look(), may14)
	c.SetItems(d.items)
	c.Zoom(CalendarAgenda)
	c.View(100, 24)
	c.Move(30)
	it, _ := c.Selected()
	before := c.View(100, 24)
	c.SetItems(d.items)
	if after := c.View(100, 24); after != before {
		t.Errorf("the same items look different:\n%s\n%s", ansi.Strip(before), ansi.Strip(after))
	}
	c.SetItems(diary{}.items)
	if _, ok := c.Selected(); ok || c.Day() != it.From && !it.touches(c.Day()) {
		t.Errorf("on %v with an item that is gone", c.Day().Time())
	}
	if view := ansi.Strip(c.View(100, 24)); !strings.Contains(view, "▌Nothing planned.") {
		t.Errorf("\n%s", view)
	}
}

func TestDamagedItemsAreHarmless(t *testing.T) {
	c := NewCalendar(look(), may14)
	c.SetItems(diary{
		{Key: 1, From: may14, To: may14 - 5, Start: 900, End: 30, Kind: 99, Title: "backward"},
		{Key: 2, From: may14 - 400, To: may14 + 400, Start: -5, End: 99_999, Kind: -7, State: 200},
		{Key: 3, From: may14, To: may14, Start: 1440, End: 1440, Title: "midnight"},
	}.items)
	c.items = func(Day, Day) []CalendarItem { // a source that does not look at the window
		return []CalendarItem{
			{Key: 1, From: may14, To: may14 - 5, Start: 900, End: 30, Kind: 99, Title: "backward"},
			{Key: 2, From: may14 - 400, To: may14 + 400, Start: -5, End: 99_999, Kind: -7, State: 200},
			{Key: 3, From: may14, To: may14, Start: 1440, End: 1440, Title: "midnight"},
			{Key: 4, From: may14 + 9000, To: may14 + 9000},
		}
	}
	for _, v := range calendarViews {
		c.Zoom(v)
		fits(t, c.View(120, 36), 120, 36)
		if n := len(c.on(may14)); n != 3 {
			t.Errorf("%d items", n)
		}
	}
}

func TestTitles(t *testing.T) {
	c := NewCalendar(look(), DayOn(2026, 12, 31))
	for _, want := range []struct {
		view  CalendarView
		day   Day
		title string
	}{
		{CalendarMonth, may14, "May 2026"},
		{CalendarWeek, may14, "11–17 May 2026, week 20"},
		{CalendarWeek, DayOn(2026, 4, 30), "27 April – 3 May 2026, week 18"},
		{CalendarWeek, DayOn(2027, 1, 1), "28 December 2026 – 3 January 2027, week 53"},
		{CalendarAgenda, may14, "May 2026"},
	} {
		c.Zoom(want.view)
		if c.Show(want.day); c.Title() != want.title {
			t.Errorf("%q, want %q", c.Title(), want.title)
		}
	}
}

func benchmarkCalendar(b *testing.B, v CalendarView) {
	d := randomDiary(rand.New(rand.NewPCG(1, 2)), 2000*7, may14, 105)
	byDay := map[Day][]CalendarItem{} // as a page has them
	for _, it := range d {
		byDay[it.From] = append(byDay[it.From], it)
	}
	c := NewCalendar(look(), may14)
	c.SetNow(may14, 700, "Lisbon")
	c.SetItems(func(first, last Day) (out []CalendarItem) {
		for day := first - 40; day <= last; day++ {
			for _, it := range byDay[day] {
				if it.To >= first {
					out = append(out, it)
				}
			}
		}
		return out
	})
	c.Zoom(v)
	c.View(120, 32)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		switch i % 40 {
		case 39:
			c.Show(may14)
		default:
			c.Move(1)
			c.Left()
			c.NextItem()
		}
		c.View(120, 32)
	}
}

// BenchmarkCalendarKey is three keys and one drawing of a calendar with 2,000 items a
// month, at 120×36 less what stands around it.
func BenchmarkCalendarKey(b *testing.B) {
	for i, name := range []string{"month", "week", "agenda"} {
		b.Run(name, func(b *testing.B) { benchmarkCalendar(b, CalendarView(i)) })
	}
}

func ExampleDayOn() {
	fmt.Println(DayOn(2028, 2, 29).Weekday(), DayOn(2028, 2, 29)-DayOn(2028, 1, 1))
	// Output: Tuesday 59
}
