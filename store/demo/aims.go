package demo

import "strings"

// course is how a KPI has gone so far.
type course int

const (
	onCourse   course = iota
	behind            // it moves, but not enough
	forgotten         // nobody has measured it for a while
	arrived           // at its target
	unmeasured        // only the baseline is known
)

// aimPlan is an initiative as the company thinks of it. Days count from today.
type aimPlan struct {
	name, state, about string
	owner              string // the department whose head answers for it
	from, to           int32
	needs              []needPlan
	kpis               []kpiPlan
}

// needPlan is a need of an initiative, measured by who is there already.
type needPlan struct {
	skill string
	level int
	where string // inMarket, inLocation, a department, or "" for anywhere
	days  int32  // 0 for no day
	more  int    // of a hundred, how many more are needed than there are; below 0, fewer
}

// Where an initiative needs people.
const (
	inMarket   = "its market"
	inLocation = "the largest location of its market"
)

// kpiPlan is a KPI; its values are in thousandths of the unit.
type kpiPlan struct {
	name, unit       string
	baseline, target int64
	step             int64 // to which it is measured
	every            int
	course           course
}

// The places of two initiatives in aimPlans, which programs serve.
const (
	noAim = iota - 1 // of a program that serves none
	launchAim
	leadersAim
)

// aimPlans are the initiatives, those that every company has first. A dash in a
// name stands for the market that the company entered last.
func aimPlans() []aimPlan {
	return []aimPlan{
		{
			name: "Pharma lanes in -", state: "active", owner: "Operations", from: -210, to: 330,
			about: "Carry medicines at two to eight degrees, door to door, in the newest market.\nHospitals there ask for it, and nobody offers it under one contract.",
			needs: []needPlan{
				{"Pharma handling", 3, inMarket, 120, 60},
				{"Customs papers", 3, inMarket, 120, 30},
				{"Sensor calibration", 2, inLocation, 75, 40},
				{"Account plans", 3, inLocation, 210, 25},
				{"Working across cultures", 3, "", 0, -30},
			},
			kpis: []kpiPlan{
				{"Lanes opened", "lanes", 0, 40_000, 1000, 30, onCourse},
				{"Shipments outside their temperature", "%", 4_200, 1_500, 100, 30, behind},
				{"Hospitals under contract", "hospitals", 2_000, 26_000, 1000, 90, onCourse},
			},
		},
		{
			name: "Leaders from our own ranks", state: "active", owner: "People", from: -300, to: 430,
			about: "Fill most positions that lead people with those who work here already.",
			needs: []needPlan{
				{"Coaching", 4, "", 270, 20},
				{"Delegation", 3, "", 180, 10},
				{"Giving feedback", 3, "", 180, -15},
				{"Leading change", 3, "Operations", 150, 50},
			},
			kpis: []kpiPlan{
				{"Leading positions filled from inside", "%", 38_000, 60_000, 1000, 90, onCourse},
				{"People who left within two years", "%", 14_000, 9_000, 500, 60, forgotten},
			},
		},
		{
			name: "Move telemetry to the new platform", state: "active", owner: "Engineering", from: -160, to: 240,
			about: "Every service runs on one platform, is watched in one place, and can be moved within a day.",
			needs: []needPlan{
				{"Kubernetes", 3, "Engineering", 90, 35},
				{"Monitoring", 3, "Engineering", 90, -20},
				{"Incident response", 3, "Engineering", 45, 50},
				{"Cost control in the cloud", 2, "", 200, 0},
				{"Secure coding", 3, "Engineering", 0, 25},
			},
			kpis: []kpiPlan{
				{"Services moved", "services", 0, 60_000, 1000, 14, onCourse},
				{"Alerts at night", "a week", 38_000, 10_000, 1000, 14, behind},
				{"Cost of one million readings", "EUR", 9_400, 6_000, 10, 30, forgotten},
			},
		},
		{
			name: "One care desk for all time zones", state: "planned", owner: "Customer care", from: 45, to: 500,
			about: "A customer who writes at any hour has an answer from a person within four hours.",
			needs: []needPlan{
				{"Handling complaints", 3, "Customer care", 200, 20},
				{"Troubleshooting by phone", 3, "Customer care", 200, -10},
				{"Service levels", 3, "", 160, 15},
			},
			kpis: []kpiPlan{{"Hours until a complaint is answered", "hours", 30_000, 4_000, 500, 30, unmeasured}},
		},
		{
			name: "Half the paper at the border", state: "achieved", owner: "Operations", from: -520, to: -70,
			about: "Customs papers are sent before the lorry leaves. Done in thirteen months of fifteen.",
			needs: []needPlan{{"Customs papers", 3, "Operations", -120, -10}},
			kpis:  []kpiPlan{{"Hours at the border", "hours", 9_500, 4_000, 100, 30, arrived}},
		},
	}
}

