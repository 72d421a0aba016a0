package demo

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"understudy/store"
)

// calendars are the public holidays of a country by rule: a date; days from the Easter
// of the Western (E) or the Eastern (O) churches; the first weekday on or after a date;
// or a term of the sun. Feasts that follow the moon are announced a few weeks before
// and left out, and so are days off in lieu of a weekend.
func calendars() map[string]string {
	return map[string]string{
		"Portugal":             "01-01 New Year|E-2 Good Friday|04-25 Freedom Day|05-01 Labour Day|E+60 Corpus Christi|06-10 Portugal Day|08-15 Assumption|10-05 Republic Day|11-01 All Saints|12-01 Independence|12-08 Immaculate Conception|12-25 Christmas",
		"France":               "01-01 New Year|E+1 Easter Monday|05-01 Labour Day|05-08 Victory Day|E+39 Ascension|E+50 Whit Monday|07-14 National Day|08-15 Assumption|11-01 All Saints|11-11 Armistice|12-25 Christmas",
		"Germany":              "01-01 New Year|E-2 Good Friday|E+1 Easter Monday|05-01 Labour Day|E+39 Ascension|E+50 Whit Monday|10-03 German Unity|10-31 Reformation|wed>=11-16 Repentance|12-25 Christmas|12-26 Second day of Christmas",
		"Sweden":               "01-01 New Year|01-06 Epiphany|E-2 Good Friday|E+1 Easter Monday|05-01 Labour Day|E+39 Ascension|06-06 National Day|12-25 Christmas|12-26 Second day of Christmas",
		"Poland":               "01-01 New Year|01-06 Epiphany|E+1 Easter Monday|05-01 Labour Day|05-03 Constitution Day|E+60 Corpus Christi|08-15 Assumption|11-01 All Saints|11-11 Independence|12-24 Christmas Eve|12-25 Christmas|12-26 Second day of Christmas",
		"Czechia":              "01-01 New Year|E-2 Good Friday|E+1 Easter Monday|05-01 Labour Day|05-08 Liberation|07-05 Cyril and Methodius|07-06 Jan Hus|09-28 Statehood|10-28 Independence|11-17 Freedom and Democracy|12-24 Christmas Eve|12-25 Christmas|12-26 Second day of Christmas",
		"Greece":               "01-01 New Year|01-06 Epiphany|O-48 Clean Monday|03-25 Independence|O-2 Good Friday|O+1 Easter Monday|05-01 Labour Day|O+50 Whit Monday|08-15 Assumption|10-28 Ochi Day|12-25 Christmas|12-26 Second day of Christmas",
		"Bulgaria":             "01-01 New Year|03-03 Liberation|O-2 Good Friday|O+1 Easter Monday|05-01 Labour Day|05-06 Saint George|05-24 Alphabet and Culture|09-06 Unification|09-22 Independence|12-24 Christmas Eve|12-25 Christmas|12-26 Second day of Christmas",
		"Türkiye":              "01-01 New Year|04-23 Children's Day|05-01 Labour Day|05-19 Youth and Sports|07-15 Democracy|08-30 Victory Day|10-29 Republic Day",
		"United Arab Emirates": "01-01 New Year|12-02 National Day|12-03 Second National Day",
		"Kenya":                "01-01 New Year|E-2 Good Friday|E+1 Easter Monday|05-01 Labour Day|06-01 Madaraka Day|10-10 Mazingira Day|10-20 Mashujaa Day|12-12 Jamhuri Day|12-25 Christmas|12-26 Boxing Day",
		"South Africa":         "01-01 New Year|03-21 Human Rights Day|E-2 Good Friday|E+1 Family Day|04-27 Freedom Day|05-01 Workers' Day|06-16 Youth Day|08-09 Women's Day|09-24 Heritage Day|12-16 Reconciliation|12-25 Christmas|12-26 Goodwill",
		"India":                "01-26 Republic Day|E-2 Good Friday|04-14 Ambedkar Jayanti|05-01 Maharashtra Day|08-15 Independence|10-02 Gandhi Jayanti|12-25 Christmas",
		"Nepal":                "03-08 Women's Day|05-01 Labour Day|12-25 Christmas",
		"China":                "01-01 New Year|qingming Qingming|05-01 Labour Day|10-01 National Day|10-02 Second National Day|10-03 Third National Day",
		"Japan":                "01-01 New Year|mon>=01-08 Coming of Age|02-11 Foundation|02-23 Emperor's Birthday|spring Vernal Equinox|04-29 Showa Day|05-03 Constitution Day|05-04 Greenery Day|05-05 Children's Day|mon>=07-15 Marine Day|08-11 Mountain Day|mon>=09-15 Respect for the Aged|autumn Autumnal Equinox|mon>=10-08 Sports Day|11-03 Culture Day|11-23 Labour Thanksgiving",
		"South Korea":          "01-01 New Year|03-01 Independence Movement|05-05 Children's Day|06-06 Memorial Day|08-15 Liberation|10-03 Foundation|10-09 Hangul Day|12-25 Christmas",
		"Vietnam":              "01-01 New Year|04-30 Reunification|05-01 Labour Day|09-02 National Day",
		"Brazil":               "01-01 New Year|E-2 Good Friday|04-21 Tiradentes|05-01 Labour Day|09-07 Independence|10-12 Our Lady of Aparecida|11-02 All Souls|11-15 Republic Day|11-20 Black Consciousness|12-25 Christmas",
		"Chile":                "01-01 New Year|E-2 Good Friday|05-01 Labour Day|05-21 Navy Day|07-16 Our Lady of Mount Carmel|08-15 Assumption|09-18 Independence|09-19 Army Day|11-01 All Saints|12-08 Immaculate Conception|12-25 Christmas",
		"Canada":               "01-01 New Year|E-2 Good Friday|mon>=05-18 Patriots' Day|06-24 Saint-Jean-Baptiste|07-01 Canada Day|mon>=09-01 Labour Day|mon>=10-08 Thanksgiving|12-25 Christmas",
		"Australia":            "01-01 New Year|01-26 Australia Day|mon>=03-08 Adelaide Cup|E-2 Good Friday|E+1 Easter Monday|04-25 Anzac Day|mon>=06-08 King's Birthday|mon>=10-01 Labour Day|12-25 Christmas|12-26 Proclamation Day",
		"New Zealand":          "01-01 New Year|01-02 Day after New Year|mon>=01-19 Wellington Anniversary|02-06 Waitangi Day|E-2 Good Friday|E+1 Easter Monday|04-25 Anzac Day|mon>=06-01 King's Birthday|mon>=10-22 Labour Day|12-25 Christmas|12-26 Boxing Day",
	}
}

