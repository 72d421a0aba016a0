package demo

import "slices"

// Facts of a working life, in days.
const (
	oldestLeaver  = 700  // leavers left within about two years
	leadsAtLeast  = 1100 // so that no leader is newer than those who left them
	smallestLeave = 15   // companies smaller than this have no leavers
	leaversOf100  = 6
)

// settle decides since when somebody works, how long in the day, and whether they
// have left.
func (w *world) settle(i int) {
	p, d := &w.people[i], w.roll(ofPerson, i)
	p.sex = int8(d.IntN(2))
	p.start = int16(pick(d, []int{420, 450, 480, 480, 510, 510, 540, 540, 540, 570, 600}))
	p.end = p.start + int16(pick(d, []int{480, 480, 510, 510, 540}))
	if d.chance(12) && !p.leads {
		p.end = p.start + int16(60*d.between(4, 6))
	}
	tenure := d.between(15, 240)
	switch {
	case p.leads:
		tenure = leadsAtLeast + int(p.grade)*200 + d.IntN(3000)
	case p.grade > 3 || !d.chance(14):
		tenure = 200 + int(p.grade)*170 + d.IntN(500+500*int(p.grade))
	}
	if !p.leads && len(w.people) >= smallestLeave && d.chance(leaversOf100) {
		ago := 12 + d.IntN(oldestLeaver)
		p.left, tenure = w.today-int32(ago), tenure+ago
	}
	p.hired = w.today - int32(tenure)
}

// stays says whether somebody works here.
func (w *world) stays(i int32) bool { return w.people[i].left == 0 }

// until is the last day that counts for somebody: the day they left, or today.
func (w *world) until(i int) int32 {
	if l := w.people[i].left; l != 0 {
		return l
	}
	return w.today
}

// position is one step of a working life.
type position struct {
	since int32
	level int
	grade int8
	team  int32
	site  int16
	boss  int32 // -1 for none
}

// positionsOf are somebody's positions, the oldest first. The newest is as the
// tree says; before it lie promotions, transfers and other managers.
func (w *world) positionsOf(i int) []position {
	p, d := w.people[i], w.roll(ofPositions, i)
	now := position{level: int(p.level), grade: p.grade, team: p.team, site: p.site, boss: p.boss}
	out := []position{now}
	tenure := int(w.until(i) - p.hired)
	steps := min(d.weighted(30, 38, 22, 10), tenure/400, 3)
	for range steps {
		out = append(out, w.before(d, i, out[len(out)-1]))
	}
	slices.Reverse(out)
	for k := range out {
		out[k].since = p.hired
		if k > 0 {
			out[k].since += int32(tenure*k/len(out) + d.between(-60, 60))
		}
	}
	return w.underSomebody(d, i, out)
}

// before is the position that somebody had before this one.
func (w *world) before(d dice, i int, now position) position {
	was, l := now, w.levels[now.level]
	promoted := now.grade > 1 && d.chance(70)
	switch {
	case promoted && w.roles[l.role].leads && l.rank == 1:
		was.grade--
		was.level = w.levelFor(d, w.roles[l.role].family, int(was.grade), false)
	case promoted:
		was.grade--
		if l.rank > 1 && w.levels[now.level-1].grade <= int(was.grade) {
			was.level--
		}
	}
	if !promoted || d.chance(25) {
		was.team = int32(pick(d, w.familyTeams[w.teams[now.team].family]))
		was.site = int16(d.weighted(w.siteWeights()...))
		was.boss = w.teams[was.team].lead
	}
	if was.boss == int32(i) {
		was.boss = w.people[i].boss
	}
	return was
}

// underSomebody sees to it that every manager was there already: else another
// manager is named, and the present one from their own first day on.
func (w *world) underSomebody(d dice, i int, list []position) []position {
	last := list[len(list)-1]
	for k := range list {
		list[k].boss = w.bossOn(d, i, list[k].boss, list[k].since)
	}
	if now := &list[len(list)-1]; now.boss != last.boss {
		last.since = w.people[last.boss].hired
		list = append(list, last)
	}
	return list
}

// bossOn is boss, or another leader of the time, or nobody.
func (w *world) bossOn(d dice, i int, boss, since int32) int32 {
	for range 6 {
		if boss < 0 || w.people[boss].hired <= since && boss != int32(i) {
			return boss
		}
		boss = pick(d, w.leaders)
	}
	return -1
}
