package demo

// site is a location of the company, and who works there.
type site struct {
	city, country, market, zone string
	tongue                      string   // whose names people there have
	languages                   []string // the first is everybody's
	native                      int      // of a hundred, how many write their names in their own letters
	english                     int      // of a hundred, how many speak English
	weight                      int      // of how much work is there
}

// markets in the order in which the company entered them.
func markets() []string {
	return []string{
		"Western Europe", "Northern Europe", "Eastern Europe", "Middle East and Africa",
		"South Asia", "East Asia", "Americas", "Oceania",
	}
}

func sites() []site {
	return []site{
		{"Porto", "Portugal", "Western Europe", "Europe/Lisbon", "Portuguese", []string{"Portuguese", "Spanish"}, 100, 92, 14},
		{"Lyon", "France", "Western Europe", "Europe/Paris", "French", []string{"French", "German"}, 100, 84, 10},
		{"Leipzig", "Germany", "Western Europe", "Europe/Berlin", "German", []string{"German", "French"}, 100, 90, 11},
		{"Gothenburg", "Sweden", "Northern Europe", "Europe/Stockholm", "Swedish", []string{"Swedish", "German"}, 100, 98, 8},
		{"Kraków", "Poland", "Eastern Europe", "Europe/Warsaw", "Polish", []string{"Polish", "German"}, 100, 93, 9},
		{"Brno", "Czechia", "Eastern Europe", "Europe/Prague", "Czech", []string{"Czech", "German"}, 100, 88, 6},
		{"Thessaloniki", "Greece", "Eastern Europe", "Europe/Athens", "Greek", []string{"Greek", "Bulgarian"}, 90, 90, 5},
		{"Plovdiv", "Bulgaria", "Eastern Europe", "Europe/Sofia", "Bulgarian", []string{"Bulgarian", "Greek"}, 90, 86, 5},
		{"Izmir", "Türkiye", "Middle East and Africa", "Europe/Istanbul", "Turkish", []string{"Turkish", "German"}, 100, 82, 6},
		{"Sharjah", "United Arab Emirates", "Middle East and Africa", "Asia/Dubai", "Arabic", []string{"Arabic", "Hindi"}, 70, 94, 4},
		{"Mombasa", "Kenya", "Middle East and Africa", "Africa/Nairobi", "Kenyan", []string{"Swahili", "Arabic"}, 100, 97, 4},
		{"Durban", "South Africa", "Middle East and Africa", "Africa/Johannesburg", "South African", []string{"Zulu", "Afrikaans"}, 100, 99, 5},
		{"Pune", "India", "South Asia", "Asia/Kolkata", "Marathi", []string{"Marathi", "Hindi"}, 60, 97, 11},
		{"Lalitpur", "Nepal", "South Asia", "Asia/Kathmandu", "Nepali", []string{"Nepali", "Hindi"}, 75, 90, 4},
		{"Chengdu", "China", "East Asia", "Asia/Shanghai", "Chinese", []string{"Chinese", "Japanese"}, 85, 74, 8},
		{"Fukuoka", "Japan", "East Asia", "Asia/Tokyo", "Japanese", []string{"Japanese", "Chinese"}, 90, 68, 6},
		{"Busan", "South Korea", "East Asia", "Asia/Seoul", "Korean", []string{"Korean", "Japanese"}, 90, 76, 5},
		{"Da Nang", "Vietnam", "East Asia", "Asia/Ho_Chi_Minh", "Vietnamese", []string{"Vietnamese", "French"}, 100, 80, 5},
		{"Curitiba", "Brazil", "Americas", "America/Sao_Paulo", "Portuguese", []string{"Portuguese", "Spanish"}, 100, 78, 8},
		{"Valparaíso", "Chile", "Americas", "America/Santiago", "Spanish", []string{"Spanish", "Portuguese"}, 100, 80, 5},
		{"Québec", "Canada", "Americas", "America/Toronto", "French", []string{"French", "Spanish"}, 100, 96, 5},
		{"Adelaide", "Australia", "Oceania", "Australia/Adelaide", "English", []string{"English", "Greek"}, 100, 100, 5},
		{"Wellington", "New Zealand", "Oceania", "Pacific/Auckland", "English", []string{"English", "Māori"}, 100, 100, 4},
	}
}
