package demo

import (
	"strings"

	"understudy/store/text"
)

// tongue is how people are called somewhere. Names are parted by blanks; a low
// line stands for a blank within a name. A name in other letters has its
// romanised form after a slash; a family name that differs for women has that
// form after a colon.
type tongue struct {
	female, male, family string
	familyFirst          bool
	tight                bool // no blank between the two
	double               bool // two family names
}

// name is one name as written, and romanised.
type name struct{ own, roman string }

// naming hands out the names of one tongue so that neither given nor family names
// come again before all were used, and no whole name before all pairs were.
type naming struct {
	tongue
	given  [2][]name // men, women
	family [2][]name
	next   [2]int
}

func newNaming(t tongue, d dice) *naming {
	n := &naming{tongue: t}
	n.given = [2][]name{names(t.male, 0), names(t.female, 0)}
	n.family = [2][]name{names(t.family, 0), names(t.family, 1)}
	for _, list := range n.given {
		d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	d.Shuffle(len(n.family[0]), func(i, j int) {
		for _, list := range n.family {
			list[i], list[j] = list[j], list[i]
		}
	})
	return n
}

// names parses a list; form 1 takes what is after the colon.
func names(list string, form int) []name {
	var out []name
	for _, entry := range strings.Fields(list) {
		man, woman, differs := strings.Cut(entry, ":")
		if differs && form == 1 {
			man = woman
		}
		own, roman, other := strings.Cut(strings.ReplaceAll(man, "_", " "), "/")
		if !other {
			roman = own
		}
		out = append(out, name{own, roman})
	}
	return out
}

// take is the next name of a sex: as the person writes it, and for the e-mail.
func (n *naming) take(sex int, native bool, d dice) (full, mail string) {
	k := n.next[sex]
	n.next[sex]++
	given, families := n.given[sex], n.family[sex]
	first := given[k%len(given)]
	// The families move on by one whenever both lists have come round together;
	// women begin halfway, so that colleagues are not all namesakes.
	at := (k + k/lcm(len(given), len(families)) + sex*len(families)/2) % len(families)
	last := families[at]
	mail = ascii(first.roman) + "." + ascii(last.roman)
	if n.double {
		other := families[(at+1+d.IntN(len(families)-1))%len(families)]
		last = name{last.own + " " + other.own, last.roman + " " + other.roman}
	}
	switch {
	case !native:
		return first.roman + " " + last.roman, mail
	case n.tight:
		return last.own + first.own, mail
	case n.familyFirst:
		return last.own + " " + first.own, mail
	}
	return first.own + " " + last.own, mail
}

// ascii keeps the plain letters of a romanised name.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, text.Fold(s))
}

func lcm(a, b int) int {
	g, r := a, b
	for r != 0 {
		g, r = r, g%r
	}
	return a / g * b
}
