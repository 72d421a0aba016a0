package mentoring

import "fmt"

func plainNewHire(p *plain, v values) plainCheck {
	most := v.num("most days")
	return plainCheck{
		rule: func(a, _ *plainPerson) verdict {
			if a.of.Hired == 0 {
				return unknown
			}
			return held(int64(p.in.AsOf)-int64(a.of.Hired) <= most)
		},
		say: func(a, _ *plainPerson) []string {
			switch days := int(p.in.AsOf) - int(a.of.Hired); {
			case a.of.Hired == 0:
				return []string{"mentee's day of hiring unknown"}
			case days < 0:
				return []string{"mentee comes in " + count(-days, "day")}
			default:
				return []string{"mentee was hired " + count(days, "day") + " ago"}
			}
		},
		alike: everyone,
	}
}

func plainTenure(_ *plain, v values) plainCheck {
	least, full := v.num("least days"), v.num("full days")
	longer := func(a, b *plainPerson) (days int64, known bool) {
		return int64(a.of.Hired) - int64(b.of.Hired), a.of.Hired != 0 && b.of.Hired != 0
	}
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			days, known := longer(a, b)
			if !known {
				return unknown
			}
			return held(days >= least)
		},
		share: func(a, b *plainPerson) (int64, int64) {
			days, known := longer(a, b)
			if !known {
				return 0, 0
			}
			return max(0, min(days, full)), full
		},
		say: func(a, b *plainPerson) []string {
			switch days, known := longer(a, b); {
			case !known:
				return []string{"day of hiring unknown"}
			case days < 0:
				return []string{"mentor came " + count(int(-days), "day") + " later"}
			default:
				return []string{fmt.Sprintf("mentor is there %s longer", count(int(days), "day"))}
			}
		},
		alike: alikeBy(func(b *plainPerson) int32 { return b.of.Hired }),
	}
}
