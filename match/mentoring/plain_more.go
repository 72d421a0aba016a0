package mentoring

import (
	"fmt"
	"slices"
)

func plainHours(_ *plain, v values) plainCheck {
	least, full := v.num("least minutes"), v.num("full minutes")
	known := func(a, b *plainPerson) bool {
		return a.of.Hours.From != a.of.Hours.To && b.of.Hours.From != b.of.Hours.To
	}
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			if !known(a, b) {
				return unknown
			}
			return held(minutesInCommon(a.of.Hours, b.of.Hours) >= least)
		},
		share: func(a, b *plainPerson) (int64, int64) {
			if !known(a, b) {
				return 0, 0
			}
			return min(minutesInCommon(a.of.Hours, b.of.Hours), full), full
		},
		say: func(a, b *plainPerson) []string {
			if !known(a, b) {
				return []string{"working hours unknown"}
			}
			return []string{minutes(minutesInCommon(a.of.Hours, b.of.Hours)) + " in common"}
		},
		alike: alikeBy(func(b *plainPerson) Hours { return b.of.Hours }), mirrored: true,
	}
}

func minutesInCommon(a, b Hours) int64 {
	from, to := unrolled(a)
	otherFrom, otherTo := unrolled(b)
	common := int64(0)
	for _, day := range []int64{-1440, 0, 1440} {
		common += max(0, min(to, otherTo+day)-max(from, otherFrom+day))
	}
	return common
}

// unrolled is a working day as one stretch, past midnight where it must be.
func unrolled(h Hours) (from, to int64) {
	if h.To < h.From {
		return int64(h.From), int64(h.To) + 1440
	}
	return int64(h.From), int64(h.To)
}

func plainExperience(p *plain, v values) plainCheck {
	least, counts, located := v.num("least interest"), p.finished(v), v.is("located there", "yes")
	best := func(a, b *plainPerson) (market, interest int64, now bool) {
		for _, x := range b.of.Assignments {
			if wish := interestIn(a.of.MarketWish, x.Market); wish > interest && counts(x) {
				market, interest = x.Market, wish
			}
		}
		if wish := interestIn(a.of.MarketWish, b.of.Market); located && b.of.Market != 0 && wish > interest {
			return b.of.Market, wish, true
		}
		return market, interest, false
	}
	wishes := func(a *plainPerson) bool {
		return slices.ContainsFunc(a.of.MarketWish, func(w Interest) bool { return w.Level > 0 })
	}
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			if !wishes(a) {
				return unknown
			}
			_, interest, _ := best(a, b)
			return held(interest >= least)
		},
		share: func(a, b *plainPerson) (int64, int64) {
			if !wishes(a) {
				return 0, 0
			}
			_, interest, _ := best(a, b)
			return interest, 3
		},
		say: func(a, b *plainPerson) []string {
			market, interest, now := best(a, b)
			return p.sayExperience(wishes(a), located, now, market, interest)
		},
		alike: alikeBy(func(b *plainPerson) string { return fmt.Sprint(b.of.Assignments, b.of.Market) }),
	}
}

// finished says which assignments count as experience of their market.
func (p *plain) finished(v values) func(Assignment) bool {
	years := v.num("years")
	var outcomes []Ref
	for _, text := range v.lists["outcomes"] {
		outcomes = append(outcomes, p.refOf(text))
	}
	return func(x Assignment) bool {
		if x.To == 0 || x.To > p.in.AsOf || (years > 0 && int64(p.in.AsOf)-int64(x.To) > years*36525/100) {
			return false
		}
		return len(outcomes) == 0 || slices.Contains(outcomes, p.folded[x.Outcome])
	}
}

func plainConsent(p *plain, v values) plainCheck {
	topic, who := p.refOf(v.text("topic")), v.text("who")
	agreed := once(p, func(x *plainPerson) bool {
		return slices.ContainsFunc(x.of.Consents, func(c Consent) bool {
			return c.Since <= p.in.AsOf && p.folded[c.Topic] == topic
		})
	})
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			return held((who == "mentor" || agreed(a)) && (who == "mentee" || agreed(b)))
		},
		say:   func(a, b *plainPerson) []string { return sayConsent(who, agreed(a), agreed(b)) },
		alike: alikeBy(agreed), mirrored: true,
	}
}

func plainWaiting(p *plain, v values) plainCheck {
	full := v.num("full days")
	days := func(a *plainPerson) int64 { return max(0, int64(p.in.AsOf)-int64(a.WaitingSince)) }
	return plainCheck{
		share: func(a, _ *plainPerson) (int64, int64) {
			if a.WaitingSince == 0 {
				return 0, 0
			}
			return min(days(a), full), full
		},
		say: func(a, _ *plainPerson) []string {
			if a.WaitingSince == 0 {
				return []string{"waiting since: unknown"}
			}
			return []string{"waiting for " + count(int(days(a)), "day")}
		},
		alike: everyone,
	}
}

func plainPast(p *plain, v values) plainCheck {
	within := v.num("days")
	ago := func(a, b *plainPerson) (days int64, were bool) {
		until, were := p.past[[2]int64{a.Employee, b.Employee}]
		if !were || until == 0 || until > p.in.AsOf {
			return 0, were
		}
		days = int64(p.in.AsOf) - int64(until)
		return days, within == 0 || days <= within
	}
	check := plainCheck{
		rule: func(a, b *plainPerson) verdict {
			_, were := ago(a, b)
			return held(!were)
		},
		say:   func(a, b *plainPerson) []string { return sayPast(ago(a, b)) },
		alike: everyone,
		near: func(meet func(mentee, mentor int64)) {
			for were := range p.past {
				meet(were[0], were[1])
			}
		},
	}
	check.share = shareOf(check.rule)
	return check
}

func plainLoad(_ *plain, v values) plainCheck {
	most, each, who := v.num("most hours")*60, v.num("hours a pair")*60, v.text("who")
	fits := func(x *plainPerson) bool { return int64(x.of.Load)+each <= most }
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			return held((who == "mentor" || fits(a)) && (who == "mentee" || fits(b)))
		},
		say:   func(a, b *plainPerson) []string { return sayLoad(who, a.of.Load, b.of.Load) },
		alike: alikeBy(fits), mirrored: true,
	}
}
