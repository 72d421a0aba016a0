package main

import (
	"encoding/json"

	"understudy/store"
	"understudy/store/text"
)

// potentialJSON is where someone stands, and how it came.
type potentialJSON struct {
	Employee    string         `json:"employee"`
	EmployeeID  int64          `json:"employee_id"`
	RoleLevel   string         `json:"role_level"`
	Team        string         `json:"team"`
	Performance axisJSON       `json:"performance"`
	Potential   axisJSON       `json:"potential"`
	Prompts     []promptJSON   `json:"prompts"`
	History     []standingJSON `json:"history"` // oldest first
	Ratings     []scoreJSON    `json:"ratings"` // newest first
}

type axisJSON struct {
	Third   string      `json:"third"`
	Mean    json.Number `json:"mean"` // of the scores that count, 1 to 3; 0 where there is none
	Counted int         `json:"counted"`
	Missing int         `json:"missing"`
	Scores  []scoreJSON `json:"scores"`
}

type scoreJSON struct {
	Axis      string `json:"axis"`
	Criterion string `json:"criterion"`
	Score     int    `json:"score"` // 0: not judged
	Date      string `json:"date,omitempty"`
	Evidence  string `json:"evidence,omitempty"`
	Old       bool   `json:"too_old,omitempty"`
}

type promptJSON struct {
	Do   string `json:"do"`
	With string `json:"with"`
}

type standingJSON struct {
	Date        string `json:"date"`
	Performance string `json:"performance"`
	Potential   string `json:"potential"`
}

func potentialOf(p store.Potential) potentialJSON {
	out := potentialJSON{
		Employee: text.Clean(p.Employee), EmployeeID: p.EmployeeID, RoleLevel: text.Clean(p.RoleLevel), Team: text.Clean(p.Team),
		Performance: axisOf(p.Performance), Potential: axisOf(p.Judgement.Potential),
		Prompts: []promptJSON{}, History: []standingJSON{}, Ratings: scoresOf(p.Ratings),
	}
	for _, v := range p.Prompts() {
		out.Prompts = append(out.Prompts, promptJSON{v.Do, text.Clean(commandFor(v, p.Employee))})
	}
	for _, h := range p.History {
		out.History = append(out.History, standingJSON{string(h.Date), h.Performance.Third.String(), h.Potential.Third.String()})
	}
	return out
}

func axisOf(r store.AxisResult) axisJSON {
	return axisJSON{r.Third.String(), points(r.Mean()), r.Counted, r.Missing, scoresOf(r.Scores)}
}

func scoresOf(list []store.CriterionScore) []scoreJSON {
	out := make([]scoreJSON, 0, len(list))
	for _, v := range list {
		out = append(out, scoreJSON{v.Criterion.Axis, text.Clean(v.Criterion.Name), v.Score, string(v.Date), text.CleanLines(v.Evidence), v.Old})
	}
	return out
}