// holiday is a public holiday of one site.
type holiday struct {
	day  int32
	name string
	site int
}

// holidays are those of every site in this year and the next, by site and day.
func (w *world) holidays() []holiday {
	var out []holiday
	rules, year := calendars(), store.DateFromDays(w.today).Time().Year()
	for s, at := range w.sites {
		var own []holiday
		for y := year; y <= year+1; y++ {
			for rule := range strings.SplitSeq(rules[at.country], "|") {
				when, name, _ := strings.Cut(rule, " ")
				own = append(own, holiday{dayOf(when, y), name, s})
			}
		}
		slices.SortStableFunc(own, func(a, b holiday) int { return int(a.day - b.day) })
		out = append(out, own...)
	}
	return out
}

// dayOf is the day of a rule of calendars in a year.
func dayOf(rule string, year int) int32 {
	y := strconv.Itoa(year)
	switch {
	case rule[0] == 'E' || rule[0] == 'O':
		n, err := strconv.Atoi(rule[1:])
		if err != nil {
			panic("no rule for a holiday: " + rule) // calendars is wrong: tested
		}
		if rule[0] == 'E' {
			return westernEaster(year) + int32(n)
		}
		return easternEaster(year) + int32(n)
	case rule == "spring":
		return sunDay(y+"-03", 20.8431, year)
	case rule == "autumn":
		return sunDay(y+"-09", 23.2488, year)
	case rule == "qingming":
		return sunDay(y+"-04", 4.966, year)
	}
	weekday, from, any := strings.Cut(rule, ">=")
	if !any {
		return store.Date(y + "-" + rule).Days()
	}
	day, want := store.Date(y+"-"+from).Days(), time.Monday
	if weekday == "wed" {
		want = time.Wednesday
	}
	for store.DateFromDays(day).Time().Weekday() != want {
		day++
	}
	return day
}

// sunDay is the day of a month on which the sun comes to a place of its way, which was
// at the given day of that month of 1980 and comes 0.242194 days later each year; good
// from 1980 to 2099 in East Asia.
func sunDay(month string, in1980 float64, year int) int32 {
	n := year - 1980
	return store.Date(month+"-01").Days() - 1 + int32(in1980+0.242194*float64(n)) - int32(n/4)
}

// westernEaster is Easter Sunday in the Gregorian calendar, by the anonymous rule that
// Meeus gives in Astronomical Algorithms, chapter 8.
func westernEaster(year int) int32 {
	a, b, c := year%19, year/100, year%100
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - b/4 - g + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return store.DateOf(time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)).Days()
}

// easternEaster is Easter Sunday of the Julian calendar as a Gregorian day, by Meeus as
// above; thirteen days apart from 1900 to 2099.
func easternEaster(year int) int32 {
	a, b, c := year%4, year%7, year%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	n := d + e + 114
	return store.DateOf(time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)).Days() + 13
}
