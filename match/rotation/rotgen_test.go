package rotation_test

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/bits"
	"strings"
	"testing"

	"understudy/match/rotation"
)

// twister is the Mersenne Twister (Matsumoto and Nishimura 1998) with the seeding and
// the draws of Python's random, so that the instances here are those that the
// comparison with CBC and HiGHS was made on, number for number.
type twister struct {
	state [624]uint32
	at    int
}

func newTwister(seed uint32) *twister {
	r := &twister{at: 624}
	s := &r.state
	s[0] = 19650218
	for i := 1; i < 624; i++ {
		s[i] = 1812433253*(s[i-1]^s[i-1]>>30) + uint32(i)
	}
	i := 1
	step := func() {
		if i++; i == 624 {
			s[0], i = s[623], 1
		}
	}
	for range 624 {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1664525) + seed
		step()
	}
	for range 623 {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1566083941) - uint32(i)
		step()
	}
	s[0] = 1 << 31
	return r
}

func (r *twister) word() uint32 {
	if r.at == 624 {
		for k := range r.state {
			y := r.state[k]&(1<<31) | r.state[(k+1)%624]&(1<<31-1)
			r.state[k] = r.state[(k+397)%624] ^ y>>1 ^ (y&1)*0x9908b0df
		}
		r.at = 0
	}
	y := r.state[r.at]
	r.at++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

func (r *twister) float() float64 {
	a, b := r.word()>>5, r.word()>>6
	return (float64(a)*67108864 + float64(b)) / 9007199254740992
}

func (r *twister) below(n int) int {
	k := 32 - bits.Len32(uint32(n))
	for {
		if v := int(r.word() >> k); v < n {
			return v
		}
	}
}

func (r *twister) sample(n, k int) []int {
	pool := make([]int, n)
	for i := range pool {
		pool[i] = i
	}
	out := make([]int, k)
	for i := range out {
		j := r.below(n - i)
		out[i], pool[j] = pool[j], pool[n-i-1]
	}
	return out
}

// rotgen makes the instance of so many people, seats and periods: at most one seat a
// person and period, no seat twice, lo to hi people in each seat in each period, and
// whole points for every person, seat and period, fewer the later.
type rotgen struct {
	people, seats, periods int
	lo, hi                 []int
	gain                   [][]int // by person and seat, in the first period before the discount; -1: not qualified
}

func newRotgen(people, seats, periods int) *rotgen {
	const skills = 12
	g, r := &rotgen{people: people, seats: seats, periods: periods}, newTwister(uint32(people*1000+seats))
	have := make([][]bool, people)
	for p := range have {
		for range skills {
			have[p] = append(have[p], r.float() < .35)
		}
	}
	teach, need, level := make([][]int, seats), make([]int, seats), make([]int, people)
	for s := range teach {
		teach[s] = r.sample(skills, 3)
	}
	for s := range need {
		need[s] = r.below(skills)
	}
	for p := range level {
		level[p] = 1 + r.below(4)
	}
	for p := range people {
		line := make([]int, seats)
		for s := range line {
			line[s] = []int{0, 0, 0, 2, 4, 8}[r.below(6)]
			for _, k := range teach[s] {
				if !have[p][k] {
					line[s] += 5
				}
			}
			if !have[p][need[s]] && level[p] < 2 {
				line[s] = -1
			}
		}
		g.gain = append(g.gain, line)
	}
	for range seats {
		hi := max(1, int(math.RoundToEven(1.25*float64(people)/float64(seats)+[]float64{-1, 0, 0, 1}[r.below(4)])))
		g.hi, g.lo = append(g.hi, hi), append(g.lo, max(1, int(.6*float64(hi))))
	}
	return g
}

func (g *rotgen) points(p, s, t int) int {
	if g.gain[p][s] < 0 {
		return -1
	}
	return g.gain[p][s]*(24-t)/12 + 1
}

// String is the instance as the generator writes it.
func (g *rotgen) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, g.people, g.seats, g.periods)
	for s := range g.seats {
		fmt.Fprintln(&b, g.lo[s], g.hi[s])
	}
	for p := range g.people {
		for s := range g.seats {
			for t := range g.periods {
				if t > 0 {
					b.WriteByte(' ')
				}
				fmt.Fprint(&b, g.points(p, s, t))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// problem says the same in the words of a rotation plan: every point is a wish.
func (g *rotgen) problem() *rotation.Problem {
	p := &rotation.Problem{Periods: g.periods, Skills: 1}
	for s := range g.seats {
		x := rotation.Seat{Team: rotation.None, Location: rotation.None, Market: rotation.None}
		for range g.periods {
			x.Places = append(x.Places, rotation.Places{Least: g.lo[s], Most: g.hi[s]})
		}
		p.Seats = append(p.Seats, x)
	}
	for i := range g.people {
		x := rotation.Person{Team: rotation.None, Joins: true, Levels: []uint8{0}, Latest: g.periods - 1, Least: 1, Most: 1}
		for s := range g.seats {
			if g.gain[i][s] < 0 {
				p.Bans = append(p.Bans, rotation.Pair{Person: i, Seat: s})
				continue
			}
			for t := range g.periods {
				x.Wishes = append(x.Wishes, rotation.Wish{Seat: s, From: t, To: t, Points: int64(g.points(i, s, t))})
			}
		}
		p.People = append(p.People, x)
	}
	return p
}

func TestInstancesAreThoseOfTheGenerator(t *testing.T) {
	for _, c := range []struct {
		people, seats, periods int
		sum                    string
	}{
		{60, 20, 6, "7e439d9f9af7958f25acf99f8aa8e52a6cd1f4d86415a42d9a1155886ca05bfb"},
		{200, 60, 12, "0c66923fab7d8c5715d358268c81092640dbaa9133172f7e3d80b83b991e3e5a"},
	} {
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(newRotgen(c.people, c.seats, c.periods).String()))); got != c.sum {
			t.Errorf("%d x %d x %d is another instance: %s", c.people, c.seats, c.periods, got)
		}
	}
}
