package demo

import (
	"cmp"
	"slices"
	"time"

	"understudy/store"
)

// room is where people of a site can meet.
type room struct {
	name           string
	site, capacity int
}

// rooms are one or two at each site, the larger one first.
func (w *world) rooms() []room {
	var out []room
	for s := range w.sites {
		d := w.roll(ofEvents, -s-1)
		out = append(out, room{pick(d, []string{"Canteen", "Large hall", "Courtyard room"}), s, 10 * d.between(2, 6)})
		if d.chance(60) {
			out = append(out, room{pick(d, []string{"Blue room", "Corner room", "Library"}), s, 2 * d.between(3, 6)})
		}
	}
	return out
}

// topicPlan is a topic as people ask for it.
type topicPlan struct {
	name, skill, state string
	level              int
	aim                int // -1 for none
	about              string
}

// topicPlans begin with those that were given, in the order of their events, go on with
// those to come, and end with those that wait.
func topicPlans() []topicPlan {
	return []topicPlan{
		{"What a data logger tells, and what it does not", "Sensor calibration", "given", 2, launchAim, "Three boxes, three curves: which one was left in the sun?"},
		{"Saying no with a reason", "Giving feedback", "given", 2, leadersAim, "With two volunteers and one real case."},
		{"Reading a customs file in ten minutes", "Customs papers", "given", 2, launchAim, "Which lines matter, and who rings whom."},
		{"SQL for people who never asked", "SQL", "given", 1, -1, "Five questions to our own data, from the first line on."},
		{"A meeting that ends early", "Running meetings", "open", 2, leadersAim, "What to cut, and what to write down."},
		{"When the alarm rings at night", "Incident response", "open", 2, -1, "The last three incidents, told by who was there."},
		{"How a price is made", "Pricing", "open", 1, -1, "From the cost of a lane to the number on the offer."},
		{"Medicines at two to eight degrees", "Pharma handling", "open", 2, launchAim, "What hospitals check when the lorry comes."},
		{"Coaching without answers", "Coaching", "open", 3, leadersAim, "Questions only, for forty minutes."},
		{"Working with colleagues in another zone", "Working across cultures", "asked", 2, launchAim, ""},
		{"What our models can foresee", "Machine learning", "asked", 1, -1, ""},
		{"Tenders: the page that everyone reads", "Tenders", "asked", 2, -1, ""},
		{"The history of the company car", "", "dropped", 1, -1, "Nobody could say what one would learn."},
	}
}

const (
	held = 4 // of the topics, so many were given
	soon = 3 // and so many have a day
)

// topic is a topic with who asks for it and who could speak.
type topic struct {
	topicPlan
	skill    int // -1 for none
	askedBy  int32
	asked    int32
	votes    []int32
	speakers []speaker
	locked   bool
}

type speaker struct {
	person int32
	team   int // where person is -1
	answer string
	date   int32
}

// meeting is an event of the series.
type meeting struct {
	topic, site, room int
	day               int32
	state, reason     string
	invited           []guest
	full              bool
}

type guest struct {
	person          int32
	date, answered  int32
	answer          string
	rank            int
	attended        int // -1 not taken
	useful, learned int // 0 where nobody answered
	comment         string
	named           bool
	worth           int // levels lacking and interest
}

// lunch is the company's series.
type lunch struct {
	starts, ends int32
	sites        []int // the largest first
	rooms        []room
	topics       []topic
	meetings     []meeting
}

const seriesSites = 4

func (w *writer) lunch() *lunch {
	l := &lunch{starts: workday(w.today-130, 1), ends: workday(w.today+160, -1), rooms: w.rooms()}
	if w.staff() < rotationFrom {
		return l
	}
	bySite := make([][]int32, len(w.sites))
	for i, p := range w.people {
		if p.left == 0 {
			bySite[p.site] = append(bySite[p.site], int32(i))
		}
	}
	for s := range w.sites {
		l.sites = append(l.sites, s)
	}
	slices.SortStableFunc(l.sites, func(a, b int) int { return cmp.Compare(len(bySite[b]), len(bySite[a])) })
	l.sites = l.sites[:min(seriesSites, len(l.sites))]
	pool := w.shuffled(w.roll(ofEvents, 0))
	for k, p := range topicPlans() {
		l.topics = append(l.topics, w.topic(k, p, pool))
	}
	off := map[holidayAt]bool{}
	for _, h := range w.holidays() {
		off[holidayAt{h.site, h.day}] = true
	}
	for k := range held + soon {
		w.hold(l, k, bySite, off)
	}
	return l
}

type holidayAt struct {
	site int
	day  int32
}

// lookedAt bounds the search for speakers in a large company.
const lookedAt = 4000

func (w *writer) topic(k int, p topicPlan, pool []int) topic {
	d := w.roll(ofEvents, k+1)
	t := topic{topicPlan: p, skill: -1, asked: w.today - int32(d.between(20, 90)), askedBy: -1}
	if p.state == "given" {
		t.asked -= 110
	}
	if p.skill != "" {
		t.skill = w.skillAt[p.skill]
	}
	for n, i := range pool {
		x := w.people[i]
		if n == lookedAt || len(t.votes) >= 6 && len(t.speakers) >= 2 {
			break
		}
		if x.left != 0 || x.hired > t.asked {
			continue
		}
		level := 0
		if t.skill >= 0 {
			level = levelIn(w.levelsOf(i), t.skill)
		}
		switch {
		case level == 4 && len(t.speakers) < 2 && p.state != "dropped":
			t.speakers = append(t.speakers, w.asks(d, t, int32(i)))
		case t.askedBy < 0 && level < p.level:
			t.askedBy = int32(i)
		case p.state == "asked" && len(t.votes) < 6 && level < p.level && d.chance(15):
			t.votes = append(t.votes, int32(i))
		}
	}
	if k == held+soon && t.skill >= 0 { // one is asked of a whole team
		if at := w.department("Operations"); at >= 0 {
			t.speakers = append(t.speakers, speaker{-1, at, "asked", workday(w.today-4, -1)})
		}
	}
	t.locked = k == held+soon+1 && len(t.speakers) > 0
	return t
}

