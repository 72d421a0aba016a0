package widget

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"understudy/tui/internal/theme"
)

// diary is a source of items in memory, found the slow way.
type diary []CalendarItem

func (d diary) items(first, last Day) (out []CalendarItem) {
	for _, it := range d {
		if it.From <= last && it.To >= first {
			out = append(out, it)
		}
	}
	return out
}

// may14 is the today of these tests, a Thursday.
var may14 = DayOn(2026, time.May, 14)

func may() diary {
	d := may14
	return diary{
		{Key: 1, From: d, To: d, Start: 540, End: 600, Kind: 0, Title: "Sara Lind with Jonas Berg", Detail: "session 4 of 8"},
		{Key: 2, From: d, To: d, Start: 570, End: 630, Kind: 1, Title: "Postgres for analysts", Detail: "Room 2", State: ItemClash},
		{Key: 3, From: d, To: d, Start: 720, End: 765, Kind: 1, Title: "Lunch and Learn: incident reviews", Detail: "Canteen, 14 of 20"},
		{Key: 4, From: d, To: d, Start: 900, End: 930, Kind: 0, Title: "Noor with Émile", State: ItemCancelled},
		{Key: 5, From: d, To: d, Start: 960, End: 1020, Kind: 0, Title: "Check-in", State: ItemHeld},
		{Key: 6, From: d - 3, To: d + 12, AllDay: true, Kind: 2, Title: "Ines Marques: Data → Platform"},
		{Key: 7, From: d + 1, To: d + 1, AllDay: true, Kind: 3, Title: "Ascension Day, moved"},
		{Key: 8, From: d + 1, To: d + 2, Start: 1320, End: 120, Kind: 0, Title: "Night release"},
		{Key: 9, From: d + 20, To: d + 20, Start: 600, End: 600, Kind: 3, Title: "KPI review"},
		{Key: 10, From: d - 2, To: d - 2, Start: 660, End: 720, Kind: 0, Title: "山田太郎 👩‍👩‍👧‍👦 \x1b[31mred\x1b[m", Detail: "a\u202egpj"},
		{Key: 11, From: d - 3, To: d + 12, AllDay: true, Kind: 2, Title: "Jonas Berg: SRE → Data"},
		{Key: 12, From: d - 30, To: d - 24, AllDay: true, Kind: 3, Title: "Leave", State: ItemHeld},
	}
}

func mayCalendar(th *theme.Styles) *Calendar {
	c := NewCalendar(th, may14)
	c.SetNow(may14, 10*60+12, "Lisbon")
	c.SetKinds([]Badge{{"S", "session"}, {"E", "event"}, {"R", "rotation"}, {"◇", "date"}})
	c.SetItems(may().items)
	return c
}

var calendarViews = map[string]CalendarView{"month": CalendarMonth, "week": CalendarWeek, "agenda": CalendarAgenda}

func TestCalendarGolden(t *testing.T) {
	for look, th := range map[string]*theme.Styles{"colour": look(), "ascii": plainLook()} {
		for name, v := range calendarViews {
			for _, size := range goldenSizes {
				t.Run(fmt.Sprintf("%s_%s_%d", name, look, size[0]), func(t *testing.T) {
					c := mayCalendar(th)
					c.ShowItem(may14, 2)
					c.Zoom(v)
					view := c.View(size[0], size[1])
					fits(t, view, size[0], size[1])
					golden.RequireEqual(t, ansi.Strip(view)+"\n")
				})
			}
		}
	}
	for name, v := range calendarViews {
		t.Run("carry_"+name, func(t *testing.T) {
			c := mayCalendar(look())
			c.ShowItem(may14, 3)
			c.Zoom(v)
			c.View(100, 30)
			c.PickUp(func(it CalendarItem) Verdict {
				return Verdict{Breaks: it.From > may14, Text: "Canteen is taken until 13:30"}
			})
			c.Right()
			if v == CalendarWeek {
				c.Move(2)
			}
			golden.RequireEqual(t, ansi.Strip(c.View(100, 30))+"\n")
		})
	}
}

