package widget

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Side by side nothing covers anything, and no more columns are taken than items overlap.
func TestItemsAtTheSameTimeStandSideBySide(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		spans := make([][2]int, rapid.IntRange(0, 14).Draw(r, "n"))
		for i := range spans {
			from := rapid.IntRange(0, 46).Draw(r, "from")
			spans[i] = [2]int{from, from + rapid.IntRange(1, 8).Draw(r, "lines")}
		}
		slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
		slots := sideBySide(spans)
		for i, a := range spans {
			if slots[i].col < 0 || slots[i].col >= slots[i].of {
				r.Fatalf("column %d of %d", slots[i].col, slots[i].of)
			}
			for j, b := range spans[:i] {
				if a[0] < b[1] && b[0] < a[1] && (slots[i].col == slots[j].col || slots[i].of != slots[j].of) {
					r.Fatalf("%v in %v covers %v in %v", a, slots[i], b, slots[j])
				}
			}
		}
		// The greatest number at one line, in each group that hangs together, by brute force.
		for i, group := range together(spans) {
			most := 0
			for line := range 60 {
				n := 0
				for _, j := range group {
					if spans[j][0] <= line && line < spans[j][1] {
						n++
					}
				}
				most = max(most, n)
			}
			if slots[i].of != most {
				r.Fatalf("%d columns for at most %d at once: %v", slots[i].of, most, spans)
			}
		}
	})
}

// together finds for each span those that it is joined with by overlaps, itself too.
func together(spans [][2]int) [][]int {
	out := make([][]int, len(spans))
	for i := range spans {
		in := map[int]bool{i: true}
		for grown := true; grown; {
			grown = false
			for j := range in {
				for k := range spans {
					if !in[k] && spans[j][0] < spans[k][1] && spans[k][0] < spans[j][1] {
						in[k], grown = true, true
					}
				}
			}
		}
		for j := range in {
			out[i] = append(out[i], j)
		}
	}
	return out
}

func TestLinesOfADay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		start := rapid.IntRange(0, minutesOfDay).Draw(r, "start")
		end := rapid.IntRange(start, minutesOfDay).Draw(r, "end")
		step := rapid.SampledFrom([]int{15, 30, 60}).Draw(r, "step")
		from, to := lineSpan(start, end, step)
		if from < 0 || to <= from || to > minutesOfDay/step {
			r.Fatalf("lines %d to %d", from, to)
		}
		for line := range minutesOfDay / step { // a line is covered if the item has a minute of it
			covered := start < (line+1)*step && end > line*step
			if covered != (line >= from && line < to) && end > start && start < minutesOfDay {
				r.Fatalf("%d to %d: line %d of %d minutes, got %d to %d", start, end, line, step, from, to)
			}
		}
	})
}

// A week shows each bar whole on one line or not at all, nothing over anything, and
// counts what it leaves out.
func TestAWeekCountsWhatItLeavesOut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lines := rapid.IntRange(0, 8).Draw(r, "lines")
		bars := make([][2]int, rapid.IntRange(0, 9).Draw(r, "bars"))
		for i := range bars {
			from := rapid.IntRange(0, 6).Draw(r, "from")
			bars[i] = [2]int{from, rapid.IntRange(from, 6).Draw(r, "to")}
		}
		entries, keep := make([]int, 7), make([]int, 7)
		for d := range entries {
			entries[d] = rapid.IntRange(0, 9).Draw(r, "entries")
			keep[d] = rapid.IntRange(-1, entries[d]-1).Draw(r, "keep")
		}
		slices.SortFunc(bars, func(a, b [2]int) int { return a[0] - b[0] })
		p, most := planWeek(lines, bars, entries, keep), 0
		for d := range entries {
			need, shown := entries[d], 0
			at := make([]bool, lines)
			for i, bar := range bars {
				if d < bar[0] || d > bar[1] {
					continue
				}
				need++
				if lane := p.bars[i]; lane >= 0 {
					if at[lane] {
						r.Fatalf("two bars on line %d of day %d", lane, d)
					}
					at[lane] = true
					shown++
				}
			}
			seen := map[int]bool{}
			for line, e := range p.days[d] {
				if e < 0 {
					continue
				}
				if at[line] || seen[e] || e >= entries[d] {
					r.Fatalf("entry %d on line %d of day %d: %+v", e, line, d, p)
				}
				at[line], seen[e] = true, true
				shown++
			}
			if len(seen) > 0 && keep[d] >= 0 && !seen[keep[d]] {
				r.Fatalf("entry %d of day %d is not kept: %+v", keep[d], d, p)
			}
			if shown+p.more[d] != need {
				r.Fatalf("day %d shows %d and says %d more of %d: %+v", d, shown, p.more[d], need, p)
			}
			if p.more[d] > 0 && lines > 0 && at[lines-1] {
				r.Fatalf("no line is left to say how many more: %+v", p)
			}
			most = max(most, need)
		}
		if left := slices.Max(p.more); left > 0 && most <= lines {
			r.Fatalf("at most %d a day would fit in %d lines: %+v", most, lines, p)
		}
	})
}