// asks somebody to speak: of those who were or will be heard, the first agreed.
func (w *writer) asks(d dice, t topic, i int32) speaker {
	s := speaker{i, -1, "asked", min(w.today-1, t.asked+int32(d.between(3, 12)))}
	switch {
	case t.state == "asked":
	case len(t.speakers) == 0:
		s.answer = "agreed"
	case d.chance(40):
		s.answer = "declined"
	}
	return s
}

// hold adds the event of a topic: past ones with who came, coming ones with who is
// invited. The last past one was called off in its first place and held a week later.
func (w *writer) hold(l *lunch, k int, bySite [][]int32, off map[holidayAt]bool) {
	t := &l.topics[k]
	if len(t.speakers) == 0 || t.speakers[0].answer != "agreed" {
		return
	}
	d := w.roll(ofEvents, 100+k)
	m := meeting{topic: k, site: l.sites[k%len(l.sites)], state: "held"}
	from := w.today - int32(110-28*k)
	if k >= held {
		m.state, from = "planned", w.today+int32(6+9*(k-held))
	}
	m.room = slices.IndexFunc(l.rooms, func(r room) bool { return r.site == m.site })
	m.full = k == held
	if m.full { // in the small room, where there is one
		for n, r := range l.rooms {
			if r.site == m.site {
				m.room = n
			}
		}
	}
	m.day = lunchDay(from, m.site, off)
	if m.state == "held" && m.day >= w.today {
		return
	}
	if k == held-1 {
		lost := m
		lost.day, lost.state, lost.reason = lunchDay(m.day-9, m.site, off), "cancelled", "the speaker was ill"
		l.meetings = append(l.meetings, lost)
	}
	m.invited = w.guests(d, t, &m, l.rooms[m.room].capacity, bySite[m.site])
	l.meetings = append(l.meetings, m)
}

// lunchDay is the first Tuesday or Thursday from a day on that is no holiday of a site.
func lunchDay(day int32, site int, off map[holidayAt]bool) int32 {
	for ; ; day++ {
		at := store.DateFromDays(day).Time().Weekday()
		if (at == time.Tuesday || at == time.Thursday) && !off[holidayAt{site, day}] {
			return day
		}
	}
}

// Of one event: how many are invited at most, and how many even where fewer need it.
const (
	mostGuests  = 26
	fewerGuests = 18
)

// guests are people of the site who lack the skill of a topic or wish to learn it, and
// where they are few, others who know less of it.
func (w *writer) guests(d dice, t *topic, m *meeting, places int, there []int32) []guest {
	var out, others []guest
	for _, i := range there {
		if len(out) == mostGuests {
			break
		}
		if w.people[i].hired > m.day-20 || i == t.speakers[0].person {
			continue
		}
		g := guest{person: i, date: workday(min(w.today, m.day-10), -1), attended: -1, worth: w.lacks(i, t)}
		switch {
		case g.worth > 0:
			out = append(out, g)
		case len(others) < fewerGuests && levelIn(w.levelsOf(int(i)), t.skill) < t.level:
			others = append(others, g)
		}
	}
	out = append(out, others[:max(0, min(fewerGuests-len(out), len(others)))]...)
	yes, waits := 0, 0
	for k := range out {
		g := &out[k]
		g.answer = []string{"yes", "maybe", "no", "none yet"}[d.weighted(62, 10, 10, 18)]
		if m.full {
			g.answer = "yes"
		}
		if g.answer == "yes" {
			if yes++; yes > places {
				waits++
				g.answer, g.rank = "waiting", waits
			}
		}
		if g.answer != "none yet" {
			g.answered = min(w.today, g.date+int32(d.between(0, 4)))
		}
		if m.state == "held" {
			w.came(d, g)
		}
	}
	return out
}

// lacks is how many levels somebody lacks to that of the topic, where their role or
// their wish asks for it, and how much they wish for it.
func (w *writer) lacks(i int32, t *topic) int {
	out := 0
	for _, x := range w.skillWishesOf(int(i)) {
		if x.of == t.skill {
			out = x.degree
		}
	}
	have := w.levelsOf(int(i))
	asked := out > 0 || slices.ContainsFunc(w.gapsOf(int(i), have), func(k known) bool { return k.skill == t.skill })
	if asked {
		out += max(0, t.level-levelIn(have, t.skill))
	}
	return out
}

func (w *writer) came(d dice, g *guest) {
	g.attended = 0
	often := map[string]int{"yes": 88, "maybe": 45, "none yet": 10}[g.answer]
	if !d.chance(often) {
		return
	}
	g.attended = 1
	if d.chance(60) {
		g.useful, g.learned, g.named = 3+d.weighted(20, 40, 40), 2+d.weighted(15, 35, 35, 15), d.chance(70)
		g.comment = maybe(d, 25, "More of this, please.", "Too short for the questions.", "The example from our own depot helped most.", "I had hoped for something to take along.")
	}
}
