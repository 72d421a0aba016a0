package mentoring

import "strings"

// Say is what one more place with the mentor and one fewer would do, in sentences, and
// what a place is worth between the two where they differ in points alone. name gives the
// name of an enrolled person, points writes thousandths as the reader writes numbers.
func (w Worth) Say(name, points func(int64) string) string {
	out := "One more place with " + name(w.Mentor) + " would " + w.SayMore(name, points) + "."
	if !w.Loses {
		return out
	}
	out += " One fewer would cost " + w.Fewer.sayFewer(points) + "."
	if w.Fewer.Places == -w.Price.Places && w.Fewer.Points != -w.Price.Points {
		out += " A place with them is worth " + points(-w.Price.Points) + " to " + countPoints(w.Fewer.Points, points) + "."
	}
	return out
}

// SayMore is what one more place would do, to stand after “would”: “place Ana too and add
// 3 points to the whole”. name and points are as for Say.
func (w Worth) SayMore(name, points func(int64) string) string {
	if !w.Gains() {
		return "change nothing"
	}
	who := "place nobody more"
	if m, ok := w.Comes(); ok {
		who = "place " + name(m.Mentee) + " too"
		if len(m.Before) > 0 {
			who = "give " + name(m.Mentee) + " one more mentor"
		}
	}
	switch n := -w.Price.Points; {
	case n > 0:
		return who + " and add " + countPoints(n, points) + " to the whole"
	case n < 0:
		return who + " and take " + countPoints(-n, points) + " from the whole"
	}
	return who + ", for as many points in all"
}

// sayFewer is what one place fewer costs, “1 filled place and 3 points”; what the others
// gain by it stands aside.
func (l Loss) sayFewer(points func(int64) string) string {
	if l == (Loss{}) {
		return "nothing"
	}
	var parts []string
	if l.Places != 0 {
		parts = append(parts, count(l.Places, "filled place"))
	}
	if l.Points > 0 {
		parts = append(parts, countPoints(l.Points, points))
	}
	out := strings.Join(parts, " and ")
	if l.Points < 0 {
		out += ", while the others gain " + countPoints(-l.Points, points)
	}
	return out
}

func countPoints(n int64, points func(int64) string) string {
	if said := points(n); said != "1" {
		return said + " points"
	}
	return "1 point"
}
