package demo

import "strconv"

// A manager has five to nine people, some of whom may lead teams themselves.
const (
	fewestReports = 5
	mostReports   = 9
	groupSize     = 8 // a leader and about seven
)

// found builds the company from its head down.
func (w *world) found() {
	d := w.roll(ofTree, 0)
	grade := 8
	if w.opt.People < 30 {
		grade = 7
	}
	top := w.addTeam(w.families[0].department, -1, 0, 0)
	head := w.addLead(d, -1, top, grade)
	below := w.opt.People - 1
	if below <= mostReports {
		for range below {
			w.addMember(d, head, top, 1+d.weighted(w.familyWeights()...))
		}
		return
	}
	c, staff := branches(d, below, len(w.families)-1)
	for range staff {
		w.addMember(d, head, top, 0)
	}
	chosen := w.familyWeights()
	order := make([]int, 0, c)
	for range c {
		f := d.weighted(chosen...)
		chosen[f] = 0
		order = append(order, f)
	}
	weights := make([]int, c)
	for i, f := range order {
		weights[i] = w.families[1+f].weight
	}
	for i, size := range split(below-c-staff, weights) {
		w.branch(d, head, top, 1+order[i], size, 1)
	}
}

func (w *world) familyWeights() []int {
	var out []int
	for _, f := range w.families[1:] {
		out = append(out, f.weight)
	}
	return out
}

// branches is how many leaders and how many others report to somebody with so
// many people below, more than can report to one.
func branches(d dice, below, most int) (leaders, staff int) {
	leaders = min(max(1, (below+1)/groupSize), most)
	staff = max(fewestReports-leaders, d.between(1, 2))
	return leaders, min(staff, mostReports-leaders)
}

// split deals n people to the branches by weight, each getting its least first.
func split(n int, weights []int) []int {
	sum, rest := 0, n-fewestReports*len(weights)
	for _, x := range weights {
		sum += x
	}
	out := make([]int, len(weights))
	dealt := 0
	for i, x := range weights {
		out[i] = fewestReports + rest*x/sum
		dealt += out[i]
	}
	for i := 0; dealt < n; i = (i + 1) % len(out) {
		out[i]++
		dealt++
	}
	return out
}

// branch adds a leader under boss, with so many people below.
func (w *world) branch(d dice, boss int32, parent, family, below, depth int) {
	site := w.teams[parent].site
	if depth == 1 || d.chance(50) {
		site = d.weighted(w.siteWeights()...)
	}
	t := w.addTeam(w.teamName(d, family, site, depth), parent, family, site)
	lead := w.addLead(d, boss, t, w.leadGrade(d, boss, below, depth))
	if below <= mostReports {
		for range below {
			w.addMember(d, lead, t, family)
		}
		return
	}
	c, staff := branches(d, below, mostReports-2)
	for range staff {
		w.addMember(d, lead, t, family)
	}
	weights := make([]int, c)
	for i := range weights {
		weights[i] = 100
		if (below-c-staff)/c > 2*mostReports {
			weights[i] = d.between(70, 130)
		}
	}
	for _, size := range split(below-c-staff, weights) {
		w.branch(d, lead, t, family, size, depth+1)
	}
}

func (w *world) siteWeights() []int {
	var out []int
	for _, s := range w.sites {
		out = append(out, s.weight)
	}
	return out
}

// leadGrade rises with the number of people below, and never over the boss's.
func (w *world) leadGrade(d dice, boss int32, below, depth int) int {
	grade := 5
	switch {
	case depth == 1 && below > 2000:
		grade = 8
	case below > 60 || depth == 1 && below > 25:
		grade = 7
	case below > mostReports || d.chance(30):
		grade = 6
	}
	return min(grade, int(w.people[boss].grade))
}

// teamName is a topic of the department; where the topics are used up, with its
// place, and then with a number.
func (w *world) teamName(d dice, family, site, depth int) string {
	f := w.families[family]
	if depth == 1 {
		return w.unique(f.department)
	}
	for _, topic := range some(d, f.teams, len(f.teams)) {
		if w.teamNames[topic] == 0 {
			return w.unique(topic)
		}
	}
	return w.unique(pick(d, f.teams) + ", " + w.sites[site].city)
}

// unique adds a number to a name that is taken.
func (w *world) unique(name string) string {
	w.teamNames[name]++
	n := w.teamNames[name]
	if n == 1 {
		return name
	}
	return w.unique(name + " " + strconv.Itoa(n))
}

func (w *world) addTeam(name string, parent, family, site int) int {
	w.teams = append(w.teams, team{name: name, parent: parent, family: family, site: site})
	w.familyTeams[family] = append(w.familyTeams[family], len(w.teams)-1)
	return len(w.teams) - 1
}

// addLead adds the leader of a team.
func (w *world) addLead(d dice, boss int32, t, grade int) int32 {
	i := w.add(d, boss, t, w.teams[t].family, grade, true)
	w.people[i].site = int16(w.teams[t].site)
	w.teams[t].lead = i
	w.leaders = append(w.leaders, i)
	return i
}

func (w *world) addMember(d dice, boss int32, t, family int) {
	grade := 1 + d.weighted(9, 25, 31, 21, 10, 4)
	w.add(d, boss, t, family, min(grade, int(w.people[boss].grade)), false)
}

func (w *world) add(d dice, boss int32, t, family, grade int, leads bool) int32 {
	p := person{boss: boss, team: int32(t), grade: int8(grade), leads: leads, site: int16(w.teams[t].site)}
	if !leads && d.chance(30) {
		p.site = int16(d.weighted(w.siteWeights()...))
	}
	p.level = int16(w.levelFor(d, family, grade, leads))
	w.people = append(w.people, p)
	return int32(len(w.people) - 1)
}

// levelFor is a role of the family, and its highest level that the grade allows.
func (w *world) levelFor(d dice, family, grade int, leads bool) int {
	var fit []int
	for r, x := range w.roles {
		if x.family == family && x.leads == leads && (w.levels[x.first].grade <= grade || leads) {
			fit = append(fit, r)
		}
	}
	if len(fit) == 0 {
		for r, x := range w.roles {
			if x.family == family && !x.leads {
				fit = append(fit, r)
			}
		}
	}
	r := w.roles[pick(d, fit)]
	at := r.first
	for l := r.first; l < r.end && w.levels[l].grade <= grade; l++ {
		at = l
	}
	return at
}
