package main

import (
	"encoding/json"

	"understudy/store"
	"understudy/store/text"
)

// initiativeJSON is an initiative with its counts.
type initiativeJSON struct {
	ID            int64          `json:"id"`
	Name          string         `json:"name"`
	State         string         `json:"state"`
	Owner         string         `json:"owner,omitempty"`
	OwnerID       int64          `json:"owner_id,omitempty"`
	OwnerGone     bool           `json:"owner_gone,omitempty"` // has left, or is archived
	Starts        string         `json:"starts"`
	Ends          string         `json:"ends,omitempty"`
	Archived      bool           `json:"archived,omitempty"`
	Needs         int            `json:"needs"`
	NeedsMet      int            `json:"needs_met"`
	PeopleNeeded  int            `json:"people_needed"`
	PeopleLacking int            `json:"people_lacking"`
	KPIs          map[string]int `json:"kpis"` // by state
	Programs      int            `json:"programs"`
	PairsRunning  int            `json:"pairs_under_way"`
	Pairs         int            `json:"pairs"`
	UnderWay      int            `json:"gap_actions_under_way"`
	Closed        int            `json:"gaps_closed"`
}

func initiativeOf(v store.InitiativeRow) initiativeJSON {
	out := initiativeJSON{
		v.ID, text.Clean(v.Name), v.State, text.Clean(v.Owner), v.OwnerID, v.OwnerGone, string(v.Starts), string(v.Ends), v.Archived,
		v.Needs, v.Met, v.Asked, v.Lack,
		map[string]int{},
		v.Programs, v.Running, v.Ever, v.UnderWay, v.Closed,
	}
	for state, n := range v.ByState {
		out.KPIs[string(state)] = n
	}
	return out
}

// initiativeFactsJSON is an initiative with all that hangs from it.
type initiativeFactsJSON struct {
	initiativeJSON
	Description string          `json:"description,omitempty"`
	NeedList    []needJSON      `json:"need_list"`
	KPIList     []kpiJSON       `json:"kpi_list"`
	Serving     []servingJSON   `json:"programs_that_serve"`
	Actions     []gapActionJSON `json:"gap_actions"`
	Stretch     []stretchJSON   `json:"stretch_assignments"`
}

type needJSON struct {
	ID       int64  `json:"id"`
	Skill    string `json:"skill"`
	SkillID  int64  `json:"skill_id"`
	Level    int    `json:"level"`
	Count    int    `json:"count"`
	Have     int    `json:"have"`
	Lack     int    `json:"lack"`
	Near     int    `json:"one_level_away"`
	Of       string `json:"of,omitempty"` // team, location or market; nothing is anywhere
	Where    string `json:"where,omitempty"`
	WhereID  int64  `json:"where_id,omitempty"`
	Due      string `json:"due,omitempty"`
	UnderWay int    `json:"gap_actions_under_way"`
	Done     int    `json:"gaps_closed"`
}

type kpiJSON struct {
	ID           int64             `json:"id"`
	Name         string            `json:"name"`
	Unit         string            `json:"unit,omitempty"`
	Direction    string            `json:"better_is"`
	Baseline     json.Number       `json:"baseline"`
	Since        string            `json:"baseline_of"`
	Target       json.Number       `json:"target"`
	Due          string            `json:"target_by"`
	Every        int               `json:"measured_every_days"`
	State        string            `json:"state"`
	Why          string            `json:"why"`
	Expected     json.Number       `json:"expected"` // on the day of the newest measurement, else today
	Way          int               `json:"way_percent"`
	Measurements []measurementJSON `json:"measurements"` // the newest first
}

type measurementJSON struct {
	ID    int64       `json:"id"`
	Date  string      `json:"date"`
	Value json.Number `json:"value"`
	Note  string      `json:"note,omitempty"`
}

type servingJSON struct {
	ID           int64              `json:"id"`
	Name         string             `json:"name"`
	PairsRunning int                `json:"pairs_under_way"`
	Cycles       []servingCycleJSON `json:"cycles"`
}

type servingCycleJSON struct {
	ID           int64  `json:"id"`
	Name         string `json:"name"`
	State        string `json:"state"`
	Starts       string `json:"starts"`
	Ends         string `json:"ends,omitempty"`
	PairsRunning int    `json:"pairs_under_way"`
	Pairs        int    `json:"pairs"`
}

func kpiOf(k store.KPIRow) kpiJSON {
	out := kpiJSON{
		k.ID, text.Clean(k.Name), text.Clean(k.Unit), k.Direction, points(k.Baseline), string(k.Since), points(k.Target), string(k.Due), k.Every,
		string(k.Verdict.State), text.Clean(k.Verdict.Why), points(k.Verdict.Expected), k.Verdict.Way,
		[]measurementJSON{},
	}
	for _, m := range k.Measurements {
		out.Measurements = append(out.Measurements, measurementJSON{m.ID, string(m.On), points(m.Value), text.Clean(m.Note)})
	}
	return out
}

func initiativeFactsOf(v store.InitiativeFacts) initiativeFactsJSON {
	out := initiativeFactsJSON{initiativeOf(v.InitiativeRow), text.CleanLines(v.Description), []needJSON{}, []kpiJSON{}, []servingJSON{}, gapActionsOf(v.Actions), stretchesOf(v.Stretch)}
	for _, n := range v.NeedList {
		out.NeedList = append(out.NeedList, needJSON{n.ID, text.Clean(n.Skill), n.SkillID, n.Level, n.Count, n.Have, n.Lack(), n.Near, n.Of, text.Clean(n.Where), n.WhereID, string(n.Due), n.UnderWay, n.Done})
	}
	for _, k := range v.KPIList {
		out.KPIList = append(out.KPIList, kpiOf(k))
	}
	for _, p := range v.Serving {
		s := servingJSON{p.ID, text.Clean(p.Name), p.Running(), []servingCycleJSON{}}
		for _, c := range p.Cycles {
			s.Cycles = append(s.Cycles, servingCycleJSON{c.ID, text.Clean(c.Name), c.State, string(c.Starts), string(c.Ends), c.Running, c.Ever})
		}
		out.Serving = append(out.Serving, s)
	}
	return out
}
