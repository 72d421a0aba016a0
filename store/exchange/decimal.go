package exchange

import (
	"regexp"
	"strings"
)

// grouped is a number whose thousands are set apart, with one kind of sign.
var grouped = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)

// decimal brings a number as spreadsheets write it into the form with a point that
// the store reads: 12,5 is 12.5, 1 200 is 1200, 45 % is 45. A number that can be
// read in two ways, as 1,200, is refused with the reason.
func decimal(s string) (number, why string) {
	n := strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "", "'", "", "’", "", "\u2212", "-").Replace(s)
	n = strings.TrimSuffix(n, "%")
	sign := ""
	if rest, minus := strings.CutPrefix(n, "-"); minus {
		sign, n = "-", rest
	}
	n = strings.TrimPrefix(n, "+")
	comma, point := strings.LastIndexByte(n, ','), strings.LastIndexByte(n, '.')
	switch {
	case comma < 0 && strings.Count(n, ".") > 1 && grouped.MatchString(strings.ReplaceAll(n, ".", ",")):
		n = strings.ReplaceAll(n, ".", "")
	case comma < 0:
	case point > comma && grouped.MatchString(n[:point]):
		n = strings.ReplaceAll(n, ",", "")
	case point >= 0 && comma > point && strings.Count(n, ",") == 1 && grouped.MatchString(strings.ReplaceAll(n[:comma], ".", ",")):
		n = strings.ReplaceAll(n[:comma], ".", "") + "." + n[comma+1:]
	case point < 0 && strings.Count(n, ",") > 1 && grouped.MatchString(n):
		n = strings.ReplaceAll(n, ",", "")
	case point < 0 && strings.Count(n, ",") == 1 && grouped.MatchString(n) && n[0] != '0':
		return "", "can be " + sign + strings.Replace(n, ",", "", 1) + " or " + sign + strings.Replace(n, ",", ".", 1)
	case point < 0 && strings.Count(n, ",") == 1:
		n = strings.Replace(n, ",", ".", 1)
	}
	whole, part, _ := strings.Cut(n, ".")
	if whole == "" || strings.Trim(whole+part, "0123456789") != "" || len(strings.TrimRight(part, "0")) > 3 || len(whole) > 15 {
		return "", "is no number with at most three decimals"
	}
	if part = strings.TrimRight(part, "0"); part != "" {
		whole += "." + part
	}
	return sign + whole, ""
}

// thisOften are the words for days from one measurement to the next.
var thisOften = map[string]string{
	"daily": "1", "weekly": "7", "fortnightly": "14", "everytwoweeks": "14", "monthly": "30", "everymonth": "30",
	"quarterly": "91", "everyquarter": "91", "halfyearly": "182", "yearly": "365", "annually": "365", "everyyear": "365", "everyweek": "7",
}

// otherWords are further words for the choices of a kind's column, and for scores.
var otherWords = map[string]map[string]string{
	"kpi direction": {
		"higher": "up", "more": "up", "increase": "up", "increasing": "up", "maximise": "up", "maximize": "up", "rise": "up", "↑": "up",
		"lower": "down", "less": "down", "fewer": "down", "decrease": "down", "decreasing": "down", "minimise": "down", "minimize": "down", "fall": "down", "↓": "down",
	},
	"initiative state": {
		"open": "active", "running": "active", "ongoing": "active", "in progress": "active", "done": "achieved", "completed": "achieved", "reached": "achieved",
		"cancelled": "dropped", "canceled": "dropped", "stopped": "dropped", "paused": "on hold",
	},
	"potential rating score": {"low": "1", "medium": "2", "mid": "2", "high": "3"},
}
