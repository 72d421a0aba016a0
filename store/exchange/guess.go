package exchange

import (
	"strings"
	"unicode"

	"understudy/store"
	"understudy/store/text"
)

// headingKey is the form by which headings are compared: no case, no accents,
// every run of other signs a space, so that E-Mail, e_mail and "E mail" agree.
func headingKey(s string) string {
	var b strings.Builder
	space := false
	for _, r := range text.Fold(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// byHeading finds the column that a heading names. sure is false for a heading
// that means it only if the cells agree.
func (t Target) byHeading(heading string) (c Column, sure, ok bool) {
	k := headingKey(heading)
	for _, c := range t.Columns {
		if k == headingKey(c.Name) || k == headingKey(c.Title) {
			return c, true, true
		}
	}
	for _, c := range t.Columns {
		for _, w := range c.Synonyms {
			if k == w {
				return c, true, true
			}
		}
	}
	for _, c := range t.Columns {
		for _, w := range c.Weak {
			if k == w {
				return c, false, true
			}
		}
	}
	return Column{}, false, false
}

// byContent finds the column that cells name by their look alone: only e-mail
// addresses are that plain, a date may be any date.
func (t Target) byContent(cells []string) (Column, bool) {
	c, ok := t.Column("email")
	return c, ok && mostly(cells, looksEmail)
}

// mostly reports that four of five cells look so.
func mostly(cells []string, looks func(string) bool) bool {
	n, good := 0, 0
	for _, c := range cells {
		if c == "" {
			continue
		}
		n++
		if looks(c) {
			good++
		}
	}
	return n > 0 && 5*good >= 4*n
}

func looksEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && at < len(s)-1 && !strings.ContainsRune(s, ' ')
}

func looksDate(s string) bool {
	d := parseDay(s)
	return d.iso != "" || d.a > 0
}

func looksClock(s string) bool { _, err := store.ParseClock(s); return err == nil }

// identityWords are headings, or words of them, of what nobody may be matched by.
var identityWords = words("gender|sex|pronoun|pronouns|age|birth|birthday|birthdate|born|dob|ethnic|ethnicity|ethnical|race|racial|" +
	"religion|religious|faith|belief|disability|disabilities|disabled|handicap|nationality|nationalities|citizenship|" +
	"marital|married|sexual|orientation|lgbt|lgbtq|pregnant|pregnancy|maternity|health|union|veteran|caste|skin|" +
	"geschlecht|alter|geburtsdatum|staatsangehorigkeit|konfession|sexe|genre|nationalite")

// identity reports a heading that names an identity characteristic.
func identity(heading string) bool {
	k := headingKey(heading)
	for part := range strings.SplitSeq(k, " ") {
		for _, w := range identityWords {
			if part == w {
				return true
			}
		}
	}
	return strings.Contains(k, "ethnic") || strings.Contains(k, "birth") || strings.Contains(k, "gender") || strings.Contains(k, "disabilit")
}
