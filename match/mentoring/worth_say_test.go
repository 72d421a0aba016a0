package mentoring_test

import (
	"testing"

	"understudy/match/mentoring"
)

func TestWhatAPlaceIsWorthIsSaidInWords(t *testing.T) {
	people := map[int64]string{1: "Ana", 2: "Ben", 9: "Mia"}
	name := func(id int64) string { return people[id] }
	for want, w := range map[string]mentoring.Worth{
		"One more place with Mia would change nothing.":                                      {Mentor: 9},
		"One more place with Mia would change nothing. One fewer would cost nothing.":        {Mentor: 9, Loses: true},
		"One more place with Mia would change nothing. One fewer would cost 1 filled place.": {Mentor: 9, Loses: true, Fewer: mentoring.Loss{Places: 1}},
		"One more place with Mia would place Ana too and take 2.5 points from the whole.":    {Mentor: 9, Price: mentoring.Loss{Places: -1, Points: 2500}, Moves: []mentoring.Move{{Mentee: 1, After: []int64{9}}}},
		"One more place with Mia would give Ben one more mentor, for as many points in all.": {Mentor: 9, Price: mentoring.Loss{Places: -1}, Moves: []mentoring.Move{{Mentee: 1, Before: []int64{9}, After: []int64{8}}, {Mentee: 2, Before: []int64{8}, After: []int64{8, 9}}}},
		"One more place with Mia would place nobody more and add 1 point to the whole. One fewer would cost 1 filled place, while the others gain 4 points.": {
			Mentor: 9, Loses: true, Price: mentoring.Loss{Points: -1000}, Fewer: mentoring.Loss{Places: 1, Points: -4000},
		},
		"One more place with Mia would place nobody more and add 3 points to the whole. One fewer would cost 7 points. A place with them is worth 3 to 7 points.": {
			Mentor: 9, Loses: true, Price: mentoring.Loss{Points: -3000}, Fewer: mentoring.Loss{Points: 7000},
		},
		"One more place with Mia would change nothing. One fewer would cost 7 points. A place with them is worth 0 to 7 points.": {
			Mentor: 9, Loses: true, Fewer: mentoring.Loss{Points: 7000},
		},
	} {
		if got := w.Say(name, mentoring.FormatPoints); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
