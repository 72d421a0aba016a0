package store_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/storetest"
)

// clashWorld is a file with people in three zones, whose sessions, events, absences and
// holidays are laid at random so close that many clash.
func clashWorld(t *testing.T, seed uint64) *store.Store {
	t.Helper()
	s, r := storetest.New(t), rand.New(rand.NewPCG(seed, 1))
	ref := func(id int64) string { return fmt.Sprintf("#%d", id) }
	for name, zone := range map[string]string{"Lisbon": "Europe/Lisbon", "Kathmandu": "Asia/Kathmandu", "Auckland": "Pacific/Auckland"} {
		storetest.Add(t, s, "location", map[string]string{"name": name, "time_zone": zone})
	}
	program := storetest.Add(t, s, "program", map[string]string{"name": "Leadership", "rolling": "yes"})
	cycle := storetest.Add(t, s, "cycle", map[string]string{"program_id": ref(program), "name": "2026", "starts": "2026-01-01"})
	var people, pairs []int64
	sites := []string{"Lisbon", "Kathmandu", "Auckland"}
	for i := range 8 {
		id := storetest.Add(t, s, "employee", map[string]string{"name": fmt.Sprintf("Person %d", i), "number": fmt.Sprint(i)})
		storetest.Add(t, s, "position", map[string]string{"employee_id": ref(id), "since": "2020-01-01", "location_id": sites[i%3]})
		if i == 5 { // who moves in the middle of the month
			storetest.Add(t, s, "position", map[string]string{"employee_id": ref(id), "since": "2026-06-12", "location_id": "Auckland"})
		}
		people = append(people, id)
	}
	for i := range 4 {
		a := storetest.Add(t, s, "enrolment", map[string]string{"cycle_id": ref(cycle), "employee_id": ref(people[i]), "side": "mentee", "waiting_since": "2026-01-01"})
		b := storetest.Add(t, s, "enrolment", map[string]string{"cycle_id": ref(cycle), "employee_id": ref(people[4+i]), "side": "mentor", "waiting_since": "2026-01-01"})
		if _, err := s.Write(t.Context(), "pair", func(tx *store.Tx) error {
			pair, err := tx.Insert(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, state, since) VALUES(?, ?, ?, 'active', '2026-01-02')`, cycle, a, b)
			pairs = append(pairs, pair)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	day := func() string { return string(store.Date("2026-06-08").Add(r.IntN(8))) }
	clock := func() string { return fmt.Sprintf("%02d:%02d", r.IntN(24), 15*r.IntN(4)) }
	room := storetest.Add(t, s, "room", map[string]string{"name": "Blue", "location_id": "Lisbon", "capacity": "9"})
	for i := range 24 {
		v := map[string]string{"pair_id": ref(pairs[r.IntN(4)]), "date": day(), "state": "planned", "minutes": "120"}
		if i%4 != 0 {
			v["time"] = clock()
		}
		storetest.Add(t, s, "session", v)
	}
	for i := range 16 {
		v := map[string]string{"name": fmt.Sprintf("Talk %d", i), "date": day(), "time": clock(), "minutes": "180"}
		switch i % 3 {
		case 0:
			v["location_id"], v["room_id"] = "Lisbon", ref(room)
		case 1:
			v["zone"] = "America/New_York"
		case 2:
			v["location_id"] = "Kathmandu"
		}
		event := storetest.Add(t, s, "event", v)
		storetest.Add(t, s, "event speaker", map[string]string{"event_id": ref(event), "employee_id": ref(people[i%8])})
		answer := []string{"yes", "none yet", "no"}[i%3]
		storetest.Add(t, s, "invitation", map[string]string{"event_id": ref(event), "employee_id": ref(people[(i+3)%8]), "answer": answer})
	}
	for range 4 {
		first := store.Date(day())
		storetest.Add(t, s, "absence", map[string]string{"employee_id": ref(people[r.IntN(8)]), "starts": string(first), "ends": string(first.Add(r.IntN(2)))})
	}
	storetest.Add(t, s, "holiday", map[string]string{"date": "2026-06-10", "name": "Day of Portugal", "location_id": "Lisbon"})
	storetest.Add(t, s, "holiday", map[string]string{"date": "2026-06-13", "name": "Company day"})
	storetest.Add(t, s, "holiday", map[string]string{"date": "2026-06-12", "name": "Auckland day", "location_id": "Auckland"})
	return s
}

// bruteClashes compares everything with everything minute by minute, from the records as
// lists have them.
func bruteClashes(t *testing.T, s *store.Store) []string {
	t.Helper()
	list := func(kind string) []store.Record {
		recs, err := s.List(t.Context(), kind, store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return recs
	}
	where := func(who int64, day store.Date) (site string) {
		first, best := store.Date("9999"), store.Date("")
		for _, p := range list("position") {
			since := store.Date(p.Values["since"])
			if p.Refs["employee_id"] != who {
				continue
			}
			if since <= day && since >= best || best == "" && since < first && since > day {
				if since <= day {
					best = since
				}
				first, site = since, p.Values["location_id"]
			}
		}
		return site
	}
	zones := map[string]string{"Lisbon": "Europe/Lisbon", "Kathmandu": "Asia/Kathmandu", "Auckland": "Pacific/Auckland"}
	type busy struct {
		ref     string
		who     int64
		day     store.Date
		minutes map[int64]bool      // since 1970
		days    map[store.Date]bool // where the person is
	}
	var all []busy
	add := func(ref string, who int64, day store.Date, clock, zone string, minutes int) {
		b := busy{ref, who, day, map[int64]bool{}, map[store.Date]bool{}}
		if clock == "" {
			b.days[day] = true
			all = append(all, b)
			return
		}
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" "+clock, loc)
		if err != nil {
			t.Fatal(err)
		}
		there, _ := time.LoadLocation(zones[where(who, day)])
		for m := range minutes {
			now := at.Add(time.Duration(m) * time.Minute)
			b.minutes[now.Unix()/60], b.days[store.DateOf(now.In(there))] = true, true
		}
		all = append(all, b)
	}
	pairs := map[int64][2]int64{}
	who := map[int64]int64{}
	for _, e := range list("enrolment") {
		who[e.ID] = e.Refs["employee_id"]
	}
	for _, p := range list("pair") {
		pairs[p.ID] = [2]int64{who[p.Refs["mentee_id"]], who[p.Refs["mentor_id"]]}
	}
	for _, v := range list("session") {
		p := pairs[v.Refs["pair_id"]]
		zone := zones[where(p[0], store.Date(v.Values["date"]))]
		for _, w := range p {
			add(fmt.Sprintf("session %d", v.ID), w, store.Date(v.Values["date"]), v.Values["time"], zone, 120)
		}
	}
	rooms := map[string]map[int64]bool{}
	var out []string
	for _, v := range list("event") {
		ref := fmt.Sprintf("event %d", v.ID)
		for _, kind := range []string{"event speaker", "invitation"} {
			recs, err := s.List(t.Context(), kind, store.ListFilter{Parent: v.ID})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range recs {
				if kind == "event speaker" || x.Values["answer"] == "yes" {
					add(ref, x.Refs["employee_id"], store.Date(v.Values["date"]), v.Values["time"], v.Values["zone"], 180)
				}
			}
		}
		if v.Refs["room_id"] != 0 {
			rooms[ref] = all[len(all)-1].minutes
		}
	}
	for a, x := range rooms {
		for b, y := range rooms {
			if a != b && meets(x, y) {
				out = append(out, fmt.Sprintf("%s 0 %s", a, b))
			}
		}
	}
	for i, x := range all {
		for j, y := range all {
			if i != j && x.who == y.who && x.ref != y.ref && meets(x.minutes, y.minutes) {
				out = append(out, fmt.Sprintf("%s %d %s", x.ref, x.who, y.ref))
			}
		}
		for _, a := range list("absence") {
			if a.Refs["employee_id"] == x.who && slices.ContainsFunc(slices.Collect(maps.Keys(x.days)), func(d store.Date) bool {
				return string(d) >= a.Values["starts"] && string(d) <= a.Values["ends"]
			}) {
				out = append(out, fmt.Sprintf("%s %d absence %d", x.ref, x.who, a.ID), fmt.Sprintf("absence %d %d %s", a.ID, x.who, x.ref))
			}
		}
		for _, h := range list("holiday") {
			day := store.Date(h.Values["date"])
			if site := h.Values["location_id"]; x.days[day] && (site == "" || site == where(x.who, day)) {
				out = append(out, fmt.Sprintf("%s %d holiday %d", x.ref, x.who, h.ID))
			}
		}
	}
	slices.Sort(out)
	return out
}

func meets(a, b map[int64]bool) bool {
	for m := range a {
		if b[m] {
			return true
		}
	}
	return false
}
