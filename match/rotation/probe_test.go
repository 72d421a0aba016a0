package rotation

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"
)

func TestProbe(t *testing.T) {
	f, _ := os.Open(os.Getenv("ROT"))
	var P, S, T int
	fmt.Fscan(f, &P, &S, &T)
	p := &Problem{Periods: T, Skills: 1, Teams: 0}
	for s := 0; s < S; s++ {
		var lo, hi int
		fmt.Fscan(f, &lo, &hi)
		x := Seat{Team: None, Location: None, Market: None}
		for range T {
			x.Places = append(x.Places, Places{lo, hi})
		}
		p.Seats = append(p.Seats, x)
	}
	for i := 0; i < P; i++ {
		x := Person{Team: None, Joins: true, Levels: []uint8{0}, Latest: T - 1, Least: 1, Most: 1}
		for s := 0; s < S; s++ {
			for k := 0; k < T; k++ {
				g := 0
				fmt.Fscan(f, &g)
				if g < 0 && k == 0 {
					p.Bans = append(p.Bans, Pair{i, s})
				}
				if g >= 0 {
					x.Wishes = append(x.Wishes, Wish{s, k, k, int64(g)})
				}
			}
		}
		p.People = append(p.People, x)
	}
	t0 := time.Now()
	since := func() float64 { return time.Since(t0).Seconds() }
	m, err := newModel(p)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("%.2f model rows %d movers %d step %d scale %d most %d unit %v\n", since(), len(m.rows), len(m.movers), m.step, m.scale, m.most, m.movers[0].unit)
	q := []*pricer{newPricer(m), newPricer(m)}
	w := newTurns(m, q[0], make([]*column, len(m.movers)))
	d := dice(1)
	for range 20 {
		w.settle(&d, 1)
		short, total := m.judge(w.cols)
		fmt.Printf("%.2f turn: short %d total %d\n", since(), short, total)
		if short == 0 {
			break
		}
	}
	ms := newMaster(m, m.whole(), w.cols, float64(4*m.most))
	g := newColgen(context.Background(), m, ms, q)
	for k := 0; k < 400; k++ {
		done := g.run(1, nil)
		if k%5 == 0 || done {
			fmt.Printf("%.2f round %d lp %.2f bound %.2f pivots %d cols %d alpha %.2f\n", since(), k, ms.lp.objective(), float64(g.bound)/float64(g.scale), ms.lp.pivots, len(ms.cols), g.alpha)
		}
		if done {
			break
		}
	}
	cols := g.dive(2)
	short, total := m.judge(cols)
	fmt.Printf("%.2f dive short %d total %d pivots %d\n", since(), short, total, ms.lp.pivots)
	w = newTurns(m, q[0], cols)
	w.settle(&d, 20)
	short, total = m.judge(w.cols)
	fmt.Printf("%.2f settled short %d total %d\n", since(), short, total)
}
