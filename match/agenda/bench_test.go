package agenda_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"understudy/match/agenda"
)

// company is a problem of a real size: topics that sites need unequally, a series a
// week at each site on its own weekday and hour, a remote one a week, holidays,
// absences, a few rooms of different sizes, and speakers who know a few topics each.
func company(seed uint64, topics, speakers, sites, weeks, people int) *agenda.Problem {
	rng := rand.New(rand.NewPCG(seed, 2))
	n := rng.IntN
	p := &agenda.Problem{Sites: sites, Rules: agenda.Rules{FirstDay: 7, PerWeek: 2}}
	for i := range people + speakers {
		x := agenda.Person{Site: min(n(sites), n(sites))}
		for range n(4) { // leave of some days
			from := int64(n(weeks*7)) * 1440
			x.Busy = append(x.Busy, agenda.Span{From: from, To: from + int64(1+n(10))*1440})
		}
		for range weeks { // meetings over lunch
			at := int64(n(weeks*7))*1440 + 11*60
			x.Busy = append(x.Busy, agenda.Span{From: at, To: at + 120})
		}
		if i >= people {
			x.Talks, x.Rest, x.Travels = 2+n(4), 14, n(5) == 0
		}
		p.People = append(p.People, x)
	}
	for site := range sites {
		for _, places := range []int{12 + n(10), 25 + n(30)} {
			p.Rooms = append(p.Rooms, agenda.Room{Site: site, Capacity: places})
		}
	}
	for week := range weeks {
		for site := range sites + 1 {
			if n(12) == 0 {
				continue // a holiday
			}
			var both []int
			for _, weekday := range []int{site % 5, (site + 2) % 5} {
				day := week*7 + weekday
				from := int64(day)*1440 + int64(12*60+60*(site%3)) // time zones an hour apart
				s := agenda.Slot{Site: site, Time: agenda.Span{From: from, To: from + 60}, Day: day, Week: week}
				if site == sites {
					s.Site, s.Lunch = agenda.None, []int{0, 1 + 2%(sites-1)}
				}
				both = append(both, len(p.Slots))
				p.Slots = append(p.Slots, s)
			}
			p.Caps = append(p.Caps, agenda.Cap{Slots: both, Most: 1})
		}
	}
	for range topics {
		t := agenda.Topic{Minutes: []int{30, 45, 60}[n(3)], Need: 1 + n(6)/5, Latest: weeks * 7, Times: 1 + n(sites), Repeats: n(4) == 0}
		if n(4) == 0 {
			t.Earliest = n(weeks * 7 / 2)
		}
		if n(4) == 0 {
			t.Latest = weeks*7/2 + n(weeks*7/2)
		}
		share := 5 + n(30)
		for i := range people {
			if n(100) < share {
				t.Audience = append(t.Audience, agenda.Listener{Person: i, Value: 1 + n(7)})
			}
		}
		taken := map[int]bool{}
		for range 1 + n(5) {
			if i := people + n(speakers); !taken[i] {
				taken[i] = true
				t.Speakers = append(t.Speakers, i)
			}
		}
		t.Need = min(t.Need, len(t.Speakers))
		p.Topics = append(p.Topics, t)
	}
	return p
}

func measure(b testing.TB, p *agenda.Problem, o agenda.Options) agenda.Result {
	begin, stage := time.Now(), ""
	if os.Getenv("UNDERSTUDY_SHOW") != "" {
		o.Progress = func(x agenda.Progress) {
			if x.Stage != stage || x.Bound != agenda.Unbounded {
				fmt.Printf("%8.2fs %-8s %+v of %d\n", time.Since(begin).Seconds(), x.Stage, x.Score, x.Bound)
				stage = x.Stage
			}
		}
	}
	r, err := agenda.Solve(context.Background(), p, o)
	if err != nil {
		b.Fatal(err)
	}
	verify(b, p, r)
	return r
}

func BenchmarkCompany(b *testing.B) {
	for seed := range uint64(4) {
		b.Run(fmt.Sprintf("40x60x6x26/%d", seed), func(b *testing.B) {
			p := company(seed, 40, 60, 6, 26, 500)
			for b.Loop() {
				r := measure(b, p, agenda.Options{Seed: 1})
				b.ReportMetric(float64(r.Score.Value), "value")
				b.ReportMetric(float64(r.Bound), "bound")
				b.ReportMetric(r.Gap(), "gap-%")
				b.ReportMetric(float64(len(r.Schedule)), "events")
				b.ReportMetric(float64(r.Score.Talks), "talks")
				b.ReportMetric(float64(r.Proved), "proved")
			}
		})
	}
}
