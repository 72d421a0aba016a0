package exchange

// places knows the locations and what the file says about new ones.
type places struct {
	*names
	markets *names
	details []place // of each fresh location
}

type place struct {
	country, zone string
	market        ref
}

func (p *planner) readPlaces() (*places, error) {
	loc, err := p.readNames("location", "location")
	if err != nil {
		return nil, err
	}
	markets, err := p.readNames("market", "market")
	return &places{names: loc, markets: markets}, err
}

// take finds or makes the location of a row.
func (pl *places) take(name string, d place) ref {
	had := len(pl.fresh)
	r := pl.need(name)
	if len(pl.fresh) > had {
		pl.details = append(pl.details, place{})
	}
	if r < 0 {
		at := &pl.details[-r-1]
		at.country, at.zone = firstText(at.country, d.country), firstText(at.zone, d.zone)
		if at.market == 0 {
			at.market = d.market
		}
	}
	return r
}

func (pl *places) made() []Made {
	return append(pl.markets.made(nil), pl.names.made(func(i int) string {
		if z := pl.details[i].zone; z != "" {
			return "time zone " + z
		}
		return "time zone UTC, because the file names none"
	})...)
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
