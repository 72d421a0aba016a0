package demo

import (
	"slices"
	"strconv"
	"strings"

	"understudy/store"
)

// world is the company in memory: what others need to know of each person, and
// the lists. The rest (ratings, wishes, answers) is a function of a person's own
// dice, made when it is written and again when it is needed.
type world struct {
	key   uint64
	today int32
	opt   Options

	sites     []site
	marketAt  []int // of each site, index into markets
	languages []string
	langAt    map[string]int64
	markets   []string
	skills    []string
	skillAt   map[string]int
	families  []family
	roles     []role
	levels    []roleLevel
	people    []person
	teams     []team
	leaders   []int32
	teamNames map[string]int
	// familyTeams are the teams of each family.
	familyTeams map[int][]int

	programs []program
	mentees  map[int32]bool // of the enrolling cycle
	mentors  map[int32]bool
	// takesPart are all who were ever enrolled; wasMentor those of a past cycle.
	takesPart, wasMentor map[int32]bool
	profiles             map[int32]*profile // of those whom choosePrograms looked at
	past                 map[[2]int32]bool  // mentee and mentor of every pair
	bans                 []ban
	offsets              []int // of each site, minutes ahead of UTC
}

// role is a job with the range of its levels in world.levels.
type role struct {
	job
	family     int
	first, end int
}

// roleLevel is one step of a role.
type roleLevel struct {
	role, rank int
	title      string
	grade      int
	needs      []known
}

// known is a level in a skill, by the skill's index.
type known struct {
	skill int
	level int
}

// team is a unit of the company.
type team struct {
	name   string
	parent int // -1 at the top
	lead   int32
	family int
	site   int
}

// person is what others need to know of somebody. Days are counted as in
// store.Date.Days; 0 is none.
type person struct {
	boss        int32 // -1 at the top
	team        int32
	hired, left int32
	site        int16
	level       int16 // index into world.levels
	start, end  int16 // of the working day, in minutes
	grade       int8  // 1 is the lowest
	sex         int8
	leads       bool
}

func newWorld(opt Options, today store.Date) *world {
	w := &world{
		key: mix(opt.Seed) ^ mix(uint64(opt.People)<<1|1), today: today.Days(), opt: opt,
		skillAt: map[string]int{}, langAt: map[string]int64{}, teamNames: map[string]int{}, familyTeams: map[int][]int{},
		mentees: map[int32]bool{}, mentors: map[int32]bool{}, takesPart: map[int32]bool{}, wasMentor: map[int32]bool{},
	}
	w.chooseSites()
	w.chooseJobs()
	w.people = make([]person, 0, opt.People)
	w.found()
	for i := range w.people {
		w.settle(i)
	}
	w.choosePrograms()
	w.profiles = nil // large, and of no use any more
	return w
}

// peopleASite is how many people it takes before the company opens another place.
const peopleASite = 9

func (w *world) chooseSites() {
	d := w.roll(ofSites, 0)
	all := sites()
	d.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	w.sites = all[:min(len(all), 1+w.opt.People/peopleASite)]
	seen := map[string]int{}
	for _, m := range markets() {
		for _, s := range w.sites {
			if _, ok := seen[m]; s.market == m && !ok {
				seen[m] = len(w.markets)
				w.markets = append(w.markets, m)
			}
		}
	}
	w.speak("English")
	for _, s := range w.sites {
		w.marketAt = append(w.marketAt, seen[s.market])
		for _, l := range s.languages {
			w.speak(l)
		}
	}
}

func (w *world) speak(language string) {
	if _, ok := w.langAt[language]; !ok {
		w.languages = append(w.languages, language)
		w.langAt[language] = int64(len(w.languages))
	}
}

func (w *world) chooseJobs() {
	for _, g := range skillGroups() {
		for _, s := range g.skills {
			w.skillAt[s] = len(w.skills)
			w.skills = append(w.skills, s)
		}
	}
	w.families = slices.Concat([]family{general()}, departments(), offices())
	for f, fam := range w.families {
		for _, j := range fam.jobs {
			w.addRole(f, j)
		}
	}
}

func (w *world) addRole(family int, j job) {
	r := role{job: j, family: family, first: len(w.levels)}
	titles, grades := strings.Split(j.titles, "|"), strings.Split(j.grades, "|")
	for i, title := range titles {
		g, _ := strconv.Atoi(grades[i])
		w.levels = append(w.levels, roleLevel{role: len(w.roles), rank: i + 1, title: titled(title, j.name), grade: g, needs: w.needsOf(j, g)})
	}
	r.end = len(w.levels)
	w.roles = append(w.roles, r)
}

// titled puts the name of the role in for the dash.
func titled(title, role string) string {
	if title == "-" {
		return role
	}
	return strings.ReplaceAll(title, "-", strings.ToLower(role[:1])+role[1:])
}

// climb is the level needed in a skill by grade, for each place in a job's list:
// it never falls from one grade to the next.
var climb = [...][8]int{
	{1, 2, 3, 3, 4, 4, 4, 4},
	{1, 2, 2, 3, 3, 4, 4, 4},
	{1, 1, 2, 3, 3, 3, 4, 4},
	{0, 1, 2, 2, 3, 3, 4, 4},
	{0, 1, 1, 2, 2, 3, 3, 3}, // from here the extra skills
	{0, 0, 1, 2, 2, 2, 3, 3},
	{0, 0, 0, 1, 2, 2, 2, 3},
	{0, 0, 0, 1, 3, 3, 4, 4}, // leading others
}

func (w *world) needsOf(j job, grade int) []known {
	var out []known
	add := func(skill string, row int) {
		if n := climb[row][grade-1]; n > 0 {
			out = append(out, known{w.skillAt[skill], n})
		}
	}
	for i, s := range j.core {
		add(s, i)
	}
	for i, s := range j.extra {
		add(s, 4+i)
	}
	for _, s := range []string{"Giving feedback", "Delegation"} {
		if !slices.Contains(j.core, s) && !slices.Contains(j.extra, s) {
			add(s, 7)
		}
	}
	return out
}
