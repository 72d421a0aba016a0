package mentoring

import (
	"fmt"
	"strings"
)

// Fairnesses lists the words for fairness in the order in which they are offered; the
// first one, "", is none.
func Fairnesses() []Fairness { return []Fairness{"", RaiseLowest, Leximin, Stable} }

// Goes says why a fairness does not go with an objective; nil where it does.
func (f Fairness) Goes(with Objective) error {
	if (f == RaiseLowest || f == Leximin) && with == MostPoints {
		return fmt.Errorf("“%s” fills the most places first: it needs the objective “%s”", f, MostParticipants)
	}
	return nil
}

// Help says what a fairness asks for, in a sentence without its end.
func (f Fairness) Help() string {
	switch f {
	case RaiseLowest:
		return "as many places as possible, then the poorest pair worth as much as possible, then the most points"
	case Leximin:
		return "as many places as possible, then the poorest pair worth as much as possible, then the next poorest, and so on; for up to some hundred people"
	case Stable:
		return "no mentor and mentee who would both rather have each other, by the preferences that they gave"
	}
	return "the objective alone"
}

// Proves says what a checked proof of a result under these settings means.
func (f Fairness) Proves(o Objective) string {
	switch {
	case f == RaiseLowest:
		return "proved optimal: no other choice of pairs fills more places, none that fills as many has a higher lowest pair, and none of those has more points"
	case f == Leximin:
		return "proved optimal: no other choice of pairs fills more places, and none that fills as many is better at the lowest pair where the two differ"
	case f == Stable:
		return "proved stable: no mentor and mentee would both rather have each other"
	case o == MostPoints:
		return "proved optimal: no other choice of pairs has more points, nor as many with more places filled"
	}
	return "proved optimal: no other choice of pairs fills more places, nor as many for more points"
}

// Words say what fairness reached and what that cost, one thing each: "lowest pair
// raised from 14.5 to 18 points", "costs 12 points in all (1.7 %)". got is the result,
// places how many the mentees asked for.
func (f *Fair) Words(got Totals, places int) []string {
	var out []string
	if f.Kind == Stable {
		out = append(out, f.blockingWords())
	} else if f.Lowest != nil {
		out = append(out, f.lowestWords(*f.Lowest))
	}
	out = append(out, f.priceWords())
	if size := f.sizeWords(got, places); size != "" {
		out = append(out, size)
	}
	return out
}

func (f *Fair) lowestWords(lowest int64) string {
	was := f.Optimum.Lowest
	if was == nil || *was == lowest {
		return "lowest pair " + FormatPoints(lowest) + " points, as without fairness"
	}
	return "lowest pair raised from " + FormatPoints(*was) + " to " + FormatPoints(lowest) + " points"
}

func (f *Fair) blockingWords() string {
	switch n := f.OptimumBlocking; n {
	case 0:
		return "no two would both rather have each other, nor would any without fairness"
	case 1:
		return "no two would both rather have each other; without fairness one pair would"
	default:
		return fmt.Sprintf("no two would both rather have each other; without fairness %d pairs would", n)
	}
}

// priceWords are what the best total has more, and what it has less.
func (f *Fair) priceWords() string {
	var costs, gains []string
	add := func(n int64, text string) {
		switch {
		case n > 0:
			costs = append(costs, text)
		case n < 0:
			gains = append(gains, text)
		}
	}
	places := max(f.Price.Places, -f.Price.Places)
	word := " places"
	if places == 1 {
		word = " place"
	}
	add(int64(f.Price.Places), fmt.Sprint(places)+word)
	points := max(f.Price.Points, -f.Price.Points)
	text := FormatPoints(points) + " points"
	if points == 1000 {
		text = "1 point"
	}
	if f.Optimum.Total > 0 {
		text += fmt.Sprintf(" in all (%.1f %%)", 100*float64(points)/float64(f.Optimum.Total))
	}
	add(f.Price.Points, text)
	switch {
	case len(costs) == 0 && len(gains) == 0:
		return "costs no points"
	case len(costs) == 0:
		return "costs nothing, and has " + strings.Join(gains, " and ") + " more than without fairness"
	case len(gains) == 0:
		return "costs " + strings.Join(costs, " and ")
	}
	return "costs " + strings.Join(costs, " and ") + ", for " + strings.Join(gains, " and ") + " more"
}

// sizeWords say how many places another stable result could fill, where that may be more.
func (f *Fair) sizeWords(got Totals, places int) string {
	if f.Kind != Stable || got.Matched == places || got.Matched >= f.AtMost {
		return ""
	}
	return fmt.Sprintf("with ties the greatest number of places is hard to find: no stable choice fills more than %d", f.AtMost)
}