// Days are counted as by hand: one after the other from 1 January 1970, with the leap
// years of Gregory.
func TestDaysAreCountedAsByHand(t *testing.T) {
	lengths := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	day := DayOn(1899, time.December, 31)
	if want := -25568; int(day) != want { // 70 years of 365 days, 17 of them leap, and one day
		t.Fatalf("31 December 1899 is day %d, want %d", day, want)
	}
	for y := 1900; y < 2200; y++ {
		leap := y%4 == 0 && (y%100 != 0 || y%400 == 0)
		for m, n := range lengths {
			if m == 1 && leap {
				n++
			}
			for d := 1; d <= n; d++ {
				day++
				if got := DayOn(y, time.Month(m+1), d); got != day {
					t.Fatalf("%d-%d-%d is day %d, want %d", y, m+1, d, got, day)
				}
				if gy, gm, gd := day.Date(); gy != y || int(gm) != m+1 || gd != d {
					t.Fatalf("day %d is %d-%d-%d, want %d-%d-%d", day, gy, gm, gd, y, m+1, d)
				}
				if want := time.Weekday((int(day)%7 + 7 + 4) % 7); day.Weekday() != want { // 1 January 1970 was a Thursday
					t.Fatalf("day %d is a %v, want %v", day, day.Weekday(), want)
				}
			}
		}
	}
}

func TestDayOfGoesByTheZone(t *testing.T) {
	kathmandu := time.FixedZone("+0545", 5*3600+45*60)
	moment := time.Date(2028, 2, 28, 18, 20, 0, 0, time.UTC)
	if DayOf(moment) != DayOn(2028, 2, 28) || DayOf(moment.In(kathmandu)) != DayOn(2028, 2, 29) {
		t.Errorf("%v and %v", DayOf(moment).Time(), DayOf(moment.In(kathmandu)).Time())
	}
}

func TestMonthsKeepTheDayWhereTheyCan(t *testing.T) {
	for _, c := range []struct {
		from Day
		by   int
		want Day
	}{
		{DayOn(2026, 1, 31), 1, DayOn(2026, 2, 28)},
		{DayOn(2028, 1, 31), 1, DayOn(2028, 2, 29)},
		{DayOn(2028, 2, 29), -12, DayOn(2027, 2, 28)},
		{DayOn(2026, 12, 15), 1, DayOn(2027, 1, 15)},
		{DayOn(2026, 1, 31), -2, DayOn(2025, 11, 30)},
	} {
		if got := c.from.months(c.by); got != c.want {
			t.Errorf("%v by %d months is %v, want %v", c.from.Time(), c.by, got.Time(), c.want.Time())
		}
	}
}

// The month on the screen is that of the time package, day by day and week by week.
func TestTheMonthIsThatOfTheTimePackage(t *testing.T) {
	c := NewCalendar(look(), 0)
	for at := time.Date(1999, 11, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2033; at = at.AddDate(0, 1, 0) {
		for _, first := range []time.Weekday{time.Monday, time.Sunday, time.Saturday} {
			c.SetWeekStart(first)
			c.Show(DayOf(at) + 11)
			from := at
			for from.Weekday() != first {
				from = from.AddDate(0, 0, -1)
			}
			for _, size := range goldenSizes[int(at.Month())%3:][:1] {
				lines := strings.Split(ansi.Strip(c.View(size[0], size[1])), "\n")
				m := c.lay(size[0], 2, size[1]-3)
				if size[0] < 59 {
					m = c.lay(size[0], 2, 6)
				}
				for i := range 42 {
					day := from.AddDate(0, 0, i)
					line := []rune(lines[m.y[i/7]])
					want := fmt.Sprint(day.Day())
					got := strings.Fields(strings.Trim(string(line[m.x[i%7]:m.x[i%7+1]]), "▌›"))
					if len(got) == 0 || strings.Trim(got[0], "▌›") != want {
						t.Fatalf("%v at %v: day %d is %q, want %s\n%s", at, size, i, got, want, strings.Join(lines, "\n"))
					}
					if first == time.Monday {
						_, week := day.ISOWeek()
						if got := strings.TrimSpace(string(line[:2])); got != fmt.Sprint(week) {
							t.Fatalf("%v is in week %s, want %d", day, got, week)
						}
					}
				}
			}
		}
	}
}

// randomDiary has items around a day, some of them over midnight, over days, over months.
func randomDiary(rnd *rand.Rand, n int, around Day, spread int) diary {
	out := make(diary, n)
	for i := range out {
		from := around + Day(rnd.IntN(2*spread+1)-spread)
		it := CalendarItem{Key: int64(i) + 1, From: from, To: from, Kind: rnd.IntN(9) - 1, Title: fmt.Sprintf("Item %d", i+1), State: ItemState(rnd.IntN(4))}
		switch rnd.IntN(8) {
		case 0:
			it.AllDay, it.To = true, from+Day(rnd.IntN(40))
		case 1:
			it.To, it.Start, it.End = from+Day(rnd.IntN(3)), rnd.IntN(1441), rnd.IntN(1441)
		default:
			it.Start = rnd.IntN(93) * 15
			it.End = min(minutesOfDay, it.Start+rnd.IntN(9)*15)
		}
		out[i] = it
	}
	return out
}

// n goes over every item once, in the order of time, N the same way back, in any view.
func TestNextMeetsEveryItemOnce(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 1))
	for range 60 {
		d := randomDiary(rnd, 1+rnd.IntN(40), may14, []int{3, 30, 400}[rnd.IntN(3)])
		want := slices.Clone(d)
		for i := range want {
			want[i] = want[i].checked()
		}
		slices.SortStableFunc(want, func(a, b CalendarItem) int {
			if a.From != b.From {
				return int(a.From - b.From)
			}
			return compareItems(a, b)
		})
		for _, v := range calendarViews {
			c := NewCalendar(look(), may14)
			c.SetItems(d.items)
			c.View(100, 30)
			c.Show(want[0].From - 20)
			c.Zoom(v)
			if v != CalendarMonth { // the cursor is on an item already, or at a time of the day
				c.ShowItem(want[0].From, want[0].Key)
			} else if !c.NextItem() {
				t.Fatal("no first item")
			}
			for step, dir := range []func() bool{c.NextItem, c.PrevItem} {
				var got []int64
				for more := true; more; more = dir() {
					it, ok := c.Selected()
					if !ok || it.From != c.Day() {
						t.Fatalf("nothing is chosen on %v", c.Day().Time())
					}
					got = append(got, it.Key)
				}
				if step == 1 {
					slices.Reverse(got)
				}
				for i, it := range want {
					if i >= len(got) || got[i] != it.Key {
						t.Fatalf("view %d, direction %d: %v, want %v", v, step, got, want)
					}
				}
			}
		}
	}
}

