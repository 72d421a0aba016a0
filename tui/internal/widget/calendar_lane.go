package widget

import "slices"

// lineSpan is the lines of a day that an item is drawn on, from up to and without to, at
// step minutes a line. The shortest item has one, and what ends at midnight stays within.
func lineSpan(start, end, step int) (from, to int) {
	n := minutesOfDay / step
	from = min(start/step, n-1)
	return from, min(max(from+1, (end+step-1)/step), n)
}

// daySlot is the place of an item among those at the same time: column of so many.
type daySlot struct{ col, of int }

// sideBySide puts spans of lines, in the order in which they begin, into columns so that
// none covers another. Each goes into the first column that is free, which takes as few
// columns as the most that overlap at once: the interval partitioning of Kleinberg and
// Tardos, Algorithm Design (2005), section 4.1. Spans that hang together share the width.
func sideBySide(spans [][2]int) []daySlot {
	out := make([]daySlot, len(spans))
	var ends []int // by column: where it is free again
	begin, until := 0, 0
	share := func(to int) {
		for i := begin; i < to; i++ {
			out[i].of = len(ends)
		}
		begin, ends = to, ends[:0]
	}
	for i, s := range spans {
		if s[0] >= until {
			share(i)
		}
		col := slices.IndexFunc(ends, func(end int) bool { return end <= s[0] })
		if col < 0 {
			col, ends = len(ends), append(ends, 0)
		}
		ends[col], out[i].col = s[1], col
		until = max(until, s[1])
	}
	share(len(spans))
	return out
}

// laneOf puts bars over days, first and last included, into lanes: each into the first
// where no other bar has one of its days.
func laneOf(bars [][2]int) []int {
	out := make([]int, len(bars))
	var taken [][]bool
	for i, bar := range bars {
		lane := slices.IndexFunc(taken, func(days []bool) bool { return !slices.Contains(days[bar[0]:bar[1]+1], true) })
		if lane < 0 {
			lane, taken = len(taken), append(taken, make([]bool, 7))
		}
		for d := bar[0]; d <= bar[1]; d++ {
			taken[lane][d] = true
		}
		out[i] = lane
	}
	return out
}

// weekPlan says what stands on the lines of the days of a week: a bar, an entry of the
// day, or how many more there are.
type weekPlan struct {
	bars []int   // lines of the bars; -1 is not shown
	days [][]int // by day and line: the entry of the day, or -1
	more []int   // by day: bars and entries that are not shown; said on the last line
}

// planWeek shares the lines of a week's days among bars, in the order in which they
// begin, and entries. Where a day has too many, the last line is kept for “+2 more” in the
// whole week, so that no bar breaks off in its middle; and where that leaves out entries,
// bars take half of the lines at most, since a day is looked up for what happens at its
// hours more than for what goes on for months. Keep is an entry by day that is to be shown
// if any is, or -1.
func planWeek(lines int, bars [][2]int, entries, keep []int) weekPlan {
	lanes := laneOf(bars)
	p, left := planLines(lines, lines, bars, lanes, entries, keep)
	if left != nothingLeft {
		p, left = planLines(lines, lines-1, bars, lanes, entries, keep)
	}
	if left == entriesLeft {
		p, _ = planLines(lines, lines/2, bars, lanes, entries, keep)
	}
	return p
}

// weekLeft is what a plan leaves out.
type weekLeft uint8

const (
	nothingLeft weekLeft = iota
	barsLeft
	entriesLeft
)

// planLines is planWeek with bars on the first limit lines only.
func planLines(lines, limit int, bars [][2]int, lanes, entries, keep []int) (p weekPlan, left weekLeft) {
	p = weekPlan{bars: make([]int, len(bars)), days: make([][]int, len(entries)), more: make([]int, len(entries))}
	for d := range entries {
		busy, free := busyLines(lines, limit, d, bars, lanes)
		for i, bar := range bars {
			if d >= bar[0] && d <= bar[1] && lanes[i] >= limit {
				p.more[d]++
			}
		}
		n := entries[d]
		if p.more[d] > 0 || n > free {
			left = max(left, barsLeft)
			if lines > 0 && !busy[lines-1] { // for the number of the others
				busy[lines-1] = true
				free--
			}
			if n > free {
				n, left = max(0, free), entriesLeft
			}
			p.more[d] += entries[d] - n
		}
		p.days[d] = fill(busy, n, keep[d])
	}
	for i := range bars {
		if p.bars[i] = lanes[i]; lanes[i] >= limit {
			p.bars[i] = -1
		}
	}
	return p, left
}

// busyLines are the lines of a day that bars cover, and how many are free.
func busyLines(lines, limit, d int, bars [][2]int, lanes []int) (busy []bool, free int) {
	busy, free = make([]bool, max(0, lines)), lines
	for i, bar := range bars {
		if d >= bar[0] && d <= bar[1] && lanes[i] < limit {
			busy[lanes[i]] = true
			free--
		}
	}
	return busy, free
}

// fill puts the first n entries on the lines that are not busy; -1 is a line without one.
// The one to keep takes the last place if it would be left out.
func fill(busy []bool, n, keep int) []int {
	day, next := make([]int, len(busy)), 0
	for i := range day {
		day[i] = -1
		if busy[i] || next == n {
			continue
		}
		day[i] = next
		if next++; next == n && keep >= n {
			day[i] = keep
		}
	}
	return day
}