// smallCompany has fewer initiatives than a larger one.
const (
	smallCompany = 30
	fewestAims   = 3
)

// aim is an initiative of this company.
type aim struct {
	aimPlan
	owner        int32
	starts, ends int32
	needs        []aimNeed
	kpis         []kpi
}

// place is where people are counted: of one of these lists, by index; -1 for anywhere.
type place struct{ team, site, market int }

type aimNeed struct {
	known
	count int
	at    place
	due   int32
}

type kpi struct {
	kpiPlan
	since, due int32
	values     []measured
}

type measured struct {
	day   int32
	value int64
	note  string
}

// aims are the company's initiatives; what they need depends on who is there.
func (w *world) aims(t *tally) []aim {
	plans := aimPlans()
	if len(w.people) < smallCompany {
		plans = plans[:fewestAims]
	}
	out := make([]aim, len(plans))
	for k, p := range plans {
		d := w.roll(ofAims, k)
		a := aim{aimPlan: p, starts: w.today + p.from, ends: w.today + p.to}
		a.name = strings.Replace(p.name, "-", w.markets[len(w.markets)-1], 1)
		a.owner = w.teams[max(0, w.department(p.owner))].lead
		for _, n := range p.needs {
			a.needs = append(a.needs, w.aimNeed(t, n))
		}
		for _, m := range p.kpis {
			a.kpis = append(a.kpis, w.kpi(d, a, m))
		}
		out[k] = a
	}
	return out
}

// department is the team at the head of a family; -1 where the company has none.
func (w *world) department(family string) int {
	for f, x := range w.families {
		if x.name == family && len(w.familyTeams[f]) > 0 {
			return w.familyTeams[f][0]
		}
	}
	return -1
}

func (w *world) aimNeed(t *tally, n needPlan) aimNeed {
	at, among := w.where(t, n.where)
	out := aimNeed{known: known{w.skillAt[n.skill], n.level}, at: at}
	out.count = needed(int(among[out.skill][n.level]), n.more)
	if n.days != 0 {
		out.due = w.today + n.days
	}
	return out
}

// needed is so much more or less than there are, at least one of either.
func needed(have, more int) int {
	if more > 0 {
		return have + max(1, have*more/100)
	}
	return max(1, have+have*more/100)
}

// where turns a word of a needPlan into a place of this company.
func (w *world) where(t *tally, word string) (place, holders) {
	m := len(w.markets) - 1
	switch word {
	case inMarket:
		return place{-1, -1, m}, t.markets[m]
	case inLocation:
		s := -1
		for k := range w.sites {
			if w.marketAt[k] == m && (s < 0 || w.sites[k].weight > w.sites[s].weight) {
				s = k
			}
		}
		return place{-1, s, -1}, t.sites[s]
	}
	if at := w.department(word); at >= 0 {
		return place{at, -1, -1}, t.teams[at]
	}
	return place{-1, -1, -1}, t.company
}

// kpi makes the history of a KPI, from the first day to the last measurement.
func (w *world) kpi(d dice, a aim, p kpiPlan) kpi {
	k := kpi{kpiPlan: p, since: a.starts, due: a.ends}
	until, far := w.today-int32(d.between(2, 9)), 100 // of a hundred of what was expected
	switch p.course {
	case behind:
		far = d.between(25, 45)
	case forgotten:
		until = w.today - int32(p.every+d.between(12, 40))
	case arrived:
		until, far = a.ends, 104
	case unmeasured:
		k.since, until = w.today-12, 0
	}
	for day := until; day > k.since; day -= int32(p.every + d.between(-2, 1)) {
		noise := d.between(-3, 3)
		if day == until {
			noise = max(noise, 0)
		}
		k.values = append(k.values, measured{day: day, value: k.on(day, far+noise)})
	}
	if p.course == behind && len(k.values) > 0 {
		k.values[0].note = "Fewer hands than planned; see the people needed."
	}
	return k
}

// on is the value on a day of somebody who has come so far, of a hundred of the
// straight way from baseline to target.
func (k *kpi) on(day int32, far int) int64 {
	way, span := (k.target-k.baseline)*int64(far)/100, int64(k.due-k.since)
	v := k.baseline + way*int64(day-k.since)/span
	half := k.step / 2
	if v < 0 {
		half = -half
	}
	return (v + half) / k.step * k.step
}