// Going down the agenda meets every item of the days shown, in order, whatever the month.
func TestTheAgendaMeetsEveryItem(t *testing.T) {
	d := randomDiary(rand.New(rand.NewPCG(9, 1)), 300, may14, 200)
	c := NewCalendar(look(), may14)
	c.SetItems(d.items)
	c.Show(may14 - 200)
	c.Zoom(CalendarAgenda)
	seen := map[int64]bool{}
	last := c.Day()
	for range 2000 {
		if it, ok := c.Selected(); ok {
			seen[it.Key] = true
			if view := ansi.Strip(c.View(100, 24)); !strings.Contains(view, "▌") || !strings.Contains(view, it.Title) {
				t.Fatalf("%s is not on the screen:\n%s", it.Title, view)
			}
		}
		before, at := c.Day(), c.list.at
		c.Move(1)
		if c.Day() < last {
			t.Fatalf("down went from %v back to %v", last.Time(), c.Day().Time())
		}
		if last = c.Day(); before == last && c.list.at == at {
			break
		}
	}
	for _, it := range d {
		if !seen[it.Key] {
			t.Errorf("%v was not met", it)
		}
	}
}

// Moving an item is adding to its times, as the time package adds.
func TestMovedItemsKeepTheirLength(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		it := CalendarItem{From: may14, AllDay: rapid.IntRange(0, 4).Draw(r, "all") == 0}
		it.To = it.From + Day(rapid.IntRange(0, 3).Draw(r, "days"))
		it.Start, it.End = rapid.IntRange(0, 1439).Draw(r, "start"), rapid.IntRange(0, 1440).Draw(r, "end")
		it = it.checked()
		days, minutes := rapid.IntRange(-400, 400).Draw(r, "by"), rapid.IntRange(-3000, 3000).Draw(r, "minutes")
		got := it.moved(Day(days), minutes)
		at := func(d Day, minute int) time.Time { return d.Time().Add(time.Duration(minute) * time.Minute) }
		if it.AllDay {
			if got.From != it.From+Day(days) || got.To-got.From != it.To-it.From {
				r.Fatalf("%+v became %+v", it, got)
			}
			return
		}
		by := time.Duration(days)*24*time.Hour + time.Duration(minutes)*time.Minute
		if !at(got.From, got.Start).Equal(at(it.From, it.Start).Add(by)) || !at(got.To, got.End).Equal(at(it.To, it.End).Add(by)) {
			r.Fatalf("%+v by %v became %+v", it, by, got)
		}
		if got.Start < 0 || got.Start >= minutesOfDay || got.End < 0 || got.End > minutesOfDay || got.checked() != got {
			r.Fatalf("%+v is no item", got)
		}
	})
}
